import { describe, expect, it } from '@jest/globals';
import type { LastingWrite } from './kinds';
import { findMade, madePage } from './made-here';
import { MemoryStore } from './memory-store';
import { OutboxCore } from './outbox-core';
import type { Reply, Row } from './outbox-row';
import { FIRST_REMOVED } from './outbox-rows';

const CASE = '01988c5e-0000-7000-8000-000000000001';
const notification: LastingWrite = {
  kind: 'notification',
  method: 'POST',
  url: '/cases',
  body: {},
  subject: CASE,
};
const draft: LastingWrite = {
  kind: 'draft',
  method: 'PATCH',
  url: `/cases/${CASE}/forms/maternal_review`,
  body: { patches: [] },
  subject: `draft:${CASE}`,
  after: CASE,
};
const picture: LastingWrite = {
  kind: 'picture',
  method: 'POST',
  url: '/uploads/p/attach',
  body: {},
  subject: 'picture:p',
  after: CASE,
  file: { id: 'p', size: 3, announce: { url: `/cases/${CASE}/uploads`, body: {} }, bytes: new Uint8Array(3) },
};
const taken = { status: 200, body: { receipt: 'R' }, epoch: 'e', wait: 0, at: null };
const refused = { status: 422, body: { code: 'answers.refused' }, epoch: 'e', wait: 0, at: null };

const saved = { receipt: 'R', version: 2, answers: { parity: { value: 3 } } };

/** A device before a server that answers as it is told; `sent` are the addresses that it was asked for. */
function device(Core: typeof OutboxCore = OutboxCore) {
  const sent: string[] = [];
  const server: { answer: (row: Row) => Reply | null } = { answer: () => taken };
  let keys = 0;
  const store = new MemoryStore();
  const core = new Core({
    store,
    post: (row) => {
      sent.push(row.url);
      return Promise.resolve(server.answer(row));
    },
    seal: () => Promise.resolve(null),
    alone: (_, work) => work(),
    now: () => 0,
    newKey: () => `k${String((keys += 1))}`,
    author: () => 'awa',
  });
  return { core, store, sent, server };
}

/** A bug: what waits for the notification of its case is sent all the same. */
class Hasty extends OutboxCore {
  override async rows(): Promise<readonly Row[]> {
    return (await super.rows()).map((row) => ({ ...row, after: '' }));
  }
}

/** What was asked of the server when the notification is refused, and then corrected. */
async function refusedThenCorrected(Core?: typeof OutboxCore): Promise<readonly string[]> {
  const { core, sent, server } = device(Core);
  const { key } = await core.keep(notification);
  await core.keep(draft);
  server.answer = ({ url }) => (url === '/cases' ? refused : taken);
  await core.send();
  server.answer = () => taken;
  await core.send();
  await core.keep({ ...notification, instead: [key] });
  await core.send();
  return sent;
}

/** A bug: what is left behind a removed notification goes on alone. */
class Forsaken extends OutboxCore {
  protected override following(): Promise<readonly Row[]> {
    return Promise.resolve([]);
  }
}

async function removed(Core?: typeof OutboxCore): Promise<ReturnType<typeof device>> {
  const found = device(Core);
  const { key } = await found.core.keep(notification);
  await found.core.keep(draft);
  await found.core.putAside(key);
  await found.core.takeAway(key);
  found.server.answer = () => ({ ...refused, status: 404, body: { code: 'absent' } });
  await found.core.send();
  return found;
}

describe('what was written of a case that this device notified', () => {
  it('leaves after its notification, in the same pass', async () => {
    const { core, sent } = device();
    await core.keep(notification);
    await core.keep(draft);
    await core.send();
    expect(sent).toEqual(['/cases', draft.url]);
  });

  it('waits while the server is silent', async () => {
    const { core, sent, server } = device();
    await core.keep(notification);
    await core.keep(draft);
    server.answer = () => null;
    const { left } = await core.send();
    expect([sent, left]).toEqual([['/cases'], 2]);
  });

  it('waits while it is refused, and leaves after the corrected one', async () => {
    expect(await refusedThenCorrected()).toEqual(['/cases', '/cases', draft.url]);
  });

  it('waits as a picture too, also one that an earlier version kept', async () => {
    const { core, store, sent } = device();
    await core.keep(notification);
    const row = await core.keep(picture);
    const { after = '', ...rest } = row;
    await store.write([{ shelf: 'outbox', key: row.key, value: { ...rest, file: { ...row.file, after } } }]);
    await core.sendFiles();
    expect(sent).toEqual([]);
    await core.send();
    await core.sendFiles();
    expect(sent).toEqual(['/cases', picture.url]);
  });

  it('waits while it is put aside, and is not lost', async () => {
    const { core, sent } = device();
    const { key } = await core.keep(notification);
    await core.keep(draft);
    await core.putAside(key);
    await core.send();
    expect(sent).toEqual([]);
    expect((await core.rows()).map(({ state }) => state)).toEqual(['aside', 'kept']);
  });

  it('is put aside with its reason when the notification is removed, and stays for its writer to decide', async () => {
    const { core, sent } = await removed();
    expect(sent).toEqual([]);
    expect((await core.rows()).map(({ state, problem }) => [state, problem?.code])).toEqual([
      ['aside', FIRST_REMOVED],
    ]);
  });

  it('would be seen to be asked for in vain', async () => {
    const { core, sent } = await removed(Forsaken);
    expect(sent).toEqual([draft.url]);
    expect((await core.rows()).map(({ state }) => state)).toEqual(['refused']);
  });

  it('is what the page shows after the receipt, also before anything is pulled', async () => {
    const { core, store, server } = device();
    const page = { form: 'maternal_review', answers: {}, version: 0 };
    await store.write([madePage({ path: draft.url, body: page }, CASE, 50)]);
    await core.keep(draft);
    server.answer = () => ({ ...taken, body: saved });
    await core.send();
    const { version, answers } = saved;
    expect((await findMade(store, draft.url))?.body).toEqual({ ...page, version, answers });
  });

  it('would be seen to leave too early', async () => {
    expect(await refusedThenCorrected(Hasty)).toEqual(['/cases', draft.url, '/cases']);
  });
});

describe('a save of which the server refuses one answer', () => {
  const patch = (question: string, value: number) => ({ question, base: null, value: { value } });
  const [parity, pulse] = [patch('parity', -1), patch('pulse', 90)];
  const fields = [{ field: 'patches.parity', code: 'below', fr: 'Trop petit.', en: 'Too small.' }];
  const saving: LastingWrite = { ...draft, subject: 'draft:x', body: { patches: [parity, pulse] } };

  it('is refused for that one, and goes on with the others under keys of their own', async () => {
    const { core, server } = device();
    const bodies: unknown[] = [];
    const told: unknown[] = [];
    server.answer = ({ body }) => {
      bodies.push(body);
      return JSON.stringify(body).includes('parity')
        ? { ...refused, body: { code: 'answers.refused', fields } }
        : taken;
    };
    const { key } = await core.keep(saving);
    const { left } = await core.send((row, _, sentAs) => told.push([row.body, row.state, sentAs]));
    expect(left).toBe(1);
    await core.send();
    expect(bodies).toEqual([saving.body, { patches: [pulse] }]);
    expect(told).toEqual([[{ patches: [parity] }, 'refused', key]]);
    const rows = await core.rows();
    expect(rows.map(({ state }) => state)).toEqual(['refused', 'received']);
    expect(new Set([key, ...rows.map((row) => row.key)]).size).toBe(3);
  });

  it('is refused whole when the server names none of them, or all', async () => {
    for (const named of [[], [...fields, { ...fields[0], field: 'patches.pulse' }]]) {
      const { core, server } = device();
      server.answer = () => ({ ...refused, body: { code: 'answers.refused', fields: named } });
      const { key } = await core.keep(saving);
      await core.send();
      const found = (await core.rows()).map((row) => [row.key, row.state, row.body]);
      expect(found).toEqual([[key, 'refused', saving.body]]);
    }
  });
});
