import { createDecipheriv, createECDH, createHash, hkdfSync, type ECDH } from 'node:crypto';
import { Problem } from '../../domain/problem.js';

const VERSION = 1;
const ID_BYTES = 8;
const POINT_BYTES = 65;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + ID_BYTES + POINT_BYTES + IV_BYTES;
/** The order of P-256. [FIPS 186-4, D.1.2.3] */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/**
 * The key to which devices close what waits to be sent: P-256, so that every browser can. An envelope is
 * `1 | key id (8) | point of this envelope (65) | iv (12) | ciphertext and tag`; its author is authenticated with it.
 */
export class EnvelopeKey {
  /** Names the key inside envelopes: another key would have another name. */
  readonly id: string;
  /** Uncompressed point; may be shown to anybody. */
  readonly publicKey: Buffer;
  private readonly pair: ECDH;

  /** `secret`: 32 bytes, brought into the range of a private key. */
  constructor(secret: Buffer) {
    const scalar = (BigInt(`0x${secret.toString('hex')}`) % (ORDER - 1n)) + 1n;
    this.pair = createECDH('prime256v1');
    this.pair.setPrivateKey(Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex'));
    this.publicKey = this.pair.getPublicKey();
    this.id = createHash('sha256')
      .update(this.publicKey)
      .digest('hex')
      .slice(0, 2 * ID_BYTES);
  }

  /** What its author closed; whatever is wrong with it, it is absent. */
  open(envelope: Buffer, author: string): Buffer {
    if (envelope.length <= HEAD_BYTES + TAG_BYTES || envelope[0] !== VERSION)
      throw new Problem('absent', 'absent');
    const id = envelope.subarray(1, 1 + ID_BYTES);
    if (id.toString('hex') !== this.id) throw new Problem('absent', 'absent');
    const point = envelope.subarray(1 + ID_BYTES, 1 + ID_BYTES + POINT_BYTES);
    const iv = envelope.subarray(HEAD_BYTES - IV_BYTES, HEAD_BYTES);
    const info = Buffer.concat([Buffer.from('denba envelope 1'), id, Buffer.from(author)]);
    try {
      const key = Buffer.from(hkdfSync('sha256', this.pair.computeSecret(point), point, info, 32));
      const decipher = createDecipheriv('aes-256-gcm', key, iv);
      decipher.setAAD(info);
      decipher.setAuthTag(envelope.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(envelope.subarray(HEAD_BYTES, -TAG_BYTES)), decipher.final()]);
    } catch {
      throw new Problem('absent', 'absent');
    }
  }
}
