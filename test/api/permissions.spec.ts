import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { allow, GRANTS } from '../../backend/src/domain/access/grants.js';
import { RouteDeclarations } from '../../backend/src/platform/security/route-declarations.js';
import { COLUMNS } from '../permissions/people.js';
import type { Line } from '../permissions/table.js';
import type { World } from '../permissions/world.js';
import type { TestApp } from '../support/app.js';

// Three hundred papers are asked for only to see who is given one: what stands on them is drawn and read in paper.spec.
jest.unstable_mockModule('../../backend/src/platform/pdf/pdf.js', () => ({
  pdfOf: () => Promise.resolve(Buffer.from('%PDF-1.7')),
}));
const { startApp } = await import('../support/app.js');
const { CODES, Play, readTable } = await import('../permissions/table.js');
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
