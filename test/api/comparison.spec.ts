import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ComparisonView } from '../../backend/src/domain/audits/audit.js';
import type { Answers } from '../../backend/src/domain/forms/form.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { as } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import {
  aConcludedCase,
  aReviewedCase,
  aSealedAudit,
  assign,
  declare,
  ok,
  packetOf,
  release,
  sealReview,
  typeReview,
} from '../support/given-audits.js';
import { people, type CastMember } from '../support/people.js';
import { m1, m2, type WorkedCase } from '../support/worked-cases.js';

// A case walks through a dozen requests before its story begins.
jest.setTimeout(60_000);

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  // More cases a month than two people would review.
  const placeId = await app.place('DISTRICT-DEMO');
  ok(await as(app, 'admin').put('/settings', { placeId, key: 'review.load-most', value: 60 }), 'setting');
});
afterAll(() => app.close());

const read = (by: CastMember, caseId: string) =>
  as(app, by).get<ComparisonView & ProblemDocument>(`/cases/${caseId}/comparison`);
const changed = (answers: Answers, changes: Answers): Answers => ({ ...answers, ...changes });

/** M1 with changes to the two reviews. */
function reviewedAs(first: Answers, second: Answers): WorkedCase {
  return { ...m1, reviews: [changed(m1.reviews[0], first), changed(m1.reviews[1], second)] };
}

describe('reading the opinions side by side', () => {
  it('waits for the conclusion', async () => {
    const { id } = await aReviewedCase(app);
    for (const by of ['focalPoint', 'referralHead', 'midwife'] as const) {
      expect([by, await read(by, id)]).toMatchObject([
        by,
        { status: 409, body: { code: 'comparison.not-yet' } },
      ]);
    }
  });

  it('is for the team, the district and the region, once concluded, and for nobody else', async () => {
    const { id } = await aConcludedCase(app);
    for (const by of [
      'focalPoint',
      'referralHead',
      'referralMidwife',
      'head',
      'midwife',
      'region',
    ] as const) {
      expect([by, (await read(by, id)).status]).toEqual([by, 200]);
    }
    for (const by of ['asaco', 'partner', 'national', 'coordinator', 'admin', 'relais', 'mayor'] as const) {
      expect([by, (await read(by, id)).status]).toEqual([by, 403]);
    }
    for (const by of ['otherFocalPoint', 'otherHead', 'neighbourHead'] as const) {
      expect([by, (await read(by, id)).status]).toEqual([by, 404]);
    }
    for (const by of ['reviewerOne', 'reviewerTwo', 'reviewerFive'] as const) {
      expect([403, 404]).toContain((await read(by, id)).status);
    }
  });

  it('names no reviewer, and keeps every opinion as it was sealed, on the real calendar', async () => {
    const { id, worked, reviews } = await aConcludedCase(app, { worked: m2 });
    const { body, text } = await read('focalPoint', id);
    for (const secret of [
      people.reviewerOne,
      people.reviewerTwo,
      people.reviewerFive,
      ...reviews.map((review) => review.id),
    ]) {
      expect(text).not.toContain(secret);
    }
    expect(body.columns.map(({ seat }) => seat)).toEqual(['A', 'R1', 'R2', 'ADJ', 'FINAL']);
    const column = (seat: string) => body.columns.find((one) => one.seat === seat)?.answers;
    expect(column('A')).toEqual(worked.opinion);
    expect(column('R1')).toEqual(worked.reviews[0]);
    expect(column('R2')).toEqual(worked.reviews[1]);
    expect(column('ADJ')).toEqual(worked.adjudication);
    expect(column('FINAL')).toEqual(worked.final);
    expect(text).not.toContain('2001-01-0');
  });
});

describe('concluding', () => {
  it('keeps the audit when nothing differs above MINOR', async () => {
    const { id } = await aConcludedCase(app, {
      worked: reviewedAs({ cod_underlying: { value: 'O72.0' } }, {}),
    });
    const { body } = await read('focalPoint', id);
    expect(body).toMatchObject({ route: 'audit', level: 'MINOR' });
    expect(body.items.find(({ pair, item }) => pair === 'A-R1' && item === 'underlying')?.level).toBe(
      'MINOR',
    );
  });

  it('gives each item the value of two out of three when the audit stands alone', async () => {
    const both: Answers = { delay2_lvl: { value: 'POSS' } };
    const { id, worked } = await aConcludedCase(app, { worked: reviewedAs(both, both) });
    const { body } = await read('focalPoint', id);
    expect(worked.opinion['delay2_lvl']).toEqual({ value: 'YES' });
    expect(body).toMatchObject({ route: 'majority', level: 'MODERATE' });
    expect(body.columns.find(({ seat }) => seat === 'FINAL')?.answers).toMatchObject(both);
  });

  it('keeps the audit’s value, unsettled, against one reviewer who differs a little', async () => {
    const district = await app.place('DISTRICT-DEMO');
    const put = (value: number | null) =>
      as(app, 'admin').put('/settings', { placeId: district, key: 'review.seats-maternal', value });
    ok(await put(1), 'one seat');
    const found = await aSealedAudit(app);
    ok(await put(null), 'two seats');
    await release(app, found.id);
    const review = await assign(app, (await packetOf(app, found.id)).alias, 'reviewerOne');
    await declare(app, review);
    await typeReview(app, found, review, changed(found.worked.reviews[0], { delay2_lvl: { value: 'POSS' } }));
    ok(await sealReview(app, review), 'seal');
    const { body } = await read('focalPoint', found.id);
    expect(body).toMatchObject({ route: 'one-reviewer', level: 'MODERATE' });
    expect(body.columns.find(({ seat }) => seat === 'FINAL')?.answers).toMatchObject({
      delay2_lvl: { value: 'YES' },
    });
    const [kept] = await app.sql('SELECT unsettled FROM app.final_classification WHERE case_id = $1', [
      found.id,
    ]);
    expect(kept).toEqual({ unsettled: ['delay2'] });
  });

  it('compares once and keeps the comparison as it was', async () => {
    const { id } = await aConcludedCase(app);
    await expect(
      app.sql(`UPDATE app.comparison SET level = 'MAJOR' WHERE case_id = $1`, [id]),
    ).rejects.toThrow('append-only');
    await expect(app.sql('DELETE FROM app.comparison WHERE case_id = $1', [id])).rejects.toThrow(
      'append-only',
    );
  });
});

describe('a cause that tells too much', () => {
  const hiv: Answers = {
    cod_underlying: { value: 'O98.7' },
    icdmm_group: { value: 'MM7' },
    maternal_class: { value: 'INDIRECT' },
    cod_a_text: { value: 'Infection opportuniste, VIH avancé' },
  };
  const worked: WorkedCase = {
    ...m1,
    opinion: changed(m1.opinion, hiv),
    reviews: [changed(m1.reviews[0], hiv), changed(m1.reviews[1], hiv)],
  };

  it('reads as an indirect condition without the right to HIV fields', async () => {
    const { id } = await aConcludedCase(app, { worked });
    const open = await read('referralHead', id);
    expect(open.text).toContain('O98.7');
    for (const by of ['midwife', 'referralMidwife', 'region'] as const) {
      const { status, text } = await read(by, id);
      expect([by, status]).toEqual([by, 200]);
      expect(text).toContain('masked:indirect');
      for (const secret of ['O98.7', 'VIH']) expect([by, text.includes(secret)]).toEqual([by, false]);
    }
  });

  it('hides the type of an abortion from those who do not read the file', async () => {
    const abortion: Answers = { cod_underlying: { value: 'O05.1' }, icdmm_group: { value: 'MM1' } };
    const { id } = await aConcludedCase(app, {
      worked: {
        ...m1,
        opinion: changed(m1.opinion, abortion),
        reviews: [changed(m1.reviews[0], abortion), changed(m1.reviews[1], abortion)],
      },
    });
    expect((await read('focalPoint', id)).text).toContain('O05.1');
    const { text } = await read('region', id);
    expect(text).toContain('masked:abortion');
    expect(text).not.toContain('O05.1');
  });
});
