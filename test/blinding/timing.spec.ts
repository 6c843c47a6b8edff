import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { AuditQueries } from '../../backend/src/audits/audit-queries.js';
import { startApp, type TestApp } from '../support/app.js';
import { declare, ok, sealReview, typeReview } from '../support/given-audits.js';
import { tokenOf } from '../support/people.js';
import { rankDistance } from '../support/rank-distance.js';
import { m2 } from '../support/worked-cases.js';
import { toldByTime, type Pair } from './told-by-time.js';
import { world } from './world.js';

const TIMES = Number(process.env['DENBA_TIMED_PAIRS'] ?? 1000);
jest.setTimeout(120_000 + TIMES * 600);

/** A case in counter-audit, as its first reviewer may ask for it. */
interface Reviewed {
  /** The other review is sealed, and the first audit was long; else that one is short and the other has not begun. */
  readonly isSealed: boolean;
  readonly own: string;
  /** What is open to this reviewer, and what is not. */
  readonly addresses: Readonly<Record<string, string>>;
}

let app: TestApp;
let reviewed: readonly Reviewed[];

async function inCounterAudit(isSealed: boolean, name: string): Promise<Reviewed> {
  const { found, reviews } = await world(app, {
    opinion: m2.opinion,
    saves: isSealed ? 9 : 0,
    hours: 1,
    identity: { deceased_name: name },
  });
  await declare(app, reviews[0]);
  if (isSealed) {
    await declare(app, reviews[1]);
    await typeReview(app, found, reviews[1], m2.reviews[1]);
    ok(await sealReview(app, reviews[1]), 'seal');
  }
  const [own, other] = [reviews[0].id, reviews[1].id];
  const addresses = {
    'own review': `/audits/${own}`,
    'other review': `/audits/${other}`,
    'first audit': `/audits/${found.auditId}`,
    packet: `/cases/${found.id}/packet`,
    minutes: `/sessions/${found.sessionId}/full-minutes.pdf`,
  };
  return { isSealed, own, addresses };
}

beforeAll(async () => {
  app = await startApp();
  const cases: Reviewed[] = [];
  // In an order that gives neither kind the older or the newer rows.
  for (const [n, isSealed] of [true, false, false, true].entries())
    cases.push(await inCounterAudit(isSealed, `Awa ${'ABCD'[n] ?? ''}issata Traoré`));
  reviewed = cases;
  await app.sql('VACUUM (ANALYZE)');
}, 300_000);
afterAll(() => app.close());

const asked = (path: string) =>
  app.nest.inject({
    method: 'GET',
    url: `/api${path}`,
    headers: { cookie: `denba-sid=${tokenOf('reviewerOne')}` },
  });

/** The same address of each kind of case in turn. */
function turning(name: string, isSealed: boolean): () => Promise<{ readonly statusCode: number }> {
  const cases = reviewed.filter((one) => one.isSealed === isSealed);
  let turn = 0;
  return () => asked(cases[(turn += 1) % cases.length]?.addresses[name] ?? '');
}

const readings = (): readonly Pair[] =>
  Object.keys(reviewed[0]?.addresses ?? {}).map((name) => ({
    name,
    one: turning(name, true),
    other: turning(name, false),
  }));

describe('the time that an answer takes', () => {
  it('is compared by rank', () => {
    expect(rankDistance([1, 2, 3], [1, 2, 3])).toBe(0);
    // U = 0 of 3 and 3: (0 - 4.5) / sqrt(9 * 7 / 12).
    expect(rankDistance([1, 2, 3], [4, 5, 6])).toBeCloseTo(-1.964, 3);
    expect(rankDistance([4, 5, 6], [1, 2, 3])).toBeCloseTo(1.964, 3);
    // One tie of three and one of two: (2.5 - 8) / sqrt(16 / 12 * (9 - (24 + 6) / 56)).
    expect(rankDistance([1, 2, 2, 5], [2, 5, 7, 8])).toBeCloseTo(-1.637, 3);
  });

  it('tells nothing of the first audit, nor whether the other review is sealed', async () => {
    const statuses = await Promise.all(
      reviewed.map(async ({ addresses }) => {
        const answers = await Promise.all(Object.values(addresses).map(asked));
        return answers.map(({ statusCode }) => statusCode);
      }),
    );
    expect(statuses).toEqual(reviewed.map(() => [200, 404, 404, 404, 404]));
    expect(await toldByTime(readings(), TIMES)).toEqual([]);
  });

  it('would tell it if the seal cost one look', async () => {
    const queries = app.nest.get(AuditQueries, { strict: false });
    const honest = queries.get.bind(queries);
    const isSealed = new Map(reviewed.map((one) => [one.own, one.isSealed]));
    jest.spyOn(queries, 'get').mockImplementation(async (actor, id) => {
      if (isSealed.get(id) === true) await app.sql('SELECT answers FROM app.opinion');
      return honest(actor, id);
    });
    const [own] = readings();
    if (own === undefined) throw new Error('nothing to read');
    expect(await toldByTime([own], TIMES)).toHaveLength(1);
    jest.restoreAllMocks();
  });
});
