import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Enclosed, SyncView } from '../../backend/src/domain/sync/sync.js';
import { Epoch } from '../../backend/src/platform/database/epoch.js';
import { EnvelopeKey } from '../../backend/src/platform/security/envelope-key.js';
import { KeyFile } from '../../backend/src/platform/security/key-file.js';
import { sealedTo } from '../../frontend/src/app/offline/envelope.js';
import { anEnvelope } from '../support/envelope.js';
import { as, newId, visitor } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { inThePlaces, newNumber, notificationOf, standAtNotification } from '../support/given.js';
import { type CastMember, idOf } from '../support/people.js';
import { m1, type WorkedCase } from '../support/worked-cases.js';

let app: TestApp;
let worked: WorkedCase;
beforeAll(async () => {
  app = await startApp();
  worked = await inThePlaces(app, m1);
  standAtNotification(app, worked);
});
afterAll(() => app.close());

const enclosed = (author: string, more: Partial<Enclosed> = {}): Enclosed => {
  const body = JSON.stringify({
    id: newId(),
    number: newNumber(),
    answers: notificationOf(worked),
    identity: {},
  });
  return { author, key: newId(), method: 'POST', url: '/cases', ifMatch: null, body, ...more };
};

const sealed = (member: CastMember, more: Partial<Enclosed> = {}): Promise<string> =>
  anEnvelope(app, enclosed(idOf(member), more));

const brought = (member: CastMember, envelope: string) =>
  as(app, member).post('/sync/envelopes', { envelope });
const casesNow = async () => (await app.sql('SELECT 1 FROM app.death_case')).length;

describe('an envelope', () => {
  it('does what its author closed into it, once, and gives the receipt', async () => {
    const before = await casesNow();
    const envelope = await sealed('midwife');
    const first = await brought('midwife', envelope);
    expect([first.status, first.body['receipt']]).toEqual([201, expect.stringMatching(/^R-/)]);
    const again = await brought('midwife', envelope);
    expect(again.body['receipt']).toBe(first.body['receipt']);
    expect(await casesNow()).toBe(before + 1);
  });

  it('is the same write as the one sent openly: one key, one effect', async () => {
    const write = enclosed(idOf('midwife'));
    const { body, key } = write;
    const open = await as(app, 'midwife').post('/cases', JSON.parse(body) as object, { key });
    const answer = await brought('midwife', await anEnvelope(app, write));
    expect([open.status, answer.status]).toEqual([201, 201]);
    expect(answer.body['receipt']).toBe(open.body['receipt']);
  });

  it('is refused by the same guards, with the same problem, and leaves the same line in the journal', async () => {
    const refused = await brought('partner', await sealed('partner'));
    expect([refused.status, refused.body['code']]).toEqual([403, 'forbidden']);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    const stale = await brought(
      'midwife',
      await sealed('midwife', { url: `/cases/${newId()}/confirm`, body: '{}' }),
    );
    expect([stale.status, stale.body['code']]).toEqual([403, 'forbidden']);
    const lines = await app.sql<{ command: string }>(
      `SELECT command FROM trail.entry WHERE person_id = $1 ORDER BY seq`,
      [idOf('partner')],
    );
    expect(lines.map(({ command }) => command)).toContain('post cases');
  });

  it('is nobody else’s to bring, and looks to them like garbage', async () => {
    const envelope = await sealed('midwife');
    const before = await casesNow();
    const stolen = await brought('head', envelope);
    const garbage = await brought('head', Buffer.alloc(300, 7).toString('base64'));
    for (const { status, body } of [stolen, garbage]) expect([status, body['code']]).toEqual([404, 'absent']);
    expect(Object.keys(stolen.body)).toEqual(Object.keys(garbage.body));
    expect((await visitor(app).post('/sync/envelopes', { envelope })).status).toBe(401);
    expect(await casesNow()).toBe(before);
  });

  it('does not open with an author of another name inside', async () => {
    const envelope = await anEnvelope(app, enclosed(idOf('midwife')), idOf('head'));
    expect((await brought('head', envelope)).status).toBe(404);
  });

  it.each<[string, Partial<Enclosed>]>([
    ['a reading', { method: 'GET' }],
    ['another envelope', { url: '/sync/envelopes' }],
    ['a sign-in', { url: '/session' }],
    ['a new password', { url: '/session/password' }],
    ['the address of another site', { url: '//example.org/cases' }],
    ['a whole address', { url: 'http://example.org/api/cases' }],
    ['a way out of the application', { url: '/../health' }],
    ['an address with a question', { url: '/cases?x=1' }],
    ['no body', { body: undefined as never }],
  ])('does not carry %s', async (_, more) => {
    const { status, body } = await brought('midwife', await sealed('midwife', more));
    expect([status, body['code']]).toEqual([404, 'absent']);
  });

  it('is refused with a key of no server, cut, or changed in a single bit', async () => {
    const foreign = new EnvelopeKey(Buffer.alloc(32, 1));
    const point = Uint8Array.from(foreign.publicKey);
    const other = await sealedTo(
      { id: foreign.id, point },
      idOf('midwife'),
      JSON.stringify(enclosed(idOf('midwife'))),
    );
    const good = Buffer.from(await sealed('midwife'), 'base64');
    const bent = Buffer.from(good);
    bent[bent.length - 20] = (bent[bent.length - 20] ?? 0) ^ 1;
    const offCurve = Buffer.from(good);
    offCurve[40] = (offCurve[40] ?? 0) ^ 1;
    for (const bytes of [Buffer.from(other), good.subarray(0, 90), bent, offCurve]) {
      expect((await brought('midwife', bytes.toString('base64'))).status).toBe(404);
    }
  });

  it('is not a bomb: too large, too deep and in no code it is refused before its content is done', async () => {
    const large = await sealed('midwife', { body: JSON.stringify({ id: 'x'.repeat(400_000) }) });
    expect((await brought('midwife', large)).status).toBe(422);
    const deep = await brought('midwife', await sealed('midwife', { body: '['.repeat(10_000) }));
    expect([deep.status, deep.body['code']]).toEqual([422, 'request.too-deep']);
    expect((await brought('midwife', '*no base64*')).status).toBe(422);
  });

  it('still opens after the master key was renewed', async () => {
    const before = KeyFile.from(Buffer.alloc(32, 9));
    const after = KeyFile.from(before?.renewed() ?? Buffer.alloc(0));
    const [old, renewed] = [before, after].map(
      (keys) => new EnvelopeKey(keys?.of('envelopes') ?? Buffer.alloc(0)),
    );
    expect(before?.id).not.toBe(after?.id);
    if (old === undefined || renewed === undefined) throw new Error('no key');
    const bytes = await sealedTo({ id: old.id, point: Uint8Array.from(old.publicKey) }, 'p', 'kept');
    expect(renewed.open(Buffer.from(bytes), 'p').toString()).toBe('kept');
  });

  it('costs little: a thousand are opened in a few seconds', async () => {
    const key = new EnvelopeKey(Buffer.alloc(32, 3));
    const bytes = await sealedTo(
      { id: key.id, point: Uint8Array.from(key.publicKey) },
      'p',
      'x'.repeat(14_000),
    );
    const start = performance.now();
    for (let n = 0; n < 1000; n += 1) key.open(Buffer.from(bytes), 'p');
    const ms = (performance.now() - start) / 1000;
    if (process.env['DENBA_MEASURE'] === '1')
      process.stderr.write(`${ms.toFixed(2)} ms to open an envelope\n`);
    expect(ms).toBeLessThan(20);
  });
});

describe('the epoch', () => {
  it('is told with every answer to a write, refused ones too, and is the same after a new start', async () => {
    const { epoch } = (await visitor(app).get<SyncView>('/sync')).body;
    expect(epoch).toMatch(/^[0-9a-f]{12}$/);
    const done = await as(app, 'head').patch('/session', { language: 'fr' });
    const refused = await as(app, 'partner').post('/cases', {});
    expect([done.headers['x-denba-epoch'], refused.headers['x-denba-epoch']]).toEqual([epoch, epoch]);
    expect((await as(app, 'head').get('/session')).headers['x-denba-epoch']).toBeUndefined();
    const found = app.nest.get(Epoch);
    await found.onApplicationBootstrap();
    expect(found.current).toBe(epoch);
  });

  it('is another one in a database that came from elsewhere, or when its keeper says so', async () => {
    const epoch = app.nest.get(Epoch);
    const before = epoch.current;
    app.clock.set(new Date(app.clock.now().getTime() + 1000));
    await app.sql(`INSERT INTO app.epoch (name, cluster, since) VALUES ('0123456789ab', 'elsewhere/1', $1)`, [
      app.clock.now(),
    ]);
    app.clock.set(new Date(app.clock.now().getTime() + 1000));
    await epoch.onApplicationBootstrap();
    expect([before, '0123456789ab']).not.toContain(epoch.current);
    const restored = epoch.current;
    app.clock.set(new Date(app.clock.now().getTime() + 1000));
    expect(await epoch.renew()).not.toBe(restored);
    expect((await visitor(app).get<SyncView>('/sync')).body.epoch).toBe(epoch.current);
  });

  it('that a device names is the one of this server, or nothing is done with what it sends', async () => {
    const { current } = app.nest.get(Epoch);
    const answers = notificationOf(await inThePlaces(app, m1));
    const body = { id: newId(), number: newNumber(), answers, identity: {} };
    const key = newId();
    const send = (epoch: string) =>
      as(app, 'midwife').post('/cases', body, { key, headers: { 'x-denba-epoch': epoch } });
    const before = await casesNow();
    const early = await send('0123456789ab');
    expect([early.status, early.body['code']]).toEqual([425, 'epoch.other']);
    expect(early.headers['x-denba-epoch']).toBe(current);
    expect(await casesNow()).toBe(before);
    expect((await send(current)).status).toBe(201);
    expect(await casesNow()).toBe(before + 1);
  });
});
