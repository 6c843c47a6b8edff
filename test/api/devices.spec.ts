import { hkdfSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type {
  DeviceContact,
  DeviceRegistered,
  DeviceStanding,
  DeviceView,
} from '../../backend/src/domain/accounts/device.js';
import type { SessionView } from '../../backend/src/domain/accounts/person.js';
import { Passwords } from '../../backend/src/platform/security/passwords.js';
import { Secrets } from '../../backend/src/platform/security/secrets.js';
import { as, type Answer, type Caller, newId, visitor, withToken } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { deviceOf, type GivenDevice } from '../support/device.js';
import { type CastMember, idOf, people, tokenOf } from '../support/people.js';
import { signedIn, tokenIn } from '../support/sign-in.js';

const PASSWORD = 'Grenier-du-matin-7';
const CODE = 'c'.repeat(43);

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await app.sql('UPDATE app.person SET password_hash = $1', [await app.nest.get(Passwords).hash(PASSWORD)]);
});
afterAll(() => app.close());
beforeEach(async () => {
  app.clock.advance(1000);
  await app.sql('DELETE FROM app.sign_in_attempt');
});

const enter = ({ device, proof, ...given }: GivenDevice, code = given.code): Promise<Answer<SessionView>> =>
  visitor(app).post<SessionView>('/session/device', { device, proof, code });
const contact = ({ device, proof }: GivenDevice, unsent = 0, cookie = ''): Promise<Answer<DeviceContact>> =>
  withToken(app, `none; ${cookie}`).post<DeviceContact>('/session/device/contact', { device, proof, unsent });
const cookieOf = (answer: Answer<unknown>): string =>
  String(answer.headers['set-cookie']).split(';')[0] ?? '';

/** Registers the browser of this caller as the page does. */
async function registered(caller: Caller): Promise<GivenDevice & { readonly cookie: string }> {
  const id = newId();
  const answer = await caller.post<DeviceRegistered>('/session/devices', { id, code: CODE });
  if (answer.status !== 201) throw new Error(`not registered: ${answer.text}`);
  const secret = Buffer.from(answer.body.secret, 'base64url');
  const proof = Buffer.from(hkdfSync('sha256', secret, '', 'denba device proof', 32)).toString('base64url');
  return { device: id, proof, code: CODE, cookie: cookieOf(answer) };
}

/** The same person in the browser of this cookie. */
const cookied = (member: CastMember, cookie: string): Caller =>
  withToken(app, `${tokenOf(member)}; ${cookie}`);

describe('registering a device', () => {
  it('gives a secret that no table holds, again for the same request, and another for another', async () => {
    const caller = as(app, 'midwife');
    const [id, key] = [newId(), newId()];
    const ask = (body: object, request: string) =>
      caller.post<DeviceRegistered>('/session/devices', body, { key: request });
    const first = await ask({ id, code: CODE }, key);
    expect([first.status, first.body.initials.length]).toEqual([201, 2]);
    expect(Buffer.from(first.body.secret, 'base64url').length).toBe(32);
    expect((await ask({ id, code: CODE }, key)).body.secret).toBe(first.body.secret);
    expect((await ask({ id: newId(), code: CODE }, newId())).body.secret).not.toBe(first.body.secret);
    const [row] = await app.sql<{ text: string }>(
      `SELECT string_agg(d::text, '') AS text FROM app.device d WHERE person_id = $1`,
      [idOf('midwife')],
    );
    const secret = Buffer.from(first.body.secret, 'base64url').toString('hex');
    for (const told of [first.body.secret, secret, CODE, Buffer.from(CODE, 'base64url').toString('hex')])
      expect(row?.text).not.toContain(told);
    const planted = Buffer.from(secret, 'hex');
    await app.sql('UPDATE app.device SET browser_hash = $1 WHERE id = $2', [planted, id]);
    const [seen] = await app.sql<{ text: string }>('SELECT d::text AS text FROM app.device d WHERE id = $1', [
      id,
    ]);
    expect(seen?.text).toContain(secret);
  });

  it('is for roles that may keep work, and asks for the password when the last proof is old', async () => {
    const refused = await as(app, 'region').post('/session/devices', { id: newId(), code: CODE });
    expect([refused.status, refused.body['code']]).toEqual([403, 'device.not-for-role']);
    const caller = await signedIn(app, people.nurse, PASSWORD);
    app.clock.advance(301_000);
    const asked = await caller.post('/session/devices', { id: newId(), code: CODE });
    expect([asked.status, asked.body['code']]).toEqual([403, 'session.prove']);
  });

  it('knows its browser again, and what was still to be sent when it was last heard of', async () => {
    const caller = as(app, 'head');
    const before = await caller.get<DeviceStanding>('/session/device');
    expect(before.body).toMatchObject({ mayKeep: true, opensSession: true, registered: null });
    const given = await registered(caller);
    await contact(given, 3, given.cookie);
    expect((await caller.get<DeviceStanding>('/session/device')).body.registered).toBeNull();
    const both = await cookied('head', given.cookie).get<DeviceStanding>('/session/device');
    expect(both.body.registered).toMatchObject({ id: given.device, unsent: 3 });
    expect((await as(app, 'reviewerOne').get<DeviceStanding>('/session/device')).body).toMatchObject({
      mayKeep: false,
      opensSession: false,
    });
  });
});

describe('a browser whose cookie is gone', () => {
  const standing = (cookie: string) => cookied('head', cookie).get<DeviceStanding>('/session/device');

  it('is given another at the next contact of its device, which lives there from then on', async () => {
    const given = await registered(as(app, 'head'));
    const cookie = cookieOf(await contact(given));
    expect(cookie).toMatch(/^denba-browser=[\w-]{43}$/);
    expect(cookie).not.toBe(given.cookie);
    expect((await standing(given.cookie)).body.registered).toBeNull();
    expect((await standing(cookie)).body.registered).toMatchObject({ id: given.device });
    expect(cookieOf(await contact(given, 0, cookie))).toBe(cookie);
  });

  it('is given none by a device that shows no secret, nor by one that was revoked', async () => {
    const given = await registered(as(app, 'head'));
    const stranger = await contact({ ...given, proof: 'A'.repeat(43) });
    await app.sql(`UPDATE app.device SET revoked_at = now(), revoked_for = 'owner' WHERE id = $1`, [
      given.device,
    ]);
    const revoked = await contact(given);
    expect([stranger, revoked].map(({ status, headers }) => [status, headers['set-cookie']])).toEqual([
      [401, undefined],
      [200, undefined],
    ]);
  });

  it('does not mix up two devices of one person in it', async () => {
    const first = await registered(as(app, 'head'));
    const second = await registered(as(app, 'head'));
    expect((await contact(first, 0, second.cookie)).body.state).toBe('known');
    expect((await standing(second.cookie)).body.registered).toMatchObject({ id: second.device });
  });
});

describe('the code of a device', () => {
  it('opens a session of its person, which important acts ask for the password', async () => {
    const given = await registered(await signedIn(app, people.midwife, PASSWORD));
    const opened = await enter(given);
    expect([opened.status, opened.body.person.username]).toEqual([200, people.midwife]);
    const caller = withToken(app, tokenIn(opened));
    expect((await caller.get('/cases')).status).toBe(200);
    const asked = await caller.post('/session/devices', { id: newId(), code: CODE });
    expect([asked.status, asked.body['code']]).toEqual([403, 'session.prove']);
    const lines = await app.sql(
      `SELECT 1 FROM trail.entry WHERE person_id = $1 AND command = 'sign-in-by-device'`,
      [idOf('midwife')],
    );
    expect(lines.length).toBe(1);
  });

  it('is answered the same, whatever is wrong', async () => {
    const given = await deviceOf(app, 'midwife');
    const nowhere = newId();
    const proofOfNone = app.nest.get(Secrets).deviceProof(nowhere).toString('base64url');
    const revoked = await deviceOf(app, 'nurse');
    await app.sql(`UPDATE app.device SET revoked_at = now(), revoked_for = 'owner' WHERE id = $1`, [
      revoked.device,
    ]);
    const answers = [
      await enter(given, 'w'.repeat(43)),
      await enter({ ...given, proof: 'p'.repeat(43) }),
      await enter({ device: nowhere, proof: proofOfNone, code: CODE }),
      await enter({ device: newId(), proof: given.proof, code: CODE }),
      await enter(revoked),
      await enter(await deviceOf(app, 'asaco')),
      await enter(await deviceOf(app, 'focalPoint')),
      await enter(await deviceOf(app, 'reviewerOne')),
      await enter(await deviceOf(app, 'nobody')),
    ];
    const bodies = answers.map(({ status, body }) => JSON.stringify({ status, ...body, instance: 0 }));
    expect(new Set(bodies.map((body) => body.replace(/"(?:id|requestId|number)":"[^"]*",?/g, ''))).size).toBe(
      1,
    );
    expect(answers[0]?.status).toBe(401);
    expect((await enter(given)).status).toBe(200);
  });

  it('guessed makes wait longer and ends the device at the tenth; without its secret nothing is counted', async () => {
    const given = await deviceOf(app, 'midwife');
    for (let n = 0; n < 30; n += 1) await enter({ ...given, proof: 'p'.repeat(43) });
    const guess = async () => (await enter(given, 'w'.repeat(43))).status;
    const first = [await guess(), await guess(), await guess(), await guess(), await guess(), await guess()];
    expect(first).toEqual([401, 401, 401, 401, 401, 429]);
    expect((await enter(given)).status).toBe(429);
    for (let n = 0; n < 5; n += 1) {
      expect((await contact(given)).body.state).toBe('known');
      app.clock.advance(16 * 60_000);
      await guess();
    }
    expect((await contact(given)).body.state).toBe('revoked');
    app.clock.advance(16 * 60_000);
    expect((await enter(given)).status).toBe(401);
  });

  it('opens nothing after a new password, until that is given once in the same browser', async () => {
    const given = await registered(as(app, 'nurse'));
    const caller = await signedIn(app, people.nurse, PASSWORD);
    await caller.post('/session/password', { current: PASSWORD, next: 'La pirogue revient en mai' });
    expect((await enter(given)).status).toBe(401);
    expect((await contact(given, 0, given.cookie)).body.state).toBe('known');
    const elsewhere = await signedIn(app, people.nurse, 'La pirogue revient en mai');
    expect((await elsewhere.get('/session')).status).toBe(200);
    expect((await enter(given)).status).toBe(401);
    const here = await visitor(app).post(
      '/session',
      { username: people.nurse, password: 'La pirogue revient en mai' },
      { headers: { cookie: given.cookie } },
    );
    expect(here.status).toBe(200);
    expect((await enter(given)).status).toBe(200);
  });
});

describe('a registered device', () => {
  it('tells nobody anything without its secret', async () => {
    const given = await deviceOf(app, 'head');
    expect((await contact({ ...given, proof: 'p'.repeat(43) })).status).toBe(401);
    expect((await contact({ ...given, device: newId() })).status).toBe(401);
  });

  it('is listed and revoked by its owner, with the sessions of its code, and by nobody else', async () => {
    const given = await registered(as(app, 'head'));
    const inside = withToken(app, tokenIn(await enter(given)));
    const list = async () => (await as(app, 'head').get<readonly DeviceView[]>('/session/devices')).body;
    expect((await list()).some(({ id, registered: is }) => is && id === given.device)).toBe(true);
    expect((await as(app, 'midwife').delete(`/session/devices/${given.device}`)).status).toBe(404);
    expect((await as(app, 'admin').delete(`/session/devices/${given.device}`)).status).toBe(404);
    expect((await contact(given)).body.state).toBe('known');
    expect((await as(app, 'head').delete(`/session/devices/${given.device}`)).status).toBe(200);
    expect((await inside.get('/session')).status).toBe(401);
    expect((await contact(given)).body.state).toBe('revoked');
    expect((await list()).some(({ id }) => id === given.device)).toBe(false);
  });

  it('is revoked when its phone is reported lost, and when its account is closed', async () => {
    const lost = await deviceOf(app, 'midwife');
    const version = async () =>
      (await as(app, 'admin').get<{ version: number }>(`/people/${idOf('midwife')}`)).body.version;
    const act = async (verb: string) =>
      as(app, 'admin').post(`/people/${idOf('midwife')}/${verb}`, {}, { version: await version() });
    expect((await act('end-sessions')).status).toBe(201);
    expect((await contact(lost)).body.state).toBe('revoked');
    const other = await deviceOf(app, 'midwife');
    expect((await act('disable')).status).toBe(201);
    expect((await contact(other)).body.state).toBe('revoked');
  });

  it('is the only one of its person in its browser', async () => {
    const first = await registered(as(app, 'head'));
    const second = await cookied('head', first.cookie).post('/session/devices', { id: newId(), code: CODE });
    expect(second.status).toBe(201);
    expect((await contact(first)).body.state).toBe('revoked');
  });
});
