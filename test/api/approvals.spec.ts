import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ComparisonView } from '../../backend/src/domain/audits/audit.js';
import type { ApprovalView, CaseView } from '../../backend/src/domain/cases/case.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import { ClockJobs } from '../../backend/src/reminders/clock-jobs.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { as } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import {
  aConfirmedDeath,
  aDocumentedCase,
  aNotifiedDeath,
  pageOf,
  type GivenCase,
} from '../support/given.js';
import { idOf, type CastMember } from '../support/people.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const DAY = 86_400_000;
const reasonsOf = (body: ProblemDocument) => (body.reasons ?? []).map(({ code }) => code);
const WAIVER = { ground: 'file-lost', reason: 'Le dossier a brûlé' };

const ask = (
  by: CastMember,
  { id, version }: Pick<GivenCase, 'id' | 'version'>,
  event: string,
  body: object,
) => as(app, by).post<Receipt & ProblemDocument>(`/cases/${id}/${event}`, body, { version });
const answer = (by: CastMember, approval: string, verb: 'confirm' | 'decline') =>
  as(app, by).post<Receipt & ProblemDocument>(`/approvals/${approval}/${verb}`, {}, { version: 1 });
const waiting = async (by: CastMember) => (await as(app, by).get<readonly ApprovalView[]>('/approvals')).body;

async function aWaivedCase(): Promise<GivenCase> {
  const given = await aConfirmedDeath(app);
  const asked = await ask('focalPoint', given, 'waive-audit', WAIVER);
  await answer('referralHead', asked.body.id, 'confirm');
  return { ...given, version: (await pageOf(app, 'focalPoint', given.id)).version };
}

describe('waiving an audit', () => {
  it('takes effect only when a second person confirms', async () => {
    const given = await aConfirmedDeath(app);
    const asked = await ask('focalPoint', given, 'waive-audit', WAIVER);
    expect([asked.status, asked.body.version]).toEqual([201, 1]);
    const page = await pageOf(app, 'focalPoint', given.id);
    expect(page).toMatchObject({ state: 'documenting', version: given.version });
    expect(page.approvals).toEqual([
      {
        id: asked.body.id,
        action: 'waive-audit',
        askedByMe: true,
        askedAt: '2026-03-14T18:10:00.000Z',
        reason: WAIVER.reason,
        mayConfirm: false,
        version: 1,
        caseId: given.id,
        caseNumber: given.number,
      },
    ]);
    expect((await waiting('referralHead')).find(({ id }) => id === asked.body.id)).toMatchObject({
      askedByMe: false,
      mayConfirm: true,
      caseNumber: given.number,
    });
    const confirmed = await answer('referralHead', asked.body.id, 'confirm');
    expect([confirmed.status, confirmed.body.version]).toEqual([201, 2]);
    expect(await pageOf(app, 'focalPoint', given.id)).toMatchObject({ state: 'concluded', approvals: [] });
    expect((await waiting('referralHead')).map(({ id }) => id)).not.toContain(asked.body.id);
  });

  it('concludes with everything undetermined, so that the case stays in every count', async () => {
    const { id } = await aWaivedCase();
    const expected = {
      eligibility: { value: 'UND' },
      maternal_class: { value: 'SUSPECTED' },
      icdmm_group: { value: 'MM_TBS' },
      delay1_lvl: { value: 'UND' },
      delay2_lvl: { value: 'UND' },
      delay3_lvl: { value: 'UND' },
      avoidability: { value: 'AVOID_UND' },
    };
    expect((await pageOf(app, 'focalPoint', id)).conclusion).toEqual({
      source: 'not-audited',
      formVersion: 1,
      answers: expected,
    });
    const { body } = await as(app, 'region').get<ComparisonView>(`/cases/${id}/comparison`);
    expect(body).toMatchObject({
      route: 'not-audited',
      level: 'NONE',
      columns: [{ seat: 'FINAL', answers: expected }],
      items: [],
      reason: null,
    });
  });

  it('waits on the worklist of everyone who may confirm, and of nobody else', async () => {
    const given = await aConfirmedDeath(app);
    const asked = await ask('focalPoint', given, 'waive-audit', WAIVER);
    const tasks = await app.sql<{ person: string }>(
      `SELECT person_id AS person FROM app.task WHERE subject = 'approval' AND subject_id = $1`,
      [asked.body.id],
    );
    expect(tasks.map(({ person }) => person).toSorted()).toEqual(
      [idOf('referralHead'), idOf('region')].toSorted(),
    );
    await answer('region', asked.body.id, 'confirm');
    expect(await app.sql('SELECT 1 FROM app.task WHERE subject_id = $1', [asked.body.id])).toEqual([]);
  });

  it('shows a second person who may not open the case neither its number nor its id', async () => {
    const given = await aConfirmedDeath(app);
    const asked = await ask('focalPoint', given, 'waive-audit', WAIVER);
    const seen = (await waiting('region')).find(({ id }) => id === asked.body.id);
    expect(seen).toMatchObject({ action: 'waive-audit', mayConfirm: true });
    expect(seen).not.toHaveProperty('caseNumber');
  });

  it('is never confirmed by who asked, by who has no right, or from outside', async () => {
    const given = await aConfirmedDeath(app);
    const { id } = (await ask('focalPoint', given, 'waive-audit', WAIVER)).body;
    const self = await answer('focalPoint', id, 'confirm');
    expect([self.status, self.body.code]).toEqual([403, 'approval.same-person']);
    expect((await answer('midwife', id, 'confirm')).status).toBe(403);
    expect((await answer('otherFocalPoint', id, 'confirm')).status).toBe(404);
    expect((await answer('head', id, 'confirm')).status).toBe(404);
    expect((await pageOf(app, 'focalPoint', given.id)).state).toBe('documenting');
  });

  it('needs its ground, its reason, the right and the state', async () => {
    const given = await aConfirmedDeath(app);
    expect(reasonsOf((await ask('focalPoint', given, 'waive-audit', {})).body)).toEqual(
      expect.arrayContaining(['case.ground-missing', 'case.reason-missing']),
    );
    expect((await ask('focalPoint', given, 'waive-audit', { ...WAIVER, ground: 'tired' })).status).toBe(422);
    expect((await ask('referralHead', given, 'waive-audit', WAIVER)).status).toBe(403);
    const early = await aNotifiedDeath(app);
    expect(reasonsOf((await ask('focalPoint', early, 'waive-audit', WAIVER)).body)).toEqual([
      'case.wrong-state',
    ]);
  });

  it('is asked once at a time, may be declined, and asked again', async () => {
    const given = await aConfirmedDeath(app);
    const first = await ask('focalPoint', given, 'waive-audit', WAIVER);
    const second = await ask('focalPoint', given, 'waive-audit', WAIVER);
    expect([second.status, second.body.code]).toEqual([409, 'approval.pending']);
    expect((await answer('referralHead', first.body.id, 'decline')).status).toBe(201);
    const late = await as(app, 'referralHead').post<ProblemDocument>(
      `/approvals/${first.body.id}/confirm`,
      {},
      { version: 2 },
    );
    expect([late.status, late.body.code]).toEqual([409, 'approval.ended']);
    expect((await ask('focalPoint', given, 'waive-audit', WAIVER)).status).toBe(201);
  });

  it('expires, and may then be asked again', async () => {
    const given = await aConfirmedDeath(app);
    const first = await ask('focalPoint', given, 'waive-audit', WAIVER);
    const tasks = () =>
      app.sql<{ id: string }>('SELECT subject_id AS id FROM app.task WHERE subject_id = $1', [first.body.id]);
    expect((await tasks()).length).toBeGreaterThan(0);
    app.clock.advance(15 * DAY);
    const late = await answer('referralHead', first.body.id, 'confirm');
    expect([late.status, late.body.code]).toEqual([409, 'approval.expired']);
    await app.nest.get(ClockJobs, { strict: false }).runClock();
    expect(await tasks()).toEqual([]);
    expect((await ask('focalPoint', given, 'waive-audit', WAIVER)).status).toBe(201);
  });

  it('does nothing when the case moved on meanwhile', async () => {
    const given = await aDocumentedCase(app);
    const asked = await ask('focalPoint', given, 'waive-audit', WAIVER);
    await ask('referralHead', given, 'freeze', { namesSeen: true });
    const late = await answer('referralHead', asked.body.id, 'confirm');
    expect([late.status, reasonsOf(late.body)]).toEqual([409, ['case.wrong-state']]);
    expect((await pageOf(app, 'focalPoint', given.id)).state).toBe('ready');
  });

  it('is confirmed once when two confirm at the same time', async () => {
    const given = await aConfirmedDeath(app);
    const { id } = (await ask('focalPoint', given, 'waive-audit', WAIVER)).body;
    const both = await Promise.all([answer('referralHead', id, 'confirm'), answer('region', id, 'confirm')]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    const events = await app.sql(
      `SELECT 1 FROM app.case_event WHERE case_id = $1 AND event = 'waive-audit'`,
      [given.id],
    );
    expect(events).toHaveLength(1);
  });
});

describe('closing', () => {
  it('asks that somebody was told, or why not', async () => {
    const given = await aWaivedCase();
    const close = (by: CastMember, body: object) => ask(by, given, 'close', body);
    expect(reasonsOf((await close('focalPoint', { feedback: ['NONE'] })).body)).toEqual([
      'case.feedback-missing',
    ]);
    expect((await close('focalPoint', { feedback: ['POSTER'] })).status).toBe(422);
    expect((await close('focalPoint', {})).status).toBe(422);
    expect((await close('referralHead', { feedback: ['STAFF'] })).status).toBe(403);
    expect((await close('focalPoint', { feedback: ['STAFF', 'FAMILY'] })).status).toBe(201);
    const page = await pageOf(app, 'focalPoint', given.id);
    expect([page.state, page.clocks.find(({ name }) => name === 'closing')?.metAt]).toEqual([
      'closed',
      '2026-03-14T18:10',
    ]);
  });
});

describe('reopening', () => {
  it('begins a new round where the drafts stood, and leaves the old one as it was', async () => {
    const documented = await aDocumentedCase(app);
    const waived = await ask('focalPoint', documented, 'waive-audit', WAIVER);
    await answer('referralHead', waived.body.id, 'confirm');
    const { version } = await pageOf(app, 'focalPoint', documented.id);
    expect(reasonsOf((await ask('focalPoint', { id: documented.id, version }, 'reopen', {})).body)).toEqual([
      'case.reason-missing',
    ]);
    const asked = await ask('focalPoint', { id: documented.id, version }, 'reopen', {
      reason: 'Dossier retrouvé',
    });
    expect((await answer('referralHead', asked.body.id, 'confirm')).status).toBe(201);
    const page: CaseView = await pageOf(app, 'focalPoint', documented.id);
    expect([page.state, page.round]).toEqual(['documenting', 2]);
    expect(page.clocks.map(({ name }) => name)).not.toContain('closing');
    const drafts = await app.sql<{ round: number; same: boolean }>(
      `SELECT d.round, d.answers = o.answers AS same FROM app.case_draft d
       JOIN app.case_draft o ON o.case_id = d.case_id AND o.form = d.form AND o.round = 1
       WHERE d.case_id = $1 AND d.form = 'maternal_review' ORDER BY d.round`,
      [documented.id],
    );
    expect(drafts).toEqual([
      { round: 1, same: true },
      { round: 2, same: true },
    ]);
    await as(app, 'referralHead').patch(`/cases/${documented.id}/forms/maternal_review`, {
      patches: [{ question: 'adm_pulse', base: { value: 148 }, value: { value: 150 } }],
    });
    const [old] = await app.sql<{ pulse: string }>(
      `SELECT answers #>> '{adm_pulse,value}' AS pulse FROM app.case_draft WHERE case_id = $1 AND form = 'maternal_review' AND round = 1`,
      [documented.id],
    );
    expect(old?.pulse).toBe('148');
    const frozen = await ask('referralHead', { id: documented.id, version: page.version }, 'freeze', {
      namesSeen: true,
    });
    expect(frozen.status).toBe(201);
  });

  it('brings a discarded case back to be confirmed', async () => {
    const given = await aNotifiedDeath(app);
    await ask('focalPoint', given, 'discard', { reasonCode: 'LIVE', reason: 'Fausse alerte' });
    const asked = await ask('focalPoint', { ...given, version: 2 }, 'reopen', {
      reason: 'Erreur de personne',
    });
    await answer('region', asked.body.id, 'confirm');
    const page = await pageOf(app, 'focalPoint', given.id);
    expect([page.state, page.round, page.timeline.map(({ event }) => event)]).toEqual([
      'notified',
      2,
      ['notify', 'discard', 'reopen'],
    ]);
    expect(
      (await ask('focalPoint', { id: given.id, version: page.version }, 'confirm', { kind: 'MAT' })).status,
    ).toBe(201);
  });

  it('is refused while the case is under way', async () => {
    const given = await aConfirmedDeath(app);
    expect(reasonsOf((await ask('focalPoint', given, 'reopen', { reason: 'x' })).body)).toEqual([
      'case.wrong-state',
    ]);
  });
});
