import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DrawRecipe, DrawView } from '../../backend/src/domain/audits/audit.js';
import type { CaseView, DraftView, FileView } from '../../backend/src/domain/cases/case.js';
import { sampleMessage } from '../../backend/src/domain/cases/review-extent.js';
import type { Answers } from '../../backend/src/domain/forms/form.js';
import { textOf } from '../../backend/src/domain/forms/read.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { as } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { ok, runClock } from '../support/given-audits.js';
import { aNotifiedDeath, pageOf, write, type GivenCase, type GivenOptions } from '../support/given.js';
import { pdfText } from '../support/pdf-text.js';
import type { CastMember } from '../support/people.js';
import { c2, m1, p1 } from '../support/worked-cases.js';

const AUTOPSY = 'community_va';
const VERBAL = ['va_illness_start', 'va_illness_days', 'va_symptoms'];
const DAY = 86_400_000;
const NONE = { contact: 'none' };

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());
beforeEach(() => set('short-form.sample', 0));

async function set(key: string, value: number): Promise<void> {
  const placeId = await app.place('DISTRICT-DEMO');
  ok(await as(app, 'admin').put('/settings', { placeId, key, value }), key);
}

function fire(by: CastMember, { id }: GivenCase, event: string, body: object, version: number) {
  return as(app, by).post<Receipt & ProblemDocument>(`/cases/${id}/${event}`, body, { version });
}

/** Fires an event in the version that stands now. */
async function now(by: CastMember, found: GivenCase, event: string, body: object) {
  return fire(by, found, event, body, (await page(found)).version);
}

async function confirmed(told: object, options: GivenOptions = {}): Promise<GivenCase> {
  const found = await aNotifiedDeath(app, { worked: c2, ...options });
  const kind = found.worked.kind;
  ok(await fire('focalPoint', found, 'confirm', { kind, ...told }, found.version), 'confirm');
  return found;
}

const page = ({ id }: GivenCase): Promise<CaseView> => pageOf(app, 'focalPoint', id);
const extentOf = async (found: GivenCase): Promise<string> => {
  const { extent } = await page(found);
  return extent === null ? 'none' : `${extent.extent} ${extent.reason}`;
};
const formsOf = async (found: GivenCase) => (await page(found)).documents?.map(({ form }) => form);
const tasksOf = async ({ id }: GivenCase): Promise<readonly string[]> => {
  const rows = await app.sql<{ event: string }>(
    'SELECT event FROM app.task WHERE case_id = $1 ORDER BY event',
    [id],
  );
  return rows.map(({ event }) => event);
};
const codesOf = (body: ProblemDocument) => body.reasons?.map(({ code }) => code);

/** What the family of C2 tells, with the healer in the place of the centre and without what only the full review asks. */
function toldByFamily({ worked }: GivenCase): Answers {
  const social = Object.entries(worked.autopsy ?? {}).filter(([code]) => !VERBAL.includes(code));
  const actions = { value: [{ provider: { value: 'TRAD_HEALER' }, date: { value: '2026-04-14' } }] };
  return { ...Object.fromEntries(social), va_first_action: { value: 'TRAD_HEALER' }, va_actions: actions };
}

describe('the death of a child whom no facility had seen', () => {
  it('asks for what the family tells and for no review, and says why', async () => {
    const found = await confirmed(NONE);
    expect(await extentOf(found)).toBe('short no-contact');
    expect(await formsOf(found)).toEqual(['notification', AUTOPSY]);
    expect(await tasksOf(found)).toEqual(['freeze', 'interview']);
    const { path, documents, offers } = await page(found);
    expect(path).toEqual([]);
    expect(documents?.at(-1)).toMatchObject({ optional: false, expected: false });
    expect(offers.find(({ event }) => event === 'enter-phase')?.reasons).toContain('case.short-form');
    expect(offers.find(({ event }) => event === 'freeze')?.reasons).toContain('case.core-unanswered');
    expect((await as(app, 'head').get(`/cases/${found.id}/forms/child_review`)).status).toBe(409);
    const { context } = ok(await as(app, 'head').get<DraftView>(`/cases/${found.id}/forms/${AUTOPSY}`), 'F3');
    expect(context.facts['extent']).toBe('short');
    expect(
      (await as(app, 'head').get<readonly { files: readonly { score: number }[] }[]>('/file-quality')).body[0]
        ?.files[0]?.score,
    ).toBe(0);
  });

  it('ends with its short form: no audit, no packet, closed by the focal point', async () => {
    const found = await confirmed(NONE);
    app.clock.advance(30 * DAY);
    await write(app, 'head', found.id, toldByFamily(found), AUTOPSY);
    expect(await extentOf(found)).toBe('short no-contact');
    expect(await tasksOf(found)).toEqual(['freeze']);
    ok(await now('head', found, 'freeze', { namesSeen: true }), 'freeze');
    const { state, conclusion, packet, clocks } = await page(found);
    expect([state, conclusion, packet]).toEqual(['concluded', undefined, undefined]);
    expect(clocks.find(({ name }) => name === 'audit')?.metAt).not.toBeNull();
    const file = ok(await as(app, 'focalPoint').get<FileView>(`/cases/${found.id}/file`), 'file');
    expect(Object.keys(file.documents).toSorted()).toEqual([AUTOPSY, 'notification']);
    expect(await app.sql('SELECT 1 FROM app.packet WHERE case_id = $1', [found.id])).toEqual([]);
    expect(await tasksOf(found)).toEqual(['close']);
    ok(await now('focalPoint', found, 'close', { feedback: ['FAMILY'] }), 'close');
    expect((await page(found)).state).toBe('closed');
  });

  it('is documented when the family refuses', async () => {
    const found = await confirmed(NONE);
    await write(app, 'head', found.id, { va_consent: { value: 'REFUSED' } }, AUTOPSY);
    ok(await now('head', found, 'freeze', { namesSeen: true }), 'freeze');
    expect((await page(found)).state).toBe('concluded');
    const paper = await as(app, 'focalPoint').file(`/cases/${found.id}/file.pdf`);
    expect(pdfText(paper.bytes)).toContain('sans audit : il n’a pas de classification finale');
  });

  it.each<[string, object, GivenOptions, string]>([
    ['nobody asked', {}, {}, 'full unknown'],
    ['nobody knows', { contact: 'unknown' }, {}, 'full unknown'],
    ['consulted 14 days before', { contact: 'consulted', contactAt: '2026-04-02' }, {}, 'full consulted'],
    ['consulted 15 days before', { contact: 'consulted', contactAt: '2026-04-01' }, {}, 'short no-contact'],
    ['referred the day before', { contact: 'referred', contactAt: '2026-04-15T08:00' }, {}, 'full referred'],
    [
      'a woman at home, whom nobody had seen',
      NONE,
      { worked: m1, answers: { death_place: { value: 'HOME' }, death_facility_id: null } },
      'full maternal',
    ],
  ])('is told from others: %s', async (_claim, told, options, expected) => {
    const found = await confirmed(told, options);
    expect(await extentOf(found)).toBe(expected);
    const isShort = expected.startsWith('short');
    expect((await formsOf(found))?.length).toBe(isShort ? 2 : 3);
    expect((await tasksOf(found)).includes('document')).toBe(!isShort);
  });

  it('is refused with a contact that is none', async () => {
    const found = await aNotifiedDeath(app, { worked: c2 });
    const body = { kind: 'CHILD', contact: 'maybe', contactAt: 'yesterday' };
    const { status, body: problem } = await fire('focalPoint', found, 'confirm', body, found.version);
    expect([status, problem.fields?.map(({ field }) => field).toSorted()]).toEqual([
      422,
      ['contact', 'contactAt'],
    ]);
  });
});

describe('a short form made full', () => {
  const reason = 'Trois décès dans ce village ce mois-ci';

  it('is asked for by the focal point, with a reason, once', async () => {
    const found = await confirmed(NONE);
    expect(codesOf((await now('focalPoint', found, 'widen', { reason: ' ' })).body)).toEqual([
      'case.reason-missing',
    ]);
    expect((await now('head', found, 'widen', { reason })).status).toBe(403);
    ok(await now('focalPoint', found, 'widen', { reason }), 'widen');
    expect(await extentOf(found)).toBe('full asked');
    expect(await formsOf(found)).toEqual(['notification', 'child_review', AUTOPSY]);
    expect(await tasksOf(found)).toEqual(['document', 'freeze', 'interview']);
    expect((await page(found)).timeline.at(-1)).toMatchObject({
      event: 'widen',
      reason,
      byRole: 'focal-point',
    });
    expect(codesOf((await now('focalPoint', found, 'widen', { reason })).body)).toEqual([
      'case.full-already',
    ]);
  });

  it('follows when the family tells of the centre, and says so', async () => {
    const found = await confirmed(NONE);
    app.clock.advance(30 * DAY);
    await write(app, 'head', found.id, found.worked.autopsy ?? {}, AUTOPSY);
    expect(await extentOf(found)).toBe('full consulted');
    expect((await page(found)).timeline.at(-1)).toMatchObject({ event: 'find-link', byRole: 'system' });
    expect(await tasksOf(found)).toEqual(['document', 'freeze']);
    expect(
      await app.sql(`SELECT person_id FROM trail.entry WHERE command = 'find-link' AND subject_id = $1`, [
        found.id,
      ]),
    ).toEqual([{ person_id: null }]);
    await write(app, 'head', found.id, found.worked.review, 'child_review');
  });

  it('follows when the place of death is corrected', async () => {
    const found = await confirmed(NONE);
    const place = await app.place('CSCOM-DEMO-01');
    const patches = [
      { question: 'death_place', base: { value: 'HOME' }, value: { value: 'CSCOM' } },
      { question: 'death_facility_id', base: null, value: { value: String(place) } },
    ];
    ok(await as(app, 'head').patch(`/cases/${found.id}/forms/notification`, { patches }), 'correct');
    expect(await extentOf(found)).toBe('full in-care');
  });

  it('never goes back: neither by an answer nor by another kind', async () => {
    const found = await confirmed({ contact: 'unknown' });
    ok(await now('focalPoint', found, 'change-kind', { kind: 'NND', reason }), 'kind');
    expect(await extentOf(found)).toBe('full unknown');
    const asked = await confirmed(NONE);
    ok(await now('focalPoint', asked, 'widen', { reason }), 'widen');
    ok(await now('focalPoint', asked, 'change-kind', { kind: 'NND', reason }), 'kind');
    expect(await extentOf(asked)).toBe('full kept');
    const short = await confirmed(NONE);
    ok(await now('focalPoint', short, 'change-kind', { kind: 'NND', reason }), 'kind');
    expect(await extentOf(short)).toBe('short no-contact');
    expect(await formsOf(short)).toEqual(['notification', AUTOPSY]);
  });
});

describe('many perinatal deaths in one facility', () => {
  it('leaves the macerated ones beyond the number to the sample', async () => {
    await set('short-form.perinatal-most', 1);
    await set('short-form.perinatal-sample', 0);
    const macerated = { worked: p1, answers: { stillbirth_type: { value: 'MACERATED' } } };
    expect(await extentOf(await confirmed({}, macerated))).toBe('full in-care');
    expect(await extentOf(await confirmed({}, { worked: p1 }))).toBe('full in-labour');
    const beyond = await confirmed({}, macerated);
    expect(await extentOf(beyond)).toBe('short many-deaths');
    expect(await tasksOf(beyond)).toEqual(['freeze', 'interview']);
    await set('short-form.perinatal-sample', 1);
    expect(await extentOf(await confirmed({}, macerated))).toBe('full sampled');
  });
});

describe('the sample', () => {
  const drawnOf = ({ id }: GivenCase) =>
    app.sql<{ rank: number; probability: number; selected: boolean }>(
      `SELECT rank, probability, selected FROM app.draw_result WHERE case_id = $1 AND phase = 'form'`,
      [id],
    );

  it('is drawn with the share of the district, from the seed nobody sees, and once', async () => {
    await set('short-form.sample', 1);
    const found = await aNotifiedDeath(app, { worked: c2 });
    ok(await fire('focalPoint', found, 'confirm', { kind: 'CHILD', ...NONE }, found.version), 'confirm');
    expect(await extentOf(found)).toBe('full sampled');
    expect(await formsOf(found)).toEqual(['notification', 'child_review', AUTOPSY]);
    expect(await tasksOf(found)).toEqual(['document', 'freeze', 'interview']);
    const [seed] = await app.sql<{ seed: Buffer }>(
      `SELECT s.seed FROM app.draw_seed s JOIN app.draw_result r ON r.draw_id = s.draw_id WHERE r.case_id = $1`,
      [found.id],
    );
    const digest = createHmac('sha256', seed?.seed ?? '')
      .update(sampleMessage(found.number))
      .digest('hex');
    const rank = Number.parseInt(digest.slice(0, 13), 16) / 16 ** 13;
    expect(await drawnOf(found)).toEqual([{ rank, probability: 1, selected: true }]);
    // Confirmed once more, under another share: the lot stays.
    const kept = await aNotifiedDeath(app, { worked: m1 });
    ok(await now('focalPoint', found, 'mark-duplicate', { of: kept.number, reason: 'Le même' }), 'duplicate');
    ok(await now('focalPoint', found, 'unmark-duplicate', { reason: 'Un autre' }), 'unmark');
    await set('short-form.sample', 0);
    ok(await now('focalPoint', found, 'confirm', { kind: 'CHILD', ...NONE }), 'again');
    expect(await extentOf(found)).toBe('full sampled');
    expect(await drawnOf(found)).toHaveLength(1);
  });

  it('leaves out what it does not draw, keeps the rank, and is recomputed by anybody after the quarter', async () => {
    const found = await confirmed(NONE);
    const [drawn] = await drawnOf(found);
    expect(drawn).toMatchObject({ probability: 0, selected: false });
    app.clock.set(new Date('2026-07-01T00:00:00Z'));
    await runClock(app);
    const draws = ok(await as(app, 'focalPoint').get<readonly DrawView[]>('/draws'), 'draws');
    const id = draws.find(({ quarter }) => quarter === '2026-Q2')?.id ?? '';
    const { fr } = ok(await as(app, 'focalPoint').get<DrawRecipe>(`/draws/${id}/recipe`), 'recipe');
    const line = fr.split('\n').find((one) => one.startsWith(`${found.number}/form`));
    expect(line?.split('\t').slice(1)).toEqual([drawn?.rank.toFixed(6), '0.0000', 'fiche courte']);
  });

  it('is asked of no death that is reviewed in full anyway', async () => {
    await set('short-form.sample', 1);
    const found = await confirmed({
      contact: 'consulted',
      contactAt: textOf(c2.notification, 'death_date') ?? '',
    });
    expect(await drawnOf(found)).toEqual([]);
    expect(await extentOf(found)).toBe('full consulted');
  });
});
