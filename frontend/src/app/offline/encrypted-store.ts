import { base64url, randomBytes, utf8, type Bytes } from './bytes';
import { asked, deleted, opened, written } from './database';
import type { DeviceKey } from './device-key';
import type { Change, LocalStore, Shelf } from './local-store';

/** As it lies on disk: names are HMACs, the value is ciphertext, `sealed` was encrypted to the server. */
interface Kept {
  readonly id: string;
  readonly shelf: string;
  readonly iv: Bytes;
  readonly bytes: Bytes;
  readonly sealed?: Bytes;
  readonly turn?: string | null;
}
interface Inside {
  readonly key: string;
  readonly value: unknown;
}

/** Bytes that can leave without the person's key, under the name they have on disk. */
export interface SealedItem {
  readonly id: string;
  readonly sealed: Uint8Array;
}

const RECORDS = 'records';

/** What one person keeps on this device, on its disk. */
export class EncryptedStore implements LocalStore {
  private constructor(
    private readonly database: IDBDatabase,
    private readonly key: DeviceKey,
  ) {}

  static async open(name: string, key: DeviceKey): Promise<EncryptedStore> {
    return new EncryptedStore(await openedRecords(name), key);
  }

  async read<T>(shelf: Shelf, key: string): Promise<T | null> {
    const kept = await this.find(shelf, key);
    return kept === undefined ? null : ((await this.opened(kept)).value as T);
  }

  async readAll<T>(shelf: Shelf): Promise<ReadonlyMap<string, T>> {
    const name = await this.name(shelf);
    const all = await asked<Kept[]>(this.records().index('shelf').getAll(name));
    const inside = await Promise.all(all.map((kept) => this.opened(kept)));
    inside.sort((a, b) => (a.key < b.key ? -1 : 1));
    return new Map(inside.map(({ key, value }) => [key, value as T]));
  }

  async readSealed(shelf: Shelf, key: string): Promise<Uint8Array | null> {
    return (await this.find(shelf, key))?.sealed ?? null;
  }

  /** Everything is encrypted before the transaction begins: one that waits for something else commits by itself. */
  async write(changes: readonly Change[]): Promise<void> {
    const ready = await Promise.all(changes.map((change) => this.prepared(change)));
    await written(this.database, RECORDS, (records) => {
      for (const { id, kept } of ready) {
        if (kept === null) records.delete(id);
        else records.put(kept);
      }
    });
  }

  /** Takes away everything of one shelf. */
  async empty(shelf: Shelf): Promise<void> {
    const name = await this.name(shelf);
    const ids = await asked<readonly string[]>(this.records().index('shelf').getAllKeys(name));
    await written(this.database, RECORDS, (records) => {
      for (const id of ids) records.delete(id);
    });
  }

  close(): void {
    this.database.close();
  }

  private async find(shelf: Shelf, key: string): Promise<Kept | undefined> {
    const id = await this.name(shelf, key);
    return asked<Kept | undefined>(this.records().get(id));
  }

  /** For one reading, asked at once: a transaction does not wait for anything else. */
  private records(): IDBObjectStore {
    return this.database.transaction(RECORDS).objectStore(RECORDS);
  }

  private async prepared(change: Change): Promise<{ readonly id: string; readonly kept: Kept | null }> {
    const id = await this.name(change.shelf, change.key);
    if ('removed' in change) return { id, kept: null };
    const { key, value, sealed, turn } = change;
    if ((JSON.stringify(value) as string | undefined) === undefined) {
      throw new TypeError(`nothing to keep under ${key}`);
    }
    const iv = randomBytes(12);
    const plain = utf8(JSON.stringify({ key, value } satisfies Inside));
    // Bound to its name: a value moved under another name does not open.
    const rule = { name: 'AES-GCM', iv, additionalData: utf8(id) };
    const bytes = new Uint8Array(await crypto.subtle.encrypt(rule, this.key.values, plain));
    const shelf = await this.name(change.shelf);
    const closed = sealed === undefined ? {} : { sealed: Uint8Array.from(sealed), ...turnOf(turn) };
    return { id, kept: { id, shelf, iv, bytes, ...closed } };
  }

  private async opened({ id, iv, bytes }: Kept): Promise<Inside> {
    const rule = { name: 'AES-GCM', iv, additionalData: utf8(id) };
    const plain = await crypto.subtle.decrypt(rule, this.key.values, bytes);
    return JSON.parse(new TextDecoder().decode(plain)) as Inside;
  }

  private async name(shelf: Shelf, key?: string): Promise<string> {
    const text = key === undefined ? shelf : `${shelf}\n${key}`;
    return base64url(new Uint8Array(await crypto.subtle.sign('HMAC', this.key.names, utf8(text))));
  }
}

/** What a key that was destroyed left closed to the server, in the order in which it is to leave. */
export async function leftIn(profile: string): Promise<readonly SealedItem[]> {
  const left = (await sealedIn(profile)).filter(
    ({ shelf, turn }) => shelf === '' && typeof turn === 'string',
  );
  return left.toSorted((a, b) => (String(a.turn) < String(b.turn) ? -1 : 1));
}

async function sealedIn(profile: string): Promise<readonly (Kept & SealedItem)[]> {
  const database = await openedRecords(profile);
  try {
    const all = await asked<Kept[]>(database.transaction(RECORDS).objectStore(RECORDS).getAll());
    return all.flatMap((kept) => (kept.sealed === undefined ? [] : [{ ...kept, sealed: kept.sealed }]));
  } finally {
    database.close();
  }
}

function turnOf(turn: string | null | undefined): Pick<Kept, 'turn'> {
  return turn === undefined ? {} : { turn };
}

/** The server has taken these: they are no longer needed here, whoever holds the key. */
export async function dropSealed(profile: string, ids: readonly string[]): Promise<void> {
  const database = await openedRecords(profile);
  try {
    await written(database, RECORDS, (records) => {
      for (const id of ids) records.delete(id);
    });
  } finally {
    database.close();
  }
}

/** Leaves of a profile what is sealed to the server and not there yet, and nothing of what its own key would open. */
export async function keepOnlySealed(profile: string): Promise<void> {
  const sealed = (await sealedIn(profile)).filter(({ turn }) => turn !== null);
  if (sealed.length === 0) {
    await deleted(profile);
    return;
  }
  const database = await openedRecords(profile);
  const none = new Uint8Array();
  try {
    await written(database, RECORDS, (records) => {
      records.clear();
      for (const { id, sealed: bytes, turn } of sealed)
        records.put({ id, shelf: '', iv: none, bytes: none, sealed: bytes, ...turnOf(turn) } satisfies Kept);
    });
  } finally {
    database.close();
  }
}

function openedRecords(name: string): Promise<IDBDatabase> {
  return opened(name, (database) => {
    database.createObjectStore(RECORDS, { keyPath: 'id' }).createIndex('shelf', 'shelf');
  });
}
