import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { CaseView, DraftSaved } from '../../backend/src/domain/cases/case.js';
import { getForm } from '../../backend/src/domain/forms/registry.js';
import { validate } from '../../backend/src/domain/forms/validate.js';
import type { Page, Receipt } from '../../backend/src/domain/receipt.js';
import type { SessionDetail, SessionRow } from '../../backend/src/domain/sessions/session.js';
import type { WorklistView } from '../../backend/src/domain/tasks.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { as, newId, type Answer } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { aDocumentedCase, aFrozenCase, pageOf } from '../support/given.js';
import {
  anOpenSession,
  aPlannedSession,
  aSealedAudit,
  attend,
  detailOf,
  COURSE_WITHOUT_RECOMMENDATION,
  ok,
  sealFirst,
  type,
} from '../support/given-audits.js';
import { people, type CastMember } from '../support/people.js';
import { m2 } from '../support/worked-cases.js';

// A case walks through a dozen requests before its story begins.
jest.setTimeout(60_000);

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const reasonsOf = ({ body }: Answer<ProblemDocument>) => (body.reasons ?? []).map(({ code }) => code).sort();
const plan = (by: CastMember, caseId: string, more: object = {}) =>
  as(app, by).post<Receipt & ProblemDocument>('/sessions', {
    id: newId(),
    caseId,
    plannedFor: '2026-03-20T09:00',
    ...more,
  });
const open = (by: CastMember, sessionId: string) =>
  as(app, by).post<Receipt & ProblemDocument>(`/sessions/${sessionId}/open`, {}, { version: 1 });

describe('planning a session', () => {
  it('is joint by default for an evacuated case, of the centre alone otherwise', async () => {
    const evacuated = await aPlannedSession(app);
    expect(await detailOf(app, 'referralHead', evacuated.sessionId)).toMatchObject({
      type: 'JOINT',
      state: 'planned',
    });
    const alone = await aPlannedSession(app, { worked: m2 });
    expect(await detailOf(app, 'head', alone.sessionId)).toMatchObject({
      type: 'CSCOM_AUDIT',
      state: 'planned',
    });
  });

  it('waits for the frozen file, and one case has one session at a time', async () => {
    const documented = await aDocumentedCase(app);
    const early = await plan('referralHead', documented.id);
    expect(early.status).toBe(409);
    expect(reasonsOf(early)).toEqual(['session.file-not-frozen']);
    const planned = await aPlannedSession(app);
    const twice = await plan('focalPoint', planned.id);
    expect(twice.status).toBe(409);
    expect(reasonsOf(twice)).toEqual(['audit.seat-taken']);
  });

  it('is for the responsible centre and the focal point; others find nothing or are refused', async () => {
    const { id } = await aFrozenCase(app);
    expect((await plan('neighbourHead', id)).status).toBe(404);
    expect((await plan('otherFocalPoint', id)).status).toBe(404);
    expect((await plan('head', id)).status).toBe(403);
    expect((await plan('midwife', id)).status).toBe(403);
    expect((await plan('focalPoint', id, { type: 'DISTRICT' })).status).toBe(201);
  });

  it('refuses what is no plan', async () => {
    const { id } = await aFrozenCase(app);
    const nonsense = await plan('referralHead', id, { type: 'TEA', plannedFor: '2026-13-40T99:00' });
    expect(nonsense.status).toBe(422);
    expect(nonsense.body.fields?.map(({ field }) => field).sort()).toEqual(['plannedFor', 'type']);
  });

  it('moves the task of the centre from planning to opening, with the deadline of the audit', async () => {
    const { id } = await aFrozenCase(app);
    const tasksOf = async () => (await as(app, 'referralHead').get<WorklistView>('/tasks')).body.items;
    expect(await tasksOf()).toContainEqual(expect.objectContaining({ event: 'plan', subjectId: id }));
    const sessionId = newId();
    ok(
      await as(app, 'referralHead').post('/sessions', {
        id: sessionId,
        caseId: id,
        plannedFor: '2026-03-20T09:00',
      }),
      'plan',
    );
    const tasks = await tasksOf();
    expect(tasks.some(({ event, subjectId }) => event === 'plan' && subjectId === id)).toBe(false);
    expect(tasks.find(({ subjectId }) => subjectId === sessionId)).toMatchObject({
      event: 'open',
      subject: 'session',
      dueAt: '2026-03-21T09:30:00.000Z',
    });
  });

  it('goes with its case to the centre that takes it over', async () => {
    const { id, sessionId } = await aPlannedSession(app, { worked: m2 });
    const { version } = await pageOf(app, 'focalPoint', id);
    const body = { placeId: await app.place('CSREF-DEMO'), reason: 'Le centre est fermé.' };
    ok(await as(app, 'focalPoint').post(`/cases/${id}/transfer`, body, { version }), 'transfer');
    expect(await detailOf(app, 'referralHead', sessionId)).toMatchObject({
      placeName: 'CSRéf de Kolomba',
      version: 2,
    });
    const tasks = (await as(app, 'referralHead').get<WorklistView>('/tasks?limit=100')).body.items;
    expect(tasks.filter(({ subjectId }) => subjectId === sessionId).map(({ event }) => event)).toEqual([
      'open',
    ]);
  });

  it('is over when the file is opened again', async () => {
    const { id, sessionId } = await aPlannedSession(app);
    const { version } = await pageOf(app, 'focalPoint', id);
    ok(
      await as(app, 'focalPoint').post(`/cases/${id}/unfreeze`, { reason: 'Une heure manque.' }, { version }),
      'unfreeze',
    );
    expect((await detailOf(app, 'focalPoint', sessionId)).state).toBe('cancelled');
  });
});

describe('opening a session', () => {
  it('is refused while quorum and charter are missing, and says which', async () => {
    const { sessionId } = await aPlannedSession(app);
    expect(reasonsOf(await open('referralHead', sessionId))).toEqual(['session.quorum-missing']);
    const id = newId();
    const body = {
      id,
      personUsername: people.referralHead,
      profession: 'MD',
      function: 'Médecin',
      presence: 'present',
      involvedInCare: false,
    };
    ok(await as(app, 'referralHead').post(`/sessions/${sessionId}/attendances`, body), 'attend');
    expect(reasonsOf(await open('referralHead', sessionId))).toEqual([
      'session.charter-unsigned',
      'session.quorum-missing',
    ]);
  });

  it('counts voices, professions, who gave no care and every facility of the path', async () => {
    const { sessionId } = await aPlannedSession(app);
    const here: readonly [CastMember, boolean][] = [
      ['referralHead', true],
      ['referralMidwife', true],
      ['focalPoint', true],
    ];
    for (const [who, involved] of here)
      await attend(app, 'referralHead', sessionId, { who, function: who, involved });
    const { quorum } = await detailOf(app, 'referralHead', sessionId);
    expect(Object.fromEntries(quorum.map(({ code, have, need }) => [code, `${have}/${need}`]))).toEqual({
      'quorum.voices': '3/5',
      'quorum.professions': '2/3',
      'quorum.not-involved': '0/1',
      'quorum.path': '1/2',
      'quorum.charters': '3/3',
    });
    await attend(app, 'referralHead', sessionId, {
      who: 'nurse',
      function: 'Infirmier',
      presence: 'telephone',
    });
    await attend(app, 'referralHead', sessionId, { who: 'matrone', function: 'Matrone', presence: 'absent' });
    expect(reasonsOf(await open('referralHead', sessionId))).toEqual(['session.quorum-missing']);
    await attend(app, 'referralHead', sessionId, { who: 'head', function: 'DTC' });
    expect((await open('referralHead', sessionId)).status).toBe(200);
  });

  it('takes three voices, two professions and somebody from outside at a CSCom', async () => {
    const { sessionId } = await aPlannedSession(app, { worked: m2 });
    for (const who of ['head', 'nurse', 'matrone'] as const)
      await attend(app, 'head', sessionId, { who, function: who });
    const { quorum } = await detailOf(app, 'head', sessionId);
    expect(quorum.find(({ code }) => code === 'quorum.outside')).toMatchObject({
      have: 0,
      need: 1,
      met: false,
    });
    expect(reasonsOf(await open('head', sessionId))).toEqual(['session.quorum-missing']);
    await attend(app, 'head', sessionId, {
      who: 'referralMidwife',
      function: 'Sage-femme',
      presence: 'telephone',
    });
    expect((await open('head', sessionId)).status).toBe(200);
    const opened = await detailOf(app, 'head', sessionId);
    expect(opened).toMatchObject({ state: 'open', audit: { state: 'in-progress', answers: {} } });
    expect(opened.drawCommitment).toMatch(/^[0-9a-f]{64}$/);
  });

  it('follows a quorum that the district set itself', async () => {
    const district = await app.place('DISTRICT-DEMO');
    const put = (value: number | null) =>
      as(app, 'admin').put('/settings', { placeId: district, key: 'quorum.cscom.voices', value });
    ok(await put(5), 'setting');
    const { sessionId } = await aPlannedSession(app, { worked: m2 });
    const { quorum } = await detailOf(app, 'head', sessionId);
    expect(quorum.find(({ code }) => code === 'quorum.voices')?.need).toBe(5);
    ok(await put(null), 'setting');
  });
});

describe('the list of a session', () => {
  it('keeps the name of a person without account in the vault, and nowhere else', async () => {
    const { sessionId } = await aPlannedSession(app);
    const id = newId();
    const name = 'Hawoye Canaribou';
    const body = {
      id,
      name,
      profession: 'NURSE',
      function: 'Infirmière de garde',
      presence: 'telephone',
      involvedInCare: true,
    };
    ok(await as(app, 'referralHead').post(`/sessions/${sessionId}/attendances`, body), 'attend');
    const detail = await detailOf(app, 'referralHead', sessionId);
    expect(detail.attendances).toEqual([
      expect.objectContaining({
        id,
        profession: 'NURSE',
        hasAccount: false,
        votes: false,
        involvedInCare: true,
      }),
    ]);
    expect(JSON.stringify(detail)).not.toContain('Canaribou');
    const tables = await app.sql<{ dump: string }>(
      `SELECT (SELECT json_agg(t) FROM app.attendance t)::text || (SELECT json_agg(e) FROM trail.entry e)::text
         || (SELECT json_agg(i) FROM app.idempotency i)::text AS dump`,
    );
    expect(tables[0]?.dump).not.toContain('Canaribou');
    const [vault] = await app.sql<{ field: string; plain: boolean }>(
      `SELECT f.field, position('Canaribou' IN encode(f.ciphertext, 'escape')) > 0 AS plain
       FROM vault.field f JOIN app.attendance t ON t.vault_ref = f.ref WHERE t.id = $1`,
      [id],
    );
    expect(vault).toEqual({ field: 'name', plain: false });
  });

  it('knows each account once, and no account it does not know', async () => {
    const { sessionId } = await aPlannedSession(app);
    await attend(app, 'referralHead', sessionId, { who: 'head', function: 'DTC' });
    const add = (personUsername: string) =>
      as(app, 'referralHead').post<Receipt & ProblemDocument>(`/sessions/${sessionId}/attendances`, {
        id: newId(),
        personUsername,
        profession: 'MD',
        function: 'DTC',
        presence: 'present',
        involvedInCare: false,
      });
    expect(await add(people.head)).toMatchObject({ status: 409, body: { code: 'attendance.twice' } });
    expect(await add('inconnu')).toMatchObject({ status: 422, body: { code: 'attendance.unknown-person' } });
  });

  it('hears who gave care, without a vote', async () => {
    const { sessionId } = await anOpenSession(app);
    const { attendances } = await detailOf(app, 'referralHead', sessionId);
    const involved = attendances.find((one) => one.involvedInCare);
    const voting = attendances.find((one) => one.votes);
    const say = (one: typeof involved, body: object) =>
      as(app, 'referralHead').patch<Receipt & ProblemDocument>(`/attendances/${one?.id ?? ''}`, body, {
        version: one?.version ?? 0,
      });
    expect(involved).toMatchObject({ votes: false });
    expect(await say(involved, { dissent: 'Je pense autrement.' })).toMatchObject({
      status: 409,
      body: { code: 'attendance.votes' },
    });
    ok(
      await say(voting, { consensus: 'dissents', dissent: 'Le retard 2 est aussi déterminant.' }),
      'dissent',
    );
    const after = await detailOf(app, 'referralHead', sessionId);
    expect(after.attendances.find(({ id }) => id === voting?.id)).toMatchObject({
      consensus: 'dissents',
      dissent: 'Le retard 2 est aussi déterminant.',
    });
  });

  it('opens the session to people of other centres who are on it, and to nobody else', async () => {
    const { sessionId } = await aPlannedSession(app);
    expect((await as(app, 'otherMidwife').get(`/sessions/${sessionId}`)).status).toBe(404);
    const id = newId();
    const body = {
      id,
      personUsername: people.otherMidwife,
      profession: 'MIDWIFE',
      function: 'Sage-femme invitée',
      presence: 'telephone',
      involvedInCare: false,
    };
    ok(await as(app, 'referralHead').post(`/sessions/${sessionId}/attendances`, body), 'attend');
    const seen = await as(app, 'otherMidwife').get<SessionDetail>(`/sessions/${sessionId}`);
    expect(seen.body).toMatchObject({ id: sessionId, mayAttend: false, audit: null });
    const listed = await as(app, 'otherMidwife').get<Page<SessionRow>>('/sessions');
    expect(listed.body.items.map((row) => row.id)).toEqual([sessionId]);
    const other = seen.body.attendances[0];
    expect(other?.id).toBe(id);
    ok(await as(app, 'otherMidwife').post(`/attendances/${id}/sign-charter`, {}, { version: 1 }), 'sign');
    const again = await as(app, 'otherMidwife').post<ProblemDocument>(
      `/attendances/${id}/sign-charter`,
      {},
      { version: 2 },
    );
    expect(again).toMatchObject({ status: 409, body: { code: 'charter.signed' } });
    const foreign = await attend(app, 'referralHead', sessionId, { who: 'head', function: 'DTC' });
    expect(
      (await as(app, 'otherMidwife').post(`/attendances/${foreign}/sign-charter`, {}, { version: 2 })).status,
    ).toBe(403);
    expect((await as(app, 'neighbourHead').get(`/sessions/${sessionId}`)).status).toBe(404);
  });

  it('gives back the place of somebody put on it by mistake', async () => {
    const { sessionId } = await aPlannedSession(app);
    const id = await attend(app, 'referralHead', sessionId, { who: 'head', function: 'DTC' });
    ok(await as(app, 'referralHead').delete(`/attendances/${id}`, { version: 2 }), 'remove');
    expect((await detailOf(app, 'referralHead', sessionId)).attendances).toEqual([]);
  });
});

describe('the opinion of a session', () => {
  it('is typed live, field by field, and merges what two people type', async () => {
    const { auditId, sessionId } = await anOpenSession(app);
    const path = `/audits/${auditId}/opinion`;
    const saved = await type(app, 'referralHead', path, { delay1_lvl: { value: 'NO' } });
    expect(saved).toMatchObject({ version: 2, answers: { delay1_lvl: { value: 'NO' } } });
    expect((await type(app, 'focalPoint', path, { delay2_lvl: { value: 'YES' } })).answers).toMatchObject({
      delay1_lvl: { value: 'NO' },
      delay2_lvl: { value: 'YES' },
    });
    const late = await as(app, 'focalPoint').patch<DraftSaved>(path, {
      patches: [{ question: 'delay1_lvl', base: null, value: { value: 'CRIT' } }],
    });
    expect(late.body.conflicts).toEqual([
      { question: 'delay1_lvl', theirs: { value: 'NO' }, mine: { value: 'CRIT' } },
    ]);
    expect((await detailOf(app, 'referralHead', sessionId)).audit?.answers).toMatchObject({
      delay1_lvl: { value: 'NO' },
    });
  });

  it('refuses unknown questions and impossible answers, by field', async () => {
    const { auditId } = await anOpenSession(app);
    const patches = [
      { question: 'no_such', base: null, value: { value: 1 } },
      { question: 'avoidability', base: null, value: { value: 'PERHAPS' } },
    ];
    const refused = await as(app, 'referralHead').patch<ProblemDocument>(`/audits/${auditId}/opinion`, {
      patches,
    });
    expect(refused.status).toBe(422);
    expect(refused.body.fields?.map(({ field, code }) => `${field} ${code}`).sort()).toEqual([
      'patches.avoidability CODE',
      'patches.no_such field.unknown',
    ]);
  });

  it('is written by the head or the focal point, read by those who attend, absent for the rest', async () => {
    const { auditId, sessionId } = await anOpenSession(app);
    await type(app, 'referralHead', `/audits/${auditId}/opinion`, { delay1_lvl: { value: 'NO' } });
    const body = { patches: [{ question: 'delay1_lvl', base: { value: 'NO' }, value: { value: 'CRIT' } }] };
    expect((await as(app, 'nurse').patch(`/audits/${auditId}/opinion`, body)).status).toBe(403);
    expect((await as(app, 'otherFocalPoint').patch(`/audits/${auditId}/opinion`, body)).status).toBe(404);
    expect((await detailOf(app, 'nurse', sessionId)).audit?.answers).toEqual({ delay1_lvl: { value: 'NO' } });
    expect((await detailOf(app, 'matrone', sessionId)).audit).toBeNull();
  });

  it('seals only complete, with one recommendation or a reason, under quorum', async () => {
    const found = await anOpenSession(app);
    const early = await sealFirst(app, found);
    expect(early.status).toBe(409);
    expect(reasonsOf(early as Answer<ProblemDocument & Receipt>)).toEqual([
      'audit.course-missing',
      'audit.opinion-incomplete',
      'audit.recommendations-missing',
    ]);
    await type(app, 'referralHead', `/audits/${found.auditId}/opinion`, found.worked.opinion);
    const { attendances, audit } = await detailOf(app, 'referralHead', found.sessionId);
    expect(audit?.sealReasons).toEqual(['audit.course-missing', 'audit.recommendations-missing']);
    await type(app, 'referralHead', `/sessions/${found.sessionId}/note`, COURSE_WITHOUT_RECOMMENDATION);
    const leaving = attendances.find(({ profession }) => profession === 'NURSE');
    ok(
      await as(app, 'referralHead').patch(
        `/attendances/${leaving?.id ?? ''}`,
        { presence: 'absent' },
        { version: leaving?.version ?? 0 },
      ),
      'leave',
    );
    expect(reasonsOf((await sealFirst(app, found)) as Answer<ProblemDocument & Receipt>)).toEqual([
      'audit.quorum-missing',
    ]);
    ok(
      await as(app, 'referralHead').patch(
        `/attendances/${leaving?.id ?? ''}`,
        { presence: 'telephone' },
        { version: 3 },
      ),
      'return',
    );
    expect((await sealFirst(app, found)).status).toBe(200);
  });

  it('seals content, source and signers under a hash that anybody can recompute', async () => {
    const found = await aSealedAudit(app);
    const [seal] = await app.sql<{
      content: string;
      sha256: string;
      source: string;
      signers: { profession: string }[];
      file: string;
    }>(
      `SELECT s.content, s.sha256, s.source_sha256 AS source, s.signers, f.sha256 AS file FROM app.seal s
       JOIN app.audit a ON a.id = s.audit_id JOIN app.case_file f ON f.id = a.file_id WHERE s.audit_id = $1`,
      [found.auditId],
    );
    expect(
      createHash('sha256')
        .update(seal?.content ?? '')
        .digest('hex'),
    ).toBe(seal?.sha256);
    expect(seal?.source).toBe(seal?.file);
    expect(seal?.signers.map(({ profession }) => profession).sort()).toEqual([
      'MD',
      'MD',
      'MIDWIFE',
      'MIDWIFE',
      'NURSE',
    ]);
    expect(JSON.parse(seal?.content ?? '')).toMatchObject({
      kind: 'audit',
      revision: 1,
      answers: found.worked.opinion,
    });
    const took = await app.sql<{ votes: boolean; involved: boolean }>(
      'SELECT votes, involved_in_care AS involved FROM app.participation WHERE audit_id = $1',
      [found.auditId],
    );
    expect(took.filter(({ votes }) => votes)).toHaveLength(4);
    expect(took.filter(({ involved }) => involved)).toEqual([{ votes: false, involved: true }]);
  });

  it('does not change any more: not over HTTP, not in the database', async () => {
    const found = await aSealedAudit(app);
    const patches = [{ question: 'delay1_lvl', base: { value: 'NO' }, value: { value: 'CRIT' } }];
    const typed = await as(app, 'referralHead').patch<ProblemDocument>(`/audits/${found.auditId}/opinion`, {
      patches,
    });
    expect(typed).toMatchObject({ status: 409, body: { code: 'opinion.sealed' } });
    const attendance = (await detailOf(app, 'referralHead', found.sessionId)).attendances[0];
    const listed = await as(app, 'referralHead').patch<ProblemDocument>(
      `/attendances/${attendance?.id ?? ''}`,
      { presence: 'absent' },
      { version: attendance?.version ?? 0 },
    );
    expect(listed).toMatchObject({ status: 409, body: { code: 'attendance.session-ended' } });
    await expect(
      app.sql(`UPDATE app.opinion SET answers = '{}' WHERE audit_id = $1`, [found.auditId]),
    ).rejects.toThrow('sealed');
    await expect(app.sql('DELETE FROM app.opinion WHERE audit_id = $1', [found.auditId])).rejects.toThrow(
      'sealed',
    );
    await expect(
      app.sql(`UPDATE app.seal SET sha256 = '' WHERE audit_id = $1`, [found.auditId]),
    ).rejects.toThrow('append-only');
  });

  it('is not sealed on a case on hold', async () => {
    const found = await anOpenSession(app);
    await type(app, 'referralHead', `/audits/${found.auditId}/opinion`, found.worked.opinion);
    await type(app, 'referralHead', `/sessions/${found.sessionId}/note`, COURSE_WITHOUT_RECOMMENDATION);
    const { version } = await pageOf(app, 'focalPoint', found.id);
    ok(
      await as(app, 'focalPoint').post(`/cases/${found.id}/hold`, { route: 'safeguarding' }, { version }),
      'hold',
    );
    expect(reasonsOf((await sealFirst(app, found)) as Answer<ProblemDocument & Receipt>)).toEqual([
      'audit.case-on-hold',
    ]);
  });

  it('may be revised with a reason while nobody independent has sealed; the first revision stays', async () => {
    const found = await aSealedAudit(app);
    const seen = await detailOf(app, 'referralHead', found.sessionId);
    const revise = (reason: string) =>
      as(app, 'referralHead').post<Receipt & ProblemDocument>(
        `/audits/${found.auditId}/revise`,
        { reason },
        { version: seen.audit?.version ?? 0 },
      );
    expect(reasonsOf(await revise(' '))).toEqual(['audit.reason-missing']);
    const { id } = ok(await revise('Une heure a été retrouvée.'), 'revise');
    expect(id).not.toBe(found.auditId);
    const revised = await detailOf(app, 'referralHead', found.sessionId);
    expect(revised.audit).toMatchObject({
      id,
      state: 'in-progress',
      revision: 2,
      answers: found.worked.opinion,
    });
    const patches = [
      { question: 'confidence', base: found.worked.opinion['confidence'], value: { value: 'LOW' } },
    ];
    ok(await as(app, 'referralHead').patch(`/audits/${id}/opinion`, { patches }), 'type');
    ok(await sealFirst(app, { ...found, auditId: id }), 'seal again');
    const kept = await app.sql<{ revision: number; confidence: string }>(
      `SELECT a.revision, o.answers #>> '{confidence,value}' AS confidence FROM app.audit a JOIN app.opinion o ON o.audit_id = a.id
       JOIN app.seal s ON s.audit_id = a.id WHERE a.case_id = $1 AND a.kind = 'audit' ORDER BY a.revision`,
      [found.id],
    );
    expect(kept).toEqual([
      { revision: 1, confidence: 'HIGH' },
      { revision: 2, confidence: 'LOW' },
    ]);
  });
});

describe('the course of a session', () => {
  it('is judged by the day it is held and by what it recommends, in the browser as on the server', async () => {
    const planned = await aPlannedSession(app);
    app.clock.advance(120 * 86_400_000);
    for (const who of ['referralHead', 'referralMidwife', 'head', 'nurse', 'matrone'] as const)
      await attend(app, 'referralHead', planned.sessionId, { who, function: who });
    const path = `/sessions/${planned.sessionId}`;
    ok(await as(app, 'referralHead').post(`${path}/open`, {}, { version: 1 }), 'open');
    const late = expect.arrayContaining([
      expect.objectContaining({ code: 'V15.late-session', params: { value: 120 } }),
    ]) as unknown;
    const saved = await type(app, 'referralHead', `${path}/note`, { consensus: { value: 'UNANIMOUS' } });
    expect(saved.issues).toEqual(late);
    const { note, context } = await detailOf(app, 'referralHead', planned.sessionId);
    expect(context.facts).toMatchObject({ sessionDate: '2026-07-12', recommendations: 0 });
    const here = validate(getForm('session'), note, { now: '2026-07-12T18:10', ...context });
    expect(here.issues).toEqual(saved.issues);
    expect(here.visible).toContain('no_recommendation_reason');
  });
});

describe('ending a session', () => {
  it('closes once its audit is sealed, and not before', async () => {
    const running = await anOpenSession(app);
    const close = (sessionId: string) =>
      as(app, 'referralHead').post<Receipt & ProblemDocument>(
        `/sessions/${sessionId}/close`,
        {},
        { version: 2 },
      );
    expect(reasonsOf(await close(running.sessionId))).toEqual(['session.audit-in-progress']);
    const sealed = await aSealedAudit(app);
    expect((await close(sealed.sessionId)).status).toBe(200);
    expect((await detailOf(app, 'referralHead', sealed.sessionId)).state).toBe('closed');
  });

  it('is cancelled with a reason before the seal; another session may then take the case', async () => {
    const { id, sessionId } = await anOpenSession(app);
    const cancel = (reason: string) =>
      as(app, 'referralHead').post<Receipt & ProblemDocument>(
        `/sessions/${sessionId}/cancel`,
        { reason },
        { version: 2 },
      );
    expect(reasonsOf(await cancel(''))).toEqual(['session.reason-missing']);
    ok(await cancel('Route coupée.'), 'cancel');
    expect((await plan('referralHead', id)).status).toBe(201);
    const sealed = await aSealedAudit(app);
    const late = await as(app, 'referralHead').post<ProblemDocument>(
      `/sessions/${sealed.sessionId}/cancel`,
      { reason: 'Non.' },
      { version: 2 },
    );
    expect(reasonsOf(late)).toEqual(['session.audit-sealed']);
  });
});

describe('the minutes', () => {
  const isPdf = ({ status, headers }: Answer<unknown>) =>
    status === 200 && headers['content-type'] === 'application/pdf';

  it('are printed without opinions for whoever reads the session', async () => {
    const { sessionId } = await aSealedAudit(app);
    expect(isPdf(await as(app, 'referralHead').get(`/sessions/${sessionId}/minutes.pdf`))).toBe(true);
    expect(isPdf(await as(app, 'nurse').get(`/sessions/${sessionId}/minutes.pdf`))).toBe(true);
    expect((await as(app, 'neighbourHead').get(`/sessions/${sessionId}/minutes.pdf`)).status).toBe(404);
  });

  it('are complete for the two persons who opened them, and journalled', async () => {
    const { id, sessionId } = await aSealedAudit(app);
    const full = `/sessions/${sessionId}/full-minutes.pdf`;
    expect(await as(app, 'referralHead').get<ProblemDocument>(full)).toMatchObject({
      status: 403,
      body: { code: 'minutes.not-approved' },
    });
    const ask = (reason: string) =>
      as(app, 'referralHead').post<Receipt & ProblemDocument>(`/sessions/${sessionId}/full-minutes`, {
        reason,
      });
    expect(reasonsOf(await ask(''))).toEqual(['session.reason-missing']);
    const approval = ok(await ask('Demande du comité régional.'), 'ask');
    expect((await as(app, 'referralHead').get(full)).status).toBe(403);
    const confirm = (by: CastMember) =>
      as(app, by).post<ProblemDocument>(`/approvals/${approval.id}/confirm`, {}, { version: 1 });
    expect((await confirm('referralHead')).status).toBe(403);
    ok(await confirm('focalPoint'), 'confirm');
    expect(isPdf(await as(app, 'referralHead').get(full))).toBe(true);
    expect(isPdf(await as(app, 'focalPoint').get(full))).toBe(true);
    expect((await as(app, 'nurse').get(full)).status).toBe(403);
    const printed = await app.sql(
      `SELECT 1 FROM trail.entry WHERE command = 'print-full-minutes' AND subject_id = $1`,
      [sessionId],
    );
    expect(printed).toHaveLength(2);
    const { timeline } = ok(await as(app, 'focalPoint').get<CaseView>(`/cases/${id}`), 'page');
    expect(timeline.map(({ event }) => event)).toContain('seal-audit');
  });
});
