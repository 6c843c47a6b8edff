import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeviceView } from '../../backend/src/domain/accounts/device.js';
import type { SessionView } from '../../backend/src/domain/accounts/person.js';
import type { NewSecondFactor, SecondFactorView } from '../../backend/src/domain/accounts/second-factor.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { Passwords } from '../../backend/src/platform/security/passwords.js';
import { RouteDeclarations } from '../../backend/src/platform/security/route-declarations.js';
import { as, type Caller, newId, withToken } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { codeNow, enrolled } from '../support/factor.js';
import { idOf, people, type CastMember } from '../support/people.js';
import { signedIn, signIn, tokenIn } from '../support/sign-in.js';

const PASSWORD = 'Grenier-du-matin-7';
const OWN_ROUTES = [
  'GET /session',
  'POST /session/factor',
  'POST /session/factor/confirm',
  'POST /session/factor/give',
  'POST /session/prove',
];

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await app.sql('UPDATE app.person SET password_hash = $1', [await app.nest.get(Passwords).hash(PASSWORD)]);
  await app.sql(`UPDATE app.server SET second_factor = 'required'`);
});
afterAll(() => app.close());

const enter = (member: CastMember): Promise<Caller> => signedIn(app, people[member], PASSWORD);
const sessionOf = async (caller: Caller): Promise<SessionView> =>
  (await caller.get<SessionView>('/session')).body;

/** What every route that is not public answers, by its code. */
async function codesOfEveryRoute(caller: Caller): Promise<Readonly<Record<string, unknown>>> {
  const routes = app.nest.get(RouteDeclarations, { strict: false }).all();
  const found: Record<string, unknown> = {};
  for (const { method, path } of routes.filter(({ access }) => access?.kind !== 'public')) {
    const address = path.slice('/api'.length);
    if (OWN_ROUTES.includes(`${method} ${address}`)) continue;
    const url = address.replaceAll(/:\w+/g, newId());
    const verb = method.toLowerCase() as 'get' | 'post' | 'patch' | 'put' | 'delete';
    const { status, body } =
      verb === 'get' ? await caller.get(url) : await caller[verb](url, {}, { version: 1 });
    found[`${method} ${address}`] = `${String(status)} ${String(body['code'])}`;
  }
  return found;
}

describe('on an installation that requires a second factor', () => {
  it.each<CastMember>(['focalPoint', 'coordinator', 'reviewerOne', 'admin'])(
    'a session of %s opens nothing but the making of one',
    async (member) => {
      const caller = await enter(member);
      expect(await sessionOf(caller)).toMatchObject({ step: 'enrol', memberships: [], rules: [] });
      const codes = await codesOfEveryRoute(caller);
      expect(Object.keys(codes).length).toBeGreaterThan(80);
      expect([...new Set(Object.values(codes))]).toEqual(['403 factor.enrol']);
    },
  );

  it.each<CastMember>(['midwife', 'head', 'relais', 'asaco', 'nobody'])(
    '%s goes in as before',
    async (member) => {
      expect((await sessionOf(await enter(member))).step).toBe('open');
    },
  );

  it('the making opens the session, and the next one waits for a code', async () => {
    const caller = await enter('region');
    expect((await sessionOf(caller)).step).toBe('open');
    const focal = await enter('focalPoint');
    const { codes } = await enrolled(app, focal);
    expect([codes.length, new Set(codes).size]).toEqual([10, 10]);
    expect((await sessionOf(focal)).step).toBe('open');
    expect((await focal.get('/cases')).status).toBe(200);
    const next = await enter('focalPoint');
    expect(await sessionOf(next)).toMatchObject({ step: 'code', memberships: [], rules: [] });
    const answers = await codesOfEveryRoute(next);
    expect([...new Set(Object.values(answers))]).toEqual(['403 factor.required']);
    await app.sql('DELETE FROM app.second_factor');
  });
});

describe('a second factor', () => {
  beforeAll(() => app.sql(`UPDATE app.server SET second_factor = 'offered'`));
  beforeEach(async () => {
    await app.sql('DELETE FROM app.second_factor');
    await app.sql('DELETE FROM app.sign_in_attempt');
    app.clock.advance(90_000);
  });

  const give = (caller: Caller, code: string) => caller.post<SessionView>('/session/factor/give', { code });

  it('is not there until a first code came back, and a wrong one changes nothing', async () => {
    const caller = await enter('midwife');
    const begun = await caller.post<NewSecondFactor>('/session/factor');
    expect(begun.body.secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(begun.body.uri).toBe(`otpauth://totp/Denba:sage-femme?secret=${begun.body.secret}&issuer=Denba`);
    const wrong = await caller.post('/session/factor/confirm', { code: '000000' });
    expect([wrong.status, wrong.body['code']]).toEqual([422, 'factor.wrong']);
    expect((await sessionOf(await enter('midwife'))).step).toBe('open');
    const right = await caller.post('/session/factor/confirm', { code: codeNow(app, begun.body.secret) });
    expect(right.status).toBe(201);
    expect((await sessionOf(await enter('midwife'))).step).toBe('code');
    expect((await caller.post('/session/factor')).body['code']).toBe('factor.exists');
  });

  it('begun twice by the same request is one secret; codes are shown once', async () => {
    const caller = await enter('midwife');
    const key = newId();
    const [first, again] = [
      await caller.post<NewSecondFactor>('/session/factor', {}, { key }),
      await caller.post<NewSecondFactor>('/session/factor', {}, { key }),
    ];
    expect(again.body.secret).toBe(first.body.secret);
    const code = codeNow(app, first.body.secret);
    const confirming = newId();
    const codesOf = async () =>
      (await caller.post<{ codes: string[] }>('/session/factor/confirm', { code }, { key: confirming })).body
        .codes;
    expect([(await codesOf()).length, (await codesOf()).length]).toEqual([10, 0]);
  });

  it('is taken a step late or early, once, and gives the session a new token', async () => {
    const { secret } = await enrolled(app, await enter('midwife'));
    app.clock.advance(90_000);
    const token = tokenIn(await signIn(app, people.midwife, PASSWORD));
    const half = withToken(app, token);
    const late = codeNow(app, secret, -2);
    expect((await give(half, late)).status).toBe(422);
    const code = codeNow(app, secret, 1);
    const given = await give(half, `${code.slice(0, 3)} ${code.slice(3)}`);
    expect([given.status, given.body.step, given.body.memberships.length]).toEqual([200, 'open', 1]);
    expect((await half.get('/session')).status).toBe(401);
    expect((await withToken(app, tokenIn(given)).get('/cases')).status).toBe(200);
    const other = await enter('midwife');
    expect((await give(other, code)).body).toMatchObject({ code: 'factor.wrong' });
    expect((await give(other, codeNow(app, secret, 0))).body).toMatchObject({ code: 'factor.wrong' });
  });

  it('sent twice at once opens one session', async () => {
    const { secret } = await enrolled(app, await enter('midwife'));
    app.clock.advance(60_000);
    const [one, two] = [await enter('midwife'), await enter('midwife')];
    const code = codeNow(app, secret);
    const answers = await Promise.all([give(one, code), give(two, code)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  });

  it('is replaced by a recovery code, each once, as typed from paper', async () => {
    const { codes } = await enrolled(app, await enter('midwife'));
    const [first = ''] = codes;
    const given = await give(await enter('midwife'), ` ${first.toLowerCase().replace('-', ' ')}`);
    expect(given.status).toBe(200);
    const { body } = await withToken(app, tokenIn(given)).get<SecondFactorView>('/session/factor');
    expect(body).toEqual({ enrolled: true, advised: false, recoveryCodesLeft: 9 });
    expect((await give(await enter('midwife'), first)).status).toBe(422);
  });

  it('guessed makes wait longer each time and never for ever, also when the guesses come at once', async () => {
    const { secret } = await enrolled(app, await enter('midwife'));
    const half = await enter('midwife');
    const guesses = await Promise.all(
      Array.from({ length: 12 }, (_, n) => give(half, `00000${String(n % 10)}`)),
    );
    expect(guesses.filter(({ status }) => status === 422).length).toBe(5);
    expect(guesses.filter(({ status }) => status === 429).length).toBe(7);
    expect((await give(half, codeNow(app, secret, 1))).headers['retry-after']).toBe('60');
    expect((await signIn(app, people.midwife, PASSWORD)).status).toBe(200);
    app.clock.advance(61_000);
    expect((await give(await enter('midwife'), codeNow(app, secret))).status).toBe(200);
  });

  it('is kept encrypted and bound to its owner, its codes hashed', async () => {
    const { secret, codes } = await enrolled(app, await enter('midwife'));
    const [row] = await app.sql<{ text: string }>(
      `SELECT string_agg(encode(f.secret, 'escape') || encode(c.code_hash, 'escape'), '') AS text
       FROM app.second_factor f JOIN app.recovery_code c USING (person_id)`,
    );
    for (const shown of [secret, ...codes]) expect(row?.text).not.toContain(shown);
    await enrolled(app, await enter('nurse'));
    await app.sql(
      `UPDATE app.second_factor SET secret = (SELECT secret FROM app.second_factor WHERE person_id = $1) WHERE person_id = $2`,
      [idOf('midwife'), idOf('nurse')],
    );
    app.clock.advance(60_000);
    expect((await give(await enter('nurse'), codeNow(app, secret))).status).toBe(500);
  });

  it('is taken away by its owner, and gives new codes, after a proof', async () => {
    const { secret, codes } = await enrolled(app, await enter('midwife'));
    app.clock.advance(60_000);
    const caller = withToken(app, tokenIn(await give(await enter('midwife'), codeNow(app, secret))));
    const renewed = await caller.post<{ codes: string[] }>('/session/factor/codes');
    expect(renewed.body.codes.filter((code) => codes.includes(code))).toEqual([]);
    expect((await give(await enter('midwife'), codes[1] ?? '')).status).toBe(422);
    app.clock.advance(301_000);
    expect((await caller.delete('/session/factor')).body['code']).toBe('session.prove-with-code');
    const proof = { password: PASSWORD, code: renewed.body.codes[0] };
    expect((await caller.post('/session/prove', proof)).status).toBe(204);
    expect((await caller.delete('/session/factor')).status).toBe(200);
    expect((await sessionOf(await enter('midwife'))).step).toBe('open');
  });
});

describe('an act that asks who is there', () => {
  it('is one of these', () => {
    const proved = app.nest
      .get(RouteDeclarations, { strict: false })
      .all()
      .filter((route) => route.proved)
      .map(({ method, path }) => `${method} ${path.slice('/api'.length)}`);
    expect(proved.sort()).toEqual([
      'DELETE /session/factor',
      'GET /sessions/:id/full-minutes.pdf',
      'POST /approvals/:id/confirm',
      'POST /cases/:id/erase-identity',
      'POST /cases/:id/export',
      'POST /cases/:id/reopen',
      'POST /cases/:id/take-export',
      'POST /cases/export',
      'POST /factor-lifts/:id/confirm',
      'POST /people/:id/factor-lifts',
      'POST /people/:id/memberships',
      'POST /people/:id/reset-password',
      'POST /recommendations/export',
      'POST /reports/export',
      'POST /role-requests/:id/confirm',
      'POST /session/devices',
      'POST /session/factor',
      'POST /session/factor/codes',
      'POST /sessions/:id/full-minutes',
    ]);
  });

  it('goes through within five minutes of a proof, then asks, and goes on with the same request', async () => {
    await app.sql('DELETE FROM app.sign_in_attempt');
    const caller = await enter('focalPoint');
    const reopen = (key: string) =>
      caller.post(`/cases/${newId()}/reopen`, { reason: 'Un fait nouveau' }, { version: 1, key });
    app.clock.advance(299_000);
    expect((await reopen(newId())).status).toBe(404);
    app.clock.advance(2_000);
    const key = newId();
    const asked = await reopen(key);
    expect([asked.status, asked.body['code']]).toEqual([403, 'session.prove']);
    const wrong = await caller.post('/session/prove', { password: 'not the password' });
    expect([wrong.status, wrong.body['code']]).toEqual([422, 'password.wrong']);
    expect((await reopen(key)).status).toBe(403);
    expect((await caller.post('/session/prove', { password: PASSWORD })).status).toBe(204);
    expect((await reopen(key)).status).toBe(404);
  });

  it.each([
    ['at the door, where it is required', 'required', 'focalPoint'],
    ['of an open session', 'offered', 'midwife'],
  ] as const)('is the making of a second factor %s', async (_where, rule, member) => {
    await app.sql('DELETE FROM app.second_factor');
    await app.sql('UPDATE app.server SET second_factor = $1', [rule]);
    const caller = await enter(member);
    app.clock.advance(301_000);
    expect((await caller.post('/session/factor')).body['code']).toBe('session.prove');
    expect((await caller.post('/session/prove', { password: PASSWORD })).status).toBe(204);
    expect((await caller.post('/session/factor')).status).toBe(201);
    await app.sql('DELETE FROM app.second_factor');
    await app.sql("UPDATE app.server SET second_factor = 'offered'");
  });

  it('is refused to others before it asks them anything', async () => {
    const caller = await enter('midwife');
    app.clock.advance(301_000);
    const refused = await caller.post(`/cases/${newId()}/reopen`, { reason: 'Un fait' }, { version: 1 });
    expect(refused.body['code']).toBe('forbidden');
  });

  it('counts wrong passwords together with those at the door', async () => {
    const caller = await enter('head');
    for (let n = 0; n < 5; n += 1)
      await caller.post('/session/prove', { password: `guess number ${String(n)}` });
    expect((await caller.post('/session/prove', { password: PASSWORD })).status).toBe(429);
    expect((await signIn(app, people.head, PASSWORD)).status).toBe(429);
    app.clock.advance(61_000);
    expect((await caller.post('/session/prove', { password: PASSWORD })).status).toBe(204);
  });
});

describe('the devices of a person', () => {
  const devicesOf = async (caller: Caller) =>
    (await caller.get<readonly DeviceView[]>('/session/devices')).body;

  it('are listed with the one that asks first, the others ended one by one or together', async () => {
    await app.sql('DELETE FROM app.login WHERE person_id = $1', [idOf('nurse')]);
    const [one, two, three] = [await enter('nurse'), await enter('nurse'), await enter('nurse')];
    const seen = await devicesOf(two);
    expect(seen.map(({ current }) => current)).toEqual([true, false, false]);
    expect(seen[0]).toMatchObject({
      since: app.clock.now().toISOString(),
      seenAt: app.clock.now().toISOString(),
    });
    const [mine] = await devicesOf(three);
    expect((await two.delete(`/session/devices/${mine?.id ?? ''}`)).status).toBe(200);
    expect((await three.get('/session')).status).toBe(401);
    expect((await devicesOf(two)).length).toBe(2);
    expect((await one.delete('/session/devices')).status).toBe(200);
    expect((await two.get('/session')).status).toBe(401);
    expect((await devicesOf(one)).length).toBe(1);
  });

  it('are nobody else’s business', async () => {
    const [theirs] = await devicesOf(await enter('nurse'));
    const answer = await as(app, 'midwife').delete(`/session/devices/${theirs?.id ?? ''}`);
    expect(answer.status).toBe(404);
    expect((await as(app, 'admin').delete(`/session/devices/${theirs?.id ?? ''}`)).status).toBe(404);
  });
});

describe('a lost second factor', () => {
  const because = () => ({ id: newId(), reason: 'Vue en face, carte professionnelle' });
  const ask = (by: Caller, member: CastMember) =>
    by.post<Receipt & ProblemDocument>(`/people/${idOf(member)}/factor-lifts`, because());
  const answer = (by: Caller, id: string, verb = 'confirm') =>
    by.post<Receipt & ProblemDocument>(`/factor-lifts/${id}/${verb}`, {}, { version: 1 });
  const secondAccount = async (of: CastMember): Promise<Caller> => {
    const [id, username] = [newId(), `double-${String(Math.trunc(app.clock.now().getTime() / 1000))}`];
    const body = {
      id,
      username,
      displayName: 'Autre compte',
      profession: 'OTHER',
      language: 'fr',
      sameAs: people[of],
    };
    const made = await as(app, 'admin').post(`/people`, { ...body, password: 'Un-long-mot-de-passe-9' });
    expect(made.status).toBe(201);
    await app.sql(
      `INSERT INTO app.membership (id, person_id, role, place_id, from_date)
       SELECT $1, $2, 'administrator', id, '2020-01-01' FROM app.place WHERE kind = 'country'`,
      [newId(), id],
    );
    await app.sql('UPDATE app.person SET password_hash = $1, must_change_password = false WHERE id = $2', [
      await app.nest.get(Passwords).hash(PASSWORD),
      id,
    ]);
    const caller = await signedIn(app, username, PASSWORD);
    await enrolled(app, caller);
    return caller;
  };

  beforeAll(() => app.sql(`UPDATE app.server SET second_factor = 'offered'`));
  beforeEach(async () => {
    app.clock.advance(60_000);
    await app.sql(
      'DELETE FROM app.factor_lift; DELETE FROM app.second_factor; UPDATE app.person SET must_enrol = false',
    );
  });

  it('is lifted by two: the sessions end, the old codes are worth nothing, and the next sign-in makes a new one first', async () => {
    const midwife = await enter('midwife');
    const { codes } = await enrolled(app, midwife);
    const asked = await ask(as(app, 'admin'), 'midwife');
    expect(asked.status).toBe(201);
    expect((await sessionOf(midwife)).step).toBe('open');
    expect((await answer(as(app, 'otherFocalPoint'), asked.body.id)).status).toBe(404);
    expect((await answer(as(app, 'focalPoint'), asked.body.id)).status).toBe(201);

    expect((await midwife.get('/session')).status).toBe(401);
    const next = await enter('midwife');
    expect(await sessionOf(next)).toMatchObject({ step: 'enrol', memberships: [], rules: [] });
    const old = await next.post<ProblemDocument>('/session/factor/give', { code: codes[0] });
    expect([old.status, old.body.code]).toEqual([409, 'factor.none']);
    expect((await next.get<ProblemDocument>('/cases')).body.code).toBe('factor.enrol');
    await enrolled(app, next);
    expect((await sessionOf(next)).step).toBe('open');
    const entries = await app.sql<{ command: string; by: string }>(
      `SELECT command, person_id AS by FROM trail.entry WHERE subject_id = $1 AND command LIKE '%lift-factor' ORDER BY seq`,
      [idOf('midwife')],
    );
    expect(entries).toEqual([
      { command: 'ask-lift-factor', by: idOf('admin') },
      { command: 'lift-factor', by: idOf('focalPoint') },
    ]);
  });

  it('is lifted by nobody alone, and never one’s own', async () => {
    await enrolled(app, await enter('midwife'));
    expect((await ask(as(app, 'admin'), 'nurse')).body.code).toBe('factor.none');
    const { id } = (await ask(as(app, 'admin'), 'midwife')).body;
    expect((await ask(as(app, 'admin'), 'midwife')).body.code).toBe('approval.pending');
    expect((await answer(as(app, 'admin'), id)).body.code).toBe('approval.same-person');
    const admin = await enter('admin');
    await enrolled(app, admin);
    expect((await ask(admin, 'admin')).body.code).toBe('person.self');
    expect((await answer(as(app, 'focalPoint'), id, 'decline')).status).toBe(201);
    expect((await answer(as(app, 'focalPoint'), id)).body.code).toBe('stale');
  });

  it('is not lifted by one human with two accounts, nor is anything else that takes two', async () => {
    await enrolled(app, await enter('midwife'));
    const other = await secondAccount('admin');
    const { id } = (await ask(as(app, 'admin'), 'midwife')).body;
    expect((await answer(other, id)).body.code).toBe('approval.same-person');
    const role = {
      id: newId(),
      role: 'clinician',
      placeId: await app.place('CSCOM-DEMO-02'),
      from: '2040-01-01',
    };
    expect((await as(app, 'admin').post(`/people/${idOf('nobody')}/memberships`, role)).status).toBe(201);
    const confirmed = await other.post<ProblemDocument>(
      `/role-requests/${role.id}/confirm`,
      {},
      { version: 1 },
    );
    expect(confirmed.body.code).toBe('approval.same-person');
    // Their own lost factor, through the other account.
    await enrolled(app, await enter('admin'));
    expect((await ask(other, 'admin')).body.code).toBe('person.self');
    // The table says no, too, whatever the program forgets.
    const [account] = await app.sql<{ id: string }>('SELECT id FROM app.person WHERE same_as = $1', [
      idOf('admin'),
    ]);
    await expect(
      app.sql('UPDATE app.factor_lift SET confirmed = true, ended_by = $1, ended_at = now() WHERE id = $2', [
        account?.id,
        id,
      ]),
    ).rejects.toThrow('two accounts of one person');
  });
});
