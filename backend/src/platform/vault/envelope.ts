import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/**
 * AES-256-GCM as `version | iv | ciphertext | tag`. `place` says where the ciphertext lives (table, column, reference, field) and is
 * authenticated with it: a ciphertext moved to another row or column does not open.
 */
export function sealed(key: Buffer, place: string, plain: Buffer): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.from([VERSION]), iv, body, cipher.getAuthTag()]);
}

/** Opens what `sealed` made; throws when the key, the place or a single bit differs. */
export function unsealed(key: Buffer, place: string, envelope: Buffer): Buffer {
  if (envelope[0] !== VERSION || envelope.length < 1 + IV_BYTES + TAG_BYTES) {
    throw new Error('unknown envelope');
  }
  const iv = envelope.subarray(1, 1 + IV_BYTES);
  const tag = envelope.subarray(envelope.length - TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, iv);
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(tag);
  const body = envelope.subarray(1 + IV_BYTES, envelope.length - TAG_BYTES);
  return Buffer.concat([decipher.update(body), decipher.final()]);
}

export function newKey(): Buffer {
  return randomBytes(KEY_BYTES);
}
