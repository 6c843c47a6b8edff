import { describe, expect, it } from '@jest/globals';
import type { ReplicaDelta } from '@domain/sync/replica.js';
import type { SessionView } from '@domain/accounts/person.js';
import { keepingSession } from './kept-session';
import type { LocalStore } from './local-store';
import { madePage } from './made-here';
import { MemoryStore } from './memory-store';
import type { TakenStore } from './personal-store';
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
  const taken: TakenStore = {
    store: new MemoryStore(),
    person: 'awa',
    lasting: false,
    isOpen: () => true,
  };
  const replica = new Replica({
    take: () => Promise.resolve(taken),
    ask: ({ cursor = null }) => {
      const answer = answers[asked.length] ?? 'silence';
      asked.push(cursor);
      return answer === 'silence' ? Promise.reject(new Error('silence')) : Promise.resolve(answer);
    },
    now: () => (at += 100),
  });
  return { replica, asked, store: taken.store };
}

describe('a page that the device made itself', () => {
  const made = madePage(one('/cases/a', { version: 0 }), 'a', 50);
  const sent = (state: string) => ({ shelf: 'outbox', key: 'k', value: { subject: 'a', state } }) as const;

  it('is shown while the server has none, whatever is pulled, and goes once the server was asked after it had the case', async () => {
    const { replica, store } = before(
      delta({ whole: true }),
      delta({ changed: [one('/cases/a', { version: 1 })] }),
    );
    await store.write([made, sent('kept')]);
    await replica.pull();
    expect(await replica.find('/cases/a')).toEqual({ body: { version: 0 }, at: 50, mine: 'a' });
    await store.write([sent('received')]);
    await replica.pull();
    expect((await replica.find('/cases/a'))?.body).toEqual({ version: 1 });
    expect([...(await store.readAll('drafts'))]).toEqual([]);
  });
});

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

/** The registered device of somebody, and how its replica asks. */
async function deviceOf(role: 'clinician' | 'focal-point') {
  const store = new MemoryStore();
  await store.write([keepingSession({ memberships: [{ role }] } as unknown as SessionView)]);
  let opened: LocalStore = store;
  const asked: unknown[] = [];
  let whileAsked = (): unknown => undefined;
  const replica = new Replica({
    take: () => {
      const taken = opened;
      return Promise.resolve({ store: taken, person: 'awa', lasting: true, isOpen: () => opened === taken });
    },
    ask: (question, person) => {
      asked.push([question, person]);
      whileAsked();
      return Promise.resolve(delta({ changed: [one('/cases')] }));
    },
    now: () => 100,
  });
  const other = new MemoryStore();
  return {
    store,
    other,
    replica,
    asked,
    during: (work: (open: (next: LocalStore) => void) => unknown) => {
      whileAsked = () =>
        work((next) => {
          opened = next;
        });
    },
  };
}

describe('what a registered device keeps', () => {
  it('comes with the drafts, and for its own person', async () => {
    const { replica, asked } = await deviceOf('clinician');
    await replica.pull();
    await replica.pull();
    expect(asked).toEqual([
      [{ lasting: true }, 'awa'],
      [{ lasting: true, cursor: 'c' }, 'awa'],
    ]);
  });

  it('goes nowhere when another store was opened while it was on its way', async () => {
    const { store, other, replica, during } = await deviceOf('clinician');
    during((open) => {
      open(other);
    });
    await replica.pull();
    expect([(await store.readAll('replica')).size, (await other.readAll('replica')).size]).toEqual([0, 0]);
  });

  it('is nothing any more once its person works online only', async () => {
    const { replica, asked } = await deviceOf('focal-point');
    await replica.pull();
    expect(asked).toEqual([]);
  });

  it('begins anew when its shelf was emptied', async () => {
    const { store, replica, asked } = await deviceOf('clinician');
    await replica.pull();
    const keys = [...(await store.readAll('replica')).keys()];
    await store.write(keys.map((key) => ({ shelf: 'replica', key, removed: true }) as const));
    await replica.pull();
    expect(asked).toEqual([
      [{ lasting: true }, 'awa'],
      [{ lasting: true }, 'awa'],
    ]);
  });
});
