import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ComparisonView } from '../../backend/src/domain/audits/audit.js';
import type { DraftView, FileView } from '../../backend/src/domain/cases/case.js';
import type { Answers } from '../../backend/src/domain/forms/form.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { as } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { aConfirmedDeath, aDocumentedCase, aFrozenCase, pageOf } from '../support/given.js';
import { aConcludedCase, ok, packetOf } from '../support/given-audits.js';
import type { CastMember } from '../support/people.js';
import { p1 } from '../support/worked-cases.js';

// A case walks through a dozen requests before its story begins.
jest.setTimeout(60_000);

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  const placeId = await app.place('DISTRICT-DEMO');
  for (const [key, value] of [
    ['review.load-most', 60],
    ['draw.intrapartum-partner', 1],
    ['draw.other', 1],
    ['review.seats-other', 2],
  ])
    ok(await as(app, 'admin').put('/settings', { placeId, key, value }), 'setting');
});
afterAll(() => app.close());

const REVIEW = 'perinatal_review';
const patch = (by: CastMember, id: string, answers: Answers) =>
  as(app, by).patch<ProblemDocument>(`/cases/${id}/forms/${REVIEW}`, {
    patches: Object.entries(answers).map(([question, value]) => ({ question, base: null, value })),
  });

describe('a stillbirth after an evacuation', () => {
  it('has its review beside its notification, and it is the only one required', async () => {
    const { id } = await aConfirmedDeath(app, { worked: p1 });
    const page = await pageOf(app, 'referralHead', id);
    expect(page.kind).toBe('SB');
    expect(page.documents?.filter(({ optional }) => !optional).map(({ form }) => form)).toEqual([
      'notification',
      REVIEW,
    ]);
  });

  it('is documented by each facility of the path, which writes its own phase and no other', async () => {
    const { id, worked } = await aConfirmedDeath(app, { worked: p1 });
    const answer = (code: string): Answers => ({ [code]: worked.review[code] ?? { missing: 'NR' } });
    ok(await patch('referralHead', id, answer('p_facility_path')), 'path');
    ok(await patch('midwife', id, { ...answer('p_labour_onset_at'), ...answer('p_fhs_adm') }), 'labour');
    ok(await patch('midwife', id, answer('p_fhs_last')), 'heart');
    const seen = ok(await as(app, 'midwife').get<DraftView>(`/cases/${id}/forms/${REVIEW}`), 'draft');
    expect(seen.answers['p_fhs_last']).toEqual(worked.review['p_fhs_last']);
    const refused = await patch('midwife', id, answer('p_clinical_dx'));
    expect([refused.status, refused.body.code]).toEqual([422, 'draft.not-your-phase']);
    ok(await patch('referralHead', id, answer('p_clinical_dx')), 'diagnosis');
  });

  it('is frozen with its facts alone', async () => {
    const { id, worked } = await aFrozenCase(app, { worked: p1 });
    const file = (await as(app, 'focalPoint').get<FileView>(`/cases/${id}/file`)).body;
    expect(Object.keys(file.documents).toSorted()).toEqual(['notification', REVIEW]);
    expect(file.documents[REVIEW]?.answers).toEqual(worked.review);
  });

  it('goes through audit and two counter-audits that agree: intrapartum, I3', async () => {
    const { id, worked } = await aConcludedCase(app, { worked: p1 });
    const { body } = await as(app, 'focalPoint').get<ComparisonView>(`/cases/${id}/comparison`);
    expect(body.columns.find(({ seat }) => seat === 'FINAL')?.answers).toEqual(worked.final);
    expect(new Set(body.items.map(({ level }) => level))).toEqual(new Set(['NONE']));
  });

  it('tells the reviewers neither when it was nor what the file concludes of its timing', async () => {
    const { id } = await aFrozenCase(app, { worked: p1 });
    const { content } = await packetOf(app, id);
    const questions = content.items.filter(({ form }) => form === REVIEW).map(({ question }) => question);
    expect(questions).toEqual(expect.arrayContaining(['p_maceration', 'p_fhs_last', 'd1_h', 'ddi_min']));
    for (const hidden of ['p_type', 'timing', 'elig28', 'elig22']) expect(questions).not.toContain(hidden);
    expect(JSON.stringify(content)).not.toContain('2026-05');
  });
});

describe('a stillbirth that showed a sign of life', () => {
  it('raises the question of its kind, which can be left with a reason; one without any sign raises none', async () => {
    const hidden = new Set(['p_maceration', 'p_fhs_last']);
    const alive = {
      ...Object.fromEntries(Object.entries(p1.review).filter(([code]) => !hidden.has(code))),
      p_signs_of_life: { value: 'YES' },
      p_death_at: { value: '2026-05-11T20:43' },
      p_referral: { value: 'NO' },
      p_nb_problem_at: { value: '2026-05-11T20:38' },
    };
    const keep = (id: string) =>
      as(app, 'referralHead').patch<ProblemDocument>(`/cases/${id}/forms/${REVIEW}/kept-warnings`, {
        code: 'V12.born-alive',
        reason: 'Respiration notée cinq minutes',
      });
    const born = await aDocumentedCase(app, { worked: { ...p1, review: alive } });
    expect((await keep(born.id)).status).toBe(200);
    const dead = await aDocumentedCase(app, { worked: p1 });
    expect((await keep(dead.id)).status).toBe(409);
  });
});
