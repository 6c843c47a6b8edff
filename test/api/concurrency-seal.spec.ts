import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ComparisonView } from '../../backend/src/domain/audits/audit.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import { as, newId, type Answer } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { pageOf } from '../support/given.js';
import {
  anOpenSession,
  aReviewedCase,
  aSealedAudit,
  detailOf,
  gateOf,
  COURSE_WITHOUT_RECOMMENDATION,
  ok,
  packetOf,
  release,
  seats,
  type,
  typeReview,
  type GivenReview,
} from '../support/given-audits.js';
import { idOf } from '../support/people.js';
import { m1, m2 } from '../support/worked-cases.js';

// A case walks through a dozen requests before its story begins.
jest.setTimeout(60_000);

let app: TestApp;
beforeEach(async () => {
  app = await startApp();
});
afterEach(() => app.close());

/** An answer without what differs by its very nature: ids, receipt number and time. */
const plain = ({ status, body, headers }: Answer<Receipt>) => ({
  status,
  body: { ...body, id: '', receipt: '' },
  headers: Object.fromEntries(
    Object.entries(headers).filter(([name]) => !['date', 'x-request-id'].includes(name)),
  ),
});

/** Both reviewers press the button at the same moment, each on a connection of their own. */
async function sealTogether(
  reviews: readonly [GivenReview, GivenReview],
): Promise<readonly Answer<Receipt>[]> {
  const versions = await Promise.all(reviews.map(async (review) => (await gateOf(app, review)).version));
  return Promise.all(
    reviews.map((review, index) =>
      as(app, review.by).post<Receipt>(
        `/audits/${review.id}/seal`,
        { minutes: 40 },
        { version: versions[index] ?? 0 },
      ),
    ),
  );
}

describe('two reviewers sealing at the same time', () => {
  it.each([
    ['M1', m1, 'concluded', 'NONE'],
    ['M2', m2, 'adjudicating', 'MAJOR'],
  ] as const)('end %s in one comparison, with equal answers', async (_, worked, state, level) => {
    const found = await aReviewedCase(app, { worked });
    for (const [index, review] of found.reviews.entries()) {
      await typeReview(app, found, review, found.worked.reviews[index === 0 ? 0 : 1]);
    }
    const answers = await sealTogether(found.reviews);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const [one, other] = answers.map(plain);
    expect(one).toEqual(other);
    expect((await pageOf(app, 'focalPoint', found.id)).state).toBe(state);
    const events = await app.sql(`SELECT 1 FROM app.case_event WHERE case_id = $1 AND event = 'compare'`, [
      found.id,
    ]);
    expect(events).toHaveLength(1);
    const pairs = await app.sql<{ pair: string; twice: string; worst: string }>(
      `SELECT pair, max(n)::text AS twice FROM (SELECT pair, item, count(*) AS n FROM app.comparison WHERE case_id = $1 GROUP BY pair, item) c
       GROUP BY pair ORDER BY pair`,
      [found.id],
    );
    expect(pairs).toEqual(['A-R1', 'A-R2', 'R1-R2'].map((pair) => ({ pair, twice: '1' })));
    if (state === 'concluded') {
      const { body } = await as(app, 'focalPoint').get<ComparisonView>(`/cases/${found.id}/comparison`);
      expect(body.level).toBe(level);
    } else {
      expect((await seats(app)).filter(({ kind }) => kind === 'adjudication')).toHaveLength(1);
    }
  });
});

describe('two people at the same thing', () => {
  it('seal a session once, and the case is drawn once', async () => {
    const found = await anOpenSession(app);
    await type(app, 'referralHead', `/audits/${found.auditId}/opinion`, found.worked.opinion);
    await type(app, 'referralHead', `/sessions/${found.sessionId}/note`, COURSE_WITHOUT_RECOMMENDATION);
    const { audit } = await detailOf(app, 'referralHead', found.sessionId);
    const seal = (by: 'referralHead' | 'focalPoint') =>
      as(app, by).post(`/audits/${found.auditId}/seal`, {}, { version: audit?.version ?? 0 });
    const answers = await Promise.all([seal('referralHead'), seal('focalPoint')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'stale' });
    const events = await app.sql(
      `SELECT event FROM app.case_event WHERE case_id = $1 AND event IN ('seal-audit', 'select')`,
      [found.id],
    );
    expect(events).toHaveLength(2);
    expect(await app.sql('SELECT 1 FROM app.draw_result WHERE case_id = $1', [found.id])).toHaveLength(1);
  });

  it('give one seat to one reviewer', async () => {
    const found = await aSealedAudit(app);
    await release(app, found.id);
    const { alias } = await packetOf(app, found.id);
    const [seat] = (await seats(app)).filter((one) => one.alias === alias);
    const give = (who: 'reviewerTwo' | 'reviewerFour') =>
      as(app, 'coordinator').post(
        `/seats/${seat?.id ?? ''}/assign`,
        { personId: idOf(who) },
        { version: seat?.version ?? 0 },
      );
    const answers = await Promise.all([give('reviewerTwo'), give('reviewerFour')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'stale' });
  });

  it('give both seats to two people, never to one twice', async () => {
    const found = await aSealedAudit(app);
    await release(app, found.id);
    const open = await seats(app);
    const answers = await Promise.all(
      open.map((seat) =>
        as(app, 'coordinator').post(
          `/seats/${seat.id}/assign`,
          { personId: idOf('reviewerTwo') },
          { version: seat.version },
        ),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(found.id).toBeTruthy();
  });

  it('repeat a seal with the same key and get the same answer', async () => {
    const found = await aReviewedCase(app);
    await typeReview(app, found, found.reviews[0], found.worked.reviews[0]);
    const { version } = await gateOf(app, found.reviews[0]);
    const key = newId();
    const seal = () =>
      as(app, found.reviews[0].by).post<Receipt>(
        `/audits/${found.reviews[0].id}/seal`,
        { minutes: 40 },
        { version, key },
      );
    const first = ok(await seal(), 'seal');
    expect(ok(await seal(), 'seal again')).toEqual(first);
    const other = await as(app, found.reviews[0].by).post(
      `/audits/${found.reviews[0].id}/seal`,
      { minutes: 41 },
      { version, key },
    );
    expect(other.status).toBe(409);
  });
});
