import '@angular/compiler';
import { describe, expect, it } from '@jest/globals';
import { MemoryStore } from './memory-store';
import { PersonalStore } from './personal-store';

const WRITTEN = [{ shelf: 'drafts', key: 'a', value: 'of Awa' }] as const;

describe('the store of whoever is here', () => {
  it('keeps in memory what one person writes, while the session ends and the same person comes back', async () => {
    const store = new PersonalStore();
    store.belongTo('awa');
    await store.write(WRITTEN);
    store.belongTo('awa');
    expect(await store.read('drafts', 'a')).toBe('of Awa');
  });

  it('shows nothing of it to the next person, nor after signing out', async () => {
    for (const next of ['lassine', null]) {
      const store = new PersonalStore();
      store.belongTo('awa');
      await store.write(WRITTEN);
      store.belongTo(next);
      expect(await store.read('drafts', 'a')).toBeNull();
    }
  });

  it('gives an opened store to its person only, at once', async () => {
    const store = new PersonalStore();
    const opened = new MemoryStore();
    await opened.write(WRITTEN);
    store.use({ profile: 'denba-1', store: opened, person: 'awa' });
    store.belongTo('awa');
    expect([store.profile(), await store.read('drafts', 'a')]).toEqual(['denba-1', 'of Awa']);
    store.belongTo('lassine');
    expect([store.profile(), await store.read('drafts', 'a')]).toEqual([null, null]);
    expect(await opened.read('drafts', 'a')).toBe('of Awa');
  });

  it('lets everybody finish what is being written before it locks, even if one of them cannot', async () => {
    const store = new PersonalStore();
    const done: string[] = [];
    store.beforeLocking(() => Promise.reject(new Error('no room')));
    const leaveOut = store.beforeLocking(() => Promise.resolve(done.push('left out')));
    store.beforeLocking(() => Promise.resolve(done.push('kept')));
    leaveOut();
    await store.settle();
    expect(done).toEqual(['kept']);
  });
});
