import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { groupedCode } from '../../backend/src/domain/cases/invitation.js';
import { Transactions } from '../../backend/src/platform/database/transactions.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { RouteDeclarations } from '../../backend/src/platform/security/route-declarations.js';
import { as, visitor, type Answer } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { ok } from '../support/given-audits.js';
import { invite, invited, newCode, open, revoke, sign } from '../support/given-invitations.js';
import {
  aPathOfThree,
  clinicsPart,
  narrative,
  placesOfPath,
  ref,
  type PathPlaces,
} from '../support/given-path.js';
import { CANARIES, type GivenCase } from '../support/given.js';
import { type CastMember } from '../support/people.js';
import { keepWorld, type Restore } from '../support/snapshot.js';

// A case walks through a dozen requests before its story begins.
jest.setTimeout(60_000);

let app: TestApp;
let restore: Restore;
let places: PathPlaces;
beforeAll(async () => {
  app = await startApp();
  restore = await keepWorld(app);
  places = await placesOfPath(app);
});
beforeEach(() => restore());
afterAll(() => app.close());

const DAY = 86_400_000;
const phaseOf = (by: CastMember, found: Pick<GivenCase, 'id'>) => clinicsPart(app, by, found);
const afterDays = (days: number): void => {
  app.clock.set(new Date(app.clock.now().getTime() + days * DAY));
};
const sealedNothing = ({ status, body }: Answer<ProblemDocument>): readonly unknown[] => {
  const { requestId, ...said } = body;
  return [status, typeof requestId, said];
};

describe('the code of an invitation', () => {
  it('opens nothing when it is unknown, late, revoked or used, and all four are answered alike', async () => {
    const known = newCode();
    const unknown = sealedNothing(await open(app, known.code));
    expect(unknown[0]).toBe(404);
    const noCode = sealedNothing(await open(app, 'rien'));
    const revoked = await invited(app);
    ok(await revoke(app, revoked), 'revoke');
    const used = await invited(app);
    ok(await sign(app, used.code), 'sign');
    const late = await invited(app);
    afterDays(7);
    const others = [revoked, used, late].map(({ code }) => code);
    for (const code of others) {
      expect(sealedNothing(await open(app, code))).toEqual(unknown);
      expect(sealedNothing(await sign(app, code))).toEqual(unknown);
    }
    expect(noCode).toEqual(unknown);
    expect((await phaseOf('focalPoint', late.given))?.invitation).toMatchObject({ standing: 'expired' });
    expect((await phaseOf('focalPoint', revoked.given))?.invitation).toMatchObject({ standing: 'revoked' });
  });

  it('is good to the last minute, for the days that the district sets', async () => {
    const { given } = await invited(app);
    const placeId = await app.place('DISTRICT-DEMO');
    ok(await as(app, 'admin').put('/settings', { placeId, key: 'cases.invitation-days', value: 2 }), 'set');
    const { code } = await invite(app, given.id, places.clinic);
    app.clock.set(new Date(app.clock.now().getTime() + 2 * DAY - 60_000));
    ok(await open(app, code), 'last minute');
    app.clock.set(new Date(app.clock.now().getTime() + 60_000));
    expect((await open(app, code)).status).toBe(404);
  });

  it('opens nothing once its hash was changed, and the server cannot change it', async () => {
    const { id, code } = await invited(app);
    const flipped = `set_byte(code_sha256, 0, get_byte(code_sha256, 0) # 1)`;
    const write = app.nest
      .get(Transactions)
      .system((tx) => tx.query(`UPDATE app.invitation SET code_sha256 = ${flipped} WHERE id = $1`, [id]));
    await expect(write).rejects.toMatchObject({ code: 'absent' });
    ok(await open(app, code), 'unchanged');
    await app.sql(`UPDATE app.invitation SET code_sha256 = ${flipped} WHERE id = $1`, [id]);
    expect((await open(app, code)).status).toBe(404);
    await expect(
      app.sql(`UPDATE app.invitation SET code_sha256 = '\\x00' WHERE id = $1`, [id]),
    ).rejects.toThrow(/invitation_code/);
  });

  it('is not guessed: whoever has no session is counted by address', async () => {
    const slow = await startApp({ DENBA_REQUESTS_PER_MINUTE: '1' });
    const statuses: number[] = [];
    for (let n = 0; n < 12; n += 1)
      statuses.push((await visitor(slow).post('/invitation/open', { code: newCode().code })).status);
    await slow.close();
    expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 404));
    expect(statuses[11]).toBe(429);
  });

  it('stands nowhere in the database', async () => {
    const { code } = await invited(app);
    ok(await open(app, code), 'open');
    expect((await sign(app, code, { patches: [] })).status).toBe(409);
    ok(await sign(app, code), 'sign');
    const search = await everyTable();
    const find = (pattern: string) => app.sql<{ place: string }>(search, [[pattern]]);
    expect(await find(`%${code}%`)).toEqual([]);
    expect(await find(`%${groupedCode(code)}%`)).toEqual([]);
    // The same search finds what was typed beside it, and the hash where it belongs, there alone.
    expect((await find(`%perfusion posée%`)).map(({ place }) => place)).toEqual(
      expect.arrayContaining(['app.case_draft', 'app.contribution']),
    );
    expect((await find(`%${await hashIn(code)}%`)).map(({ place }) => place)).toEqual(['app.invitation']);
  });

  it('stands nowhere in what is logged', async () => {
    const talkative = await startApp({ DENBA_LOG: 'info' });
    const printed: string[] = [];
    const spy = jest.spyOn(process.stdout, 'write').mockImplementation((line) => {
      printed.push(String(line));
      return true;
    });
    const given = await aPathOfThree(talkative);
    const { clinic } = await placesOfPath(talkative);
    const { code, id } = await invite(talkative, given.id, clinic);
    const part = { code, from: 'MIDWIFE', patches: [narrative] };
    const statuses = [
      await as(talkative, 'focalPoint').post(`/invitations/${id}/sheet.pdf`, { code }),
      await visitor(talkative).post('/invitation/open', { code }),
      await visitor(talkative).post('/invitation/sign', { ...part, patches: [] }),
      await visitor(talkative).post('/invitation/sign', part),
      await visitor(talkative).post('/invitation/sign', part),
    ].map(({ status }) => status);
    spy.mockRestore();
    await talkative.close();
    expect(statuses).toEqual([200, 200, 409, 200, 404]);
    const log = printed.join('');
    expect(log).toContain('/api/invitation/sign');
    expect(log).not.toContain(code);
    expect(log).not.toContain(await hashIn(code));
  });
});

describe('whoever holds a code', () => {
  it('sees nothing of the rest of the file: no name, no other facility, no story of others', async () => {
    const { given, code } = await invited(app);
    const others = { value: [{ ...ref(places.csref), text: { value: 'Récit du CSRéf, à lui seul.' } }] };
    ok(
      await as(app, 'referralHead').patch(`/cases/${given.id}/forms/maternal_review`, {
        patches: [
          { question: 'narrative', base: null, value: others },
          { question: 'gravidity', base: null, value: { value: 6 } },
        ],
      }),
      'write',
    );
    const text = JSON.stringify(ok(await open(app, code), 'open'));
    for (const canary of [...Object.values(CANARIES), 'CSRéf', 'gravidity', given.id, '2026-03-14T08:05'])
      expect(text).not.toContain(canary);
    expect(text).toContain('2026-03-14T06:30');
  });

  it('writes no question of anybody else, and is told which', async () => {
    const { code } = await invited(app);
    for (const [question, value] of [
      ['gravidity', 6],
      ['adm_sbp', 60],
      ['death_place', 'HOME'],
    ] as const) {
      const refused = await sign(app, code, {
        patches: [narrative, { question, base: null, value: { value } }],
      });
      expect([refused.status, refused.body.code, refused.body.fields?.map(({ field }) => field)]).toEqual([
        422,
        'draft.not-your-phase',
        [`patches.${question}`],
      ]);
    }
    const twice = {
      value: [{ arrival: { value: '2026-03-14T06:30' } }, { arrival: { value: '2026-03-14T09:00' } }],
    };
    const path = { question: 'm_facility_path', base: null, value: twice };
    expect((await sign(app, code, { patches: [narrative, path] })).body.code).toBe('phase.stays');
    expect((await sign(app, code, { patches: [] })).body.code).toBe('phase.narrative-missing');
    expect((await sign(app, code, { from: 'Mme Coulibaly' })).status).toBe(422);
    ok(await sign(app, code), 'sign after all');
  });

  it('opens no other route with it', async () => {
    const { given, code, id } = await invited(app);
    const headers = { authorization: `Bearer ${code}`, cookie: `denba-sid=${code}`, 'x-invitation': code };
    const closed = app.nest
      .get(RouteDeclarations, { strict: false })
      .all()
      .filter(({ access }) => access?.kind !== 'public');
    expect(closed.length).toBeGreaterThan(100);
    for (const { method, path } of closed) {
      const url = path.replace(/^\/api/, '').replace(':id', path.includes('invitations') ? id : given.id);
      const verb = method.toLowerCase() as 'get' | 'post' | 'patch' | 'put' | 'delete';
      const answer =
        verb === 'get'
          ? await visitor(app).get(url, headers)
          : await visitor(app)[verb](url, ...([{ code }, { headers }] as [object, object]));
      expect([method, path, answer.status]).toEqual([method, path, 401]);
    }
  });

  it('is kept by the database to one case and one facility', async () => {
    const { given, id } = await invited(app);
    const other = await aPathOfThree(app);
    const guest = { invitationId: id, caseId: given.id, placeId: places.clinic };
    const within = <T>(work: Parameters<Transactions['invited']>[1]): Promise<T> =>
      app.nest.get(Transactions).invited(guest, work) as Promise<T>;
    await app.sql(
      `INSERT INTO app.contribution (case_id, round, place_id, narrative) VALUES ($1, 1, $2, 'Récit du CSRéf')`,
      [given.id, places.csref],
    );
    const seen = await within<Record<string, number>>(async (tx) => {
      const counts: Record<string, number> = {};
      for (const table of await tablesOf()) {
        const [row] = await tx.query<{ n: number }[]>(`SELECT count(*)::int AS n FROM ${table}`);
        if ((row?.n ?? 0) > 0) counts[table] = row?.n ?? 0;
      }
      return counts;
    });
    expect(Object.keys(seen).sort()).toEqual([
      'app.case_draft',
      'app.invitation',
      'app.migration',
      'app.place',
      'app.server',
    ]);
    // The forms of this case, of two with three each: its path and times are needed to find the part.
    expect([seen['app.case_draft'], seen['app.invitation']]).toEqual([3, 1]);
    const claim = (caseId: string, place: number, how: string) =>
      within(async (tx) => {
        await tx.query(
          `INSERT INTO app.contribution (case_id, round, place_id, narrative, signed_at, obtained_how, obtained_from, obtained_on)
           VALUES ($1, 1, $2, 'x', now(), $3, 'MD', '2026-03-14')`,
          [caseId, place, how],
        );
        throw new Error('written');
      });
    await expect(claim(other.id, places.clinic, 'invitation')).rejects.toMatchObject({ code: 'absent' });
    await expect(claim(given.id, places.csref, 'invitation')).rejects.toMatchObject({ code: 'absent' });
    await expect(claim(given.id, places.clinic, 'visit')).rejects.toMatchObject({ code: 'absent' });
    await expect(claim(given.id, places.clinic, 'invitation')).rejects.toThrow('written');
    const [, changed] = await within<readonly [unknown, number]>((tx) =>
      tx.query(`UPDATE app.case_draft SET answers = '{}' WHERE case_id = $1`, [other.id]),
    );
    expect(changed).toBe(0);
    await app.sql(`UPDATE app.death_case SET state = 'ready' WHERE id = $1`, [given.id]);
    await expect(
      within((tx) => tx.query(`UPDATE app.case_draft SET answers = '{}' WHERE case_id = $1`, [given.id])),
    ).rejects.toMatchObject({ kind: 'conflict' });
  });
});

async function tablesOf(): Promise<readonly string[]> {
  const rows = await app.sql<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname IN ('app', 'trail') AND c.relkind = 'r' AND has_table_privilege('denba_app', c.oid, 'SELECT') ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

async function everyTable(): Promise<string> {
  const rows = await app.sql<{ sql: string }>(
    `SELECT format('SELECT %L AS place FROM %I.%I t WHERE t::text LIKE ANY ($1::text[])', n.nspname || '.' || c.relname,
       n.nspname, c.relname) AS sql FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname IN ('app', 'trail', 'vault') AND c.relkind = 'r'`,
  );
  return rows.map(({ sql }) => sql).join(' UNION ');
}

async function hashIn(code: string): Promise<string> {
  const [row] = await app.sql<{ hash: string }>(`SELECT encode(sha256($1::bytea), 'hex') AS hash`, [code]);
  return row?.hash ?? '';
}
