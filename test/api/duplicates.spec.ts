import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView, DuplicateWarning } from '../../backend/src/domain/cases/case.js';
import type { Answers } from '../../backend/src/domain/forms/form.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { as, newId } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import {
  aNotifiedDeath,
  inThePlaces,
  newNumber,
  notificationOf,
  pageOf,
  standAtNotification,
  type NotifyAnswer,
} from '../support/given.js';
import type { CastMember } from '../support/people.js';
import { m1 } from '../support/worked-cases.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

let day = 0;
/** Deaths of one story lie in a month of their own, so that stories do not resemble each other. */
function ownMonth(): string {
  day += 1;
  return `2025-${String(day).padStart(2, '0')}`;
}

const on = (date: string): Readonly<Record<string, Answers[string] | null>> => ({
  death_date: { value: date },
  death_known_date: { value: `${date}T12:00` },
  preg_end_date: { value: date },
  late_reason: { value: 'NETWORK' },
});

async function notify(
  by: CastMember,
  changes: Readonly<Record<string, Answers[string] | null>>,
): Promise<NotifyAnswer> {
  const worked = await inThePlaces(app, m1);
  standAtNotification(app, worked);
  const body = { id: newId(), number: newNumber(), answers: notificationOf(worked, changes), identity: {} };
  const answer = await as(app, by).post<NotifyAnswer>('/cases', body);
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body;
}

describe('warning of a duplicate', () => {
  it('shows a resembling case to who may see it', async () => {
    const month = ownMonth();
    const first = await notify('midwife', on(`${month}-10`));
    const second = await notify('head', on(`${month}-12`));
    expect(first.warning).toEqual({ visible: [], elsewhere: false });
    expect(second.warning).toEqual({
      visible: [
        { id: first.id, number: first.number, deathDate: `${month}-10`, placeName: 'CSRéf de Kolomba' },
      ],
      elsewhere: false,
    });
  });

  it('tells somebody outside nothing but to call the focal point', async () => {
    const month = ownMonth();
    const csref = { value: String(await app.place('CSREF-DEMO')) };
    const first = await notify('referralMidwife', { ...on(`${month}-10`), facility_id: csref });
    const relais = await notify('relais', on(`${month}-10`));
    expect(relais.warning).toEqual({ visible: [], elsewhere: true });
    expect(JSON.stringify(relais)).not.toContain(first.number);
  });

  it.each<[string, Readonly<Record<string, Answers[string]>>, boolean]>([
    ['four days later', {}, false],
    ['three years older', { age_years: { value: 32 } }, false],
    ['two years older', { age_years: { value: 31 } }, true],
  ])('%s', async (what, changes, warned) => {
    const month = ownMonth();
    await notify('midwife', on(`${month}-10`));
    const date = what === 'four days later' ? `${month}-14` : `${month}-10`;
    const { warning } = await notify('midwife', { ...on(date), ...changes });
    expect(warning.visible.length > 0).toBe(warned);
  });

  it('knows the parity once it is documented', async () => {
    const month = ownMonth();
    const first = await notify('midwife', on(`${month}-10`));
    await as(app, 'focalPoint').post(`/cases/${first.id}/confirm`, { kind: 'MAT' }, { version: 1 });
    await as(app, 'midwife').patch(`/cases/${first.id}/forms/maternal_review`, {
      patches: [{ question: 'parity', base: null, value: { value: 3 } }],
    });
    const [row] = await app.sql<{ parity: number }>('SELECT parity FROM app.death_case WHERE id = $1', [
      first.id,
    ]);
    expect(row?.parity).toBe(3);
  });

  it('tells a newborn apart by sex and weight', async () => {
    const month = ownMonth();
    const baby = (sex: string, grams: number): Readonly<Record<string, Answers[string] | null>> => ({
      ...on(`${month}-10`),
      death_category: { value: 'NND' },
      age_years: null,
      pregnancy_status: null,
      pregnancy_outcome: null,
      preg_end_date: null,
      age_days: { value: 3 },
      sex: { value: sex },
      birth_weight_g: { value: grams },
    });
    await notify('midwife', baby('F', 3000));
    expect((await notify('midwife', baby('F', 3150))).warning.visible).toHaveLength(1);
    expect((await notify('midwife', baby('M', 3000))).warning.visible).toHaveLength(0);
    expect((await notify('midwife', baby('F', 3600))).warning.visible).toHaveLength(0);
  });

  it('answers while F1 is typed, and writes nothing', async () => {
    const month = ownMonth();
    const first = await notify('midwife', on(`${month}-10`));
    const worked = await inThePlaces(app, m1);
    const ask = (answers: object) => as(app, 'midwife').post<DuplicateWarning>('/cases/similar', { answers });
    const typed = await ask({ ...notificationOf(worked), ...on(`${month}-11`) });
    expect([typed.status, typed.body.visible.map(({ id }) => id)]).toEqual([200, [first.id]]);
    expect((await ask({})).body).toEqual({ visible: [], elsewhere: false });
    expect((await ask({ death_date: { value: 'hier' }, facility_id: { value: 'x' } })).status).toBe(200);
    expect((await as(app, 'asaco').post('/cases/similar', { answers: {} })).status).toBe(403);
  });
});

describe('marking a duplicate', () => {
  const mark = (by: CastMember, { id, version }: { id: string; version: number }, body: object) =>
    as(app, by).post<Receipt & ProblemDocument>(`/cases/${id}/mark-duplicate`, body, { version });

  it('names the case that is kept, as people type its number', async () => {
    const [kept, doubled] = [await aNotifiedDeath(app), await aNotifiedDeath(app)];
    const typed = kept.number.toLowerCase().replaceAll('-', ' ');
    expect((await mark('focalPoint', doubled, { of: typed })).status).toBe(201);
    const page = await pageOf(app, 'focalPoint', doubled.id);
    expect(page).toMatchObject({ state: 'duplicate', duplicateOf: kept.number });
    expect(page.offers.map(({ event }: CaseView['offers'][number]) => event)).toEqual(['unmark-duplicate']);
    expect(await app.sql('SELECT event FROM app.task WHERE case_id = $1', [doubled.id])).toEqual([]);
  });

  it('refuses itself, a duplicate, a number of nobody and a case out of sight', async () => {
    const [one, two, three] = [
      await aNotifiedDeath(app),
      await aNotifiedDeath(app),
      await aNotifiedDeath(app),
    ];
    await mark('focalPoint', two, { of: one.number });
    await app.sql(
      `UPDATE app.death_case SET district_id = (SELECT id FROM app.place WHERE code = 'DISTRICT-DEMO-2') WHERE id = $1`,
      [one.id],
    );
    for (const number of [three.number, two.number, newNumber(), 'DNB-00000000-1', one.number]) {
      const answer = await mark('focalPoint', three, { of: number });
      expect([number, answer.status, answer.body.code]).toEqual([number, 422, 'duplicate.unknown']);
    }
    expect((await mark('referralHead', three, { of: one.number })).status).toBe(403);
  });

  it('is undone with a reason', async () => {
    const [kept, doubled] = [await aNotifiedDeath(app), await aNotifiedDeath(app)];
    const marked = await mark('focalPoint', doubled, { of: kept.number });
    const unmark = (body: object) =>
      as(app, 'focalPoint').post<Receipt & ProblemDocument>(`/cases/${doubled.id}/unmark-duplicate`, body, {
        version: marked.body.version,
      });
    expect((await unmark({})).body.reasons?.map(({ code }) => code)).toEqual(['case.reason-missing']);
    expect((await unmark({ reason: 'Deux femmes différentes' })).status).toBe(201);
    expect(await pageOf(app, 'focalPoint', doubled.id)).toMatchObject({
      state: 'notified',
      duplicateOf: null,
    });
  });
});
