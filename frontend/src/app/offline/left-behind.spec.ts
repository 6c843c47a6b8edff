import 'fake-indexeddb/auto';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { base64 } from './bytes';
import { newLock, type DeviceKey } from './device-key';
import { EncryptedStore, keepOnlySealed, leftIn } from './encrypted-store';
import { UploadServer } from './faults/file-world';
import { FileSender } from './file-sender';
import type { LastingWrite } from './kinds';
import { deliverLeft } from './left-behind';
import { OutboxCore } from './outbox-core';
import type { Asked, Reply } from './outbox-row';

const SIZE = 150_000;
const notification = (id: string): LastingWrite => ({
  kind: 'notification',
  method: 'POST',
  url: '/cases',
  subject: id,
  body: { id },
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
    size: SIZE,
    announce: { url: '/cases/a/uploads', body: { id: 'p', kind: 'other', size: SIZE, sha256: '' } },
    bytes: new Uint8Array(SIZE).fill(7),
  },
};

let key: DeviceKey;
let name: string;
let databases = 0;
let server: UploadServer;
let keys = 0;
beforeAll(async () => {
  key = (await (await newLock('274913')).lock(new Uint8Array(32))).key;
});
beforeEach(async () => {
  name = `left-${String((databases += 1))}`;
  server = new UploadServer();
  const store = await EncryptedStore.open(name, key);
  const newKey = () => `k${String((keys += 1))}`;
  const ask = (write: Asked) => Promise.resolve(server.receive(write, 'none'));
  const sender = new FileSender({ store, ask, newKey, tell: () => undefined });
  const core = new OutboxCore({
    store,
    post: (row) => sender.send(row, () => ask(row)),
    seal: (write) => Promise.resolve(new TextEncoder().encode(JSON.stringify(write))),
    alone: (_, work) => work(),
    now: () => 0,
    newKey,
    author: () => 'writer',
  });
  await core.keep(notification('received'));
  await core.send();
  await core.keep(notification('a'));
  await core.keep(picture);
  const aside = await core.keep(notification('aside'));
  await core.putAside(aside.key);
  store.close();
  await keepOnlySealed(name);
});

const post = (envelope: string): Promise<Reply | null> => {
  const write = {
    author: 'writer',
    key: 'e',
    method: 'POST',
    url: '/sync/envelopes',
    ifMatch: null,
    epoch: null,
  } as const;
  return Promise.resolve(server.receive({ ...write, body: { envelope } }, 'none'));
};

describe('what a destroyed key left behind', () => {
  it('leaves in its order with the session of its author: the case, then its picture, whole; nothing else', async () => {
    await deliverLeft(name, post);
    expect([server.state.cases, Object.keys(server.state.attached)]).toEqual([['received', 'a'], ['p']]);
    expect(server.state.attached['p']?.split(' ')).toHaveLength(3);
    expect([server.faults, await leftIn(name)]).toEqual([[], []]);
  });

  it('stays when the network goes, and goes on from there', async () => {
    let calls = 0;
    const broken = async (envelope: string): Promise<Reply | null> =>
      (calls += 1) > 3 ? null : post(envelope);
    await deliverLeft(name, broken);
    expect(await leftIn(name)).toHaveLength(3);
    await deliverLeft(name, post);
    expect(Object.keys(server.state.attached)).toEqual(['p']);
    expect([server.faults, await leftIn(name)]).toEqual([[], []]);
  });

  it.each([401, 403, 404, 409, 413, 429, 500, 503])('is not thrown away by an answer %i', async (status) => {
    const before = await leftIn(name);
    await deliverLeft(name, () =>
      Promise.resolve({ status, body: { code: 'x' }, epoch: null, wait: 0, at: null }),
    );
    expect(await leftIn(name)).toEqual(before);
  });

  it('would be told if it had left in another order', async () => {
    for (const { sealed } of (await leftIn(name)).toReversed()) await post(base64(sealed));
    expect([server.faults.length > 0, Object.keys(server.state.attached)]).toEqual([true, []]);
  });
});
