import { describe, expect, it } from '@jest/globals';
import { parseProblem, Refusal } from '../core/problem-view';
import { KeptShelf } from './kept-shelf';
import type { Change } from './local-store';
import { madePage } from './made-here';
import { MemoryStore } from './memory-store';
import { Replica } from './replica';

async function shelf(held: Readonly<Record<string, unknown>>, made: readonly Change[] = []) {
  const shown: number[] = [];
  const changed = Object.entries(held).map(([path, body]) => ({ path, body }));
  const taken = { store: new MemoryStore(), person: 'awa', lasting: false, isOpen: () => true };
  const replica = new Replica({
    take: () => Promise.resolve(taken),
    ask: () => Promise.resolve({ cursor: 'c', whole: true, more: false, changed, gone: [] }),
    now: () => 100,
  });
  await replica.pull();
  await taken.store.write(made);
  return { shown, kept: new KeptShelf(replica, { show: (at) => shown.push(at) }, 20) };
}
const refused = (status: number) => Promise.reject(new Refusal(parseProblem(status, null)));

describe('a page that reads', () => {
  it('shows the answer when it comes', async () => {
    const { kept, shown } = await shelf({ '/cases': 'old' });
    expect([await kept.instead('/cases', Promise.resolve('new')), shown]).toEqual(['new', []]);
  });

  it('shows what is kept when there is no network, and how old it is', async () => {
    const { kept, shown } = await shelf({ '/cases': 'old' });
    expect([await kept.instead('/cases', refused(0)), shown]).toEqual(['old', [100]]);
  });

  it('shows what is kept after some seconds of silence, and of what is not kept waits for the answer', async () => {
    const { kept, shown } = await shelf({ '/cases': 'old' });
    const late = <T>(answer: T) => new Promise<T>((resolve) => setTimeout(resolve, 80, answer));
    expect([await kept.instead('/cases', late('new')), shown]).toEqual(['old', [100]]);
    expect([await kept.instead('/tasks', late('new')), shown]).toEqual(['new', [100]]);
  });

  it('shows what the device made of what the server has not heard of, and calls it no copy', async () => {
    const page = { path: '/cases/a', body: 'mine' };
    const { kept, shown } = await shelf({}, [madePage(page, 'a', 50)]);
    expect(await kept.instead('/cases/a', refused(404))).toBe('mine');
    expect([await kept.instead('/cases/a', refused(0)), shown]).toEqual(['mine', []]);
    await expect(kept.instead('/cases/a', refused(403))).rejects.toThrow(Refusal);
  });

  it('never puts what is kept over a refusal: who lost a right learns it', async () => {
    const { kept, shown } = await shelf({ '/cases/a': 'old' });
    await expect(kept.instead('/cases/a', refused(404))).rejects.toThrow(Refusal);
    await expect(kept.instead('/cases/b', refused(0))).rejects.toThrow(Refusal);
    expect(shown).toEqual([]);
  });
});
