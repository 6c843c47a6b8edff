import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ReportGrid, ReportLine, ReportView } from '../../backend/src/domain/reports/zero-report.js';
import type { WorklistView } from '../../backend/src/domain/tasks.js';
import { as, newId } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { aNotifiedDeath } from '../support/given.js';
import { ok } from '../support/given-audits.js';
import { runClockAt } from '../support/given-recommendations.js';
import { ownReports, sendReport, zeroOf } from '../support/given-reports.js';
import type { CastMember } from '../support/people.js';

interface Refusal {
  readonly code: string;
  readonly detail: { readonly fr: string; readonly en: string };
  readonly fields?: readonly { readonly field: string; readonly code: string }[];
  readonly reasons?: readonly { readonly code: string }[];
}

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

async function lineOf(by: CastMember, period: string): Promise<ReportLine | undefined> {
  return (await ownReports(app, by)).lines.find(({ period: { code } }) => code === period);
}
const viewOf = async (by: CastMember, id: string): Promise<ReportView> =>
  ok(await as(app, by).get<ReportView>(`/reports/${id}`), 'report');
async function tasksOf(by: CastMember): Promise<readonly string[]> {
  const { items } = ok(await as(app, by).get<WorklistView>('/tasks'), 'tasks');
  return items
    .filter(({ subject }) => subject === 'report')
    .map(({ event, label, placeName }) => [event, label, placeName ?? ''].join(' '));
}
const refusal = (body: unknown): Refusal => body as Refusal;

describe('the list of what is due', () => {
  it('is empty but for the running period, before the clock struck', async () => {
    const { lines, type, villages } = await ownReports(app, 'midwife');
    expect({ type, villages }).toEqual({ type: 'EPI_WEEK', villages: 4 });
    expect(lines.map(({ id, period, standing }) => [id, period.code, standing])).toEqual([
      [null, '2026-W10', 'running'],
    ]);
    expect((await ownReports(app, 'relais')).lines[0]?.period.code).toBe('2026-03');
  });

  it('holds each facility for the week that ended, and each village for the month', async () => {
    await runClockAt(app, '2026-03-09T00:01:00Z');
    await runClockAt(app, '2026-03-09T00:02:00Z');
    const rows = await app.sql<{ code: string; period: string; state: string; due: string }>(
      `SELECT p.code, z.period, z.state, z.due_at AT TIME ZONE 'UTC' AS due FROM app.zero_report z JOIN app.place p ON p.id = z.place_id
       ORDER BY p.code`,
    );
    expect(rows.map(({ code, period }) => `${code} ${period}`)).toEqual([
      'CSCOM-DEMO-01 2026-W10',
      'CSCOM-DEMO-02 2026-W10',
      'CSCOM-DEMO-03 2026-W10',
      'CSCOM-DEMO-04 2026-W10',
      'CSREF-DEMO 2026-W10',
      'CSREF-DEMO-2 2026-W10',
      'CSREF-DEMO-3 2026-W10',
      'HOSPITAL-DEMO 2026-W10',
      'PRIVATE-DEMO 2026-W10',
      'V-C2 2026-02',
      'V-F1 2026-02',
      'V-M1 2026-02',
      'V-M2 2026-02',
      'V-P1 2026-02',
      'V-T1 2026-02',
    ]);
    expect(await lineOf('midwife', '2026-W10')).toMatchObject({
      standing: 'due',
      deaths: null,
      dueAt: '2026-03-10T12:00:00.000Z',
    });
  });

  it('asks whoever keeps the registers, and the relais of the village', async () => {
    expect(await tasksOf('midwife')).toEqual(['submit 2026-W10 CSCom de Nièbala']);
    expect(await tasksOf('head')).toEqual([]);
    expect(await tasksOf('neighbourHead')).toEqual(['submit 2026-W10 CSCom de Tiendo']);
    expect(await tasksOf('relais')).toEqual(['submit 2026-02 Nièbala-centre']);
  });
});

describe('sending', () => {
  it('takes a zero in one tap, ends the task, and tells zero from silence', async () => {
    const sent = await sendReport(app, 'midwife', await zeroOf(app, 'CSCOM-DEMO-01', '2026-W10'));
    expect([sent.status, sent.body]).toEqual([201, expect.objectContaining({ version: 2 })]);
    expect(await lineOf('midwife', '2026-W10')).toMatchObject({
      standing: 'on-time',
      deaths: 0,
      differs: false,
    });
    expect(await tasksOf('midwife')).toEqual([]);
    expect(await lineOf('referralMidwife', '2026-W10')).toMatchObject({ standing: 'due', deaths: null });
  });

  it('keeps the hour that the phone claims, never later than that of the server', async () => {
    const { id } = (await lineOf('midwife', '2026-W10')) ?? {};
    const { versions } = await viewOf('head', id ?? '');
    expect(versions).toMatchObject([
      { n: 1, submittedAt: '2026-03-09T00:02:00.000Z', reason: null, kept: {} },
    ]);
  });

  it('does not take the same period twice', async () => {
    const again = await sendReport(app, 'head', await zeroOf(app, 'CSCOM-DEMO-01', '2026-W10'));
    expect([again.status, refusal(again.body).reasons?.map(({ code }) => code)]).toEqual([
      409,
      ['zero-report.wrong-state'],
    ]);
  });

  it.each([
    ['no answer at all', {}, 'answers.refused'],
    ['a week that no year has', { zr_period: '2025-W53' }, 'ZR.period'],
    ['a week to come', { zr_period: '2026-W20' }, 'ZR.period-future'],
    ['a month of a facility', { zr_period_type: 'MONTH', zr_period: '2026-02' }, 'ZR.period-type'],
    ['a zero that nobody checked', { zr_zero_confirmed: false }, 'ZR.zero-unchecked'],
    ['half a death', { zr_deaths_wra: 0.5 }, 'TYPE'],
    ['a word for a number', { zr_child_1_59: 'deux' }, 'TYPE'],
    ['more villages than the area has', { zr_villages_reporting: 9 }, 'ZR.villages'],
    ['a question it does not have', { zr_rumours: 3 }, 'UNKNOWN'],
  ])('refuses %s, in words', async (_, changes, code) => {
    const answers =
      Object.keys(changes).length === 0
        ? { zr_facility: { value: String(await app.place('CSCOM-DEMO-01')) } }
        : await zeroOf(app, 'CSCOM-DEMO-01', '2026-W09', changes);
    const { status, body } = await sendReport(app, 'midwife', answers);
    expect(status).toBe(422);
    const { code: problem, fields } = refusal(body);
    expect([problem, ...(fields ?? []).map((field) => field.code)]).toContain(code);
  });

  it('keeps no report for a place that is not one’s own, or none at all', async () => {
    for (const place of ['CSCOM-DEMO-02', 'CSREF-DEMO'])
      expect((await sendReport(app, 'midwife', await zeroOf(app, place, '2026-W10'))).status).toBe(404);
    expect((await sendReport(app, 'relais', await zeroOf(app, 'V-M2', '2026-02'))).status).toBe(404);
    expect((await sendReport(app, 'head', await zeroOf(app, 'V-M1', '2026-02'))).status).toBe(404);
    const nowhere = { ...(await zeroOf(app, 'V-M1', '2026-02')), zr_facility: { value: '999999' } };
    expect((await sendReport(app, 'relais', nowhere)).status).toBe(404);
    const district = await zeroOf(app, 'DISTRICT-DEMO', '2026-W10');
    expect((await sendReport(app, 'focalPoint', district)).status).toBe(404);
    expect((await sendReport(app, 'asaco', await zeroOf(app, 'CSCOM-DEMO-01', '2026-W10'))).status).toBe(403);
  });

  it('takes five numbers from a village, and lets the centre of its area read them', async () => {
    const sent = await sendReport(app, 'relais', await zeroOf(app, 'V-M1', '2026-02', { zr_births: 5 }));
    expect(sent.status).toBe(201);
    const view = await viewOf('relais', sent.body.id);
    expect(view).toMatchObject({
      standing: 'received-late',
      deaths: 0,
      placeKind: 'village',
      maySubmit: true,
    });
    expect(await viewOf('midwife', sent.body.id)).toMatchObject({ deaths: 0, maySubmit: false });
    expect((await as(app, 'referralMidwife').get(`/reports/${sent.body.id}`)).status).toBe(404);
    expect((await as(app, 'otherFocalPoint').get(`/reports/${sent.body.id}`)).status).toBe(404);
  });

  it('lets the district send for others, by telephone or paper', async () => {
    const sent = await sendReport(app, 'focalPoint', await zeroOf(app, 'V-T1', '2026-02'));
    expect(sent.status).toBe(201);
    expect((await sendReport(app, 'focalPoint', await zeroOf(app, 'V-F1', '2026-02'))).status).toBe(404);
  });

  it('takes the running week only with a reason', async () => {
    const answers = await zeroOf(app, 'CSCOM-DEMO-02', '2026-W11');
    const asked = await sendReport(app, 'neighbourHead', answers);
    expect([asked.status, refusal(asked.body).code]).toEqual([422, 'report.asked']);
    expect(refusal(asked.body).fields?.map(({ code }) => code)).toEqual(['ZR.running']);
    const kept = [{ code: 'ZR.running', reason: 'Le centre ferme demain pour la semaine' }];
    const sent = await sendReport(app, 'neighbourHead', answers, kept);
    expect(sent.status).toBe(201);
    expect((await viewOf('neighbourHead', sent.body.id)).versions[0]?.kept).toEqual({
      'ZR.running': kept[0]?.reason,
    });
  });
});

describe('a report against the cases notified in its period', () => {
  let id = '';
  beforeAll(async () => {
    await aNotifiedDeath(app, {
      by: 'referralMidwife',
      answers: { facility_id: { value: String(await app.place('CSREF-DEMO')) } },
    });
    await runClockAt(app, '2026-03-16T08:00:00Z');
  });

  it('is asked about when it says zero and a case was notified', async () => {
    const answers = await zeroOf(app, 'CSREF-DEMO', '2026-W11');
    const asked = await sendReport(app, 'referralMidwife', answers);
    expect(asked.status).toBe(422);
    expect(refusal(asked.body)).toMatchObject({
      code: 'report.asked',
      fields: [
        {
          field: 'answers.zr_deaths_mat',
          code: 'ZR.notified-MAT',
          params: { reported: 0, notified: 1 },
        },
      ],
    });
    const kept = [{ code: 'ZR.notified-MAT', reason: 'Ce décès est compté par l’hôpital' }];
    const sent = await sendReport(app, 'referralMidwife', answers, kept);
    expect(sent.status).toBe(201);
    id = sent.body.id;
    expect(await lineOf('referralMidwife', '2026-W11')).toMatchObject({ deaths: 0, differs: true });
  });

  it('is asked about when it counts a death that nobody notified', async () => {
    const answers = await zeroOf(app, 'CSCOM-DEMO-01', '2026-W11', { zr_child_1_59: 1 });
    const asked = await sendReport(app, 'midwife', answers);
    expect([asked.status, refusal(asked.body).fields?.map(({ code }) => code)]).toEqual([
      422,
      ['ZR.notified-CHILD'],
    ]);
  });

  it('is corrected with a reason, and the earlier version stays', async () => {
    const before = await viewOf('referralHead', id);
    const answers = await zeroOf(app, 'CSREF-DEMO', '2026-W11', { zr_deaths_wra: 1, zr_deaths_mat: 1 });
    const path = `/reports/${id}/correct`;
    const by = as(app, 'referralHead');
    const silent = await by.post(path, { answers, reason: ' ' }, { version: before.version });
    expect([silent.status, refusal(silent.body).reasons?.map(({ code }) => code)]).toEqual([
      409,
      ['zero-report.reason-missing'],
    ]);
    expect((await by.post(path, { answers, reason: 'x' })).status).toBe(422);
    expect((await by.post(path, { answers, reason: 'x' }, { version: 1 })).status).toBe(409);
    ok(
      await by.post(path, { answers, reason: 'Compté deux fois à tort' }, { version: before.version }),
      'correct',
    );
    const after = await viewOf('referralHead', id);
    expect(after).toMatchObject({ deaths: 1, differs: false, standing: before.standing });
    expect(after.versions.map(({ n, reason, answers: told }) => [n, reason, told['zr_deaths_mat']])).toEqual([
      [2, 'Compté deux fois à tort', { value: 1 }],
      [1, null, { value: 0 }],
    ]);
    await expect(
      app.sql(`UPDATE app.zero_report_version SET reason = 'autre' WHERE report_id = $1 AND n = 2`, [id]),
    ).rejects.toThrow('append-only');
  });

  it('cannot be moved to another place or period by correcting it', async () => {
    const { version } = await viewOf('referralHead', id);
    const answers = await zeroOf(app, 'CSCOM-DEMO-02', '2026-W10', { zr_deaths_wra: 1, zr_deaths_mat: 1 });
    const rest = Object.fromEntries(
      Object.entries(answers).filter(([code]) => code !== 'zr_villages_reporting'),
    );
    ok(
      await as(app, 'referralHead').post(
        `/reports/${id}/correct`,
        { answers: rest, reason: 'Relu' },
        { version },
      ),
      'correct',
    );
    const [latest] = (await viewOf('referralHead', id)).versions;
    expect(latest?.answers['zr_period']).toEqual({ value: '2026-W11' });
    expect(latest?.answers['zr_facility']).toEqual({ value: String(await app.place('CSREF-DEMO')) });
  });

  it('is written into the journal without its numbers', async () => {
    const entries = await app.sql<{ command: string; fields: string[]; hashes: object }>(
      `SELECT command, fields, hashes FROM trail.entry WHERE subject = 'report' AND outcome = 'done' AND subject_id = $1 ORDER BY seq`,
      [id],
    );
    expect(entries.map(({ command }) => command)).toEqual(['submit', 'correct', 'correct']);
    expect(entries[0]?.fields).toContain('zr_deaths_mat');
    expect(JSON.stringify(entries)).not.toContain('Compté');
  });
});

describe('silence', () => {
  it('is late after the deadline: the head and the district hear of it', async () => {
    await runClockAt(app, '2026-03-17T11:59:00Z');
    expect(await tasksOf('focalPoint')).not.toContain('remind 2026-W11 ');
    await runClockAt(app, '2026-03-17T12:01:00Z');
    await runClockAt(app, '2026-03-17T12:02:00Z');
    expect((await tasksOf('focalPoint')).filter((task) => task === 'remind 2026-W11 ')).toHaveLength(1);
    expect(await tasksOf('head')).toContain('submit 2026-W11 CSCom de Nièbala');
    expect(await lineOf('midwife', '2026-W11')).toMatchObject({ standing: 'late', deaths: null });
  });

  it('ends for who sends late, and the lateness stays', async () => {
    const sent = await sendReport(app, 'head', await zeroOf(app, 'CSCOM-DEMO-01', '2026-W11'));
    expect(sent.status).toBe(201);
    expect(await lineOf('midwife', '2026-W11')).toMatchObject({ standing: 'received-late', deaths: 0 });
    expect(await tasksOf('head')).not.toContain('submit 2026-W11 CSCom de Nièbala');
  });

  it('is missing a week after the deadline, and never a zero', async () => {
    await runClockAt(app, '2026-03-24T12:01:00Z');
    const grid = ok(await as(app, 'focalPoint').get<ReportGrid>('/reports/grid'), 'grid');
    expect(grid.periods[0]?.code).toBe('2026-W12');
    const cell = (place: string, period: string) => {
      const at = grid.periods.findIndex(({ code }) => code === period);
      const line = grid.rows.find(({ placeName }) => placeName === place)?.cells[at];
      return line ? [line.standing, line.deaths] : null;
    };
    expect(cell('Hôpital de Wolonka', '2026-W11')).toEqual(['missing', null]);
    expect(cell('Hôpital de Wolonka', '2026-W12')).toEqual(['late', null]);
    expect(cell('CSRéf de Kolomba', '2026-W11')).toEqual(['on-time', 1]);
    expect(cell('CSCom de Nièbala', '2026-W10')).toEqual(['on-time', 0]);
    expect(cell('CSCom de Nièbala', '2026-W11')).toEqual(['received-late', 0]);
    expect(cell('CSCom de Nièbala', '2026-W09')).toBeNull();
    expect(grid.rows.map(({ placeName }) => placeName)).not.toContain('CSCom de Farakélé');
    expect(await tasksOf('focalPoint')).not.toContain('remind 2026-W11 ');
  });

  it('may still be broken: a missing report that comes is received late', async () => {
    const grid = ok(await as(app, 'focalPoint').get<ReportGrid>('/reports/grid?type=MONTH'), 'grid');
    expect(grid.rows.map(({ placeName }) => placeName)).toContain('Tafalan');
    const sent = await sendReport(app, 'focalPoint', await zeroOf(app, 'HOSPITAL-DEMO', '2026-W11'));
    expect(sent.status).toBe(201);
    expect(await viewOf('focalPoint', sent.body.id)).toMatchObject({ standing: 'received-late', deaths: 0 });
  });

  it('follows the settings of the district', async () => {
    const placeId = await app.place('DISTRICT-DEMO');
    for (const [key, value] of [
      ['report.week-due-day', 4],
      ['report.week-due-hour', 18],
      ['report.missing-days', 1],
    ])
      ok(await as(app, 'admin').put('/settings', { placeId, key, value }), 'setting');
    await runClockAt(app, '2026-03-30T06:00:00Z');
    expect(await lineOf('midwife', '2026-W13')).toMatchObject({ dueAt: '2026-04-02T18:00:00.000Z' });
    await runClockAt(app, '2026-04-03T18:01:00Z');
    expect(await lineOf('midwife', '2026-W13')).toMatchObject({ standing: 'missing' });
  });

  it('is caught up when the server stood still', async () => {
    await runClockAt(app, '2026-04-22T06:00:00Z');
    for (const period of ['2026-W14', '2026-W15', '2026-W16'])
      expect(await lineOf('midwife', period)).toMatchObject({ deaths: null });
  });
});

describe('counts outside the district', () => {
  it('are all that region and country see', async () => {
    const { lines } = await ownReports(app, 'midwife');
    const id = lines.find((line) => line.id !== null)?.id ?? '';
    for (const by of ['region', 'national', 'partner', 'admin', 'asaco'] as const) {
      expect((await as(app, by).get('/reports')).status).toBe(403);
      expect((await as(app, by).get('/reports/grid')).status).toBe(403);
      expect((await as(app, by).get(`/reports/${id}`)).status).toBe(403);
    }
    expect((await as(app, 'focalPoint').get('/reports/counts')).status).toBe(403);
  });
});

describe('bad input', () => {
  it.each([
    ['GET', '/reports/grid?type=YEAR', 422],
    ['GET', '/reports/nothing', 404],
    ['GET', `/reports/${newId()}`, 404],
  ] as const)('%s %s is answered in words', async (_, path, status) => {
    const answer = await as(app, 'focalPoint').get(path);
    expect(answer.status).toBe(status);
    expect(refusal(answer.body).code).toMatch(/^[a-z.-]+$/);
  });

  it.each([
    [{}],
    [{ id: newId() }],
    [{ id: 'x', answers: {} }],
    [{ id: newId(), answers: [] }],
    [{ id: newId(), answers: {}, kept: [{}] }],
  ])('%j is refused field by field', async (body) => {
    const answer = await as(app, 'midwife').post('/reports', body);
    expect([404, 422]).toContain(answer.status);
  });

  it('keeps one report of two sent at once', async () => {
    app.clock.set(new Date('2026-04-27T08:00:00Z'));
    const answers = await zeroOf(app, 'CSCOM-DEMO-01', '2026-W17');
    const sent = await Promise.all(
      (['midwife', 'head', 'matrone', 'nurse'] as const).map((by) => sendReport(app, by, answers)),
    );
    expect(sent.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });
});
