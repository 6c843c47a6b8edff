import '@angular/compiler';
import { signal } from '@angular/core';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { LocalStore } from './local-store';
import { MemoryStore } from './memory-store';
import { OutboxCore } from './outbox-core';
import { PersonalStore } from './personal-store';
import { ReadRows } from './read-rows';

let personal: PersonalStore;
let read: ReadRows;
let core: OutboxCore;
let keys = 0;
const author = signal<string | null>(null);

/** As a page does when somebody is signed in: their store first, then their rows. */
function signIn(person: string): void {
  personal.belongTo(person);
  author.set(person);
}

function signOut(): void {
  personal.belongTo(null);
  author.set(null);
}

/** A store of a registered device, opened by its code. */
function unlock(person: string, store: LocalStore): void {
  personal.use({ profile: `denba-${person}`, store, person });
}

const lock = (): void => {
  personal.use(null);
};

const keep = (id: string) =>
  core.keep({ kind: 'notification', method: 'POST', url: '/cases', body: { id }, subject: id });

const look = () => read.read(() => core.rows());

/** What a page can say now: that it does not know, or what lies here. */
const said = () => (read.isRead() ? read.rows().map(({ subject }) => subject) : 'reading');

beforeEach(() => {
  personal = new PersonalStore();
  author.set(null);
  read = new ReadRows(author, personal.opening);
  core = new OutboxCore({
    store: personal,
    post: () => Promise.resolve(null),
    seal: () => Promise.resolve(null),
    alone: (_, work) => work(),
    now: () => 0,
    newKey: () => `k${String((keys += 1))}`,
    author: () => author(),
  });
});

describe('what a page knows of the rows of who is here', () => {
  it('is nothing before they are read, on a device that is not registered too', async () => {
    expect(said()).toBe('reading');
    signIn('awa');
    expect(said()).toBe('reading');
    await look();
    expect(said()).toEqual([]);
    await keep('a');
    await look();
    expect(said()).toEqual(['a']);
  });

  it('is nothing from the code until the encrypted store has been read, and again after it was locked', async () => {
    const store = new MemoryStore();
    unlock('awa', store);
    signIn('awa');
    await keep('a');
    await look();
    lock();
    expect(said()).toBe('reading');
    unlock('awa', store);
    expect(said()).toBe('reading');
    await look();
    expect(said()).toEqual(['a']);
  });

  it('is nothing from the registration until what was moved into the new store has been read', async () => {
    signIn('awa');
    await look();
    const store = new MemoryStore();
    unlock('awa', store);
    expect(said()).toBe('reading');
    await look();
    expect(said()).toEqual([]);
  });

  it('is never what another person has, whose store comes after', async () => {
    unlock('awa', new MemoryStore());
    signIn('awa');
    await keep('a');
    await look();
    lock();
    unlock('lassine', new MemoryStore());
    signIn('lassine');
    expect(said()).toBe('reading');
    await look();
    expect(said()).toEqual([]);
  });

  it('is nothing after the key was destroyed or somebody left, and their memory is empty when they come back', async () => {
    unlock('awa', new MemoryStore());
    signIn('awa');
    await keep('a');
    await look();
    lock();
    signOut();
    expect(said()).toBe('reading');
    await look();
    expect(said()).toBe('reading');
    signIn('awa');
    expect(said()).toBe('reading');
    await look();
    expect(said()).toEqual([]);
  });

  it('is not what a slow reading of a store brings that was left meanwhile, and does not forget the new one by it', async () => {
    unlock('awa', new MemoryStore());
    signIn('awa');
    await keep('a');
    const slow = slowly();
    const late = read.read(() => slow.after(core.rows()));
    lock();
    unlock('awa', new MemoryStore());
    await look();
    slow.end();
    await late;
    expect(said()).toEqual([]);
  });

  it('is waited for by who needs it, over whatever is opened and left meanwhile', async () => {
    const known = read.whenRead().then(said);
    signIn('awa');
    const slow = slowly();
    const late = read.read(() => slow.after(core.rows()));
    unlock('awa', new MemoryStore());
    slow.end();
    await late;
    await keep('a');
    await look();
    expect(await known).toEqual(['a']);
    await read.whenRead();
  });

  it('is not what a slow reading brings after a later one', async () => {
    signIn('awa');
    const slow = slowly();
    const late = read.read(() => slow.after(core.rows()));
    await keep('a');
    await look();
    slow.end();
    await late;
    expect(said()).toEqual(['a']);
  });
});

function slowly() {
  let end = (): void => undefined;
  const ended = new Promise<void>((done) => (end = done));
  return {
    end: () => {
      end();
    },
    after: async <T>(work: Promise<T>): Promise<T> => {
      const found = await work;
      await ended;
      return found;
    },
  };
}
