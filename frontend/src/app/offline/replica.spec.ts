import { describe, expect, it } from '@jest/globals';
import type { ReplicaDelta } from '@domain/sync/replica.js';
import { MemoryStore } from './memory-store';
import { Replica } from './replica';

const delta = (part: Partial<ReplicaDelta>): ReplicaDelta => ({
  cursor: 'c',
  whole: false,
  more: false,
  changed: [],
  gone: [],
  ...part,
});
const one = (path: string, body: unknown = {}) => ({ path, body });

/** A replica before a server that gives these answers in turn, at 100, 200, 300 … */
function before(...answers: readonly (ReplicaDelta | 'silence')[]) {
  const asked: (string | null)[] = [];
  let at = 0;
  const replica = new Replica(new MemoryStore(), {
    ask: (cursor) => {
      const answer = answers[asked.length] ?? 'silence';
      asked.push(cursor);
      return answer === 'silence' ? Promise.reject(new Error('silence')) : Promise.resolve(answer);
    },
    now: () => (at += 100),
  });
  return { replica, asked };
}

describe('the answers kept on a device', () => {
  it('are those of the server, with the time at which it gave them', async () => {
    const { replica, asked } = before(delta({ whole: true, changed: [one('/cases', { items: [] })] }));
    await replica.pull();
    expect(await replica.find('/cases')).toEqual({ body: { items: [] }, at: 100 });
    expect(await replica.find('/tasks')).toBe(null);
    expect(asked).toEqual([null]);
  });

  it('are as old as the last comparison, not as the last change', async () => {
    const { replica, asked } = before(delta({ cursor: 'one', changed: [one('/cases')] }), delta({}));
    await replica.pull();
    await replica.pull();
    expect((await replica.find('/cases'))?.at).toBe(200);
    expect(asked).toEqual([null, 'one']);
  });

  it('go when the server takes them away', async () => {
    const { replica } = before(
      delta({ changed: [one('/cases/a'), one('/cases/b')] }),
      delta({ gone: ['/cases/a'] }),
    );
    await replica.pull();
    await replica.pull();
    expect([await replica.find('/cases/a'), (await replica.find('/cases/b'))?.at]).toEqual([null, 200]);
  });

  it('begin anew when the server says so: nothing of before stays', async () => {
    const { replica } = before(
      delta({ changed: [one('/cases/a')] }),
      delta({ whole: true, changed: [one('/tasks')] }),
    );
    await replica.pull();
    await replica.pull();
    expect([await replica.find('/cases/a'), (await replica.find('/tasks'))?.at]).toEqual([null, 200]);
  });

  it('stay when the network breaks off in the middle, and the next pull goes on from there', async () => {
    const { replica, asked } = before(
      delta({ cursor: 'half', more: true, changed: [one('/cases/a')] }),
      'silence',
      delta({ cursor: 'all', changed: [one('/cases/b')] }),
    );
    await expect(replica.pull()).rejects.toThrow('silence');
    expect((await replica.find('/cases/a'))?.at).toBe(100);
    await replica.pull();
    expect((await replica.find('/cases/b'))?.at).toBe(300);
    expect(asked).toEqual([null, 'half', 'half']);
  });

  it('are pulled once at a time', async () => {
    const { replica, asked } = before(delta({}));
    await Promise.all([replica.pull(), replica.pull()]);
    expect(asked).toHaveLength(1);
  });
});
