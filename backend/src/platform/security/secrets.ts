import { createHmac, createPrivateKey, hkdfSync, type KeyObject } from 'node:crypto';
import { EnvelopeKey } from './envelope-key.js';
import { KeyFile } from './key-file.js';

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8. [RFC 8410, 7] */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The keys of an installation, one per purpose, so that none can stand for another. */
export class Secrets {
  readonly keys: KeyFile;
  /** Mixed into every password hash; without it a stolen table of hashes cannot be tried. */
  readonly pepper: Buffer;
  /** Hides the sort key inside a cursor. */
  readonly cursorKey: Buffer;
  /** Signs the heads of the journal; Ed25519, its public half may be shown to anybody. */
  readonly headKey: KeyObject;
  /** Encrypts the keys of second factors, each bound to its person. */
  readonly factorKey: Buffer;
  /** Opens what devices closed to the server. */
  readonly envelopeKey: EnvelopeKey;
  private readonly journalKey: Buffer;
  private readonly signInKey: Buffer;
  private readonly recoveryKey: Buffer;
  private readonly deviceKey: Buffer;
  private readonly deviceCodeKey: Buffer;

  /** `content` is what the file of the master key holds. */
  constructor(content: Buffer) {
    const keys = KeyFile.from(content);
    if (keys === null) throw new TypeError('not a file of keys');
    this.keys = keys;
    this.pepper = keys.of('password pepper');
    this.cursorKey = keys.of('cursors');
    this.journalKey = keys.of('journal hashes');
    this.headKey = createPrivateKey({
      key: Buffer.concat([ED25519_PKCS8, keys.of('journal heads')]),
      format: 'der',
      type: 'pkcs8',
    });
    this.signInKey = keys.of('sign-in attempts');
    this.recoveryKey = keys.of('recovery codes');
    this.factorKey = keys.of('second factors');
    this.deviceKey = keys.of('device secrets');
    this.deviceCodeKey = keys.of('device codes');
    this.envelopeKey = new EnvelopeKey(keys.of('envelopes'));
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

  /** What is kept of a recovery code; keyed and bound to its person, so that a stolen table can neither be tried nor compared. */
  recoveryHash(personId: string, code: string): Buffer {
    return createHmac('sha256', this.recoveryKey).update(`${personId}\n${code}`).digest();
  }

  /** The secret of a registered device. It is made again when needed and kept nowhere here, not even as a hash. */
  deviceSecret(deviceId: string): Buffer {
    return createHmac('sha256', this.deviceKey).update(deviceId).digest();
  }

  /** What a device sends to prove that it holds its secret, which itself never travels again. */
  deviceProof(deviceId: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.deviceSecret(deviceId), '', 'denba device proof', 32));
  }

  /** What is kept of a device code: keyed and bound to its device, so that a stolen table cannot be tried. */
  deviceCodeHash(deviceId: string, verifier: string): Buffer {
    return createHmac('sha256', this.deviceCodeKey).update(`${deviceId}\n${verifier}`).digest();
  }
}
