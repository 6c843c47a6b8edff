import { createHash, createHmac, hkdfSync } from 'node:crypto';

/** Keys derived from the master key, one per purpose, so that none can stand for another. */
export class Secrets {
  /** Names the master key beside what it wraps, without telling anything about it. */
  readonly masterKeyId: string;
  /** Mixed into every password hash; without it a stolen table of hashes cannot be tried. */
  readonly pepper: Buffer;
  /** Hides the sort key inside a cursor. */
  readonly cursorKey: Buffer;
  private readonly journalKey: Buffer;
  private readonly signInKey: Buffer;

  constructor(readonly masterKey: Buffer) {
    this.masterKeyId = createHash('sha256')
      .update('denba key id')
      .update(masterKey)
      .digest('hex')
      .slice(0, 16);
    this.pepper = this.derived('password pepper');
    this.cursorKey = this.derived('cursors');
    this.journalKey = this.derived('journal hashes');
    this.signInKey = this.derived('sign-in attempts');
  }

  /** Keyed hash of a value for the journal: equal values can be recognised, none can be guessed without the key. */
  journalHash(field: string, value: unknown): string {
    const text = value === undefined ? 'null' : JSON.stringify(value);
    return createHmac('sha256', this.journalKey).update(`${field}\n${text}`).digest('hex').slice(0, 32);
  }

  /** Where failed sign-ins are counted: a user name that exists and one that does not look the same. */
  signInHash(username: string): Buffer {
    return createHmac('sha256', this.signInKey).update(username.toLowerCase()).digest();
  }

  private derived(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.masterKey, '', `denba ${purpose}`, 32));
  }
}
