import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DraftView } from '../../backend/src/domain/cases/case.js';
import type { Answers } from '../../backend/src/domain/forms/form.js';
import { rowsOf, textOf } from '../../backend/src/domain/forms/read.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import type { SessionDetail } from '../../backend/src/domain/sessions/session.js';
import type { WorklistView } from '../../backend/src/domain/tasks.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { as, newId } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { ok } from '../support/given-audits.js';
import { aPathOfThree, placesOfPath, ref, type PathPlaces } from '../support/given-path.js';
import { aConfirmedDeath, pageOf, write } from '../support/given.js';
import { idOf, type CastMember } from '../support/people.js';
import { keepWorld, type Restore } from '../support/snapshot.js';

/** Somebody of another district whom the private clinic has engaged: nothing but this post leads to the case. */
const CLINIC: CastMember = 'otherMidwife';

let app: TestApp;
let restore: Restore;
let places: PathPlaces;
beforeAll(async () => {
  app = await startApp();
  restore = await keepWorld(app);
  places = await placesOfPath(app);
});
beforeEach(async () => {
  await restore();
  const post = { id: newId(), role: 'clinician', placeId: places.clinic, from: '2026-03-01' };
  ok(await as(app, 'admin').post(`/people/${idOf(CLINIC)}/memberships`, post), 'post');
  ok(await as(app, 'focalPoint').post(`/role-requests/${post.id}/confirm`, {}, { version: 1 }), 'confirm');
});
afterAll(() => app.close());

const narrative = (place: number, text: string): Answers => ({
  narrative: { value: [{ ...ref(place), text: { value: text } }] },
});
const sign = (by: CastMember, id: string) =>
  as(app, by).post<Receipt & ProblemDocument>(`/cases/${id}/sign-phase`, {});

async function waitsFor(by: CastMember, id: string): Promise<readonly string[]> {
  const { items } = ok(await as(app, by).get<WorklistView>('/tasks?limit=100'), 'tasks');
  return items.filter(({ subjectId }) => subjectId === id).map(({ event }) => event);
}

const draftOf = async (by: CastMember, id: string): Promise<DraftView> =>
  ok(await as(app, by).get<DraftView>(`/cases/${id}/forms/maternal_review`), 'draft');

const textsIn = ({ answers }: DraftView): readonly (string | undefined)[] =>
  rowsOf(answers, 'narrative').map((row) => textOf(row, 'text'));

describe('a third facility of the path', () => {
  it('reaches the case, and is waited for, from the moment it is named, and no longer once it is taken off', async () => {
    const before = await aConfirmedDeath(app);
    expect((await as(app, CLINIC).get(`/cases/${before.id}`)).status).toBe(404);
    const { id } = await aPathOfThree(app);
    expect(await waitsFor(CLINIC, id)).toEqual(['document']);
    const page = await pageOf(app, CLINIC, id);
    expect(page.path.map(({ placeId, mine }) => [placeId, mine])).toEqual([
      [places.cscom, false],
      [places.clinic, true],
      [places.csref, false],
    ]);
    const { answers } = await draftOf('referralHead', id);
    const without = rowsOf(answers, 'm_facility_path').filter(
      (row) => textOf(row, 'ref') !== String(places.clinic),
    );
    const patch = {
      question: 'm_facility_path',
      base: answers['m_facility_path'],
      value: { value: without },
    };
    ok(
      await as(app, 'referralHead').patch(`/cases/${id}/forms/maternal_review`, { patches: [patch] }),
      'path',
    );
    expect((await as(app, CLINIC).get(`/cases/${id}`)).status).toBe(404);
    expect(await waitsFor(CLINIC, id)).toEqual([]);
  });

  it('adds and signs its own phase, and neither reads nor writes the phase of another', async () => {
    const { id } = await aPathOfThree(app);
    await write(app, 'midwife', id, narrative(places.cscom, 'Arrivée en travail, ocytocine en rupture.'));
    const bare = await sign(CLINIC, id);
    expect([bare.status, bare.body.code]).toEqual([409, 'phase.narrative-missing']);
    await write(app, CLINIC, id, narrative(places.clinic, 'Reçue en choc, perfusion, renvoyée sans sang.'));
    ok(await sign(CLINIC, id), 'sign');
    expect(textsIn(await draftOf(CLINIC, id))).toEqual(['Reçue en choc, perfusion, renvoyée sans sang.']);
    const { answers } = await draftOf(CLINIC, id);
    const foreign = {
      question: 'narrative',
      base: answers['narrative'] ?? null,
      value: narrative(places.csref, 'Autre')['narrative'],
    };
    const refused = await as(app, CLINIC).patch(`/cases/${id}/forms/maternal_review`, { patches: [foreign] });
    expect(refused.status).toBe(422);
    const path = (await pageOf(app, 'focalPoint', id)).path;
    expect(path.map(({ placeId, signedAt }) => [placeId, signedAt !== null])).toEqual([
      [places.cscom, false],
      [places.clinic, true],
      [places.csref, false],
    ]);
    expect(await waitsFor(CLINIC, id)).toEqual([]);
    expect(await waitsFor('midwife', id)).toEqual(['document']);
  });

  it('makes one file of three contributions, in the order of the path', async () => {
    const { id } = await aPathOfThree(app);
    await write(app, 'referralMidwife', id, narrative(places.csref, 'Décès à 9 h 30.'));
    await write(app, CLINIC, id, narrative(places.clinic, 'Reçue en choc.'));
    await write(app, 'midwife', id, narrative(places.cscom, 'Arrivée en travail.'));
    for (const by of [CLINIC, 'midwife', 'referralMidwife'] as const) ok(await sign(by, id), 'sign');
    expect(textsIn(await draftOf('referralHead', id))).toEqual([
      'Arrivée en travail.',
      'Reçue en choc.',
      'Décès à 9 h 30.',
    ]);
    expect((await pageOf(app, 'head', id)).path.every(({ signedAt }) => signedAt !== null)).toBe(true);
  });

  it('is represented in the session, which is joint without anybody asking for it', async () => {
    const given = await aPathOfThree(app);
    const rest = Object.entries(given.worked.review).filter(([code]) => code !== 'm_facility_path');
    await write(app, 'referralHead', given.id, Object.fromEntries(rest));
    const { version } = await pageOf(app, 'referralHead', given.id);
    ok(
      await as(app, 'referralHead').post(`/cases/${given.id}/freeze`, { namesSeen: true }, { version }),
      'freeze',
    );
    const id = newId();
    const plan = { id, caseId: given.id, plannedFor: '2026-03-18T09:00' };
    ok(await as(app, 'referralHead').post('/sessions', plan), 'plan');
    const session = ok(await as(app, 'referralHead').get<SessionDetail>(`/sessions/${id}`), 'session');
    expect(session.type).toBe('JOINT');
    expect(session.quorum.find(({ code }) => code === 'quorum.path')).toMatchObject({ have: 0, need: 3 });
  });
});
