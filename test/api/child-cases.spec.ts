import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ComparisonView } from '../../backend/src/domain/audits/audit.js';
import type { DraftView, FileView } from '../../backend/src/domain/cases/case.js';
import type { Answers } from '../../backend/src/domain/forms/form.js';
import type { WorklistView } from '../../backend/src/domain/tasks.js';
import { textOf } from '../../backend/src/domain/forms/read.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { as } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import {
  aConfirmedDeath,
  aDocumentedCase,
  aFrozenCase,
  pageOf,
  write,
  type GivenCase,
} from '../support/given.js';
import { aConcludedCase, ok } from '../support/given-audits.js';
import { c2, m2 } from '../support/worked-cases.js';

// A case walks through a dozen requests before its story begins.
jest.setTimeout(60_000);

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  const placeId = await app.place('DISTRICT-DEMO');
  for (const [key, value] of [
    ['review.load-most', 60],
    ['draw.other', 1],
    ['review.seats-other', 2],
  ])
    ok(await as(app, 'admin').put('/settings', { placeId, key, value }), 'setting');
});
afterAll(() => app.close());

const AUTOPSY = 'community_va';
const draftOf = async (id: string): Promise<DraftView> =>
  ok(await as(app, 'head').get<DraftView>(`/cases/${id}/forms/${AUTOPSY}`), 'draft');
const freeze = ({ id, version }: GivenCase) =>
  as(app, 'head').post<Receipt & ProblemDocument>(`/cases/${id}/freeze`, { namesSeen: true }, { version });
const consent = (value: string): Answers => ({ va_consent: { value } });
const patch = (id: string, question: string, base: Answers[string] | null, value: Answers[string] | null) =>
  as(app, 'head').patch<ProblemDocument>(`/cases/${id}/forms/${AUTOPSY}`, {
    patches: [{ question, base, value }],
  });

describe('a child who died at home', () => {
  it('has three documents, and the autopsy in the family is due', async () => {
    const { id } = await aConfirmedDeath(app, { worked: c2 });
    const page = await pageOf(app, 'head', id);
    expect(page.kind).toBe('CHILD');
    expect(page.documents?.map(({ form, optional }) => [form, optional])).toEqual([
      ['notification', false],
      ['child_review', false],
      [AUTOPSY, false],
    ]);
  });

  it('is frozen with what the family told and their consent, and without the process', async () => {
    const { id, worked } = await aFrozenCase(app, { worked: c2 });
    const file = (await as(app, 'focalPoint').get<FileView>(`/cases/${id}/file`)).body;
    expect(Object.keys(file.documents).toSorted()).toEqual(['child_review', AUTOPSY, 'notification']);
    expect(file.documents['child_review']?.answers).toEqual(worked.review);
    const { va_lang: language, ...told } = worked.autopsy ?? {};
    expect(language).toBeDefined();
    expect(file.documents[AUTOPSY]?.answers).toEqual(told);
  });

  it('is not frozen before the family was asked, whatever they answered', async () => {
    const found = await aConfirmedDeath(app, { worked: c2 });
    await write(app, 'head', found.id, found.worked.review, 'child_review');
    const refused = await freeze(found);
    expect([refused.status, refused.body.reasons?.map(({ code }) => code)]).toEqual([
      409,
      ['case.core-unanswered'],
    ]);
    await write(app, 'head', found.id, consent('DEFERRED'), AUTOPSY);
    expect((await freeze(found)).status).toBeLessThan(300);
  });

  it('goes through audit and two counter-audits to an adjudication: diarrhoea, and care that was there', async () => {
    const { id, worked } = await aConcludedCase(app, { worked: c2 });
    const { body } = await as(app, 'focalPoint').get<ComparisonView>(`/cases/${id}/comparison`);
    const column = (seat: string) => body.columns.find((one) => one.seat === seat)?.answers;
    expect(column('FINAL')).toEqual(worked.final);
    const level = (item: string) => body.items.find((one) => one.pair === 'A-R1' && one.item === item)?.level;
    expect(
      ['group', 'delay1', 'delay2', 'delay3', 'quality', 'factors', 'avoidability'].map((item) =>
        level(item),
      ),
    ).toEqual(['MODERATE', 'MAJOR', 'NONE', 'MAJOR', 'MAJOR', 'MODERATE', 'MODERATE']);
    expect(column('ADJ')).toEqual(worked.adjudication);
  });
});

describe('the visit to the family', () => {
  const tasks = (id: string) =>
    app.sql<{ role: string; code: string; label: string; startedAt: Date; dueAt: Date }>(
      `SELECT t.role, p.code, t.label, t.started_at AS "startedAt", t.due_at AS "dueAt"
       FROM app.task t JOIN app.place p ON p.id = t.place_id WHERE t.case_id = $1 AND t.event = 'interview'`,
      [id],
    );

  const clockOf = async (id: string) =>
    (await pageOf(app, 'head', id)).clocks.find(({ name }) => name === 'interview');

  it('waits for the carers of the centre after the mourning, and tells the number alone', async () => {
    const { id, number } = await aConfirmedDeath(app, { worked: c2 });
    expect(await tasks(id)).toEqual([
      {
        role: 'clinician',
        code: 'CSCOM-DEMO-01',
        label: number,
        startedAt: new Date('2026-04-23T00:00:00Z'),
        dueAt: new Date('2026-05-28T23:59:00Z'),
      },
    ]);
    const { body } = await as(app, 'midwife').get<WorklistView>('/tasks');
    const shown = body.items.find(({ event, label }) => event === 'interview' && label === number);
    expect(shown).toMatchObject({ subject: 'case', subjectId: id, startedAt: '2026-04-23T00:00:00.000Z' });
    expect(JSON.stringify(body)).not.toMatch(/Canariba|76543210/);
    expect(await clockOf(id)).toMatchObject({ start: '2026-04-16', due: '2026-05-28T23:59', metAt: null });
  });

  it('is done when everything required is answered, or the family refuses; put off it waits on', async () => {
    const done = await aDocumentedCase(app, { worked: c2 });
    expect(await tasks(done.id)).toEqual([]);
    const day = textOf(done.worked.autopsy ?? {}, 'va_date');
    expect(await clockOf(done.id)).toMatchObject({ metAt: `${day ?? 'no day'}T00:00` });
    const { id } = await aConfirmedDeath(app, { worked: c2 });
    await write(app, 'head', id, consent('DEFERRED'), AUTOPSY);
    expect(await tasks(id)).toHaveLength(1);
    await patch(id, 'va_consent', { value: 'DEFERRED' }, { value: 'GIVEN' });
    expect(await tasks(id)).toHaveLength(1);
    await patch(id, 'va_consent', { value: 'GIVEN' }, { value: 'REFUSED' });
    expect(await tasks(id)).toEqual([]);
  });

  it('is expected after a death on evacuation, and the file does not wait for it', async () => {
    const { id } = await aConfirmedDeath(app, { worked: m2 });
    expect(await tasks(id)).toHaveLength(1);
    const row = (await pageOf(app, 'head', id)).documents?.find(({ form }) => form === AUTOPSY);
    expect(row).toMatchObject({ optional: false, expected: true, answered: 0 });
    const frozen = await aFrozenCase(app, { worked: m2 });
    expect(await tasks(frozen.id)).toEqual([]);
    expect([(await clockOf(id))?.metAt, await clockOf(frozen.id)]).toEqual([null, undefined]);
  });

  it('waits for nobody after a death in a facility', async () => {
    const { id } = await aConfirmedDeath(app);
    expect([await tasks(id), await clockOf(id)]).toEqual([[], undefined]);
  });
});

describe('the consent of the family', () => {
  it('comes first: what is written before it is not kept', async () => {
    const { id } = await aConfirmedDeath(app, { worked: c2 });
    const answer = await patch(id, 'va_water', null, { value: 'WELL' });
    expect(answer.status).toBe(200);
    expect((await draftOf(id)).answers).toEqual({});
  });

  it('withdrawn takes back what was said, in the draft and in the file', async () => {
    const found = await aDocumentedCase(app, { worked: c2 });
    expect(Object.keys((await draftOf(found.id)).answers).length).toBeGreaterThan(10);
    await patch(found.id, 'va_consent', { value: 'GIVEN' }, { value: 'REFUSED' });
    expect((await draftOf(found.id)).answers).toEqual(consent('REFUSED'));
    const [kept] = await app.sql<{ answers: Answers }>(
      'SELECT answers FROM app.case_draft WHERE case_id = $1 AND form = $2',
      [found.id, AUTOPSY],
    );
    expect(kept?.answers).toEqual(consent('REFUSED'));
    ok(await freeze(found), 'freeze');
    const file = (await as(app, 'focalPoint').get<FileView>(`/cases/${found.id}/file`)).body;
    expect(file.documents[AUTOPSY]?.answers).toEqual(consent('REFUSED'));
  });
});

describe('a death in a facility', () => {
  it('may have an autopsy in the family, which counts only once somebody began it', async () => {
    const found = await aDocumentedCase(app);
    const row = async () =>
      (await pageOf(app, 'referralHead', found.id)).documents?.find(({ form }) => form === AUTOPSY);
    expect((await row())?.optional).toBe(true);
    await write(app, 'referralHead', found.id, consent('GIVEN'), AUTOPSY);
    expect(await row()).toMatchObject({ optional: false, answered: 1 });
    const answer = await as(app, 'referralHead').post<ProblemDocument>(
      `/cases/${found.id}/freeze`,
      { namesSeen: true },
      { version: found.version },
    );
    expect(answer.body.reasons?.map(({ code }) => code)).toEqual(['case.core-unanswered']);
  });
});
