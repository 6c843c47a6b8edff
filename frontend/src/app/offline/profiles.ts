import type { Role } from '@domain/accounts/person.js';
import { randomBytes, utf8, type Bytes } from './bytes';
import { asked, opened, written } from './database';
import type { Lock } from './device-key';

/**
 * One person of this device as the lock screen knows them: no name. What is here lies in clear. Without a `lock` the key is destroyed, and
 * what is sealed to the server waits to leave.
 */
export interface Profile {
  /** Name of the database of this person. */
  readonly name: string;
  readonly initials: string;
  readonly role: Role;
  readonly place: string;
  /** The registered device on the server. */
  readonly device: string;
  readonly opensSession: boolean;
  readonly lock: Lock | null;
  /** Wrong codes in a row, and until when the next one waits. */
  readonly failures: number;
  readonly retryAt: number;
  /** When the server was last heard. */
  readonly contactAt: number;
}

interface Salt {
  readonly name: 'salt';
  readonly bytes: Bytes;
}

/** Also looked for at the start, before anything of this is loaded: see `app.config.ts`. */
const DIRECTORY = 'denba';
const STORE = 'profiles';

/** The people who work on this device. */
export class Profiles {
  private constructor(private readonly database: IDBDatabase) {}

  static async open(): Promise<Profiles> {
    const make = (database: IDBDatabase): void => {
      database.createObjectStore(STORE, { keyPath: 'name' });
    };
    return new Profiles(await opened(DIRECTORY, make));
  }

  async all(): Promise<readonly Profile[]> {
    const kept = await asked<(Profile | Salt)[]>(this.records().getAll());
    return kept.filter((one): one is Profile => !('bytes' in one));
  }

  async find(name: string): Promise<Profile | null> {
    return (await asked<Profile | undefined>(this.records().get(name))) ?? null;
  }

  async of(personId: string): Promise<Profile | null> {
    return this.find(await this.nameOf(personId));
  }

  /** The name of a person's database: it tells nobody who that is without the salt of this device, nor anywhere else. */
  async nameOf(personId: string): Promise<string> {
    const rule = { name: 'HMAC', hash: 'SHA-256' };
    const key = await crypto.subtle.importKey('raw', await this.salt(), rule, false, ['sign']);
    const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8(personId)));
    return `denba-${Array.from(bytes.slice(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  }

  keep(profile: Profile): Promise<void> {
    return written(this.database, STORE, (records) => records.put(profile));
  }

  remove(name: string): Promise<void> {
    return written(this.database, STORE, (records) => {
      records.delete(name);
    });
  }

  close(): void {
    this.database.close();
  }

  private async salt(): Promise<Bytes> {
    const find = (): Promise<Salt | undefined> => asked(this.records().get('salt'));
    const kept = await find();
    if (kept !== undefined) return kept.bytes;
    const made: Salt = { name: 'salt', bytes: randomBytes(32) };
    // Another page may have made one in between: the first one stays.
    await written(this.database, STORE, (records) => records.add(made)).catch(() => undefined);
    return (await find())?.bytes ?? made.bytes;
  }

  private records(): IDBObjectStore {
    return this.database.transaction(STORE).objectStore(STORE);
  }
}
