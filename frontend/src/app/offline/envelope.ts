/** The public key of the server: an uncompressed P-256 point, and its name in hex. */
export interface ServerKey {
  readonly id: string;
  readonly point: Uint8Array<ArrayBuffer>;
}

const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const;
const VERSION = 1;

/**
 * Closes a text so that only the server opens it, and only for its author: `1 | key id (8) | point (65) | iv (12) | ciphertext and tag`.
 * Each envelope has a key of its own; this device cannot open it again.
 */
export async function sealedTo(
  server: ServerKey,
  author: string,
  text: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const pair = await crypto.subtle.generateKey(CURVE, false, ['deriveBits']);
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const theirs = await crypto.subtle.importKey('raw', server.point, CURVE, false, []);
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, pair.privateKey, 256);
  const id = bytesOfHex(server.id);
  const info = joined(new TextEncoder().encode('denba envelope 1'), id, new TextEncoder().encode(author));
  const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const key = await crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: point, info },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt'],
  );
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const content = new TextEncoder().encode(text);
  const closed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: info }, key, content);
  return joined(Uint8Array.of(VERSION), id, point, iv, new Uint8Array(closed));
}

function bytesOfHex(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
