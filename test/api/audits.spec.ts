import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type {
  AssignmentRow,
  ComparisonView,
  GateView,
  ReviewView,
} from '../../backend/src/domain/audits/audit.js';
import { codeOf } from '../../backend/src/domain/audits/comparison.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import { isUuid } from '../../backend/src/domain/uuid.js';
import type { WorklistView } from '../../backend/src/domain/tasks.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { as, type Answer } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { CANARIES, pageOf } from '../support/given.js';
import {
  aConcludedCase,
  aReviewedCase,
  aSealedAudit,
  assign,
  candidates,
  declare,
  detailOf,
  gateOf,
  NO_TIE,
  ok,
  packetOf,
  release,
  runClock,
  sealReview,
  seats,
  type,
  typeReview,
  type GivenReview,
  type GivenSession,
} from '../support/given-audits.js';
import { idOf, people, type CastMember } from '../support/people.js';
import { m1, m2 } from '../support/worked-cases.js';

// A case walks through a dozen requests before its story begins.
jest.setTimeout(60_000);

let app: TestApp;
const start = async () => {
  app = await startApp();
  // More cases a month than two people would review.
  await app.sql(
    `INSERT INTO app.setting (place_id, key, value) SELECT id, 'review.load-most', '60' FROM app.place WHERE code = 'DISTRICT-DEMO'`,
  );
};
beforeAll(start);
afterAll(() => app.close());

const seatsOf = async (alias: string) => (await seats(app)).filter((seat) => seat.alias === alias);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const reasonsOf = ({ body }: Answer<ProblemDocument>) => (body.reasons ?? []).map(({ code }) => code).sort();

async function aReleasedCase(): Promise<GivenSession & { readonly alias: string }> {
  const found = await aSealedAudit(app);
  await release(app, found.id);
  return { ...found, alias: (await packetOf(app, found.id)).alias };
}

const give = async (alias: string, who: CastMember) => {
  const seat = (await seats(app)).find((one) => one.alias === alias && one.state === 'open');
  return as(app, 'coordinator').post<Receipt & ProblemDocument>(
    `/seats/${seat?.id ?? ''}/assign`,
    { personId: idOf(who) },
    { version: seat?.version ?? 0 },
  );
};
const declareAs = async (review: GivenReview, body: object) =>
  as(app, review.by).post<Receipt & ProblemDocument>(`/audits/${review.id}/declare-none`, body, {
    version: (await gateOf(app, review)).version,
  });

describe('a case audited, counter-audited and concluded', () => {
  it('keeps the audit of M1: everybody says obstetric haemorrhage, direct', async () => {
    const found = await aConcludedCase(app, { worked: m1 });
    expect((await pageOf(app, 'focalPoint', found.id)).state).toBe('concluded');
    const comparison = await as(app, 'focalPoint').get<ComparisonView>(`/cases/${found.id}/comparison`);
    expect(comparison.status).toBe(200);
    expect(comparison.body).toMatchObject({
      route: 'audit',
      level: 'NONE',
      reason: null,
      number: found.number,
    });
    expect(comparison.body.columns.map(({ seat }) => seat)).toEqual(['A', 'R1', 'R2', 'FINAL']);
    const final = comparison.body.columns.at(-1)?.answers ?? {};
    expect(codeOf('group', final)).toBe('MM3');
    expect(codeOf('class', final)).toBe('DIRECT');
    expect(final).toEqual(found.worked.final);
  });

  it('adjudicates M2: the audit said eclampsia, three others malaria', async () => {
    const found = await aConcludedCase(app, { worked: m2 });
    const page = await pageOf(app, 'focalPoint', found.id);
    expect(page.state).toBe('concluded');
    expect(page.timeline.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['select', 'compare', 'adjudicate']),
    );
    const { body } = await as(app, 'focalPoint').get<ComparisonView>(`/cases/${found.id}/comparison`);
    expect(body).toMatchObject({ route: 'adjudicated', level: 'MAJOR' });
    const levels = new Map(
      body.items.filter(({ pair }) => pair === 'A-R1').map(({ item, level }) => [item, level]),
    );
    expect(Object.fromEntries(levels)).toMatchObject({
      eligibility: 'NONE',
      class: 'MAJOR',
      group: 'MAJOR',
      delay1: 'NONE',
      delay2: 'NONE',
      delay3: 'MAJOR',
      quality: 'MODERATE',
      factors: 'MINOR',
      avoidability: 'MAJOR',
      'decisive-treatment': 'MODERATE',
    });
    const final = body.columns.find(({ seat }) => seat === 'FINAL')?.answers ?? {};
    expect(codeOf('group', final)).toBe('MM7');
    expect(codeOf('class', final)).toBe('INDIRECT');
    expect(body.reason).toBeTruthy();
  });
});

describe('the gate', () => {
  it('tells kind, region, level and age band, and nothing more', async () => {
    const { alias, id, number } = await aReleasedCase();
    const review = await assign(app, alias, 'reviewerOne');
    const gate = await gateOf(app, review);
    // An id that is ordered by time would tell when the first audit was sealed.
    expect(isUuid(review.id, 4)).toBe(true);
    expect(gate).toEqual({
      id: review.id,
      kind: 'counter-audit',
      alias,
      state: 'assigned',
      dueAt: '2026-04-15T23:59:00.000Z',
      assignedAt: '2026-03-16T18:10:00.000Z',
      version: 2,
      caseKind: 'MAT',
      region: 'Wolonka',
      level: 'csref',
      ageBand: '25–29',
      offers: [
        { event: 'declare-none', reasons: [], irreversible: false, twoPersons: false },
        { event: 'recuse', reasons: [], irreversible: true, twoPersons: false },
      ],
    } satisfies GateView);
    const rows = (await as(app, 'reviewerOne').get<readonly AssignmentRow[]>('/audits')).body.filter(
      (row) => row.id === review.id,
    );
    expect(Object.keys(rows[0] ?? {}).sort()).toEqual([
      'alias',
      'assignedAt',
      'dueAt',
      'id',
      'kind',
      'state',
    ]);
    for (const path of [
      `/cases/${id}`,
      `/cases/${id}/packet`,
      `/cases/${id}/file`,
      `/cases/${id}/comparison`,
    ]) {
      expect([403, 404]).toContain((await as(app, 'reviewerOne').get(path)).status);
    }
    expect(JSON.stringify([gate, rows])).not.toContain(number);
    const early = { patches: [{ question: 'delay1_lvl', base: null, value: { value: 'NO' } }] };
    expect(
      await as(app, 'reviewerOne').patch<ProblemDocument>(`/audits/${review.id}/opinion`, early),
    ).toMatchObject({
      status: 409,
      body: { code: 'opinion.not-open' },
    });
  });

  it('opens only to four answers that leave no doubt', async () => {
    const { alias } = await aReleasedCase();
    const review = await assign(app, alias, 'reviewerOne');
    for (const tie of ['recognise', 'treatedSimilar', 'closeInvolved']) {
      expect(await declareAs(review, { ...NO_TIE, [tie]: true })).toMatchObject({
        status: 409,
        body: { code: 'declaration.tie' },
      });
    }
    expect(reasonsOf(await declareAs(review, { ...NO_TIE, postingsComplete: false }))).toEqual([
      'audit.declaration-missing',
    ]);
    expect((await declareAs(review, { postingsComplete: true })).status).toBe(422);
    expect(await gateOf(app, review)).not.toHaveProperty('packet');
    ok(await declareAs(review, NO_TIE), 'declare');
    const view = (await gateOf(app, review)) as ReviewView;
    expect(view).toMatchObject({ state: 'in-progress', opinion: { answers: {}, sealedAt: null } });
    expect(view.packet.items.length).toBeGreaterThan(40);
    expect(view).not.toHaveProperty('opinions');
    expect(JSON.stringify([view.packet, view.context, view.opinion])).not.toContain('2026');
  });

  it('is closed to everybody but the reviewer', async () => {
    const { alias } = await aReleasedCase();
    const review = await assign(app, alias, 'reviewerOne');
    for (const by of ['reviewerTwo', 'reviewerFive'] as const)
      expect((await as(app, by).get(`/audits/${review.id}`)).status).toBe(404);
    for (const by of ['focalPoint', 'referralHead', 'coordinator', 'region', 'admin'] as const) {
      expect([by, (await as(app, by).get(`/audits/${review.id}`)).status]).toEqual([by, 403]);
    }
  });

  it('names no place in the journal: a district never reads who reviews its cases', async () => {
    const { alias } = await aReleasedCase();
    const review = await assign(app, alias, 'reviewerOne');
    await declare(app, review);
    const entries = await app.sql<{ district: number | null; place: number | null }>(
      'SELECT district_id AS district, place_id AS place FROM trail.entry WHERE person_id = $1 OR subject_id = $2',
      [idOf('reviewerOne'), review.id],
    );
    expect(entries.length).toBeGreaterThanOrEqual(2);
    expect(entries.every(({ district, place }) => district === null && place === null)).toBe(true);
    const read = await as(app, 'focalPoint').get('/journal?limit=100');
    expect(read.status).toBe(200);
    expect(read.text).not.toContain(people.reviewerOne);
  });
});

describe('a concern for somebody’s safety', () => {
  it('puts the case on the safeguarding route, and tells nobody which reviewer raised it', async () => {
    const found = await aReviewedCase(app);
    const [review, other] = found.reviews;
    const raise = async (by: GivenReview) =>
      as(app, by.by).post<Receipt>(
        `/audits/${by.id}/raise-concern`,
        {},
        { version: (await gateOf(app, by)).version },
      );
    ok(await raise(review), 'raise');
    const page = await pageOf(app, 'focalPoint', found.id);
    expect(page.hold).toMatchObject({ route: 'safeguarding' });
    expect(page.timeline.find(({ event }) => event === 'hold')).toMatchObject({
      byRole: 'system',
      reason: null,
    });
    expect((await as(app, 'focalPoint').get('/journal?limit=100')).text).not.toContain(people[review.by]);
    expect((await raise(other)).status).toBe(200);
    expect(await pageOf(app, 'focalPoint', found.id)).toMatchObject({ version: page.version });
  });
});

describe('leaving a seat', () => {
  it('is possible at any time by recusing; the seat is for somebody else, never again for the same person', async () => {
    const found = await aReviewedCase(app);
    const [review] = found.reviews;
    const { version } = await gateOf(app, review);
    ok(await as(app, review.by).post(`/audits/${review.id}/recuse`, {}, { version }), 'recuse');
    expect((await as(app, review.by).get(`/audits/${review.id}`)).status).toBe(404);
    const { body } = await as(app, review.by).get<readonly AssignmentRow[]>('/audits');
    expect(body.some(({ id }) => id === review.id)).toBe(false);
    expect(reasonsOf(await give(found.alias, review.by))).toEqual(
      expect.arrayContaining(['audit.already-on-case']),
    );
    await declare(app, await assign(app, found.alias, 'reviewerFour'));
  });

  it('happens by itself when nobody accepts within 48 hours', async () => {
    const { alias } = await aReleasedCase();
    const review = await assign(app, alias, 'reviewerTwo');
    app.clock.advance(47 * HOUR);
    await runClock(app);
    expect((await gateOf(app, review)).state).toBe('assigned');
    app.clock.advance(2 * HOUR);
    await runClock(app);
    expect((await as(app, 'reviewerTwo').get(`/audits/${review.id}`)).status).toBe(404);
    expect((await seatsOf(alias)).map(({ state }) => state)).toEqual(['open', 'open']);
    const { items } = (await as(app, 'reviewerTwo').get<WorklistView>('/tasks?limit=100')).body;
    expect(items.some(({ subjectId }) => subjectId === review.id)).toBe(false);
    await runClock(app);
    expect(await seatsOf(alias)).toHaveLength(2);
    await assign(app, alias, 'reviewerFour');
  });

  it('happens by itself when the opinion is not sealed on its day, but never on a case on hold', async () => {
    const found = await aReviewedCase(app);
    const { version } = await pageOf(app, 'focalPoint', found.id);
    ok(
      await as(app, 'focalPoint').post(`/cases/${found.id}/hold`, { route: 'judicial' }, { version }),
      'hold',
    );
    app.clock.advance(31 * DAY);
    await runClock(app);
    expect((await gateOf(app, found.reviews[0])).state).toBe('in-progress');
    const held = await pageOf(app, 'focalPoint', found.id);
    ok(
      await as(app, 'focalPoint').post(
        `/cases/${found.id}/lift-hold`,
        { reason: 'Clos.' },
        { version: held.version },
      ),
      'lift',
    );
    expect((await gateOf(app, found.reviews[0])).dueAt).toBe('2026-05-16T23:59:00.000Z');
    await runClock(app);
    expect((await gateOf(app, found.reviews[0])).state).toBe('in-progress');
    app.clock.advance(31 * DAY);
    await runClock(app);
    expect((await seatsOf(found.alias)).map(({ state }) => state)).toEqual(['open', 'open']);
  });

  it('is decided by the coordination with a reason', async () => {
    const found = await aReviewedCase(app);
    const seat = (await seats(app)).find(({ id }) => id === found.reviews[1].id);
    const take = (reason: string, by: CastMember = 'coordinator') =>
      as(app, by).post<Receipt & ProblemDocument>(
        `/audits/${found.reviews[1].id}/withdraw`,
        { reason },
        { version: seat?.version ?? 0 },
      );
    expect(reasonsOf(await take(''))).toEqual(['audit.reason-missing']);
    expect((await take('Trop long.', 'focalPoint')).status).toBe(403);
    ok(await take('Indisponible.'), 'withdraw');
    expect((await as(app, found.reviews[1].by).get(`/audits/${found.reviews[1].id}`)).status).toBe(404);
  });

  it('ends with the round when the case is reopened', async () => {
    const found = await aReviewedCase(app);
    const { version } = await pageOf(app, 'focalPoint', found.id);
    const approval = ok(
      await as(app, 'focalPoint').post<Receipt>(
        `/cases/${found.id}/reopen`,
        { reason: 'Un fait nouveau.' },
        { version },
      ),
      'reopen',
    );
    ok(
      await as(app, 'referralHead').post(`/approvals/${approval.id}/confirm`, {}, { version: 1 }),
      'confirm',
    );
    for (const review of found.reviews)
      expect((await as(app, review.by).get(`/audits/${review.id}`)).status).toBe(404);
    expect(await seatsOf(found.alias)).toEqual([]);
    const bars = await app.sql('SELECT 1 FROM app.case_bar WHERE case_id = $1', [found.id]);
    expect(bars).toHaveLength(2);
  });
});

describe('going on without a reviewer', () => {
  const confirm = (id: string, by: CastMember = 'region') =>
    as(app, by).post<ProblemDocument>(`/approvals/${id}/confirm`, {}, { version: 1 });
  const askFor = async (
    alias: string,
    event: 'proceed-with-one' | 'waive',
    reason = 'Personne ne peut venir.',
  ) => {
    const seat = (await seatsOf(alias)).find(({ state }) => state !== 'sealed');
    return as(app, 'coordinator').post<Receipt & ProblemDocument>(
      `/seats/${seat?.id ?? ''}/${event}`,
      { reason },
      { version: seat?.version ?? 0 },
    );
  };

  it('is refused while somebody could still come', async () => {
    const { alias } = await aReviewedCase(app);
    expect(reasonsOf(await askFor(alias, 'proceed-with-one'))).toEqual([
      'case.no-review-sealed',
      'case.reviewer-still-possible',
    ]);
    expect(reasonsOf(await askFor(alias, 'waive'))).toEqual(['case.reviewer-still-possible']);
  });

  it('concludes with the one opinion that is sealed, by two persons', async () => {
    const found = await aReviewedCase(app);
    await typeReview(app, found, found.reviews[0], found.worked.reviews[0]);
    ok(await sealReview(app, found.reviews[0]), 'seal');
    app.clock.advance(31 * DAY);
    expect(reasonsOf(await askFor(found.alias, 'proceed-with-one', ' '))).toEqual(['case.reason-missing']);
    const approval = ok(await askFor(found.alias, 'proceed-with-one'), 'ask');
    expect((await confirm(approval.id, 'coordinator')).status).toBe(403);
    expect((await pageOf(app, 'focalPoint', found.id)).state).toBe('counter-auditing');
    ok(await confirm(approval.id), 'confirm');
    expect((await pageOf(app, 'focalPoint', found.id)).state).toBe('concluded');
    const { body } = await as(app, 'focalPoint').get<ComparisonView>(`/cases/${found.id}/comparison`);
    expect(body).toMatchObject({ route: 'audit', level: 'NONE' });
    expect(body.columns.map(({ seat }) => seat)).toEqual(['A', 'R1', 'FINAL']);
    expect((await as(app, found.reviews[1].by).get(`/audits/${found.reviews[1].id}`)).status).toBe(404);
  });

  it('seals a decision against the proposed group only with its reason, and marks it to be counted', async () => {
    const found = await aReviewedCase(app);
    const [review] = found.reviews;
    await typeReview(app, found, review, {
      ...found.worked.reviews[0],
      icdmm_group: { value: 'MM2' },
    });
    expect(reasonsOf((await sealReview(app, review)) as Answer<ProblemDocument & Receipt>)).toEqual([
      'audit.opinion-incomplete',
    ]);
    const path = `/audits/${review.id}/opinion`;
    await type(app, review.by, path, { group_reason: { value: 'Tension à 180 bien avant le saignement.' } });
    ok(await sealReview(app, review), 'seal');
    const marked = await app.sql<{ kind: string; against: boolean }>(
      `SELECT a.kind, o.against_proposal AS against FROM app.opinion o JOIN app.audit a ON a.id = o.audit_id
       WHERE a.case_id = $1 AND a.state = 'sealed' ORDER BY a.kind`,
      [found.id],
    );
    expect(marked).toEqual([
      { kind: 'audit', against: false },
      { kind: 'counter-audit', against: true },
    ]);
  });

  it('concludes on the audit alone when the counter-audit is waived', async () => {
    const found = await aReleasedCase();
    app.clock.advance(31 * DAY);
    const approval = ok(await askFor(found.alias, 'waive'), 'ask');
    ok(await confirm(approval.id), 'confirm');
    const { body } = await as(app, 'focalPoint').get<ComparisonView>(`/cases/${found.id}/comparison`);
    expect(body).toMatchObject({ route: 'waived', items: [] });
    expect(body.columns.map(({ seat }) => seat)).toEqual(['A', 'FINAL']);
    expect(await seatsOf(found.alias)).toEqual([]);
  });
});

describe('adjudicating', () => {
  async function toAdjudicate() {
    const found = await aReviewedCase(app, { worked: m2 });
    for (const [index, review] of found.reviews.entries()) {
      await typeReview(app, found, review, found.worked.reviews[index === 0 ? 0 : 1]);
      ok(await sealReview(app, review), 'seal');
    }
    return found;
  }

  it('asks for somebody from a third district', async () => {
    const found = await toAdjudicate();
    expect((await pageOf(app, 'focalPoint', found.id)).state).toBe('adjudicating');
    const open = (await seatsOf(found.alias)).find(({ kind }) => kind === 'adjudication');
    expect(open).toMatchObject({ state: 'open', alias: found.alias });
    expect(reasonsOf(await give(found.alias, 'reviewerThree'))).toEqual([
      'audit.not-independent',
      'independence.not-third-district',
    ]);
    expect(reasonsOf(await give(found.alias, 'reviewerOne'))).toEqual(
      expect.arrayContaining(['audit.already-on-case']),
    );
    const pool = await candidates(app, open?.id ?? '');
    expect(
      pool
        .filter(({ eligible }) => eligible)
        .map(({ username }) => username)
        .sort(),
    ).toEqual(['relecteur-5', 'relecteur-6']);
  });

  it('shows the sealed opinions as A, B and C on the neutral calendar, in an order that tells nothing', async () => {
    const found = await toAdjudicate();
    const seat = await assign(app, found.alias, 'reviewerFive');
    expect(await gateOf(app, seat)).not.toHaveProperty('opinions');
    const { opinions } = await declare(app, seat);
    expect(opinions?.map(({ letter }) => letter)).toEqual(['A', 'B', 'C']);
    const groups = opinions?.map(({ answers }) => codeOf('group', answers)).sort();
    expect(groups).toEqual(['MM2', 'MM7', 'MM7']);
    const shown = JSON.stringify(opinions);
    expect(shown).not.toContain('2026-');
    expect(shown).toContain('2001-01-');
    for (const secret of [
      found.auditId,
      ...found.reviews.map(({ id }) => id),
      'counter-audit',
      CANARIES.deceased_name,
    ]) {
      expect(shown).not.toContain(secret);
    }
    const seals = await app.sql<{ kind: string }>(
      `SELECT a.kind FROM app.seal s JOIN app.audit a ON a.id = s.audit_id WHERE a.case_id = $1 ORDER BY s.sha256`,
      [found.id],
    );
    const audit = opinions?.findIndex(({ answers }) => codeOf('group', answers) === 'MM2');
    expect(seals.findIndex(({ kind }) => kind === 'audit')).toBe(audit);
  });

  it('needs a written reason of at most 300 characters', async () => {
    const found = await toAdjudicate();
    const seat = await assign(app, found.alias, 'reviewerFive');
    await declare(app, seat);
    const { adjudication_reason: reason, ...judgement } = found.worked.adjudication ?? {};
    await typeReview(app, found, seat, judgement);
    expect(reasonsOf((await sealReview(app, seat)) as Answer<ProblemDocument & Receipt>)).toEqual([
      'audit.adjudication-reason-missing',
      'audit.opinion-incomplete',
    ]);
    const patch = (text: string) =>
      as(app, seat.by).patch<ProblemDocument>(`/audits/${seat.id}/opinion`, {
        patches: [{ question: 'adjudication_reason', base: null, value: { value: text } }],
      });
    expect((await patch('x'.repeat(301))).status).toBe(422);
    await type(app, seat.by, `/audits/${seat.id}/opinion`, {
      adjudication_reason: reason ?? { value: 'Parce que.' },
    });
    expect((await sealReview(app, seat)).status).toBe(200);
    expect((await pageOf(app, 'focalPoint', found.id)).state).toBe('concluded');
  });
});

describe('revising the first audit', () => {
  it('ends with the first sealed review, also when a revision is already begun', async () => {
    const found = await aReviewedCase(app);
    const seen = await detailOf(app, 'referralHead', found.sessionId);
    const revise = () =>
      as(app, 'referralHead').post<Receipt & ProblemDocument>(
        `/audits/${found.auditId}/revise`,
        { reason: 'Une heure.' },
        { version: seen.audit?.version ?? 0 },
      );
    const begun = ok(await revise(), 'revise');
    const tasks = async () =>
      (await as(app, 'referralHead').get<WorklistView>('/tasks?limit=100')).body.items.filter(
        ({ subjectId, event }) => subjectId === found.sessionId && event === 'seal',
      );
    expect(await tasks()).toHaveLength(1);
    await typeReview(app, found, found.reviews[0], found.worked.reviews[0]);
    ok(await sealReview(app, found.reviews[0]), 'seal');
    const [kept] = await app.sql<{ state: string }>('SELECT state FROM app.audit WHERE id = $1', [begun.id]);
    expect(kept?.state).toBe('withdrawn');
    expect(await tasks()).toEqual([]);
    expect(reasonsOf(await revise())).toEqual(['audit.counter-audit-sealed']);
    expect((await detailOf(app, 'referralHead', found.sessionId)).audit).toMatchObject({
      id: found.auditId,
      revision: 1,
      state: 'sealed',
    });
  });
});

describe('proposing and assigning reviewers', () => {
  // Each story plants its own postings and settings.
  beforeEach(async () => {
    await app.close();
    await start();
  });

  it('shows the coordination seats without file, number or opinion', async () => {
    const found = await aReleasedCase();
    const list = await seats(app);
    expect(list).toEqual(
      [1, 2].map(
        (seat) =>
          expect.objectContaining({
            seat,
            state: 'open',
            kind: 'counter-audit',
            caseKind: 'MAT',
            region: 'Wolonka',
            packetReleased: true,
            auditId: null,
          }) as unknown,
      ),
    );
    for (const secret of [found.id, found.number, 'Nièbala', 'Kolomba', 'MM3'])
      expect(JSON.stringify(list)).not.toContain(secret);
    const task = (await as(app, 'coordinator').get<WorklistView>('/tasks')).body.items;
    expect(task.filter(({ event, subject }) => event === 'assign' && subject === 'assignment')).toHaveLength(
      2,
    );
    for (const by of ['focalPoint', 'referralHead', 'reviewerOne', 'region', 'partner', 'admin'] as const) {
      expect([by, (await as(app, by).get('/seats')).status]).toEqual([by, 403]);
    }
  });

  it('ranks the pool: independent first, of the field first, and says why others may not', async () => {
    const { alias } = await aReleasedCase();
    const [seat] = await seats(app);
    await app.sql(
      `INSERT INTO app.affiliation (id, person_id, place_id, link, from_date, to_date, source)
       SELECT gen_random_uuid(), $1, id, 'works', '2025-01-01', '2025-09-30', 'declared' FROM app.place WHERE code = 'CSREF-DEMO'`,
      [idOf('reviewerThree')],
    );
    await app.sql(
      `INSERT INTO app.affiliation (id, person_id, place_id, link, from_date, source)
       SELECT gen_random_uuid(), $1, id, 'works', '2025-01-01', 'declared' FROM app.place WHERE code = 'ONG-DEMO'`,
      [idOf('reviewerSix')],
    );
    const pool = await candidates(app, seat?.id ?? '');
    const who = new Map(pool.map((one) => [one.username, one]));
    expect([...who.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6].map((n) => `relecteur-${n}`));
    expect(who.get('relecteur-3')).toMatchObject({
      eligible: false,
      reasons: ['independence.worked-in-path'],
    });
    expect(who.get('relecteur-6')).toMatchObject({ eligible: false, reasons: ['independence.supports'] });
    expect(
      pool
        .slice(0, 2)
        .map(({ username }) => username)
        .sort(),
    ).toEqual(['relecteur-2', 'relecteur-4']);
    expect(pool.findLastIndex(({ eligible }) => eligible)).toBeLessThan(
      pool.findIndex(({ eligible }) => !eligible),
    );
    expect(reasonsOf(await give(alias, 'reviewerThree'))).toEqual([
      'audit.not-independent',
      'independence.worked-in-path',
    ]);
    expect(reasonsOf(await give(alias, 'reviewerSix'))).toEqual([
      'audit.not-independent',
      'independence.supports',
    ]);
  });

  it('refuses whoever took part, works along the path, or is no reviewer, with the reason', async () => {
    const { alias, sessionId } = await aReleasedCase();
    const makeReviewer = (who: CastMember) =>
      app.sql(
        `INSERT INTO app.membership (id, person_id, role, place_id, from_date)
         SELECT gen_random_uuid(), $1, 'counter-auditor', id, '2025-01-01' FROM app.place WHERE code = 'DISTRICT-DEMO-2'`,
        [idOf(who)],
      );
    await makeReviewer('matrone');
    await makeReviewer('otherMidwife');
    await app.sql(
      `INSERT INTO app.attendance (id, session_id, person_id, profession, function, presence, involved_in_care)
       VALUES (gen_random_uuid(), $1, $2, 'MIDWIFE', 'Invitée', 'telephone', FALSE)`,
      [sessionId, idOf('otherMidwife')],
    );
    expect(reasonsOf(await give(alias, 'matrone'))).toEqual(
      expect.arrayContaining([
        'audit.not-independent',
        'independence.works-in-path',
        'independence.same-district',
      ]),
    );
    expect(reasonsOf(await give(alias, 'otherMidwife'))).toEqual([
      'audit.not-independent',
      'independence.attended',
    ]);
    expect(await give(alias, 'neighbourHead')).toMatchObject({
      status: 409,
      body: { code: 'reviewer.not-eligible' },
    });
  });

  it('waits for the packet', async () => {
    const found = await aSealedAudit(app);
    const { alias } = await packetOf(app, found.id);
    expect(reasonsOf(await give(alias, 'reviewerOne'))).toEqual(['audit.packet-not-released']);
  });

  it('gives nobody two seats, and counts the deadline in whole days from the assignment', async () => {
    const { alias } = await aReleasedCase();
    const taken = await assign(app, alias, 'reviewerOne');
    expect(reasonsOf(await give(alias, 'reviewerOne'))).toEqual(
      expect.arrayContaining(['audit.already-on-case']),
    );
    expect(reasonsOf(await give(alias, 'reviewerThree'))).toEqual([
      'audit.not-independent',
      'independence.profession',
    ]);
    expect((await gateOf(app, taken)).dueAt).toBe('2026-04-15T23:59:00.000Z');
    const [bar] = await app.sql<{ reason: string }>('SELECT reason FROM app.case_bar WHERE person_id = $1', [
      idOf('reviewerOne'),
    ]);
    expect(bar).toEqual({ reason: 'assignment' });
    await expect(
      app.sql(`UPDATE app.audit SET assignee_id = $1, state = 'assigned' WHERE state = 'open'`, [
        idOf('reviewerOne'),
      ]),
    ).rejects.toThrow('audit_one_seat_key');
  });

  it('respects the most packets a month', async () => {
    const { alias } = await aReleasedCase();
    await app.sql(`UPDATE app.setting SET value = '1' WHERE key = 'review.load-most'`);
    await assign(app, alias, 'reviewerTwo');
    const next = await aReleasedCase();
    expect(reasonsOf(await give(next.alias, 'reviewerTwo'))).toEqual(['audit.reviewer-full']);
  });
});
