import 'fake-indexeddb/auto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { newLock, type DeviceKey } from './device-key';
import { EncryptedStore } from './encrypted-store';
import type { LastingWrite } from './kinds';
import type { LocalStore, Shelf } from './local-store';
import { OutboxCore } from './outbox-core';
import type { World } from './outbox-rows';
import type { Reply, Row } from './outbox-row';

const SHELVES: readonly Shelf[] = ['drafts', 'outbox', 'files', 'meta'];
const REQUESTS = ['put', 'delete', 'clear', 'add'] as const;

let key: DeviceKey;
let databases = 0;
beforeAll(async () => {
  const made = await newLock('274913');
  key = (await made.lock(new Uint8Array(32))).key;
});

/** The disk refuses the request with this number, counted from now on; gives how many were asked. */
async function withFailing(number: number, work: () => Promise<unknown>): Promise<number> {
  let asked = 0;
  const before = REQUESTS.map((name) => [name, Reflect.get(IDBObjectStore.prototype, name)] as const);
  for (const [name, original] of before) {
    Reflect.set(IDBObjectStore.prototype, name, function (this: IDBObjectStore, ...given: unknown[]) {
      asked += 1;
      if (asked === number) throw new DOMException('the disk is full', 'QuotaExceededError');
      return Reflect.apply(original as (...all: unknown[]) => IDBRequest, this, given);
    });
  }
  try {
    await work();
  } finally {
    for (const [name, original] of before) Reflect.set(IDBObjectStore.prototype, name, original);
  }
  return asked;
}

/** Everything that a person has on this device. */
async function allOf(store: LocalStore): Promise<string> {
  const shelves = await Promise.all(SHELVES.map(async (shelf) => [...(await store.readAll(shelf))]));
  return JSON.stringify(shelves);
}

const draft = (value: string, more: Partial<LastingWrite> = {}): LastingWrite => ({
  kind: 'draft',
  method: 'PATCH',
  url: '/cases/a/forms/maternal_review',
  subject: 'draft:a',
  body: { patches: [{ question: 'adm_hb', base: null, value: { value } }] },
  ...more,
});
const picture: LastingWrite = {
  kind: 'picture',
  method: 'POST',
  url: '/uploads/p/attach',
  subject: 'picture:p',
  body: {},
  after: 'a',
  file: {
    id: 'p',
    size: 70_000,
    announce: { url: '/cases/a/uploads', body: { id: 'p' } },
    bytes: new Uint8Array(70_000).fill(7),
  },
};
const notification: LastingWrite = {
  kind: 'notification',
  method: 'POST',
  url: '/cases',
  subject: 'case:b',
  body: { answers: {} },
  also: [{ shelf: 'drafts', key: 'notification', removed: true }],
};
const reply = (status: number, body: unknown): Reply => ({ status, body, epoch: 'e', wait: 0, at: null });
const conflict = { question: 'adm_hb', mine: { value: '8' }, theirs: { value: '9' } };
const RECEIPT = reply(200, { receipt: 'R-1', answers: {}, conflicts: [conflict] });
const REFUSED = reply(422, { code: 'answers.refused' });

/** A device in the middle of its day: a draft, what waits, what was received with a choice, what was refused. */
async function aDay() {
  const store = await EncryptedStore.open(`denba-failing-${String((databases += 1))}`, key);
  let made = 0;
  let answer: Reply | null = null;
  const received: string[] = [];
  const world: World = {
    store,
    post: (row) => {
      if (answer?.status === 200) received.push(row.key);
      return Promise.resolve(answer);
    },
    seal: () => Promise.resolve(null),
    alone: (_, work) => work(),
    now: () => 1000,
    newKey: () => `key-${String((made += 1)).padStart(3, '0')}`,
    author: () => 'awa',
  };
  const core = new OutboxCore(world);
  const answered = async (next: Reply | null): Promise<void> => {
    answer = next;
    await core.send();
  };
  await core.keep(draft('7'));
  await answered(RECEIPT);
  await core.keep({ ...notification, also: [] });
  await answered(REFUSED);
  await store.write([{ shelf: 'drafts', key: 'notification', value: 'typed' }]);
  await core.keep(draft('8'));
  return { store, core, answered, received };
}
type Day = Awaited<ReturnType<typeof aDay>>;

const inState = async ({ core }: Day, state: Row['state']): Promise<Row> => {
  const found = (await core.rows()).find((row) => row.state === state);
  if (found === undefined) throw new Error(`no row ${state}`);
  return found;
};

/** Whatever changes what lies on the device in one act. */
const ACTS: Readonly<Record<string, (day: Day) => Promise<unknown>>> = {
  'a save on top of one that never left': ({ core }) => core.keep(draft('9')),
  'a notification that ends its draft': ({ core }) => core.keep({ ...notification, subject: 'case:c' }),
  'a correction in the place of what was refused': async (day) =>
    day.core.keep(draft('10', { instead: [(await inState(day, 'refused')).key], subject: 'draft:d' })),
  'a choice between two values': async (day) =>
    day.core.choose((await inState(day, 'received')).key, 'adm_hb', 'mine'),
  'the same act anew': async (day) => day.core.redo((await inState(day, 'refused')).key),
  'putting aside': async (day) => day.core.putAside((await inState(day, 'refused')).key),
  'taking away': async (day) => day.core.takeAway((await inState(day, 'refused')).key),
  'another epoch of the server': ({ core }) => core.meetEpoch('another'),
  'rows that come from a page': async (day) => day.core.adopt([await inState(day, 'kept')], day.store),
  'a picture with its pieces': ({ core }) => core.keep(picture),
  'emptying a shelf': ({ store }) => store.empty('outbox'),
};

/** The act with its n-th request refused, for every n: what lies there afterwards, and whether it was told. */
async function outcomesOf(act: (day: Day) => Promise<unknown>) {
  const whole = await aDay();
  const before = await allOf(whole.store);
  const requests = await withFailing(0, () => act(whole));
  const after = await allOf(whole.store);
  const outcomes: { readonly isTold: boolean; readonly lies: string }[] = [];
  for (let n = 1; n <= requests; n += 1) {
    const day = await aDay();
    let isTold = false;
    await withFailing(n, () =>
      act(day).catch(() => {
        isTold = true;
      }),
    );
    outcomes.push({ isTold, lies: await allOf(day.store) });
  }
  return { before, after, requests, outcomes };
}

describe('a disk that refuses any one request', () => {
  it.each(Object.entries(ACTS))('%s is done or is not, and it is told', async (_, act) => {
    const { before, after, requests, outcomes } = await outcomesOf(act);
    expect(after).not.toBe(before);
    expect(requests).toBeGreaterThan(0);
    for (const { isTold, lies } of outcomes) {
      expect(isTold).toBe(true);
      expect(lies).toBe(before);
    }
  });

  it('is caught when an act is written in two transactions', async () => {
    const { before, outcomes } = await outcomesOf(async ({ store, core }) => {
      await store.write([{ shelf: 'drafts', key: 'notification', removed: true }]);
      await core.keep({ ...notification, subject: 'case:c', also: [] });
    });
    expect(outcomes.some(({ lies }) => lies !== before)).toBe(true);
  });

  it.each([1, 2])(
    'at request %i of sending, nothing is lost, and what the server has is sent with its key',
    async (n) => {
      const day = await aDay();
      const waiting = await inState(day, 'kept');
      await withFailing(n, () => expect(day.answered(RECEIPT)).rejects.toThrow(/full|not written/));
      expect((await inState(day, 'kept')).key).toBe(waiting.key);
      await day.answered(RECEIPT);
      expect(new Set(day.received.slice(1))).toEqual(new Set([waiting.key]));
      expect((await day.core.rows()).map(({ state }) => state)).not.toContain('kept');
    },
  );
});
