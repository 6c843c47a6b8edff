import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DraftView } from '../../backend/src/domain/cases/case.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { as } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { ok } from '../support/given-audits.js';
import { aConfirmedDeath, aDocumentedCase, headOf, pageOf, write, type GivenCase } from '../support/given.js';
import { m2, p1 } from '../support/worked-cases.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const reason = 'L’enfant a respiré : relu avec la sage-femme';
const head = headOf(p1);

async function change({ id }: GivenCase, kind: string, said = reason) {
  const { version } = await pageOf(app, 'focalPoint', id);
  const body = { kind, reason: said };
  return as(app, 'focalPoint').post<Receipt & ProblemDocument>(`/cases/${id}/change-kind`, body, { version });
}
const answersOf = async ({ id }: GivenCase, form: string): Promise<DraftView['answers']> =>
  ok(await as(app, 'focalPoint').get<DraftView>(`/cases/${id}/forms/${form}`), form).answers;

describe('a stillbirth that was a child born alive', () => {
  it('becomes a neonatal death with the whole review, and says so in timeline, tasks and journal', async () => {
    const found = await aDocumentedCase(app, { worked: p1 });
    const before = await answersOf(found, 'perinatal_review');
    ok(await as(app, 'head').post<Receipt>(`/cases/${found.id}/sign-phase`, {}), 'sign');
    const signed = () =>
      app.sql('SELECT count(*)::int AS n FROM app.contribution WHERE signed_at IS NOT NULL');
    expect(await signed()).toEqual([{ n: 1 }]);
    ok(await change(found, 'NND'), 'change');
    const page = await pageOf(app, 'focalPoint', found.id);
    expect([page.kind, page.state]).toEqual(['NND', 'documenting']);
    expect(page.timeline.at(-1)).toMatchObject({
      event: 'change-kind',
      reason,
      kinds: { from: 'SB', to: 'NND' },
    });
    expect(await answersOf(found, 'perinatal_review')).toEqual(before);
    expect((await answersOf(found, 'notification'))['death_category']).toEqual({ value: 'NND' });
    // Its age is asked from now on, and the file waits for it.
    expect(page.offers.find(({ event }) => event === 'freeze')?.reasons).toContain('case.core-unanswered');
    expect(await signed()).toEqual([{ n: 0 }]);
    const tasks = await app.sql<{ kind: string }>('SELECT DISTINCT kind FROM app.task WHERE case_id = $1', [
      found.id,
    ]);
    expect(tasks).toEqual([{ kind: 'NND' }]);
    expect(
      await app.sql(
        "SELECT count(*)::int AS n FROM trail.entry WHERE command = 'change-kind' AND subject_id = $1",
        [found.id],
      ),
    ).toEqual([{ n: 1 }]);
  });

  it('as a child takes what both reviews ask; back again finds everything, and what was written since', async () => {
    const found = await aDocumentedCase(app, { worked: p1 });
    const before = await answersOf(found, 'perinatal_review');
    ok(await change(found, 'CHILD'), 'change');
    const carried = await answersOf(found, 'child_review');
    expect(Object.keys(carried).toSorted()).toEqual(
      [
        'c_death_at',
        'c_facility_path',
        'c_feed',
        'c_narrative',
        'c_payment',
        'c_sex',
        'c_staff_present',
        'c_stockouts',
      ].filter((code) => before[code.replace('c_', 'p_')] !== undefined),
    );
    expect(carried['c_narrative']).toEqual(before['p_narrative']);
    await write(app, head, found.id, { c_feed: { value: 'EBF' } }, 'child_review');
    ok(await change(found, 'SB'), 'back');
    expect(await answersOf(found, 'perinatal_review')).toEqual({ ...before, p_feed: { value: 'EBF' } });
    const kept = await app.sql<{ form: string }>('SELECT form FROM app.case_draft WHERE case_id = $1', [
      found.id,
    ]);
    expect(kept.map(({ form }) => form)).toContain('child_review');
  });

  it('is not made one by typing over its notification', async () => {
    const found = await aConfirmedDeath(app, { worked: p1 });
    const before = await answersOf(found, 'notification');
    const base = before['death_category'] ?? null;
    const patches = [{ question: 'death_category', base, value: { value: 'NND' } }];
    const refused = await as(app, head).patch<ProblemDocument>(`/cases/${found.id}/forms/notification`, {
      patches,
    });
    expect([refused.status, refused.body.code, refused.body.fields?.map(({ field }) => field)]).toEqual([
      422,
      'draft.settled',
      ['patches.death_category'],
    ]);
    expect(await answersOf(found, 'notification')).toEqual(before);
  });

  it.each([
    ['to the kind it has', p1, 'SB', reason, 'case.same-kind'],
    ['without a reason', p1, 'NND', ' ', 'case.reason-missing'],
    ['at 26 weeks to a stillbirth', m2, 'SB', reason, 'case.not-eligible'],
  ])('is not changed %s', async (_, worked, kind, said, refusal) => {
    const answer = await change(await aConfirmedDeath(app, { worked }), kind, said);
    expect([answer.status, answer.body.reasons?.map(({ code }) => code)]).toEqual([409, [refusal]]);
  });
});

describe('a link of mother and baby', () => {
  it('goes when the baby turns out to be an older child, whoever had confirmed it', async () => {
    const mother = await aDocumentedCase(app);
    const baby = await aDocumentedCase(app, { worked: p1 });
    ok(await as(app, 'focalPoint').post<Receipt>(`/cases/${baby.id}/link`, { with: mother.number }), 'link');
    ok(await change(baby, 'NND'), 'still a baby');
    const links = () =>
      app.sql<{ state: string }>('SELECT state FROM app.case_link WHERE second_id = $1', [baby.id]);
    expect(await links()).toEqual([{ state: 'confirmed' }]);
    ok(await change(baby, 'CHILD'), 'no baby');
    expect(await links()).toEqual([{ state: 'removed' }]);
    expect(await app.sql('SELECT mother_case_id FROM app.death_case WHERE id = $1', [baby.id])).toEqual([
      { mother_case_id: null },
    ]);
  });
});
