import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { allow, GRANTS } from '../../backend/src/domain/access/grants.js';
import { RouteDeclarations } from '../../backend/src/platform/security/route-declarations.js';
import { COLUMNS } from '../permissions/people.js';
import type { Line } from '../permissions/table.js';
import type { World } from '../permissions/world.js';
import type { Everything, Table } from '../permissions/everything.js';
import type { Reader } from '../permissions/readers.js';
import type { TestApp } from '../support/app.js';
import type { CastMember } from '../support/people.js';
import type { Restore } from '../support/snapshot.js';

// Three hundred papers are asked for only to see who is given one: what stands on them is drawn and read in paper.spec.
jest.unstable_mockModule('../../backend/src/platform/pdf/pdf.js', () => ({
  pdfOf: () => Promise.resolve(Buffer.from('%PDF-1.7')),
}));
const { startApp } = await import('../support/app.js');
const { CODES, Play, readTable } = await import('../permissions/table.js');
const { Everything: Rows, tablesOf } = await import('../permissions/everything.js');
const { CAST, closedReaders, movedReaders, newcomers, readersOf } = await import('../permissions/readers.js');
const { READERS } = await import('../permissions/rows.js');
const { faultsOf, faultsOfGuest, fillTheRest, forgetting } = await import('../permissions/wall.js');
const { aWholeWorld, goOn, LATER_STATES } = await import('../permissions/world.js');
const { keepWorld } = await import('../support/snapshot.js');

// Sixteen thousand questions, and a world with a case in every state to ask them of.
jest.setTimeout(600_000);

const table = readTable();
const played = new Set<Line>();
let app: TestApp;
let world: World;
beforeAll(async () => {
  app = await startApp();
  world = await aWholeWorld(app);
});
afterAll(() => app.close());

/** The lines about what the world holds now; what concerns no recommendation is asked once, at the beginning. */
function linesNow(isLater: boolean): readonly Line[] {
  return table.filter(({ name }) =>
    isLater ? /^(recommendation|action) /.test(name) && world.has(name) : name === '' || world.has(name),
  );
}

async function wrongCells(lines: readonly Line[]): Promise<readonly string[]> {
  for (const line of lines) played.add(line);
  return new Play(app, world, await keepWorld(app)).wrongCells(lines);
}

/** `POST /cases/:id/confirm` of a row, whatever the form that its address names. */
const routeOf = (method: string, path: string): string =>
  `${method} ${path.replace(/\/forms\/[^/]+/, '/forms/:form')}`;

describe('row security alone, every filter of the program forgotten', () => {
  /** What everybody signed in knows: nothing of people or cases. */
  const OPEN = ['app.migration', 'app.place', 'app.server', 'app.setting', 'trail.head'];
  let restore: Restore;
  let tables: readonly Table[];
  let all: Everything;
  let somebody: readonly Reader[];
  beforeAll(async () => {
    restore = await keepWorld(app);
    await fillTheRest(app, world.id('seat path late'));
    tables = (await tablesOf(app)).filter(({ readable }) => readable);
    all = await Rows.of(app);
    somebody = await readersOf(app, ['nobody']);
  });
  afterAll(() => restore());

  it('is asked of every table that the server may read, and each of them has rows', () => {
    expect(tables.map(({ name }) => name)).toEqual(Object.keys(READERS).sort());
    expect(tables.filter(({ name }) => all.of(name).size === 0)).toEqual([]);
  });

  it('shows everybody the rows that the rights of the domain give, and no other', async () => {
    expect(await faultsOf(app, all, tables, await readersOf(app, CAST))).toEqual([]);
  });

  it('shows nothing of the post before to who has another, or none', async () => {
    expect(await faultsOf(app, all, tables, await movedReaders(app))).toEqual([]);
  });

  it('shows somebody new in a post what the post gives, and nothing of who held it before', async () => {
    expect(await faultsOf(app, all, tables, await newcomers(app))).toEqual([]);
  });

  it('takes with a tie or a bar what the rights take, of two posts at once too', async () => {
    expect(await faultsOf(app, all, tables, await closedReaders(app, all))).toEqual([]);
  });

  it('shows the holder of an invitation the own part, and no other', async () => {
    const [row] = all.of('app.invitation').values();
    const guest = {
      invitationId: String(row?.['id']),
      caseId: String(row?.['case_id']),
      placeId: Number(row?.['place_id']),
    };
    expect(await faultsOfGuest(app, all, tables, guest)).toEqual([]);
    await app.sql('CREATE POLICY planted ON app.opinion FOR SELECT USING (app.invited_case() IS NOT NULL)');
    const found = await faultsOfGuest(app, all, tables, guest);
    await app.sql('DROP POLICY planted ON app.opinion');
    expect(found.filter((fault) => fault.startsWith('app.opinion '))).toHaveLength(
      all.of('app.opinion').size,
    );
  });

  it('would be found open on each single table', async () => {
    const closed = tables.filter(({ name }) => !OPEN.includes(name));
    for (const { name } of closed) await app.sql(`CREATE POLICY planted ON ${name} FOR SELECT USING (true)`);
    const found = await faultsOf(app, all, tables, somebody);
    for (const { name } of closed) await app.sql(`DROP POLICY planted ON ${name}`);
    expect(found.map((fault) => fault.split(' ')[0])).toEqual(closed.map(({ name }) => name));
    expect(await faultsOf(app, all, tables, somebody)).toEqual([]);
  });

  it.each<readonly [string, string, string, string, CastMember]>([
    [
      'who notified reads sessions',
      'audit_session_reach',
      'app.audit_session',
      'app.sees_case(case_id)',
      'relais',
    ],
    [
      'the nation reads conclusions',
      'final_read',
      'app.final_classification',
      'app.sees_case(case_id)',
      'national',
    ],
    [
      'staff reads an opinion before it is disclosed',
      'opinion_reach',
      'app.opinion',
      'EXISTS (SELECT FROM app.audit a WHERE a.id = audit_id)',
      'matrone',
    ],
    ['staff reads an approval', 'approval_reach', 'app.approval', 'app.sees_case(case_id)', 'midwife'],
    ['seeds are told', 'draw_seed_system', 'app.draw_seed', 'app.me() IS NOT NULL', 'admin'],
  ])('would be found too wide when %s', async (_what, policy, table, wide, member) => {
    const [{ using } = { using: '' }] = await app.sql<{ using: string }>(
      `SELECT pg_get_expr(polqual, polrelid) AS using FROM pg_policy WHERE polname = $1`,
      [policy],
    );
    await app.sql(`ALTER POLICY ${policy} ON ${table} USING (${wide})`);
    const found = await faultsOf(app, all, tables, await readersOf(app, [member]));
    await app.sql(`ALTER POLICY ${policy} ON ${table} USING (${using})`);
    expect(found.join()).toContain(`${table} ${member}: `);
  });

  it.each([
    [
      'whose case a recommendation to the region is of',
      'recommendation_reach',
      `(NOT (case_ids && ( SELECT app.ties() AS ties)))`,
      'app.recommendation region tied',
    ],
    [
      'where a recommendation to the nation comes from',
      'recommendation_reach',
      `(NOT (place_ids && ( SELECT app.ids('app.tied_places'::text) AS ids)))`,
      'app.recommendation national tied',
    ],
    [
      'that an owner is asked for',
      'recommendation_reach',
      '(opened_at IS NOT NULL)',
      'app.recommendation referralOwner',
    ],
    [
      'that the commune is asked in public',
      'recommendation_reach',
      '(published_month IS NOT NULL)',
      'app.recommendation mayor',
    ],
    [
      'whom a role is for',
      'role_request_admin',
      '(person_id <> ( SELECT app.me() AS me))',
      'app.role_request admin',
    ],
    [
      'whose second factor is lost',
      'factor_lift_keepers',
      '(person_id <> ( SELECT app.me() AS me))',
      'app.factor_lift admin',
    ],
    [
      'that the sender of a picture still has the case',
      'upload_own',
      'app.opens_case_file(case_id)',
      'app.upload referralMidwife without post',
    ],
    [
      'that a head who did not attend waits for the seal',
      'reads_opinion',
      `state = 'sealed'`,
      'app.opinion new head',
    ],
    ['that the session was held', 'attends_case', `s.state IN ('open', 'closed')`, 'app.opinion matrone'],
  ])('would be found to forget %s', async (_what, name, condition, fault) => {
    const everybody = [
      ...(await readersOf(app, CAST)),
      ...(await movedReaders(app)),
      ...(await newcomers(app)),
      ...(await closedReaders(app, all)),
    ];
    const reader = everybody.filter((one) => fault.endsWith(` ${one.name}`)).slice(-1);
    const remember = await forgetting(app, name, condition);
    const found = await faultsOf(app, all, tables, reader);
    await remember();
    expect(found.join()).toContain(`${fault}: `);
    expect(await faultsOf(app, all, tables, reader)).toEqual([]);
  });
});

describe('the table of permissions', () => {
  it('has rows for every route of the application, and for no other', () => {
    const routes = app.nest
      .get(RouteDeclarations, { strict: false })
      .all()
      .map(({ method, path }) => routeOf(method, path.slice('/api'.length)));
    const written = table.map(({ method, path }) => routeOf(method, path));
    expect([...new Set(written)].sort()).toEqual([...new Set(routes)].sort());
  });

  it('says in every cell what this person is answered', () => {
    for (const { path, name, cells } of table) {
      const said = Object.entries(cells).map(([column, code]) => [column, CODES.includes(code)]);
      expect([path, name, Object.fromEntries(said)]).toEqual([
        path,
        name,
        Object.fromEntries(Object.keys(COLUMNS).map((column) => [column, true])),
      ]);
    }
  });

  it('lets somebody do what every route is there for', () => {
    const done = table.filter(({ cells }) => Object.values(cells).includes('ok'));
    const answered = new Set(done.map(({ method, path }) => routeOf(method, path)));
    const never = table
      .map(({ method, path }) => routeOf(method, path))
      .filter((route) => !answered.has(route));
    expect(never).toEqual([]);
  });

  it('holds, cell by cell, with the recommendations proposed', async () => {
    expect(await wrongCells(linesNow(false))).toEqual([]);
  });

  it.each(LATER_STATES)('holds with the recommendations %s', async (state) => {
    await goOn(app, world, state);
    expect(await wrongCells(linesNow(true))).toEqual([]);
  });

  it('was played whole', () => {
    expect(table.filter((line) => !played.has(line)).map(({ path, name }) => `${path} ${name}`)).toEqual([]);
  });
});

describe('a right that was given by mistake', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each([
    ['clinician', 'POST', '/cases/:id/confirm', 'confirm', 'Case'],
    ['focal-point', 'PATCH', '/cases/:id/forms/maternal_review', 'document', 'Draft'],
    ['coordinator', 'GET', '/cases/:id', 'read', 'Case'],
    ['asaco-member', 'GET', '/recommendations', 'read', 'Recommendation'],
  ] as const)('to the %s is found by the same table: %s %s', async (role, method, path, action, subject) => {
    const given = GRANTS[role];
    jest
      .spyOn(GRANTS, role)
      .mockImplementation((person, held) => [...given(person, held), ...allow([action], subject)]);
    const lines = table.filter((line) => line.method === method && line.path === path);
    const wrong = await wrongCells(lines);
    expect(wrong.length).toBeGreaterThan(0);
    for (const fault of wrong) expect(fault).toContain(role.split('-')[0]);
  });
});
