import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createMongoAbility, subject as tagged } from '@casl/ability';
import fc from 'fast-check';
import { abilitiesOf } from '../../backend/src/domain/access/abilities.js';
import { NO_BARS } from '../../backend/src/domain/access/bars.js';
import type { AppAbility } from '../../backend/src/domain/access/subjects.js';
import { scopeOf } from '../../backend/src/platform/database/scope.js';
import { startApp, type TestApp } from '../support/app.js';

const SEED = 20260304;
const ABILITIES = 10_000;
const AT_ONCE = 100;
const COLUMNS = { a: 't.a int', b: 't.b text', flag: 't.flag boolean', ids: 't.ids int[]' } as const;

interface Row {
  readonly id: number;
  readonly a: number | null;
  readonly b: string | null;
  readonly flag: boolean | null;
  readonly ids: readonly number[] | null;
}

const A = [null, 1, 2, 3];
const B = [null, 'x', 'y'];
const FLAG = [null, true, false];
const IDS = [null, [], [1], [2, 3], [1, 2, 3]];
const ROWS: readonly Row[] = A.flatMap((a) =>
  B.flatMap((b) => FLAG.flatMap((flag) => IDS.map((ids) => ({ a, b, flag, ids })))),
).map((row, id) => ({ id, ...row }));

/** A comparison of one column, as a permission may write it. */
const scalar = <T>(field: string, values: readonly T[]) => {
  const one = fc.constantFrom(...values);
  const some = fc.array(one, { maxLength: 3 });
  return fc.oneof(
    one.map((value) => ({ [field]: value })),
    one.map((value) => ({ [field]: { $ne: value } })),
    some.map((list) => ({ [field]: { $in: list } })),
    some.map((list) => ({ [field]: { $nin: list } })),
  );
};
const comparison = fc.oneof(
  scalar('a', A),
  scalar('b', B),
  scalar('flag', FLAG),
  scalar('ids', [1, 2, 3, 9]),
);
/** Several columns in one condition must all hold; several rules are one more way in, or one more refusal. */
const condition = fc
  .array(comparison, { minLength: 1, maxLength: 3 })
  .map((parts) => Object.assign({}, ...parts) as object);
const rule = fc.record({
  action: fc.constantFrom('read', 'manage', 'list'),
  subject: fc.constant('Case'),
  inverted: fc.boolean(),
  conditions: fc.option(condition, { nil: undefined, freq: 6 }),
});
const rules = fc.array(rule, { minLength: 0, maxLength: 5 });

const abilityOf = (list: object) =>
  createMongoAbility(list as Parameters<typeof createMongoAbility>[0]) as unknown as AppAbility;
const allowed = (ability: AppAbility, row: Row) =>
  ability.can('read', tagged('Case', { ...row }) as unknown as Parameters<AppAbility['can']>[1]);

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await app.sql('CREATE TABLE scope_row (id int, a int, b text, flag boolean, ids int[])');
  for (const { id, a, b, flag, ids } of ROWS) {
    await app.sql('INSERT INTO scope_row VALUES ($1, $2, $3, $4, $5)', [id, a, b, flag, ids]);
  }
});
afterAll(() => app.close());

/** How many of the abilities choose other rows in SQL than `ability.can` does. `twist` plants a bug in the SQL. */
async function disagreements(
  abilities: readonly AppAbility[],
  twist = (sql: string) => sql,
): Promise<number> {
  let wrong = 0;
  for (let at = 0; at < abilities.length; at += AT_ONCE) {
    const params: unknown[] = [];
    const parts = abilities.slice(at, at + AT_ONCE).map((ability, n) => {
      const scope = scopeOf(ability, 'read', 'Case', COLUMNS, params.length + 1);
      params.push(...scope.params);
      return `SELECT ${n} AS n, t.id FROM scope_row t WHERE ${twist(scope.sql)}`;
    });
    const rows = await app.sql<{ n: number; id: number }>(parts.join(' UNION ALL '), params);
    abilities.slice(at, at + AT_ONCE).forEach((ability, n) => {
      const inSql = rows.filter((row) => row.n === n).map(({ id }) => id);
      const inMemory = ROWS.filter((row) => allowed(ability, row)).map(({ id }) => id);
      if (JSON.stringify(inSql.sort((x, y) => x - y)) !== JSON.stringify(inMemory)) wrong += 1;
    });
  }
  return wrong;
}

describe('the rows a person may read', () => {
  const abilities = fc.sample(rules, { numRuns: ABILITIES, seed: SEED }).map(abilityOf);

  it(`are the same in SQL and in memory, for ${ABILITIES} random abilities`, async () => {
    expect(await disagreements(abilities)).toBe(0);
  }, 60_000);

  it('would differ without the care for NULL: the instrument sees a planted bug', async () => {
    const naive = (sql: string) => sql.replaceAll(/COALESCE\((.*?), FALSE\)/g, '($1)');
    expect(await disagreements(abilities.slice(0, 1000), naive)).toBeGreaterThan(50);
  });
});

describe('the SQL of a scope', () => {
  const sqlOf = (list: readonly object[]) => scopeOf(abilityOf(list), 'read', 'Case', COLUMNS).sql;

  it('is FALSE without a permission and TRUE for everything', () => {
    expect(sqlOf([])).toBe('FALSE');
    expect(sqlOf([{ action: 'read', subject: 'Case' }])).toBe('TRUE');
  });

  it('compares one place with =, so that an index keeps its order', () => {
    expect(sqlOf([{ action: 'read', subject: 'Case', conditions: { a: { $in: [7] } } }])).toBe(
      '(t.a = $1::int)',
    );
  });

  it('throws on an operator and on a column it does not know', () => {
    expect(() => sqlOf([{ action: 'read', subject: 'Case', conditions: { a: { $gt: 1 } } }])).toThrow('"gt"');
    expect(() => sqlOf([{ action: 'read', subject: 'Case', conditions: { secret: 1 } }])).toThrow('"secret"');
  });

  it('of a national viewer has no predicate, of a focal point one equality', () => {
    const holder = (role: 'national-viewer' | 'focal-point', placeKind: 'country' | 'district') =>
      abilitiesOf({
        id: 'p',
        bars: NO_BARS,
        memberships: [{ role, placeId: 7, placeKind, placePath: [1, 7] }],
      });
    const columns = { districtId: 'c.district_id int' };
    expect(scopeOf(holder('national-viewer', 'country'), 'list', 'Case', columns).sql).toBe('TRUE');
    expect(scopeOf(holder('focal-point', 'district'), 'list', 'Case', columns).sql).toBe(
      '(c.district_id = $1::int)',
    );
  });
});
