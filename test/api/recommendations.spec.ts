import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  FollowerView,
  RecommendationRow,
} from '../../backend/src/domain/recommendations/recommendation.js';
import type { Page } from '../../backend/src/domain/receipt.js';
import { as, newId } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { CANARIES } from '../support/given.js';
import { ok, sealFirst, type GivenSession } from '../support/given-audits.js';
import {
  ambulance,
  aProposal,
  aSessionThatRecommends,
  bloodOnGuard,
  drill,
  fire,
  propose,
  recommended,
  refrigerator,
  viewOf,
  walk,
  type Refusal,
} from '../support/given-recommendations.js';
import { people } from '../support/people.js';

const DAY = 86_400_000;
const reasonsOf = ({ reasons }: Refusal): readonly string[] => (reasons ?? []).map(({ code }) => code);
const faultsOf = ({ fields }: Refusal): readonly string[] =>
  (fields ?? []).map(({ field, code }) => `${field} ${code}`);

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

async function eventsWaiting(id: string): Promise<readonly string[]> {
  const rows = await app.sql<{ event: string; owner: string }>(
    `SELECT t.event, COALESCE(p.username, t.role) AS owner FROM app.task t LEFT JOIN app.person p ON p.id = t.person_id
     JOIN app.recommendation r ON t.subject_id IN (r.id, r.alias) WHERE r.id = $1 ORDER BY 1, 2`,
    [id],
  );
  return rows.map(({ event, owner }) => `${event}: ${owner}`);
}

describe('proposing a recommendation', () => {
  let session: GivenSession;
  beforeAll(async () => {
    session = await aSessionThatRecommends(app);
  });

  it('is done in the session, about a factor of its opinion', async () => {
    const { status, body } = await propose(app, session);
    expect({ status, issues: body.issues }).toEqual({ status: 201, issues: [] });
    const view = await viewOf(app, 'focalPoint', body.id);
    expect(view).toMatchObject({
      state: 'proposed',
      audience: 'ASACO',
      placeName: 'CSCom de Nièbala',
      sources: [{ caseId: session.id, caseNumber: session.number }],
    });
    expect(view.offers.map(({ event, reasons }) => [event, reasons])).toEqual([
      ['accept', ['recommendation.audit-open']],
      ['refuse', ['recommendation.audit-open']],
      ['cancel', []],
      ['merge', []],
    ]);
    expect(await eventsWaiting(body.id)).toEqual([]);
  });

  it('offers the care teams of every facility of the path and the district to follow it, without a name', async () => {
    const path = `/cases/${session.id}/followers`;
    const offered = ok(await as(app, 'referralHead').get<FollowerView[]>(path), 'followers');
    expect(offered.map(({ username, placeName }) => `${username}: ${placeName}`)).toEqual([
      'dtc: CSCom de Nièbala',
      'infirmier: CSCom de Nièbala',
      'matrone: CSCom de Nièbala',
      'medecin-csref: CSRéf de Kolomba',
      'point-focal: Kolomba',
      'sage-femme: CSCom de Nièbala',
      'sage-femme-csref: CSRéf de Kolomba',
    ]);
    expect(Object.keys(offered[0] ?? {}).sort()).toEqual(['placeName', 'profession', 'role', 'username']);
  });

  it('answers a slogan with who, how, by when, and how do we know', async () => {
    const slogan = refrigerator({
      rec_action: { value: 'Sensibiliser les femmes' },
      rec_owner_role: null,
      rec_deadline: null,
      rec_indicator: null,
    });
    const { status, body } = await propose(app, session, slogan);
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'recommendation.slogan' });
    expect(reasonsOf(body)).toEqual(['smart.who', 'smart.how', 'smart.by-when', 'smart.how-known']);
  });

  it('is refused beyond the deadline of its level, ninety days at the centre', async () => {
    const late = await propose(app, session, refrigerator({ rec_deadline: { value: '2026-07-01' } }));
    expect(reasonsOf(late.body)).toEqual(['smart.too-late']);
    const above = bloodOnGuard({ rec_deadline: { value: '2026-07-01' } });
    expect((await propose(app, session, above)).status).toBe(201);
  });

  it('is refused when the audit did not retain the factor', async () => {
    const { status, body } = await propose(app, session, refrigerator({ rec_factor: { value: 'F09' } }));
    expect(status).toBe(422);
    expect(faultsOf(body)).toEqual(['answers.rec_factor REC.factor']);
  });

  it('keeps an action on skills with the care team, whatever was chosen', async () => {
    const id = await aProposal(app, session, drill());
    expect(await viewOf(app, 'head', id)).toMatchObject({ audience: 'CARE_TEAM' });
  });

  it('asks for a follow-up member of the care team who is not the owner', async () => {
    const own = await propose(app, session, drill({ rec_follow_member: { value: people.head } }));
    expect(faultsOf(own.body)).toEqual(['answers.rec_follow_member follower.is-owner']);
    for (const outside of [people.asaco, people.otherMidwife, 'personne']) {
      const { body } = await propose(app, session, drill({ rec_follow_member: { value: outside } }));
      expect(faultsOf(body)).toEqual(['answers.rec_follow_member follower.unknown']);
    }
  });

  it('warns of a name in its words and says where, not whose', async () => {
    const answers = ambulance({
      rec_problem: { value: `La famille de ${CANARIES.deceased_name} a attendu.` },
    });
    const { body } = await propose(app, session, answers);
    expect(body.issues).toEqual([{ code: 'V21', severity: 'WARN', question: 'rec_problem' }]);
    ok(await fire(app, 'focalPoint', body.id, 'cancel', { reason: 'Un nom dans le texte.' }), 'cancel');
  });

  it('gives the same answer to a repeated request, and proposes once', async () => {
    const more = { id: newId(), key: newId() };
    const answers = refrigerator({ rec_action: { value: 'Compter chaque lundi les ampoules d’ocytocine' } });
    const first = await propose(app, session, answers, 'referralHead', more);
    const second = await propose(app, session, answers, 'referralHead', more);
    expect(second.body).toEqual(first.body);
    const [rows] = await app.sql<{ count: string }>('SELECT count(*) FROM app.recommendation WHERE id = $1', [
      more.id,
    ]);
    expect(rows?.count).toBe('1');
  });

  it('ends at five for one audit', async () => {
    expect((await propose(app, session, ambulance())).status).toBe(201);
    const sixth = await propose(app, session, bloodOnGuard());
    expect(sixth).toMatchObject({
      status: 409,
      body: { code: 'recommendation.too-many', params: { max: 5 } },
    });
  });

  it('belongs to the head of a facility of the path and to the focal point', async () => {
    expect((await propose(app, session, drill(), 'midwife')).status).toBe(403);
    expect((await propose(app, session, drill(), 'otherHead')).status).toBe(404);
    expect((await propose(app, session, drill(), 'otherFocalPoint')).status).toBe(404);
    for (const outsider of ['asaco', 'national', 'reviewerOne', 'nobody'] as const) {
      expect((await propose(app, session, drill(), outsider)).status).toBe(403);
    }
  });
});

describe('changing a proposal', () => {
  it('checks it again, in the version that was looked at, until somebody answered it', async () => {
    const session = await aSessionThatRecommends(app);
    const id = await aProposal(app, session);
    const patches = [
      { question: 'rec_action', base: null, value: { value: 'Acheter 2 glacières pour l’ocytocine' } },
    ];
    const edit = (version: number) =>
      as(app, 'head').patch<Refusal>(`/recommendations/${id}`, { patches }, { version });
    expect((await edit(1)).status).toBe(200);
    expect(await viewOf(app, 'head', id)).toMatchObject({
      version: 2,
      action: 'Acheter 2 glacières pour l’ocytocine',
    });
    const stale = await edit(1);
    expect(stale).toMatchObject({ status: 409, body: { code: 'stale', current: { version: 2 } } });
    const wish = [{ question: 'rec_action', base: null, value: { value: 'Renforcer la chaîne du froid' } }];
    const slogan = await as(app, 'head').patch<Refusal>(
      `/recommendations/${id}`,
      { patches: wish },
      { version: 2 },
    );
    expect(reasonsOf(slogan.body)).toEqual(['smart.how']);
    ok(await sealFirst(app, session), 'seal');
    ok(await fire(app, 'head', id, 'accept'), 'accept');
    expect(reasonsOf((await edit(3)).body)).toEqual(['recommendation.wrong-state']);
  });
});

describe('following a recommendation', () => {
  it('waits for its owner from the seal, and for the follow-up member from the acceptance', async () => {
    const { ids } = await recommended(app, [bloodOnGuard(), drill()]);
    const [blood = '', exercise = ''] = ids;
    expect(await eventsWaiting(blood)).toEqual(['accept: action-owner']);
    expect(await eventsWaiting(exercise)).toEqual(['accept: centre-head']);
    await walk(app, exercise, [['head', 'accept']]);
    expect(await eventsWaiting(exercise)).toEqual(['start: centre-head', `start: ${people.midwife}`]);
  });

  it('goes from acceptance to a verification by somebody else, point by point', async () => {
    const { ids } = await recommended(app, [bloodOnGuard()]);
    const [id = ''] = ids;
    await walk(app, id, [
      ['focalPoint', 'accept'],
      ['midwife', 'start'],
      ['midwife', 'updates', { progress: 40, decision: 'Deux donneurs trouvés.' }],
      ['midwife', 'block', { obstacle: 'STOCK', decision: 'Réactifs attendus.' }],
      ['focalPoint', 'unblock'],
      ['focalPoint', 'finish', { proof: 'Registre du laboratoire, 14 soirs.' }],
    ]);
    expect(await eventsWaiting(id)).toEqual(['verify: centre-head']);
    const own = await fire(app, 'focalPoint', id, 'verify');
    expect(own.status).toBe(409);
    expect(reasonsOf(own.body)).toEqual(['recommendation.same-person']);
    await walk(app, id, [
      ['referralHead', 'return', { reason: 'Trois soirs manquent.' }],
      ['midwife', 'finish', { proof: 'Registre complet, 30 soirs.' }],
    ]);
    expect(await eventsWaiting(id)).toEqual(['verify: focal-point']);
    await walk(app, id, [['focalPoint', 'verify']]);
    const view = await viewOf(app, 'head', id);
    expect(view).toMatchObject({ state: 'verified', effectDueAt: expect.stringMatching(/^2026-06/) });
    expect(view.updates.map(({ event, byRole }) => `${event ?? ''} ${byRole}`)).toEqual([
      'verify focal-point',
      'finish clinician',
      'return centre-head',
      'finish focal-point',
      'unblock focal-point',
      'block clinician',
      'report clinician',
      'start clinician',
      'accept focal-point',
      'propose centre-head',
    ]);
  });

  it('keeps every point of follow-up: nothing is rewritten', async () => {
    const change = app.sql(`UPDATE app.recommendation_update SET decision = 'autre'`);
    await expect(change).rejects.toThrow(/append-only/);
  });

  it('is refused without a reason, an obstacle or a proof that says something', async () => {
    const { ids } = await recommended(app, [bloodOnGuard()]);
    const [id = ''] = ids;
    expect((await fire(app, 'focalPoint', id, 'refuse', { reason: '' })).status).toBe(422);
    expect(reasonsOf((await fire(app, 'focalPoint', id, 'refuse', { reason: '  ' })).body)).toEqual([
      'recommendation.reason-missing',
    ]);
    await walk(app, id, [['focalPoint', 'accept']]);
    expect(reasonsOf((await fire(app, 'midwife', id, 'block', { obstacle: 'NONE' })).body)).toEqual([
      'recommendation.obstacle-missing',
    ]);
    expect((await fire(app, 'midwife', id, 'block', { obstacle: 'PLUIE' })).status).toBe(422);
    expect(reasonsOf((await fire(app, 'midwife', id, 'finish', { proof: ' ' })).body)).toEqual([
      'recommendation.proof-missing',
    ]);
    expect(reasonsOf((await fire(app, 'focalPoint', id, 'verify')).body)).toEqual([
      'recommendation.wrong-state',
    ]);
    expect((await fire(app, 'midwife', id, 'start', { unknown: 1 })).status).toBe(422);
  });

  it('is for those concerned: others find nothing, readers are told they may not', async () => {
    const { ids } = await recommended(app, [bloodOnGuard()]);
    const [id = ''] = ids;
    expect((await fire(app, 'nurse', id, 'accept')).status).toBe(403);
    expect((await fire(app, 'midwife', id, 'accept')).status).toBe(403);
    for (const outsider of ['otherFocalPoint', 'otherHead', 'neighbourHead'] as const) {
      expect((await fire(app, outsider, id, 'accept')).status).toBe(404);
    }
    expect((await as(app, 'otherFocalPoint').get(`/recommendations/${id}`)).status).toBe(404);
    expect((await as(app, 'national').get(`/recommendations/${id}`)).status).toBe(404);
    expect((await fire(app, 'national', id, 'accept')).status).toBe(403);
  });

  it('has one winner when two people answer at once', async () => {
    const { ids } = await recommended(app, [bloodOnGuard()]);
    const [id = ''] = ids;
    const answers = await Promise.all([
      fire(app, 'focalPoint', id, 'accept'),
      fire(app, 'referralHead', id, 'refuse', { reason: 'Déjà fait.' }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('stale');
  });
});

describe('what ends a recommendation', () => {
  it('goes back to who proposed it when it is refused, and another may take over', async () => {
    const session = await recommended(app, [bloodOnGuard()]);
    const [id = ''] = session.ids;
    await walk(app, id, [['focalPoint', 'refuse', { reason: 'La banque de sang dépend de la région.' }]]);
    expect(await eventsWaiting(id)).toEqual([`propose: ${people.referralHead}`]);
    const successor = await propose(app, session, drill(), 'referralHead', { successorOf: id });
    expect(successor.status).toBe(201);
    expect(await viewOf(app, 'head', id)).toMatchObject({ state: 'refused', successorId: successor.body.id });
    expect(await eventsWaiting(id)).toEqual([]);
  });

  it('is judged ninety days after its verification, and calls for something stronger without effect', async () => {
    const session = await recommended(app, [drill()]);
    const [id = ''] = session.ids;
    await walk(app, id, [
      ['head', 'accept'],
      ['midwife', 'finish', { proof: 'Listes de présence.' }],
      ['focalPoint', 'verify'],
    ]);
    const early = await fire(app, 'focalPoint', id, 'check-effect', { effect: 'NO_CHANGE' });
    expect(reasonsOf(early.body)).toEqual(['recommendation.effect-not-due']);
    app.clock.advance(90 * DAY);
    const unsure = await fire(app, 'focalPoint', id, 'check-effect', { effect: 'TOO_EARLY' });
    expect(reasonsOf(unsure.body)).toEqual(['recommendation.effect-missing']);
    await walk(app, id, [['focalPoint', 'check-effect', { effect: 'NO_CHANGE' }]]);
    expect(await viewOf(app, 'head', id)).toMatchObject({ state: 'ineffective' });
    expect(await eventsWaiting(id)).toEqual(['propose: focal-point']);
    const later = { rec_start: { value: '2026-07-01' }, rec_deadline: { value: '2026-08-01' } };
    const same = await propose(app, session, drill(later), 'focalPoint', { successorOf: id });
    expect(faultsOf(same.body)).toEqual(['answers.rec_strength successor.not-stronger']);
    const stronger = refrigerator({ ...later, rec_factor: { value: 'F17' } });
    expect((await propose(app, session, stronger, 'focalPoint', { successorOf: id })).status).toBe(201);
  });

  it('is carried by another when both are one, with the cases of both', async () => {
    const first = await recommended(app, [ambulance()]);
    const second = await recommended(app, [ambulance()]);
    const [kept = ''] = first.ids;
    const [gone = ''] = second.ids;
    expect(reasonsOf((await fire(app, 'focalPoint', gone, 'merge', { into: gone })).body)).toEqual([
      'recommendation.target-missing',
    ]);
    await walk(app, gone, [['focalPoint', 'merge', { into: kept }]]);
    expect(await viewOf(app, 'focalPoint', gone)).toMatchObject({ state: 'merged', mergedInto: kept });
    const { sources } = await viewOf(app, 'focalPoint', kept);
    expect(sources.map(({ caseId }) => caseId).toSorted()).toEqual([first.id, second.id].toSorted());
    expect(await eventsWaiting(gone)).toEqual([]);
  });
});

describe('the list of recommendations', () => {
  it('comes by deadline, page by page, and tells what is overdue', async () => {
    app.clock.set(new Date('2026-06-15T08:00:00Z'));
    const rows: RecommendationRow[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Page<RecommendationRow> = ok(
        await as(app, 'focalPoint').get(
          `/recommendations?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`,
        ),
        'page',
      );
      rows.push(...page.items);
      cursor = page.next;
    }
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(rows.map(({ deadline }) => deadline)).toEqual(rows.map(({ deadline }) => deadline).toSorted());
    const overdue = ok(
      await as(app, 'focalPoint').get<Page<RecommendationRow>>('/recommendations?overdue=true&limit=100'),
      'overdue',
    ).items;
    expect(overdue.map(({ id }) => id)).toEqual(rows.filter((row) => row.overdue).map(({ id }) => id));
    expect(overdue.length).toBeGreaterThan(0);
    expect(overdue.every(({ deadline }) => deadline < '2026-06-15')).toBe(true);
  });

  it('refuses filters and cursors that mean nothing', async () => {
    for (const query of [
      'state=open',
      'overdue=peut-être',
      'cursor=%7B',
      'case=1',
      'sort=name',
      'limit=1000',
    ]) {
      expect((await as(app, 'focalPoint').get(`/recommendations?${query}`)).status).toBe(422);
    }
  });
});
