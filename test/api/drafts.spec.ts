import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DraftSaved, DraftView, FieldPatch } from '../../backend/src/domain/cases/case.js';
import { getForm } from '../../backend/src/domain/forms/registry.js';
import { validate } from '../../backend/src/domain/forms/validate.js';
import type { Answers, Row } from '../../backend/src/domain/forms/form.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { as, newId } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import {
  aConfirmedDeath,
  aFrozenCase,
  aNotifiedDeath,
  pageOf,
  write,
  type GivenCase,
} from '../support/given.js';
import type { CastMember } from '../support/people.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const REVIEW = 'maternal_review';
const read = async (member: CastMember, id: string, form = REVIEW) =>
  (await as(app, member).get<DraftView>(`/cases/${id}/forms/${form}`)).body;
const save = (member: CastMember, id: string, patches: readonly Partial<FieldPatch>[], form = REVIEW) =>
  as(app, member).patch<DraftSaved & ProblemDocument>(`/cases/${id}/forms/${form}`, { patches });
const rowsOf = (answers: Answers, question: string): readonly Row[] => {
  const answer = answers[question];
  return answer !== undefined && 'value' in answer ? (answer.value as readonly Row[]) : [];
};
const only = (answers: Answers, codes: readonly string[]): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([code]) => codes.includes(code)));

/** What a facility may answer of the worked review: its own questions, and its own lines of the lists. */
function ownPart(given: GivenCase, view: DraftView, place: string): Answers {
  const mine = only(given.worked.review, view.writableQuestions ?? []);
  return Object.fromEntries(
    Object.entries(mine).map(([code, answer]) => {
      if (!['care_given', 'narrative'].includes(code)) return [code, answer];
      return [
        code,
        {
          value: rowsOf(mine, code).filter(
            (row) => JSON.stringify(row['ref']) === JSON.stringify({ value: place }),
          ),
        },
      ];
    }),
  );
}

describe('documenting M1 by two facilities', () => {
  it('lets each write its own phase of the one file, which is whole for the responsible head', async () => {
    const given = await aConfirmedDeath(app);
    const [cscom, csref] = [String(await app.place('CSCOM-DEMO-01')), String(await app.place('CSREF-DEMO'))];
    const first = ownPart(given, await read('midwife', given.id), cscom);
    const path = rowsOf(given.worked.review, 'm_facility_path');
    // The CSCom gives its own times and names the next facility; the CSRéf then gives its own.
    await write(app, 'midwife', given.id, {
      ...first,
      m_facility_path: { value: [path[0] ?? {}, { ref: { value: csref } }] },
    });

    const seen = await read('referralMidwife', given.id);
    expect(rowsOf(seen.answers, 'm_facility_path')).toEqual([
      { ref: { value: cscom } },
      { ref: { value: csref } },
    ]);
    expect(seen.answers).not.toHaveProperty('onset_at');
    expect(seen.answers).not.toHaveProperty('care_given');
    expect(seen.answers['gravidity']).toEqual({ value: 6 });

    const second = Object.entries(ownPart(given, seen, csref)).filter(
      ([code]) => seen.answers[code] === undefined,
    );
    await write(app, 'referralMidwife', given.id, Object.fromEntries(second));
    const own = [{ ref: { value: cscom } }, path[1] ?? {}];
    const times = await save('referralMidwife', given.id, [
      { question: 'm_facility_path', base: seen.answers['m_facility_path'] ?? null, value: { value: own } },
    ]);
    expect([times.status, times.body.conflicts]).toEqual([200, []]);

    const whole = await read('referralHead', given.id);
    expect(whole.answers).toEqual(given.worked.review);
    expect(rowsOf(whole.answers, 'narrative')).toHaveLength(rowsOf(given.worked.review, 'narrative').length);
    expect(rowsOf((await read('midwife', given.id)).answers, 'care_given').map((row) => row['ref'])).toEqual(
      rowsOf(given.worked.review, 'care_given')
        .map((row) => row['ref'])
        .filter((ref) => JSON.stringify(ref).includes(cscom)),
    );
    const frozen = await as(app, 'referralHead').post(
      `/cases/${given.id}/freeze`,
      { namesSeen: true },
      { version: given.version },
    );
    expect(frozen.status).toBe(201);
  });

  it('tells each which questions are theirs', async () => {
    const { id } = await aConfirmedDeath(app);
    const [first, last] = [await read('midwife', id), await read('referralMidwife', id)];
    expect(first.writableQuestions).toEqual(
      expect.arrayContaining(['onset_at', 'ref_called', 'gravidity', 'narrative', 'anc_hiv']),
    );
    expect(first.writableQuestions).not.toContain('adm_sbp');
    expect(last.writableQuestions).toEqual(
      expect.arrayContaining(['adm_sbp', 'death_at', 'gravidity', 'narrative']),
    );
    expect(last.writableQuestions).not.toContain('onset_at');
    expect(last.writableQuestions).not.toContain('anc_hiv');
    const head = await read('referralHead', id);
    expect([head.writable, head.writableQuestions]).toEqual([true, undefined]);
    expect((await read('focalPoint', id)).writable).toBe(false);
  });

  it('refuses another facility’s question or line', async () => {
    const { id } = await aConfirmedDeath(app);
    const csref = String(await app.place('CSREF-DEMO'));
    const question = await save('midwife', id, [{ question: 'adm_sbp', value: { value: 60 } }]);
    expect([question.status, question.body.code]).toEqual([422, 'draft.not-your-phase']);
    expect(question.body.fields?.[0]).toMatchObject({
      field: 'patches.adm_sbp',
      code: 'draft.not-your-phase',
    });
    const line = { item: { value: 'TXA' }, status: { value: 'GIVEN' }, ref: { value: csref } };
    const foreign = await save('midwife', id, [{ question: 'care_given', value: { value: [line] } }]);
    expect([foreign.status, foreign.body.code]).toEqual([422, 'draft.not-your-phase']);
  });

  it('opens the case to a facility named on the path, and closes it when taken off', async () => {
    const { id } = await aConfirmedDeath(app);
    expect((await as(app, 'neighbourHead').get(`/cases/${id}`)).status).toBe(404);
    const places = await Promise.all(
      ['CSCOM-DEMO-01', 'CSCOM-DEMO-02', 'CSREF-DEMO'].map((code) => app.place(code)),
    );
    const path = (ids: readonly number[]) => ({
      value: ids.map((place) => ({ ref: { value: String(place) } })),
    });
    const longer = await save('referralHead', id, [{ question: 'm_facility_path', value: path(places) }]);
    expect(longer.status).toBe(200);
    expect((await as(app, 'neighbourHead').get(`/cases/${id}`)).status).toBe(200);
    expect((await pageOf(app, 'referralHead', id)).path.map(({ placeId }) => placeId)).toEqual(places);
    const shorter = path([places[0] ?? 0, places[2] ?? 0]);
    await save('referralHead', id, [{ question: 'm_facility_path', base: path(places), value: shorter }]);
    expect((await as(app, 'neighbourHead').get(`/cases/${id}`)).status).toBe(404);
  });

  it('takes a facility of the path as a place that gives care only', async () => {
    const { id } = await aConfirmedDeath(app);
    const village = { value: [{ ref: { value: String(await app.place('V-M1')) } }] };
    const answer = await save('referralHead', id, [{ question: 'm_facility_path', value: village }]);
    expect([answer.status, answer.body.fields?.[0]?.code]).toEqual([422, 'place.not-facility']);
    const nowhere = { value: [{ ref: { value: '999999' } }] };
    const unknown = await save('referralHead', id, [{ question: 'm_facility_path', value: nowhere }]);
    expect([unknown.status, unknown.body.fields?.[0]?.code]).toEqual([422, 'place.unknown']);
  });
});

describe('saving field by field', () => {
  it('merges two writers of different fields', async () => {
    const { id } = await aConfirmedDeath(app);
    await Promise.all([
      save('midwife', id, [{ question: 'gravidity', value: { value: 6 } }]),
      save('referralMidwife', id, [{ question: 'parity', value: { value: 5 } }]),
    ]);
    expect((await read('referralHead', id)).answers).toEqual({
      gravidity: { value: 6 },
      parity: { value: 5 },
    });
  });

  it('keeps both values when two changed the same field', async () => {
    const { id } = await aConfirmedDeath(app);
    await save('midwife', id, [{ question: 'gravidity', value: { value: 6 } }]);
    const second = await save('referralMidwife', id, [
      { question: 'gravidity', base: null, value: { value: 7 } },
    ]);
    expect([second.status, second.body.conflicts]).toEqual([
      200,
      [{ question: 'gravidity', theirs: { value: 6 }, mine: { value: 7 } }],
    ]);
    expect(second.body.answers['gravidity']).toEqual({ value: 6 });
    const same = await save('referralMidwife', id, [
      { question: 'gravidity', base: null, value: { value: 6 } },
    ]);
    expect(same.body.conflicts).toEqual([]);
    const informed = await save('referralMidwife', id, [
      { question: 'gravidity', base: { value: 6 }, value: null },
    ]);
    expect([informed.body.answers['gravidity'], informed.body.conflicts]).toEqual([undefined, []]);
  });

  it('says what the form says of the answers, without holding back typing', async () => {
    const { id } = await aConfirmedDeath(app);
    const saved = await save('referralHead', id, [
      { question: 'gravidity', value: { value: 2 } },
      { question: 'parity', value: { value: 9 } },
      { question: 'adm_temp', value: { value: 398 } },
    ]);
    expect(saved.status).toBe(200);
    const errors = saved.body.issues.filter(({ severity }) => severity === 'ERR').map(({ code }) => code);
    expect(errors).toEqual(expect.arrayContaining(['V10.adm_temp', 'V04.parity']));
    expect(saved.body.completeness.answered).toBeGreaterThan(0);
  });

  it('does nothing twice for a repeated request', async () => {
    const { id } = await aConfirmedDeath(app);
    const key = newId();
    const body = { patches: [{ question: 'gravidity', base: null, value: { value: 6 } }] };
    const first = await as(app, 'midwife').patch<DraftSaved>(`/cases/${id}/forms/${REVIEW}`, body, { key });
    const again = await as(app, 'midwife').patch<DraftSaved>(`/cases/${id}/forms/${REVIEW}`, body, { key });
    expect(again.body).toMatchObject({
      version: first.body.version,
      receipt: first.body.receipt,
      conflicts: [],
    });
  });

  it('tells a repeated request again what another writer had typed', async () => {
    const { id } = await aConfirmedDeath(app);
    await save('midwife', id, [{ question: 'gravidity', value: { value: 6 } }]);
    const key = newId();
    const body = { patches: [{ question: 'gravidity', base: null, value: { value: 7 } }] };
    const send = () =>
      as(app, 'referralMidwife').patch<DraftSaved>(`/cases/${id}/forms/${REVIEW}`, body, { key });
    const [first, again] = [await send(), await send()];
    expect(first.body.conflicts).toHaveLength(1);
    expect(again.body.conflicts).toEqual(first.body.conflicts);
    expect(again.body.receipt).toBe(first.body.receipt);
  });

  it.each<[string, Partial<FieldPatch>, string, string]>([
    ['an unknown question', { question: 'weather', value: { value: 1 } }, 'patches.weather', 'field.unknown'],
    [
      'a computed one',
      { question: 'death_phase', value: { value: 'PREG' } },
      'patches.death_phase',
      'field.unknown',
    ],
    ['a wrong type', { question: 'gravidity', value: { value: 'six' } }, 'patches.gravidity', 'TYPE'],
    ['no answer at all', { question: 'gravidity', value: 6 as never }, 'patches.gravidity', 'TYPE'],
    [
      'a code of no list',
      { question: 'm_education', value: { value: 'PHD' } },
      'patches.m_education',
      'CODE',
    ],
    [
      'an unknown column',
      { question: 'care_given', value: { value: [{ dose: { value: 1 } }] } },
      'patches.care_given.dose[0]',
      'UNKNOWN',
    ],
    [
      'control characters',
      { question: 'cert_causes', value: { value: 'a\u0007b' } },
      'patches.cert_causes',
      'CHARACTERS',
    ],
    [
      'a text too long',
      { question: 'cert_causes', value: { value: 'x'.repeat(501) } },
      'patches.cert_causes',
      'LENGTH',
    ],
    [
      'no day of the calendar',
      { question: 'onset_at', value: { value: '2026-02-30T10:00' } },
      'patches.onset_at',
      'TYPE',
    ],
  ])('refuses %s with the field, and writes nothing', async (_what, patch, field, code) => {
    const { id } = await aConfirmedDeath(app);
    const good = { question: 'parity', value: { value: 1 } };
    const answer = await save('referralHead', id, [good, patch]);
    expect([answer.status, answer.body.code]).toEqual([422, 'answers.refused']);
    expect(answer.body.fields?.map((fault) => [fault.field, fault.code])).toEqual([[field, code]]);
    expect((await read('referralHead', id)).answers).toEqual({});
  });

  it.each([[[]], [null], ['parity']])('refuses a patch that is none: %j', async (patch) => {
    const { id } = await aConfirmedDeath(app);
    const { status, body } = await save('referralHead', id, [patch as never]);
    expect(status).toBe(422);
    expect(body.fields?.[0]?.field).toMatch(/^patches/);
  });

  it('refuses names in the notification, and what an event answers', async () => {
    const { id } = await aNotifiedDeath(app);
    const named = await save(
      'focalPoint',
      id,
      [{ question: 'deceased_name', value: { value: 'Awa' } }],
      'notification',
    );
    expect([named.status, named.body.fields?.[0]?.code]).toEqual([422, 'identity.in-answers']);
    const forged = await save(
      'focalPoint',
      id,
      [{ question: 'verification', value: { value: 'ELIGIBLE' } }],
      'notification',
    );
    expect([forged.status, forged.body.fields?.[0]?.code]).toEqual([422, 'draft.not-your-phase']);
  });

  it('asks for the result of the verification once it was given, in the browser as on the server', async () => {
    const { id } = await aNotifiedDeath(app);
    const asked = async () => {
      const view = (await as(app, 'midwife').get<DraftView>(`/cases/${id}/forms/notification`)).body;
      const context = { now: '2026-03-14T18:10', ...view.context };
      const form = getForm(view.form, view.formVersion);
      return { stage: view.context.facts['stage'], visible: validate(form, view.answers, context).visible };
    };
    expect(await asked()).toMatchObject({ visible: expect.not.arrayContaining(['verification']) });
    expect((await asked()).stage).toBeUndefined();
    await as(app, 'focalPoint').post(`/cases/${id}/confirm`, { kind: 'MAT' }, { version: 1 });
    expect(await asked()).toMatchObject({
      stage: 'confirmation',
      visible: expect.arrayContaining(['verification']),
    });
  });

  it('keeps the list and the look for duplicates in step with the corrected notification', async () => {
    const { id } = await aNotifiedDeath(app);
    const before = (await read('midwife', id, 'notification')).answers;
    const changed = await save(
      'midwife',
      id,
      [{ question: 'age_years', base: before['age_years'] ?? null, value: { value: 31 } }],
      'notification',
    );
    expect(changed.status).toBe(200);
    expect((await pageOf(app, 'midwife', id)).facts.age).toBe('31 years');
    const [row] = await app.sql<{ age: number }>('SELECT age_days AS age FROM app.death_case WHERE id = $1', [
      id,
    ]);
    expect(row?.age).toBe(11323);
  });

  it('is over once the case is frozen, and closed to who does not document', async () => {
    const frozen = await aFrozenCase(app);
    const late = await save('referralHead', frozen.id, [{ question: 'gravidity', value: { value: 1 } }]);
    expect([late.status, late.body.code]).toEqual([409, 'draft.frozen']);
    const { id } = await aConfirmedDeath(app);
    const patch = [{ question: 'gravidity', value: { value: 1 } }];
    expect((await save('focalPoint', id, patch)).status).toBe(403);
    expect((await save('otherMidwife', id, patch)).status).toBe(404);
    expect((await save('region', id, patch)).status).toBe(404);
  });

  it('knows the forms of the case only', async () => {
    const { id } = await aNotifiedDeath(app);
    const unknown = await as(app, 'focalPoint').get<ProblemDocument>(`/cases/${id}/forms/poem`);
    expect([unknown.status, unknown.body.code]).toEqual([404, 'form.unknown']);
    const other = await as(app, 'focalPoint').get<ProblemDocument>(`/cases/${id}/forms/child_review`);
    expect([other.status, other.body.code]).toEqual([409, 'form.other-kind']);
  });
});

describe('keeping a warning', () => {
  it('takes a reason for a warning that is raised, and no other', async () => {
    const { id } = await aConfirmedDeath(app);
    await save('referralHead', id, [{ question: 'adm_hb', value: { value: 3.9 } }]);
    const keep = (code: string) =>
      as(app, 'referralHead').patch<Receipt & ProblemDocument>(`/cases/${id}/forms/${REVIEW}/kept-warnings`, {
        code,
        reason: 'Mesure refaite deux fois',
      });
    expect((await keep('V08.adm_hb')).status).toBe(200);
    expect((await read('referralHead', id)).keptWarnings).toEqual({
      'V08.adm_hb': 'Mesure refaite deux fois',
    });
    const none = await keep('V05.m_age');
    expect([none.status, none.body.code]).toEqual([409, 'warning.not-raised']);
  });
});

describe('signing the own phase', () => {
  const narrative = (place: number) => ({
    value: [
      {
        ref: { value: String(place) },
        text: { value: 'Reçue en travail, saignement après la naissance. '.repeat(5) },
      },
    ],
  });

  it('asks for the narrative, ends what waits, and falls when the phase changes', async () => {
    const { id } = await aConfirmedDeath(app);
    const cscom = await app.place('CSCOM-DEMO-01');
    const empty = await as(app, 'midwife').post<ProblemDocument>(`/cases/${id}/sign-phase`);
    expect([empty.status, empty.body.code]).toEqual([409, 'phase.narrative-missing']);
    await write(app, 'midwife', id, { narrative: narrative(cscom) });
    expect((await as(app, 'midwife').post(`/cases/${id}/sign-phase`)).status).toBe(201);
    const signed = (await pageOf(app, 'focalPoint', id)).path.map(({ placeId, signedAt }) => [
      placeId,
      signedAt !== null,
    ]);
    expect(signed).toEqual([
      [cscom, true],
      [await app.place('CSREF-DEMO'), false],
    ]);
    const waiting = await app.sql(
      `SELECT p.code FROM app.task t JOIN app.place p ON p.id = t.place_id WHERE case_id = $1 AND event = 'document'`,
      [id],
    );
    expect(waiting).toEqual([{ code: 'CSREF-DEMO' }]);
    await write(app, 'midwife', id, { onset_at: { value: '2026-03-14T03:35' } });
    expect((await pageOf(app, 'focalPoint', id)).path[0]?.signedAt).toBeNull();
  });

  it('is for the staff of the path', async () => {
    const { id } = await aConfirmedDeath(app);
    expect((await as(app, 'focalPoint').post(`/cases/${id}/sign-phase`)).status).toBe(403);
    expect((await as(app, 'otherMidwife').post(`/cases/${id}/sign-phase`)).status).toBe(404);
  });
});
