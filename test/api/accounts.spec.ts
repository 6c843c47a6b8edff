import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { unpackRules } from '@casl/ability/extra';
import { FirstAdministrator } from '../../backend/src/accounts/first-administrator.js';
import type { PersonView, SessionView } from '../../backend/src/domain/accounts/person.js';
import type { RoleRequestView } from '../../backend/src/domain/accounts/role-request.js';
import type { WorklistView } from '../../backend/src/domain/tasks.js';
import type { Page, Receipt } from '../../backend/src/domain/receipt.js';
import { Log } from '../../backend/src/platform/logging.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { as, newId, visitor, withToken } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { type CastMember, idOf } from '../support/people.js';
import { signedIn, signIn, tokenIn } from '../support/sign-in.js';

const FIRST = 'Grenier-du-matin-7';
const SECOND = 'Pirogue-et-mangue-9';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

/** A new account with its password already its own. */
async function newcomer(username: string): Promise<string> {
  const id = newId();
  const created = await as(app, 'admin').post<Receipt>('/people', {
    id,
    username,
    displayName: 'Nouvelle Venue',
    profession: 'MIDWIFE',
    language: 'fr',
    password: FIRST,
  });
  expect(created.status).toBe(201);
  const caller = await signedIn(app, username, FIRST);
  const changed = await caller.post('/session/password', { current: FIRST, next: SECOND });
  expect(changed.status).toBe(201);
  return id;
}

describe('signing in', () => {
  beforeAll(() => newcomer('mariam'));

  it('gives a cookie that scripts and other sites cannot use, and says who one is', async () => {
    const answer = await signIn(app, 'Mariam ', SECOND);
    expect(answer.status).toBe(200);
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(/^denba-sid=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/),
    ]);
    expect(answer.body.person).toMatchObject({ username: 'mariam', profession: 'MIDWIFE', language: 'fr' });
    const [row] = await app.sql<{ found: boolean }>(
      `SELECT EXISTS (SELECT FROM app.login WHERE encode(token_hash, 'escape') LIKE '%' || $1 || '%') AS found`,
      [tokenIn(answer)],
    );
    expect(row?.found).toBe(false);
  });

  it('tells the rights, so that the browser offers what the server will accept', async () => {
    const { body } = await as(app, 'focalPoint').get<SessionView>('/session');
    const rules = unpackRules(body.rules as Parameters<typeof unpackRules>[0]);
    expect(rules).toContainEqual(
      expect.objectContaining({
        action: expect.arrayContaining(['confirm']),
        subject: ['Case'],
        conditions: { districtId: await app.place('DISTRICT-DEMO') },
      }),
    );
  });

  it('answers alike for a wrong password, an unknown and a disabled user', async () => {
    const id = await newcomer('partie');
    await as(app, 'admin').post(`/people/${id}/disable`, {}, { version: 2 });
    const answers = await Promise.all([
      signIn(app, 'mariam', 'not the password'),
      signIn(app, 'nobody-at-all', 'not the password'),
      signIn(app, 'partie', SECOND),
    ]);
    for (const { status, body, headers } of answers) {
      expect(status).toBe(401);
      expect({ ...body, requestId: '' }).toEqual({ ...answers[0].body, requestId: '' });
      expect(headers['set-cookie']).toBeUndefined();
    }
  });

  it('makes a guesser wait longer each time, known user or not, and never for ever', async () => {
    await newcomer('guessed');
    for (const username of ['guessed', 'who-is-this']) {
      for (let n = 0; n < 5; n += 1) {
        expect((await signIn(app, username, `guess number ${n}`)).status).toBe(401);
      }
      const refused = await signIn(app, username, SECOND);
      expect([refused.status, refused.body]).toEqual([
        429,
        expect.objectContaining({ code: 'session.too-many-tries', params: { minutes: 1 } }),
      ]);
    }
    app.clock.advance(61_000);
    expect((await signIn(app, 'guessed', 'one more guess')).status).toBe(401);
    const longer = await signIn(app, 'guessed', SECOND);
    expect(longer.body).toMatchObject({ params: { minutes: 2 } });
    app.clock.advance(121_000);
    expect((await signIn(app, 'guessed', SECOND)).status).toBe(200);
  });

  it('counts guesses that come at once one by one', async () => {
    const guesses = await Promise.all(
      Array.from({ length: 12 }, (_, n) => signIn(app, 'guessed-at', `guess number ${String(n)}`)),
    );
    const statuses = guesses.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array<number>(5).fill(401), ...Array<number>(7).fill(429)]);
  });

  it('anew ends the session that it replaces, and a wrong password ends none', async () => {
    const first = withToken(app, tokenIn(await signIn(app, 'mariam', SECOND)));
    const again = (password: string) => first.post<SessionView>('/session', { username: 'mariam', password });
    expect((await again('not the password')).status).toBe(401);
    expect((await first.get('/session')).status).toBe(200);
    const second = tokenIn(await again(SECOND));
    expect((await first.get('/session')).status).toBe(401);
    expect((await withToken(app, second).get('/session')).status).toBe(200);
  });

  it('in vain leaves a line in the log that tells guesses at one name apart, and names nobody', async () => {
    const event = jest.spyOn(app.nest.get(Log), 'event');
    for (const username of ['Salimata', 'salimata ', 'nobody-else']) await signIn(app, username, 'a guess');
    const lines = event.mock.calls.filter(([, name]) => name === 'sign-in refused');
    event.mockRestore();
    const [one, two, three] = lines.map(([, , fields]) => fields?.['account']);
    expect([lines.length, one === two, two === three]).toEqual([3, true, false]);
    expect(JSON.stringify(lines)).not.toMatch(/salimata|nobody-else|a guess/i);
  });

  it('out ends the session, also for whoever copied the cookie', async () => {
    const token = tokenIn(await signIn(app, 'mariam', SECOND));
    const answer = await withToken(app, token).delete('/session');
    expect([answer.status, answer.headers['set-cookie']]).toEqual([
      204,
      [expect.stringContaining('denba-sid=; ')],
    ]);
    expect((await withToken(app, token).get('/session')).status).toBe(401);
  });

  it('lasts half an hour without a request and twelve hours in all', async () => {
    const idle = await signedIn(app, 'mariam', SECOND);
    app.clock.advance(29 * 60_000);
    expect((await idle.get('/session')).status).toBe(200);
    app.clock.advance(29 * 60_000);
    expect((await idle.get('/session')).status).toBe(200);
    app.clock.advance(31 * 60_000);
    expect((await idle.get('/session')).status).toBe(401);
    const busy = await signedIn(app, 'mariam', SECOND);
    for (let minutes = 0; minutes < 12 * 60; minutes += 20) {
      expect((await busy.get('/session')).status).toBe(200);
      app.clock.advance(20 * 60_000);
    }
    expect((await busy.get('/session')).status).toBe(401);
  });
});

describe('a password', () => {
  const change = async (next: string) => {
    const caller = await signedIn(app, 'oumar', SECOND);
    const { status, body } = await caller.post('/session/password', { current: SECOND, next });
    return [status, body['code']];
  };
  beforeAll(() => newcomer('oumar'));

  it.each([
    ['court', 'password.too-short'],
    ['motdepasse123', 'password.common'],
    ['M0tDeP@sse2026', 'password.common'],
    ['bamakobamako', 'password.common'],
    ['Sante-Mali-2026', 'password.common'],
    ['aaaaaaaaaaaa', 'password.common'],
    ['1234567890', 'password.common'],
    ['oumaroumar', 'password.common'],
    ['x'.repeat(201), 'password.too-long'],
  ])('%j is refused', async (next, code) => {
    expect(await change(next)).toEqual([422, code]);
  });

  it('of 64 signs and more, of any kind, is good exactly as it was typed', async () => {
    const next = `  ${'l’eau ñ 水 🌊 '.repeat(6)} `;
    expect(Array.from(next).length).toBeGreaterThan(64);
    await newcomer('longue');
    const caller = await signedIn(app, 'longue', SECOND);
    expect((await caller.post('/session/password', { current: SECOND, next })).status).toBe(201);
    for (const near of [next.trim(), next.toUpperCase(), next.slice(0, 64), `${next} `])
      expect((await signIn(app, 'longue', near)).status).toBe(401);
    app.clock.advance(60_000);
    expect((await signIn(app, 'longue', next)).status).toBe(200);
  });

  it('that is the same as before is refused', async () => {
    expect(await change(SECOND)).toEqual([422, 'password.same']);
  });

  it('changes only with the old one, and ends the other sessions', async () => {
    const here = await signedIn(app, 'oumar', SECOND);
    const elsewhere = await signedIn(app, 'oumar', SECOND);
    const wrong = await here.post('/session/password', { current: FIRST, next: 'Trois-calebasses-1' });
    expect([wrong.status, wrong.body['code']]).toEqual([422, 'password.wrong']);
    expect(
      (await here.post('/session/password', { current: SECOND, next: 'Trois-calebasses-1' })).status,
    ).toBe(201);
    expect((await elsewhere.get('/session')).status).toBe(401);
    expect((await here.get('/session')).status).toBe(200);
    expect((await signIn(app, 'oumar', SECOND)).status).toBe(401);
  });

  it('set by somebody else opens nothing but its own change', async () => {
    const id = await newcomer('assan');
    const reset = await as(app, 'admin').post(
      `/people/${id}/reset-password`,
      { password: FIRST },
      { version: 2 },
    );
    expect(reset.status).toBe(201);
    const caller = await signedIn(app, 'assan', FIRST);
    const refused = await caller.get('/places');
    expect([refused.status, refused.body['code']]).toEqual([403, 'password.must-change']);
    expect((await caller.get<SessionView>('/session')).body.mustChangePassword).toBe(true);
  });

  it('is kept as a peppered Argon2id hash', async () => {
    const [row] = await app.sql<{ password_hash: string }>(
      `SELECT password_hash FROM app.person WHERE username = 'oumar'`,
    );
    expect(row?.password_hash).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
  });
});

describe('accounts', () => {
  it('are seen by the administrator with their names, by a focal point without, by others not at all', async () => {
    const admin = await as(app, 'admin').get<Page<PersonView>>('/people?search=dtc-tiendo');
    expect(admin.body.items).toEqual([
      expect.objectContaining({ username: 'dtc-tiendo', displayName: 'Zoumana Togola' }),
    ]);
    const focal = await as(app, 'focalPoint').get<Page<PersonView>>('/people?search=dtc&limit=100');
    expect(focal.body.items.map(({ username, displayName }) => [username, displayName])).toEqual([
      ['dtc', 'dtc'],
      ['dtc-tiendo', 'dtc-tiendo'],
    ]);
    const midwife = await as(app, 'midwife').get<Page<PersonView>>('/people?limit=100');
    expect(midwife.body.items.map(({ username }) => username)).toEqual(['sage-femme']);
    expect((await as(app, 'midwife').get(`/people/${idOf('head')}`)).status).toBe(404);
    const coordinator = await as(app, 'coordinator').get<Page<PersonView>>('/people?limit=100');
    expect(coordinator.body.items.map(({ username }) => username)).toEqual([
      'coordination',
      ...[1, 2, 3, 4, 5, 6].map((n) => `relecteur-${n}`),
    ]);
  });

  it('are opened by the administrator alone', async () => {
    const body = {
      id: newId(),
      username: 'intrus',
      displayName: 'Intrus',
      profession: 'MD',
      language: 'fr',
      password: FIRST,
    };
    expect((await as(app, 'focalPoint').post('/people', body)).status).toBe(403);
    expect((await visitor(app).post('/people', body)).status).toBe(401);
    const taken = await as(app, 'admin').post('/people', { ...body, username: 'dtc' });
    expect([taken.status, taken.body['code']]).toEqual([409, 'username.taken']);
  });

  it('change against the version that was looked at', async () => {
    const id = await newcomer('moussa');
    const stale = await as(app, 'admin').patch(`/people/${id}`, { displayName: 'Moussa' }, { version: 1 });
    expect([stale.status, stale.body['code'], stale.body['current']]).toEqual([
      409,
      'stale',
      expect.objectContaining({ id, version: 2 }),
    ]);
    const done = await as(app, 'admin').patch<Receipt>(
      `/people/${id}`,
      { displayName: 'Moussa' },
      { version: 2 },
    );
    expect(done.body.version).toBe(3);
  });

  it.each(['displayName', 'profession', 'language'])('cannot be left without their %s', async (field) => {
    const { status, body } = await as(app, 'admin').patch<ProblemDocument>(
      `/people/${idOf('midwife')}`,
      { [field]: null },
      { version: 1 },
    );
    expect([status, body.fields?.map((fault) => fault.field)]).toEqual([422, [field]]);
  });

  it('when disabled are closed at the very next request, and can be opened again', async () => {
    const id = await newcomer('rokia');
    const caller = await signedIn(app, 'rokia', SECOND);
    expect((await caller.get('/session')).status).toBe(200);
    await as(app, 'admin').post(`/people/${id}/disable`, {}, { version: 2 });
    expect((await caller.get('/session')).status).toBe(401);
    expect((await signIn(app, 'rokia', SECOND)).status).toBe(401);
    await as(app, 'admin').post(`/people/${id}/enable`, {}, { version: 3 });
    expect((await caller.get('/session')).status).toBe(401);
    expect((await signIn(app, 'rokia', SECOND)).status).toBe(200);
  });

  it('have their sessions ended by the administrator, at the very next request', async () => {
    const id = await newcomer('fanta');
    const caller = await signedIn(app, 'fanta', SECOND);
    const ended = await as(app, 'admin').post(`/people/${id}/end-sessions`, {}, { version: 2 });
    expect(ended.status).toBe(201);
    expect((await caller.get('/session')).status).toBe(401);
    expect((await signIn(app, 'fanta', SECOND)).status).toBe(200);
  });

  it('are not disabled by their owner, nor the last administrator by anybody', async () => {
    const self = await as(app, 'admin').post(`/people/${idOf('admin')}/disable`, {}, { version: 1 });
    expect([self.status, self.body['code']]).toEqual([409, 'person.self']);
    await app.nest.get(FirstAdministrator, { strict: false }).create('adjoint', SECOND);
    const second = await signedIn(app, 'adjoint', SECOND);
    const { id } = (await second.get<SessionView>('/session')).body.person;
    const disabled = await second.post(`/people/${idOf('admin')}/disable`, {}, { version: 1 });
    expect(disabled.status).toBe(201);
    const { body } = await second.get<PersonView>(`/people/${id}`);
    const own = body.memberships.find(({ role }) => role === 'administrator')?.id;
    const last = await second.post(`/memberships/${own ?? ''}/end`, { to: '2026-03-04' });
    expect([last.status, last.body['code']]).toEqual([409, 'person.last-administrator']);
    expect((await second.post(`/people/${idOf('admin')}/enable`, {}, { version: 2 })).status).toBe(201);
    await app.sql(`UPDATE app.login SET revoked_at = NULL WHERE device = 'spec'`);
  });
});

describe('memberships', () => {
  const grant = async (personId: string, body: object) => {
    const answer = await as(app, 'admin').post(`/people/${personId}/memberships`, {
      id: newId(),
      from: '2026-01-01',
      ...body,
    });
    return [answer.status, answer.body['code'] ?? null];
  };

  /** Asked for by the administrator, confirmed by the focal point. */
  const given = async (personId: string, code: string, role: string): Promise<string> => {
    const [id, placeId] = [newId(), await app.place(code)];
    const body = { id, role, placeId, from: '2026-01-01' };
    expect((await as(app, 'admin').post(`/people/${personId}/memberships`, body)).status).toBe(201);
    const answer = await as(app, 'focalPoint').post(`/role-requests/${id}/confirm`, {}, { version: 1 });
    expect(answer.status).toBe(201);
    return id;
  };

  it('that open files are asked for by one person and given by another, who is called', async () => {
    const person = await newcomer('sira');
    const [id, placeId] = [newId(), await app.place('CSCOM-DEMO-01')];
    const body = { id, role: 'clinician', placeId, from: '2026-01-01' };
    expect((await as(app, 'admin').post(`/people/${person}/memberships`, body)).status).toBe(201);
    const caller = await signedIn(app, 'sira', SECOND);
    const roles = async () =>
      (await caller.get<SessionView>('/session')).body.memberships.map(({ role }) => role);
    expect(await roles()).toEqual([]);
    const twice = await as(app, 'admin').post(`/people/${person}/memberships`, { ...body, id: newId() });
    expect([twice.status, twice.body['code']]).toEqual([409, 'approval.pending']);
    const alone = await as(app, 'admin').post(`/role-requests/${id}/confirm`, {}, { version: 1 });
    expect([alone.status, alone.body['code']]).toEqual([403, 'approval.same-person']);
    expect(
      (await as(app, 'otherFocalPoint').post(`/role-requests/${id}/confirm`, {}, { version: 1 })).status,
    ).toBe(404);
    const tasksOf = async (member: CastMember) =>
      (await as(app, member).get<WorklistView>('/tasks')).body.items.filter(
        ({ subjectId }) => subjectId === id,
      );
    expect((await tasksOf('focalPoint')).map(({ event, label }) => [event, label])).toEqual([
      ['confirm-role', 'sira'],
    ]);
    expect([await tasksOf('otherFocalPoint'), await tasksOf('admin'), await tasksOf('coordinator')]).toEqual([
      [],
      [],
      [],
    ]);
    const { body: waiting } = await as(app, 'focalPoint').get<readonly RoleRequestView[]>('/role-requests');
    expect(waiting).toMatchObject([
      { id, username: 'sira', role: 'clinician', askedByMe: false, mayConfirm: true },
    ]);
    expect(
      (await as(app, 'focalPoint').post(`/role-requests/${id}/confirm`, {}, { version: 1 })).status,
    ).toBe(201);
    expect([await roles(), await tasksOf('focalPoint')]).toEqual([['clinician'], []]);
    const again = await as(app, 'focalPoint').post(`/role-requests/${id}/decline`, {}, { version: 2 });
    expect([again.status, again.body['code']]).toEqual([409, 'approval.ended']);
    const told = await app.sql<{ command: string }>(
      `SELECT command FROM trail.entry WHERE subject_id = $1 AND outcome = 'done' ORDER BY seq`,
      [id],
    );
    expect(told.map(({ command }) => command)).toEqual(['ask-grant', 'grant']);
  });

  it('that take two are refused by the database to one alone, and to the person who gets them', async () => {
    const [id, placeId] = [newId(), await app.place('CSCOM-DEMO-02')];
    const insert = (granted: string | null, confirmed: string | null) =>
      app.sql(
        `INSERT INTO app.membership (id, person_id, role, place_id, from_date, granted_by, confirmed_by)
         VALUES ($1, $2, 'centre-head', $3, '2026-01-01', $4, $5)`,
        [id, idOf('nobody'), placeId, granted, confirmed],
      );
    await expect(insert(idOf('admin'), null)).rejects.toThrow('membership_confirmed');
    await expect(insert(idOf('admin'), idOf('admin'))).rejects.toThrow('membership_two_persons');
    await expect(insert(idOf('admin'), idOf('nobody'))).rejects.toThrow('membership_not_self');
  });

  it('give their rights at once and take them at once', async () => {
    const id = await newcomer('kadi');
    const caller = await signedIn(app, 'kadi', SECOND);
    expect((await caller.get<SessionView>('/session')).body.memberships).toEqual([]);
    const membership = await given(id, 'DISTRICT-DEMO', 'focal-point');
    expect((await caller.get<Page<PersonView>>('/people?limit=100')).body.items.length).toBeGreaterThan(5);
    await as(app, 'admin').post(`/memberships/${membership}/end`, { to: '2026-03-03' });
    expect((await caller.get<SessionView>('/session')).body.memberships).toEqual([]);
  });

  it('are refused where the role is not held, for oneself, backwards, twice, and outside the calendar', async () => {
    const id = idOf('nobody');
    const cscom = await app.place('CSCOM-DEMO-01');
    expect(await grant(id, { role: 'focal-point', placeId: cscom })).toEqual([422, 'membership.place-kind']);
    expect(await grant(id, { role: 'clinician', placeId: 999_999 })).toEqual([422, 'place.unknown']);
    expect(await grant(id, { role: 'clinician', placeId: cscom, to: '2025-12-31' })).toEqual([
      422,
      'membership.dates',
    ]);
    expect(await grant(id, { role: 'clinician', placeId: cscom, from: '2026-02-30' })).toEqual([
      422,
      'request.invalid',
    ]);
    await given(id, 'CSCOM-DEMO-01', 'clinician');
    expect(await grant(id, { role: 'clinician', placeId: cscom, from: '2026-01-31' })).toEqual([
      409,
      'membership.overlap',
    ]);
    const country = await app.place('ML');
    expect(await grant(idOf('admin'), { role: 'national-viewer', placeId: country })).toEqual([
      409,
      'membership.self',
    ]);
    expect(await grant(newId(), { role: 'clinician', placeId: cscom })).toEqual([404, 'absent']);
  });
});

describe('affiliations', () => {
  it('are noted and ended by the administrator', async () => {
    const id = newId();
    const body = { id, placeId: await app.place('CSCOM-DEMO-01'), link: 'coaches', from: '2026-01-01' };
    const noted = await as(app, 'admin').post(`/people/${idOf('nobody')}/affiliations`, body);
    expect(noted.status).toBe(201);
    await as(app, 'admin').post(`/affiliations/${id}/end`, { to: '2026-02-28' });
    const { body: person } = await as(app, 'admin').get<PersonView>(`/people/${idOf('nobody')}`);
    expect(person.affiliations).toEqual([
      {
        id,
        placeId: body.placeId,
        placeName: 'CSCom de Nièbala',
        link: 'coaches',
        from: '2026-01-01',
        to: '2026-02-28',
        source: 'posting',
      },
    ]);
  });
});

describe('the own language', () => {
  it('is chosen by oneself', async () => {
    await as(app, 'mayor').patch('/session', { language: 'en' });
    expect((await as(app, 'mayor').get<SessionView>('/session')).body.person.language).toBe('en');
    const wrong = await as(app, 'mayor').patch('/session', { language: 'bm' });
    expect([wrong.status, wrong.body]).toEqual([
      422,
      expect.objectContaining({
        fields: [expect.objectContaining({ field: 'language', code: 'field.code' })],
      }),
    ]);
  });
});
