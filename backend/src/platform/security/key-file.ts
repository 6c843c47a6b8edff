import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const KEY_BYTES = 32;
const HEADING = 'denba keys 1';

/**
 * Everything that hangs on the master key, and what becomes of it when the master key is renewed. `kept` keys go on into the next
 * file, so that passwords, seals and sign-ins stay good; from none of them can the old master key be had. `renewed` keys are made
 * from the new master key: what the old ones made dies with it.
 */
export const PURPOSES = {
  /** Mixed into every password hash; a new one would lock everybody out. */
  'password pepper': 'kept',
  /** Hides the sort key inside a cursor of a page. */
  cursors: 'kept',
  /** Hashes of values in the journal, recognised later. */
  'journal hashes': 'kept',
  /** Signs the seals of the journal: the older ones stay verifiable with the same public key. */
  'journal heads': 'kept',
  /** Where failed sign-ins are counted. */
  'sign-in attempts': 'kept',
  /** Encrypts the keys of second factors, and hashes recovery codes; new ones would lock out whoever needs them. */
  'second factors': 'kept',
  'recovery codes': 'kept',
  /** Makes the secrets of registered devices, and hashes what their codes prove; new ones would lock every device. */
  'device secrets': 'kept',
  'device codes': 'kept',
  /** Opens what devices closed to the server; it may have waited there for months. */
  envelopes: 'kept',
  /** Passwords of two database sign-ins, where `npm start` chooses them. */
  'vault sign-in': 'kept',
  'keeper sign-in': 'kept',
  /** Index of names: whoever was erased may not be found again in an old backup by trying names. */
  'name index': 'renewed',
} as const satisfies Readonly<Record<string, 'kept' | 'renewed'>>;

export type Purpose = keyof typeof PURPOSES;

/**
 * The file of the master key: 32 bytes from which every other key is derived, or, once it was renewed, lines that give the new master
 * key (`vault`) and each kept key by its purpose, in base64. A purpose that a file does not name is derived from its master key.
 */
export class KeyFile {
  /** Names the master key beside what it wraps, without telling anything about it. */
  readonly id: string;

  private constructor(
    readonly masterKey: Buffer,
    private readonly kept: ReadonlyMap<string, Buffer>,
  ) {
    this.id = createHash('sha256').update('denba key id').update(masterKey).digest('hex').slice(0, 16);
  }

  /** Reads what a file holds; `null` when it is not a file of keys. */
  static from(content: Buffer): KeyFile | null {
    if (content.length === KEY_BYTES) return new KeyFile(content, new Map());
    const [heading, ...lines] = content.toString('utf8').trimEnd().split('\n');
    const keys = new Map(
      lines.map((line) => {
        const [name = '', value = ''] = line.split(' = ');
        return [name, Buffer.from(value, 'base64')];
      }),
    );
    const masterKey = keys.get('vault');
    const isWhole = [...keys.values()].every(({ length }) => length === KEY_BYTES);
    return heading === HEADING && masterKey !== undefined && isWhole ? new KeyFile(masterKey, keys) : null;
  }

  /** The key of one purpose; none can stand for another. */
  of(purpose: Purpose): Buffer {
    const kept = this.kept.get(purpose);
    if (kept !== undefined) return kept;
    if (purpose === 'vault sign-in' || purpose === 'keeper sign-in') {
      return createHmac('sha256', this.masterKey).update(`denba ${purpose}`).digest();
    }
    return Buffer.from(hkdfSync('sha256', this.masterKey, '', `denba ${purpose}`, KEY_BYTES));
  }

  /** What the next file holds: a master key made now, and the keys that are kept. */
  renewed(): Buffer {
    const kept = Object.entries(PURPOSES).flatMap(([purpose, fate]) =>
      fate === 'kept' ? [[purpose, this.of(purpose as Purpose)] as const] : [],
    );
    const keys = [['vault', randomBytes(KEY_BYTES)] as const, ...kept];
    const lines = keys.map(([name, key]) => `${name} = ${key.toString('base64')}`);
    return Buffer.from(`${[HEADING, ...lines].join('\n')}\n`);
  }
}
