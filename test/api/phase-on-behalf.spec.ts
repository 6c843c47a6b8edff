import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Actors } from '../../backend/src/accounts/actors.js';
import type { FileView, PartView } from '../../backend/src/domain/cases/case.js';
import type { Answers } from '../../backend/src/domain/forms/form.js';
import { rowsOf, textOf } from '../../backend/src/domain/forms/read.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import { Transactions } from '../../backend/src/platform/database/transactions.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { as, newId, type Answer } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { ok, packetOf } from '../support/given-audits.js';
import {
  aPathOfThree,
  narrative,
  pathOfThree,
  placesOfPath,
  ref,
  TOLD,
  type PathPlaces,
} from '../support/given-path.js';
import { pageOf, write, type GivenCase } from '../support/given.js';
import { pdfText } from '../support/pdf-text.js';
import { idOf, people, type CastMember } from '../support/people.js';
import { keepWorld, type Restore } from '../support/snapshot.js';

// A case walks through a dozen requests before its story begins.
jest.setTimeout(60_000);

let app: TestApp;
let restore: Restore;
let places: PathPlaces;
beforeAll(async () => {
  app = await startApp();
  restore = await keepWorld(app);
  places = await placesOfPath(app);
});
beforeEach(() => restore());
afterAll(() => app.close());

const provenance = { how: 'telephone', from: 'MIDWIFE', on: '2026-03-14' };

async function enter(
  { id }: Pick<GivenCase, 'id'>,
  changes: object = {},
  by: CastMember = 'focalPoint',
): Promise<Answer<Receipt & ProblemDocument>> {
  const { version } = await pageOf(app, 'focalPoint', id);
  const body = { placeId: places.clinic, ...provenance, patches: [narrative], ...changes };
  return as(app, by).post(`/cases/${id}/enter-phase`, body, { version });
}

const phaseOf = async (by: CastMember, { id }: Pick<GivenCase, 'id'>, place: number) =>
  (await pageOf(app, by, id)).path.find(({ placeId }) => placeId === place);
const partOf = (by: CastMember, { id }: Pick<GivenCase, 'id'>, place: number) =>
  as(app, by).get<PartView & ProblemDocument>(`/cases/${id}/phases/${String(place)}`);
const reasonsOf = ({ body }: Answer<ProblemDocument>) => (body.reasons ?? []).map(({ code }) => code);
/** Asked for by the administrator, given by the focal point of the place. */
const clinician = async (placeId: number, who: CastMember) => {
  const id = newId();
  const body = { id, role: 'clinician', placeId, from: '2026-03-01' };
  ok(await as(app, 'admin').post(`/people/${idOf(who)}/memberships`, body), 'ask');
  return as(app, 'focalPoint').post(`/role-requests/${id}/confirm`, {}, { version: 1 });
};

describe('the part of a facility that has nobody in Denba', () => {
  it('is entered and signed by the focal point, with where it comes from', async () => {
    const given = await aPathOfThree(app);
    expect(await phaseOf('focalPoint', given, places.clinic)).toMatchObject({ enterable: true, entry: null });
    expect(await phaseOf('referralHead', given, places.clinic)).toMatchObject({ enterable: false });
    const part = ok(await partOf('focalPoint', given, places.clinic), 'part');
    expect(part).toMatchObject({
      placeName: 'Clinique Dèmè',
      questions: ['m_facility_path', 'care_given', 'narrative'],
      answers: {
        m_facility_path: {
          value: [{ arrival: { value: '2026-03-14T06:30' }, departure: { value: '2026-03-14T07:10' } }],
        },
      },
    });
    const path = {
      question: 'm_facility_path',
      base: part.answers['m_facility_path'],
      value: {
        value: [{ arrival: { value: '2026-03-14T06:20' }, departure: { value: '2026-03-14T07:10' } }],
      },
    };
    ok(await enter(given, { patches: [path, narrative] }), 'enter');
    expect(await phaseOf('referralMidwife', given, places.clinic)).toMatchObject({
      signedAt: app.clock.now().toISOString(),
      entry: provenance,
      enterable: false,
    });
    const draft = ok(
      await as(app, 'referralHead').get<{ answers: Answers }>(`/cases/${given.id}/forms/maternal_review`),
      'draft',
    );
    expect(
      rowsOf(draft.answers, 'm_facility_path').map((row) => [textOf(row, 'ref'), textOf(row, 'arrival')]),
    ).toEqual([
      [String(places.cscom), '2026-03-13T23:10'],
      [String(places.clinic), '2026-03-14T06:20'],
      [String(places.csref), '2026-03-14T08:05'],
    ]);
    expect(
      rowsOf(draft.answers, 'narrative').map((row) => [textOf(row, 'ref'), textOf(row, 'text')]),
    ).toEqual([[String(places.clinic), TOLD]]);
  });

  it('stands on the timeline and in the journal, and nobody is waited for at the clinic any more', async () => {
    const given = await aPathOfThree(app);
    ok(await enter(given), 'enter');
    const { timeline } = await pageOf(app, 'focalPoint', given.id);
    expect(timeline.at(-1)).toMatchObject({ event: 'enter-phase', byRole: 'focal-point' });
    const entries = await app.sql<{ command: string; fields: string[] }>(
      `SELECT command, fields FROM trail.entry WHERE subject_id = $1 ORDER BY seq DESC LIMIT 2`,
      [given.id],
    );
    expect(entries.map(({ command }) => command).sort()).toEqual(['document', 'enter-phase']);
    expect(entries.flatMap(({ fields }) => fields)).toContain('narrative');
    const [waiting] = await app.sql<{ n: number }>(
      'SELECT count(*)::int AS n FROM app.task WHERE case_id = $1 AND place_id = $2',
      [given.id, places.clinic],
    );
    expect(waiting?.n).toBe(0);
  });

  it('is told by the same line in the frozen file and on its paper', async () => {
    const { id } = await aFrozenPath();
    const file = ok(await as(app, 'referralHead').get<FileView>(`/cases/${id}/file`), 'file');
    expect(file.entries).toEqual([{ placeId: places.clinic, ...provenance }]);
    const paper: Answer<Buffer> = await as(app, 'referralHead').get<Buffer>(`/cases/${id}/file.pdf`);
    const text = pdfText(paper.body).replaceAll(/\s+/g, ' ');
    expect(text).toContain('Partie de Clinique Dèmè');
    expect(text).toContain(
      'saisi par le point focal, d’après : téléphone, sage-femme de la structure, le 14 mars 2026',
    );
    const english: Answer<Buffer> = await as(app, 'referralHead').get<Buffer>(
      `/cases/${id}/file.pdf?language=en`,
    );
    expect(pdfText(english.body).replaceAll(/\s+/g, ' ')).toContain(
      'entered by the focal point, from: telephone, midwife',
    );
  });

  it('leaves no trace in the packet: a reviewer reads the same bytes', async () => {
    const { id } = await aFrozenPath();
    const seen = await packetText(id);
    const { version } = await pageOf(app, 'focalPoint', id);
    ok(
      await as(app, 'focalPoint').post(`/cases/${id}/unfreeze`, { reason: 'À relire' }, { version }),
      'unfreeze',
    );
    await app.sql(
      'UPDATE app.contribution SET obtained_how = NULL, obtained_from = NULL, obtained_on = NULL WHERE case_id = $1',
      [id],
    );
    await freeze(id);
    expect(await packetText(id)).toBe(seen);
    expect(seen).toContain('perfusion posée');
    expect(seen).not.toMatch(/point focal|téléphone|telephone|sage-femme de la structure|obtained/i);
  });

  it('is read again and signed again by the facility, or once a line of it changes', async () => {
    const given = await aPathOfThree(app);
    ok(await enter(given), 'enter');
    const changed = { ...ref(places.clinic), text: { value: 'Reçue en choc, relu avec le cahier.' } };
    const patch = {
      question: 'narrative',
      base: { value: [{ ...ref(places.clinic), text: { value: TOLD } }] },
      value: { value: [changed] },
    };
    ok(
      await as(app, 'referralHead').patch(`/cases/${given.id}/forms/maternal_review`, { patches: [patch] }),
      'correct',
    );
    expect(await phaseOf('focalPoint', given, places.clinic)).toMatchObject({
      signedAt: null,
      entry: null,
      enterable: true,
    });
    ok(await clinician(places.clinic, 'otherMidwife'), 'post');
    ok(await as(app, 'otherMidwife').post(`/cases/${given.id}/sign-phase`, {}), 'sign');
    expect(await phaseOf('focalPoint', given, places.clinic)).toMatchObject({
      entry: null,
      enterable: false,
    });
  });
});

describe('entering a part is refused, with its reason', () => {
  it('to everybody but the focal point of the district', async () => {
    const given = await aPathOfThree(app);
    for (const by of ['referralHead', 'head', 'midwife', 'admin', 'coordinator', 'region'] as const) {
      expect([by, (await enter(given, {}, by)).status]).toEqual([by, 403]);
      expect([by, (await partOf(by, given, places.clinic)).status]).toEqual([by, 403]);
    }
    expect((await enter(given, {}, 'otherFocalPoint')).status).toBe(404);
    expect((await partOf('otherFocalPoint', given, places.clinic)).status).toBe(404);
    await app.sql(`INSERT INTO app.case_bar (person_id, case_id, reason) VALUES ($1, $2, 'conflict')`, [
      idOf('focalPoint'),
      given.id,
    ]);
    expect((await partOf('focalPoint', given, places.clinic)).status).toBe(404);
    const body = { placeId: places.clinic, ...provenance, patches: [narrative] };
    expect(
      (await as(app, 'focalPoint').post(`/cases/${given.id}/enter-phase`, body, { version: 2 })).status,
    ).toBe(404);
  });

  it('for a facility that is not on the path, that signed, or that has people who can sign', async () => {
    const given = await aPathOfThree(app);
    const elsewhere = await app.place('CSCOM-DEMO-03');
    expect(reasonsOf(await enter(given, { placeId: elsewhere }))).toContain('case.not-on-path');
    expect((await partOf('focalPoint', given, elsewhere)).status).toBe(404);
    expect(reasonsOf(await enter(given, { placeId: places.cscom }))).toEqual(['case.facility-signs']);
    expect(reasonsOf(await partOf('focalPoint', given, places.cscom))).toEqual(['case.facility-signs']);
    ok(await enter(given), 'enter');
    expect(reasonsOf(await enter(given))).toEqual(['case.phase-signed']);
    const other = await aPathOfThree(app);
    ok(await clinician(places.clinic, 'otherMidwife'), 'post');
    expect(reasonsOf(await enter(other))).toEqual(['case.facility-signs']);
    ok(await as(app, 'admin').post(`/people/${idOf('otherMidwife')}/disable`, {}, { version: 1 }), 'disable');
    ok(await enter(other), 'enter when the only account is closed');
  });

  it('once the file is frozen', async () => {
    const { id } = await aFrozenPath();
    expect(reasonsOf(await enter({ id }))).toEqual(['case.wrong-state']);
  });

  it('without narrative, without provenance, or with a day that cannot be', async () => {
    const given = await aPathOfThree(app);
    expect((await enter(given, { patches: [] })).body.code).toBe('phase.narrative-missing');
    for (const missing of ['how', 'from', 'on'] as const)
      expect((await enter(given, { [missing]: undefined })).status).toBe(422);
    expect((await enter(given, { from: 'Mme Coulibaly' })).status).toBe(422);
    for (const on of ['2026-03-13', '2030-01-01'])
      expect((await enter(given, { on })).body.code).toBe('phase.date');
    expect(await phaseOf('focalPoint', given, places.clinic)).toMatchObject({ signedAt: null });
  });

  it('for what is not of this part, or changed meanwhile', async () => {
    const given = await aPathOfThree(app);
    const shared = { question: 'gravidity', base: null, value: { value: 6 } };
    expect((await enter(given, { patches: [narrative, shared] })).body.code).toBe('draft.not-your-phase');
    const admission = { question: 'adm_sbp', base: null, value: { value: 60 } };
    expect((await enter(given, { patches: [narrative, admission] })).body.code).toBe('draft.not-your-phase');
    const blind = { question: 'm_facility_path', base: null, value: { value: [] } };
    expect((await enter(given, { patches: [narrative, blind] })).body.code).toBe('phase.changed');
    const [stay] = rowsOf(pathOfThree(places), 'm_facility_path');
    const twice = { question: 'm_facility_path', base: null, value: { value: [stay, stay] } };
    expect((await enter(given, { patches: [narrative, twice] })).body.code).toBe('phase.stays');
    const names = { value: [{ ...ref(places.cscom), text: { value: 'Écrit pour une autre' } }] };
    ok(await enter(given, { patches: [{ question: 'narrative', base: null, value: names }] }), 'enter');
    const draft = ok(
      await as(app, 'referralHead').get<{ answers: Answers }>(`/cases/${given.id}/forms/maternal_review`),
      'draft',
    );
    expect(rowsOf(draft.answers, 'narrative').map((row) => textOf(row, 'ref'))).toEqual([
      String(places.clinic),
    ]);
  });

  it('by the database too: a provenance is whole, signed, and of the focal point alone', async () => {
    const given = await aPathOfThree(app);
    ok(await enter(given), 'enter');
    const change = (set: string) =>
      `UPDATE app.contribution SET ${set} WHERE case_id = '${given.id}' AND place_id = ${String(places.clinic)}`;
    await expect(app.sql(change('obtained_on = NULL'))).rejects.toThrow(/contribution_provenance/);
    await expect(app.sql(change("obtained_how = 'rumour'"))).rejects.toThrow(/contribution_how/);
    await expect(app.sql(change('signed_by = NULL, signed_at = NULL'))).rejects.toThrow(
      /contribution_obtained_signed/,
    );
    const claim = async (by: CastMember) =>
      app.nest
        .get(Transactions)
        .run(
          await app.nest.get(Actors).named(people[by]),
          { key: newId(), hash: 'claim', ifMatch: null },
          async (tx) => {
            await tx.query(change("obtained_how = 'visit'"));
            return { id: given.id, version: 1 };
          },
        );
    await expect(claim('referralHead')).rejects.toMatchObject({ code: 'absent' });
    await expect(claim('focalPoint')).resolves.toMatchObject({ id: given.id });
    expect(await phaseOf('focalPoint', given, places.clinic)).toMatchObject({ entry: { how: 'visit' } });
  });
});

/** The path of three with everything written, the clinic's part entered, frozen. */
async function aFrozenPath(): Promise<GivenCase> {
  const given = await aPathOfThree(app);
  const rest = Object.entries(given.worked.review).filter(
    ([code]) => !Object.keys(pathOfThree(places)).includes(code),
  );
  await write(app, 'referralHead', given.id, Object.fromEntries(rest));
  ok(await enter(given), 'enter');
  await freeze(given.id);
  return given;
}

async function freeze(id: string): Promise<void> {
  const { version } = await pageOf(app, 'referralHead', id);
  ok(await as(app, 'referralHead').post(`/cases/${id}/freeze`, { namesSeen: true }, { version }), 'freeze');
}

/** All that a reviewer could read of a case, without the name that each packet is given. */
async function packetText(id: string): Promise<string> {
  const { alias, content, texts } = await packetOf(app, id);
  return JSON.stringify({ content, texts }).replaceAll(alias, 'ALIAS');
}
