import 'fake-indexeddb/auto';
import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { base64url, randomBytes } from './bytes';
import { newLock, openLock, proofOf, type Opened, type Lock } from './device-key';
import { dropSealed, EncryptedStore, keepOnlySealed, leftIn } from './encrypted-store';
import { stretched } from './stretching';
import { Profiles, type Profile } from './profiles';

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Puts as the browser does, after `before` had its say. */
function disturbed(before: (put: () => IDBRequest, transaction: IDBTransaction) => IDBRequest): void {
  const put = Reflect.get(IDBObjectStore.prototype, 'put') as (
    this: IDBObjectStore,
    value: unknown,
  ) => IDBRequest;
  jest.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    value: unknown,
  ): IDBRequest {
    return before(() => put.call(this, value), this.transaction);
  } as typeof IDBObjectStore.prototype.put);
}

const CODE = '274913';
const SECRET = Uint8Array.from({ length: 32 }, (_, n) => n);
let kept: Opened & { readonly lock: Lock };
let count = 0;
let name: string;

beforeAll(async () => {
  kept = await (await newLock(CODE)).lock(SECRET);
});
beforeEach(() => {
  name = `denba-${String((count += 1))}`;
});
afterEach(() => {
  jest.restoreAllMocks();
});

/** Everything of a database as it lies there, bytes as text too. */
async function liesIn(database: string): Promise<string> {
  const found = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open(database);
    request.onsuccess = () => {
      resolve(request.result);
    };
  });
  let text = '';
  for (const store of found.objectStoreNames) {
    const all = await new Promise<unknown[]>((resolve) => {
      const request = found.transaction(store).objectStore(store).getAll();
      request.onsuccess = () => {
        resolve(request.result as unknown[]);
      };
    });
    text += JSON.stringify(all, (_, value: unknown) =>
      value instanceof Uint8Array ? `${new TextDecoder('latin1').decode(value)} ${hex(value)}` : value,
    );
  }
  found.close();
  return text;
}

describe('the key of a device', () => {
  it('opens with its code and no other, on a device that holds its secret', async () => {
    const opened = await openLock(CODE, kept.lock);
    expect(opened?.verifier).toBe(kept.verifier);
    expect(await openLock('274914', kept.lock)).toBeNull();
    expect(await openLock(CODE, { ...kept.lock, secret: new Uint8Array(32) })).toBeNull();
  });

  it('cannot be read out, and is kept wrapped only', async () => {
    for (const key of [kept.key.values, kept.key.names]) {
      expect(key.extractable).toBe(false);
      await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
    }
    expect(Object.keys(kept.lock).sort()).toEqual(['iv', 'salt', 'secret', 'stretching', 'wrapped']);
    expect(kept.lock.wrapped.length).toBe(32 + 16);
    expect(kept.lock.stretching).toBe('argon2id');
  });

  it('is another one each time, and proves itself by what does not open it', async () => {
    const other = await (await newLock(CODE)).lock(SECRET);
    expect(other.lock.wrapped).not.toEqual(kept.lock.wrapped);
    expect(other.verifier).not.toBe(kept.verifier);
    expect(await proofOf(SECRET)).toMatch(/^[\w-]{43}$/);
    expect(await proofOf(SECRET)).not.toBe(base64url(SECRET));
  });

  it('stretched by PBKDF2, where there is no room for Argon2, is another one', async () => {
    const salt = randomBytes(16);
    const slow = await stretched(CODE, salt, 'pbkdf2');
    expect([slow.length, hex(slow) === hex(await stretched(CODE, salt, 'argon2id'))]).toEqual([32, false]);
    expect(await openLock(CODE, { ...kept.lock, stretching: 'pbkdf2' })).toBeNull();
  });

  it('is stretched as RFC 9106 says', async () => {
    const salt = Uint8Array.from({ length: 16 }, () => 7);
    // The same from @noble/hashes, an implementation of other people.
    expect(hex(await stretched(CODE, salt, 'argon2id')).slice(0, 8)).toBe('2931ffe2');
  });
});

describe('what lies on the disk of a device', () => {
  const MARKS = ['Fatoumata Planted', 'drafts', 'notification-77', CODE];

  it('is ciphertext under HMACs: none of what was written, nor its key', async () => {
    const store = await EncryptedStore.open(name, kept.key);
    await store.write([
      { shelf: 'drafts', key: 'notification-77', value: { name: 'Fatoumata Planted', CODE } },
    ]);
    store.close();
    const lies = await liesIn(name);
    expect(lies.length).toBeGreaterThan(100);
    for (const mark of MARKS) expect(lies).not.toContain(mark);
    expect(lies).toContain('"shelf"');
  });

  it('does not open under another name, nor with another key', async () => {
    const store = await EncryptedStore.open(name, kept.key);
    await store.write([
      { shelf: 'drafts', key: 'a', value: 1 },
      { shelf: 'drafts', key: 'b', value: 2 },
    ]);
    store.close();
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => {
        resolve(request.result);
      };
    });
    await new Promise<void>((resolve) => {
      const records = database.transaction('records', 'readwrite').objectStore('records');
      const all = records.getAll();
      all.onsuccess = () => {
        const [one, two] = all.result as { id: string; iv: Uint8Array; bytes: Uint8Array }[];
        if (one && two) records.put({ ...two, id: one.id });
        resolve();
      };
    });
    database.close();
    const swapped = await EncryptedStore.open(name, kept.key);
    await expect(swapped.readAll('drafts')).rejects.toThrow();
    const other = await (await newLock(CODE)).lock(SECRET);
    const foreign = await EncryptedStore.open(name, other.key);
    expect(await foreign.read('drafts', 'a')).toBeNull();
    expect((await foreign.readAll('drafts')).size).toBe(0);
  });

  it('keeps two people of one device apart', async () => {
    const directory = await Profiles.open();
    const [one, two] = [await directory.nameOf('person one'), await directory.nameOf('person two')];
    expect(one).toMatch(/^denba-[0-9a-f]{32}$/);
    expect(one).not.toBe(two);
    expect(await directory.nameOf('person one')).toBe(one);
    const profile: Profile = {
      name: one,
      initials: 'AD',
      role: 'clinician',
      place: 'CSCom',
      device: 'd',
      opensSession: true,
      lock: kept.lock,
      failures: 0,
      retryAt: 0,
      contactAt: 0,
    };
    await directory.keep(profile);
    expect((await directory.all()).map((found) => found.name)).toEqual([one]);
    expect(await directory.of('person one')).toMatchObject({ initials: 'AD' });
    expect(await directory.of('person two')).toBeNull();
    const lies = await liesIn('denba');
    expect(lies).not.toContain('person one');
    expect(lies).not.toContain(CODE);
    expect(lies).toContain(hex(SECRET));
  });
});

describe('writing to the disk', () => {
  it('is on the disk before it is said to be', async () => {
    const store = await EncryptedStore.open(name, kept.key);
    const asked = jest.spyOn(IDBDatabase.prototype, 'transaction');
    await store.write([{ shelf: 'drafts', key: 'a', value: 1 }]);
    expect(asked.mock.calls).toEqual([['records', 'readwrite', { durability: 'strict' }]]);
  });

  it.each([0, 1, 2, 3])('that fails at step %i leaves everything as it was', async (step) => {
    const store = await EncryptedStore.open(name, kept.key);
    await store.write([{ shelf: 'drafts', key: 'k0', value: 'before' }]);
    const sealed = Uint8Array.of(1);
    const changes = [0, 1, 2].map((n) => ({
      shelf: 'drafts' as const,
      key: `k${String(n)}`,
      value: 'after',
      sealed,
    }));
    let calls = 0;
    disturbed((put) => {
      if (calls++ === step) throw new DOMException('no room', 'QuotaExceededError');
      return put();
    });
    const writing = store.write([...changes, { shelf: 'outbox', key: 'o', value: 1 }]);
    await expect(writing).rejects.toThrow();
    jest.restoreAllMocks();
    expect(calls).toBe(step + 1);
    expect(await store.readAll('drafts')).toEqual(new Map([['k0', 'before']]));
    expect((await store.readAll('outbox')).size).toBe(0);
  });

  it('that the disk gives up at the end is not said to be done', async () => {
    const store = await EncryptedStore.open(name, kept.key);
    disturbed((put, transaction) => {
      const request = put();
      transaction.abort();
      return request;
    });
    await expect(store.write([{ shelf: 'drafts', key: 'a', value: 1 }])).rejects.toThrow();
    jest.restoreAllMocks();
    expect(await store.read('drafts', 'a')).toBeNull();
  });
});

describe('what is sealed to the server', () => {
  it('stays in its order when the key is destroyed, but what the server has, and goes when it has left', async () => {
    const store = await EncryptedStore.open(name, kept.key);
    const closed = (key: string, n: number, turn?: string | null) =>
      ({
        shelf: 'outbox',
        key,
        value: key,
        sealed: Uint8Array.of(n, n),
        ...(turn === undefined ? {} : { turn }),
      }) as const;
    await store.write([
      closed('two', 2, '000000002/~'),
      closed('one', 1, '000000001/~'),
      closed('received', 3, null),
      closed('put aside', 4),
      { shelf: 'drafts', key: 'three', value: 'a draft' },
    ]);
    expect(await leftIn(name)).toEqual([]);
    store.close();
    await keepOnlySealed(name);
    expect((await leftIn(name)).map(({ sealed }) => [...sealed])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect(await liesIn(name)).toContain(' 0404');
    expect(await liesIn(name)).not.toContain(' 0303');
    const again = await EncryptedStore.open(name, kept.key);
    expect((await again.readAll('drafts')).size).toBe(0);
    expect((await again.readAll('outbox')).size).toBe(0);
    again.close();
    const [first] = await leftIn(name);
    await dropSealed(name, [first?.id ?? '']);
    expect((await leftIn(name)).map(({ sealed }) => sealed[0])).toEqual([2]);
  });

  it('leaves nothing behind when nothing is sealed', async () => {
    const store = await EncryptedStore.open(name, kept.key);
    await store.write([{ shelf: 'drafts', key: 'a', value: 1 }]);
    store.close();
    await keepOnlySealed(name);
    expect((await indexedDB.databases()).some((found) => found.name === name)).toBe(false);
  });
});

describe('a shelf', () => {
  it('is emptied alone', async () => {
    const store = await EncryptedStore.open(name, kept.key);
    await store.write([
      { shelf: 'replica', key: 'a', value: 1 },
      { shelf: 'drafts', key: 'a', value: 2 },
    ]);
    await store.empty('replica');
    expect((await store.readAll('replica')).size).toBe(0);
    expect((await store.readAll('drafts')).size).toBe(1);
  });
});
