import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { AuditQueries } from '../../backend/src/audits/audit-queries.js';
import type { ComparisonView } from '../../backend/src/domain/audits/audit.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import { ALMOST, world, type FirstAudit, type World } from '../blinding/world.js';
import { as, type Answer } from '../support/api.js';
import { startApp } from '../support/app.js';
import { pageOf } from '../support/given.js';
import { declare, sealReview, typeReview } from '../support/given-audits.js';
import { crawl, withoutIds } from '../support/reviewer-crawl.js';
import { m2 } from '../support/worked-cases.js';

// Two cases walk through a dozen requests each before their story begins.
jest.setTimeout(60_000);

/** Another cause, class, delay and avoidability, typed in one go, sealed at once. */
const OTHER: FirstAudit = { opinion: m2.reviews[0], saves: 0, hours: 0 };
/** Called coincidental, which makes the death targeted: another reason of selection. */
const WRONG: FirstAudit = {
  opinion: { ...m2.opinion, maternal_class: { value: 'COINCIDENT' } },
  saves: 7,
  hours: 29,
};

let worlds: readonly [World, World];
beforeAll(async () => {
  worlds = [await world(await startApp(), WRONG), await world(await startApp(), OTHER)];
});
afterAll(() => Promise.all(worlds.map(({ app }) => app.close())));

const crawled = async ({ app, reviews, ids }: World): Promise<readonly string[]> =>
  withoutIds([...(await crawl(app, reviews[0].by, ids)), ...(await crawl(app, reviews[1].by, ids))]);

/** Both worlds read by both reviewers, and held against each other line by line. */
async function expectSame(): Promise<void> {
  const [one, other] = [await crawled(worlds[0]), await crawled(worlds[1])];
  expect(one.length).toBeGreaterThan(50);
  for (const path of ['/audits', '/tasks', '/session', '/journal']) {
    expect(one.filter((line) => line.startsWith(`GET ${path} 200 `))).toHaveLength(2);
  }
  expect(other).toEqual(one);
}

async function inBoth<T>(act: (world: World) => Promise<T>): Promise<readonly T[]> {
  return [await act(worlds[0]), await act(worlds[1])];
}

const plain = ({ status, body, headers }: Answer<Receipt>) => ({
  status,
  body: { ...body, id: '', receipt: '' },
  headers: Object.entries(headers).filter(
    ([name]) => !['date', 'x-request-id', 'x-denba-epoch'].includes(name),
  ),
});

describe('two worlds that differ only in the first opinion', () => {
  it('are the same to their reviewers at the gate', expectSame);

  it('are the same inside the blind zone', async () => {
    await inBoth(async ({ app, reviews }) => {
      for (const review of reviews) await declare(app, review);
    });
    await expectSame();
    // In both: each opening leaves its line in the reader's own journal.
    const zones = await inBoth(({ app, reviews }) => as(app, 'reviewerOne').get(`/audits/${reviews[0].id}`));
    for (const zone of zones) expect(zone.body).toHaveProperty('packet');
  });

  it('are the same after the first seal, for who sealed and for who did not', async () => {
    const answers = await inBoth(async ({ app, found, reviews }) => {
      await typeReview(app, found, reviews[0], found.worked.reviews[0]);
      return sealReview(app, reviews[0]);
    });
    const [one, other] = answers.map(plain);
    expect(one?.status).toBe(200);
    expect(other).toEqual(one);
    await expectSame();
  });

  it('are the same after the last seal, though one is concluded and the other adjudicated', async () => {
    const answers = await inBoth(async ({ app, found, reviews }) => {
      await typeReview(app, found, reviews[1], found.worked.reviews[1]);
      return sealReview(app, reviews[1]);
    });
    const states = await inBoth(async ({ app, found }) => (await pageOf(app, 'focalPoint', found.id)).state);
    expect(states).toEqual(['adjudicating', 'concluded']);
    const [one, other] = answers.map(plain);
    expect(one?.status).toBe(200);
    expect(other).toEqual(one);
    await expectSame();
  });

  it('are not the same to those who may know', async () => {
    const [, concluded] = worlds;
    const { body } = await as(concluded.app, 'focalPoint').get<ComparisonView>(
      `/cases/${concluded.found.id}/comparison`,
    );
    expect(body.route).toBe('audit');
    const [open] = worlds;
    expect((await as(open.app, 'focalPoint').get(`/cases/${open.found.id}/comparison`)).status).toBe(409);
  });

  it('were selected for different reasons, which only the probability tells', async () => {
    const drawn = await inBoth(({ app }) => app.sql('SELECT probability, selected FROM app.draw_result'));
    expect(drawn).toEqual([[{ probability: 1, selected: true }], [{ probability: ALMOST, selected: true }]]);
  });

  it.each([
    ['one number of the first audit', 'SELECT version AS told FROM app.opinion WHERE audit_id = $1'],
    [
      'the probability it was selected with',
      'SELECT r.probability AS told FROM app.draw_result r JOIN app.audit a ON a.case_id = r.case_id WHERE a.id = $1',
    ],
  ])('would be told apart by this comparison if %s leaked', async (_, sql) => {
    const restore = worlds.map(({ app, found }) => {
      const queries = app.nest.get(AuditQueries, { strict: false });
      const honest = queries.get.bind(queries);
      queries.get = async (actor, id) => {
        const view = await honest(actor, id);
        const [leak] = await app.sql<{ told: number }>(sql, [found.auditId]);
        return { ...view, version: view.version * 1000 + (leak?.told ?? 0) };
      };
      return () => {
        queries.get = honest;
      };
    });
    await expect(expectSame()).rejects.toThrow();
    for (const undo of restore) undo();
    await expectSame();
  });

  it('would be told apart if a task told when the first audit was sealed', async () => {
    await inBoth(({ app, found, reviews }) =>
      app.sql(
        `INSERT INTO app.task (id, subject, subject_id, event, person_id, label, started_at)
         SELECT gen_random_uuid(), 'audit', $1, 'seal', a.assignee_id, 'leak', s.at
         FROM app.audit a, app.seal s WHERE a.id = $1 AND s.audit_id = $2`,
        [reviews[0].id, found.auditId],
      ),
    );
    await expect(expectSame()).rejects.toThrow();
    await inBoth(({ app }) => app.sql(`DELETE FROM app.task WHERE label = 'leak'`));
    await expectSame();
  });
});
