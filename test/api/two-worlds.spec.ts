import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { AuditQueries } from '../../backend/src/audits/audit-queries.js';
import { Seeded } from '../../backend/src/generator/seeded.js';
import { drawnSecret } from '../blinding/secrets.js';
import { world, type World } from '../blinding/world.js';
import { startApp, type TestApp } from '../support/app.js';
import { declare, ok, sealReview, typeReview } from '../support/given-audits.js';
import type { CastMember } from '../support/people.js';
import { crawl, withoutIds } from '../support/reviewer-crawl.js';
import { keepWorld, type Restore } from '../support/snapshot.js';

/** Two hundred of them: `npm run test:blinding`. */
const PAIRS = Number(process.env['DENBA_BLIND_PAIRS'] ?? 1);
const SEED = Number(process.env['DENBA_BLIND_SEED'] ?? 20_260_914);
jest.setTimeout(120_000 + PAIRS * 40_000);

/** Who must not learn the first opinion, nor who died, before everything is sealed. */
const READERS: readonly CastMember[] = [
  'reviewerOne',
  'reviewerTwo',
  'asaco',
  'partner',
  'coordinator',
  'region',
  'national',
];

let apps: readonly [TestApp, TestApp];
let restores: readonly Restore[];
beforeAll(async () => {
  apps = [await startApp(), await startApp()];
  restores = [await keepWorld(apps[0]), await keepWorld(apps[1])];
});
afterAll(() => Promise.all(apps.map((app) => app.close())));

const seen = async ({ app, ids }: World): Promise<readonly string[]> => {
  const lines: string[] = [];
  for (const reader of READERS)
    lines.push(...(await crawl(app, reader, ids)).map((line) => `${reader}: ${line}`));
  return withoutIds(lines);
};

/** How far the reviews are when the two worlds are held against each other. */
const STAGES: readonly ((found: World) => Promise<unknown>)[] = [
  () => Promise.resolve(),
  async ({ app, reviews }) => {
    for (const review of reviews) await declare(app, review);
  },
  async ({ app, found, reviews }) => {
    for (const review of reviews) await declare(app, review);
    await typeReview(app, found, reviews[0], found.worked.reviews[0]);
    ok(await sealReview(app, reviews[0]), 'seal');
  },
];

/** Which address it is, and both answers from a little before the first byte that differs. */
function difference(line: string, other: string): string {
  let at = 0;
  while (at < line.length && line[at] === other[at]) at += 1;
  const around = (text: string) => text.slice(Math.max(0, at - 150), at + 150);
  return `${line.slice(0, 60)}\n  ${around(line)}\n  ${around(other)}`;
}

/** Two cases whose secrets differ in everything, read by everybody who must not know. Gives the lines that tell the worlds apart. */
async function toldApart(random: Seeded, stage: number): Promise<readonly string[]> {
  const secrets = [
    [apps[0], await drawnSecret(random)],
    [apps[1], await drawnSecret(random)],
  ] as const;
  // Each world by itself is told in order; the two have nothing in common, and one works while the other waits for its database.
  const told = await Promise.all(
    secrets.map(async ([app, secret]) => {
      const one = await world(app, secret);
      await STAGES[stage % STAGES.length]?.(one);
      return seen(one);
    }),
  );
  const [lines = [], others = []] = told;
  expect(lines.length).toBeGreaterThan(200);
  await Promise.all(restores.map((restore) => restore()));
  return lines.flatMap((line, n) => (line === others[n] ? [] : [difference(line, others[n] ?? '')]));
}

describe('two worlds that differ in the first opinion, its words, saves, hour and pictures, in its team, and in whose death it was', () => {
  it('are byte for byte the same to whoever must not know', async () => {
    const random = new Seeded(SEED);
    const began = performance.now();
    for (let pair = 0; pair < PAIRS; pair += 1) expect(await toldApart(random, pair + 1)).toEqual([]);
    process.stdout.write(
      `${String(PAIRS)} pairs, ${((performance.now() - began) / 1000 / PAIRS).toFixed(1)} s each\n`,
    );
  });

  it.each([
    [
      'one letter of the first opinion',
      `SELECT sum(length(o.answers::text)) AS told FROM app.opinion o JOIN app.audit a ON a.id = o.audit_id WHERE a.kind = 'audit'`,
    ],
    ['how many pages were photographed', 'SELECT count(*) AS told FROM app.attachment'],
    [
      'the names of those in the session',
      `SELECT string_agg(p.display_name, ', ' ORDER BY p.id) AS told FROM app.attendance a JOIN app.person p ON p.id = a.person_id`,
    ],
  ])('would be told apart by %s', async (_, sql) => {
    for (const app of apps) {
      const queries = app.nest.get(AuditQueries, { strict: false });
      const honest = queries.get.bind(queries);
      jest.spyOn(queries, 'get').mockImplementation(async (actor, id) => {
        const view = await honest(actor, id);
        const [leak] = await app.sql<{ told: unknown }>(sql);
        return { ...view, alias: `${view.alias}${String(leak?.told)}` };
      });
    }
    expect(await toldApart(new Seeded(SEED), 1)).not.toEqual([]);
    jest.restoreAllMocks();
  });
});
