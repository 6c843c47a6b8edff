import { utf8, type Bytes } from './bytes';

/** How a device code was stretched: Argon2id, or PBKDF2 where a phone has no room for it. */
export type Stretching = 'argon2id' | 'pbkdf2';

const MEMORY_KIB = 46 * 1024;
const PBKDF2_ROUNDS = 600_000;

/** 32 bytes of a code that cost whoever guesses as much each time. Takes about a second on a weak phone. */
export async function stretched(code: string, salt: Bytes, how: Stretching): Promise<Bytes> {
  if (how === 'argon2id') {
    const { argon2id } = await import('hash-wasm');
    const made = await argon2id({
      password: utf8(code),
      salt,
      iterations: 1,
      parallelism: 1,
      memorySize: MEMORY_KIB,
      hashLength: 32,
      outputType: 'binary',
    });
    return Uint8Array.from(made);
  }
  const key = await crypto.subtle.importKey('raw', utf8(code), 'PBKDF2', false, ['deriveBits']);
  const rule = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: PBKDF2_ROUNDS };
  return new Uint8Array(await crypto.subtle.deriveBits(rule, key, 256));
}

/** The best way that this device has the memory for. */
export async function stretchedAsCan(
  code: string,
  salt: Bytes,
): Promise<{ readonly bytes: Bytes; readonly how: Stretching }> {
  try {
    return { bytes: await stretched(code, salt, 'argon2id'), how: 'argon2id' };
  } catch {
    return { bytes: await stretched(code, salt, 'pbkdf2'), how: 'pbkdf2' };
  }
}
