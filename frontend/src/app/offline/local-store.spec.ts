import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { newLock } from './device-key';
import { EncryptedStore } from './encrypted-store';
import type { LocalStore } from './local-store';
import { MemoryStore } from './memory-store';

let count = 0;
const aKey = async () => (await newLock('274913')).lock(new Uint8Array(32));
const STORES: readonly [string, () => Promise<LocalStore>][] = [
  ['in memory', () => Promise.resolve(new MemoryStore())],
  ['on disk', async () => EncryptedStore.open(`denba-${String((count += 1))}`, (await aKey()).key)],
];

describe.each(STORES)('a store %s', (_name, open) => {
  let store: LocalStore;
  beforeEach(async () => {
    store = await open();
  });

  it('gives back what was written last, and nothing for what never was', async () => {
    await store.write([{ shelf: 'drafts', key: 'a', value: { pulse: 80 } }]);
    await store.write([{ shelf: 'drafts', key: 'a', value: { pulse: 132, note: 'é' } }]);
    expect(await store.read('drafts', 'a')).toEqual({ pulse: 132, note: 'é' });
    expect(await store.read('drafts', 'b')).toBeNull();
  });

  it('keeps shelves apart and lists one in the order of its keys', async () => {
    await store.write([
      { shelf: 'outbox', key: 'b', value: 2 },
      { shelf: 'outbox', key: 'a', value: 1 },
      { shelf: 'meta', key: 'a', value: 'm' },
    ]);
    expect([...(await store.readAll('outbox'))]).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    expect([...(await store.readAll('replica'))]).toEqual([]);
  });

  it('takes things away, with their sealed bytes', async () => {
    const sealed = Uint8Array.of(1, 2, 3);
    await store.write([{ shelf: 'outbox', key: 'a', value: 'receipt', sealed }]);
    expect(await store.readSealed('outbox', 'a')).toEqual(sealed);
    await store.write([{ shelf: 'outbox', key: 'a', removed: true }]);
    expect(await store.read('outbox', 'a')).toBeNull();
    expect(await store.readSealed('outbox', 'a')).toBeNull();
  });

  it('drops old sealed bytes when a value is written without any', async () => {
    await store.write([{ shelf: 'outbox', key: 'a', value: 1, sealed: Uint8Array.of(1) }]);
    await store.write([{ shelf: 'outbox', key: 'a', value: 2 }]);
    expect(await store.readSealed('outbox', 'a')).toBeNull();
  });

  it('writes all of it or nothing', async () => {
    await store.write([{ shelf: 'drafts', key: 'a', value: 'before' }]);
    const refused = store.write([
      { shelf: 'drafts', key: 'a', value: 'after' },
      { shelf: 'outbox', key: 'b', value: undefined },
    ]);
    await expect(refused).rejects.toThrow('nothing to keep');
    expect(await store.read('drafts', 'a')).toBe('before');
  });

  it('lets the last of two changes of one key win', async () => {
    await store.write([
      { shelf: 'drafts', key: 'a', value: 1 },
      { shelf: 'drafts', key: 'a', removed: true },
      { shelf: 'drafts', key: 'a', value: 3 },
    ]);
    expect(await store.read('drafts', 'a')).toBe(3);
  });

  it('is not changed by what happens to an object afterwards', async () => {
    const value = { pulse: 80 };
    await store.write([{ shelf: 'drafts', key: 'a', value }]);
    value.pulse = 0;
    expect(await store.read('drafts', 'a')).toEqual({ pulse: 80 });
  });
});
