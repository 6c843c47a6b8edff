import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Problem } from '../../domain/problem.js';
import { Secrets } from '../security/secrets.js';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Cursors that tell nothing: the sort key of a line may say more than the line shows, such as the hour of a notification or the true id
 * of a case. The same key always gives the same cursor, so that a page asked for twice is the same page.
 */
@Injectable()
export class CursorSeal {
  constructor(private readonly secrets: Secrets) {}

  /** AES-256-GCM whose nonce is worked out from the content: two contents never share one. */
  sealed(cursor: string | null): string | null {
    if (cursor === null) return null;
    const { cursorKey } = this.secrets;
    const iv = createHmac('sha256', cursorKey).update(cursor).digest().subarray(0, IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', cursorKey, iv);
    const body = Buffer.concat([cipher.update(cursor), cipher.final()]);
    return Buffer.concat([iv, body, cipher.getAuthTag()]).toString('base64url');
  }

  /** What `sealed` was given; anything that it did not make is refused. */
  opened(cursor: string): string {
    const bytes = Buffer.from(cursor, 'base64url');
    try {
      const iv = bytes.subarray(0, IV_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', this.secrets.cursorKey, iv);
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      const body = bytes.subarray(IV_BYTES, -TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString();
    } catch {
      throw new Problem('invalid', 'request.cursor');
    }
  }
}
