import { base64url, randomBytes, utf8, type Bytes } from './bytes';
import { stretched, stretchedAsCan, type Stretching } from './stretching';

/** What a device keeps of a key: nothing that opens without the code. `secret` came from the server and lies here in clear. */
export interface Lock {
  readonly salt: Bytes;
  readonly stretching: Stretching;
  readonly secret: Bytes;
  readonly iv: Bytes;
  readonly wrapped: Bytes;
}

/** The key of one person on this device while it is open: one for values, one for their names. Script cannot read them out. */
export interface DeviceKey {
  readonly values: CryptoKey;
  readonly names: CryptoKey;
}

export interface Opened {
  readonly key: DeviceKey;
  /** What proves to the server that the code was known, in base64url; kept in memory only. */
  readonly verifier: string;
}

const KEY_BYTES = 32;

/** A new random key behind a code. Only its wrapped form may be kept. */
export async function newLock(
  code: string,
): Promise<{ readonly verifier: string; lock(secret: Bytes): Promise<Opened & { readonly lock: Lock }> }> {
  const salt = randomBytes(16);
  const { bytes, how } = await stretchedAsCan(code, salt);
  const verifier = await verifierOf(bytes, salt);
  return {
    verifier,
    async lock(secret) {
      const raw = randomBytes(KEY_BYTES);
      const iv = randomBytes(12);
      const wrapping = await wrappingKey(bytes, secret, salt);
      const wrapped = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, wrapping, raw));
      const key = await keyOf(raw);
      return { key, verifier, lock: { salt, stretching: how, secret, iv, wrapped } };
    },
  };
}

/** Opens a lock; `null` when the code is not the right one. */
export async function openLock(
  code: string,
  { salt, stretching, secret, iv, wrapped }: Lock,
): Promise<Opened | null> {
  const bytes = await stretched(code, salt, stretching);
  const wrapping = await wrappingKey(bytes, secret, salt);
  try {
    const raw = new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, wrapping, wrapped));
    return { key: await keyOf(raw), verifier: await verifierOf(bytes, salt) };
  } catch {
    return null;
  }
}

/** What proves that this device holds its secret, in base64url; the server derives the same. */
export async function proofOf(secret: Bytes): Promise<string> {
  return base64url(await derived(secret, new Uint8Array(), 'denba device proof'));
}

async function verifierOf(stretchedCode: Bytes, salt: Bytes): Promise<string> {
  return base64url(await derived(stretchedCode, salt, 'denba device code'));
}

async function wrappingKey(stretchedCode: Bytes, secret: Bytes, salt: Bytes): Promise<CryptoKey> {
  const both = new Uint8Array([...stretchedCode, ...secret]);
  const bits = await derived(both, salt, 'denba wrapping');
  return crypto.subtle.importKey('raw', bits, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** The raw key is forgotten here: what goes on can be used and not read. */
async function keyOf(raw: Bytes): Promise<DeviceKey> {
  const [values, names] = await Promise.all([
    derived(raw, new Uint8Array(), 'denba values'),
    derived(raw, new Uint8Array(), 'denba names'),
  ]);
  raw.fill(0);
  return {
    values: await crypto.subtle.importKey('raw', values, 'AES-GCM', false, ['encrypt', 'decrypt']),
    names: await crypto.subtle.importKey('raw', names, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']),
  };
}

async function derived(from: Bytes, salt: Bytes, info: string): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', from, 'HKDF', false, ['deriveBits']);
  const rule = { name: 'HKDF', hash: 'SHA-256', salt, info: utf8(info) };
  return new Uint8Array(await crypto.subtle.deriveBits(rule, key, KEY_BYTES * 8));
}
