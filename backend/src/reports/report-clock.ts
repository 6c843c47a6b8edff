import { randomUUIDv7 } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  dueAtOf,
  lastPeriods,
  PERIOD_TYPES,
  type Period,
  type PeriodType,
} from '../domain/reports/periods.js';
import { zeroReportMachine } from '../domain/reports/zero-report-workflow.js';
import { decide, NOTHING } from '../domain/workflow/machine.js';
import { settingsAt } from '../facilities/settings.js';
import { Journal } from '../journal/journal.js';
import { ClockJobs } from '../reminders/clock-jobs.js';
import { REPORT_COLUMNS, REPORT_TABLES, type KnownReport } from './report-rows.js';
import { REMINDER_ID, ReportTasks } from './report-tasks.js';
import { PLACE_IDS, REPORTING_KINDS } from './reporting-places.js';
import { ZeroReport } from './report.entity.js';

/** One turn of the clock does not hold the tables for long. */
const AT_ONCE = 300;
/** A server that stood still catches up on this many periods. */
const MOST_BEHIND = 6;
const A_DAY = 86_400_000;
const FACTS = { begun: true, over: true, graceOver: true, reasonGiven: false };

type Due = Pick<KnownReport, 'placeId' | 'placeIds' | 'regionId' | 'districtId'>;

/** What happens to reports because time passes: they fall due, are late, are missing. Runs in system scope. */
@Injectable()
export class ReportClock implements OnModuleInit {
  constructor(
    private readonly jobs: ClockJobs,
    private readonly tasks: ReportTasks,
    private readonly journal: Journal,
  ) {}

  onModuleInit(): void {
    this.jobs.register('reports.expect', (tx, now) => this.expect(tx, now));
    this.jobs.register('reports.remind', (tx, now) => this.remind(tx, now));
    this.jobs.register('reports.miss', (tx, now) => this.miss(tx, now));
  }

  /** The list of what is due: each facility for the week that ended, each village for the month. */
  async expect(tx: EntityManager, now: Date): Promise<void> {
    const today = now.toISOString().slice(0, 10);
    for (const type of PERIOD_TYPES)
      for (const period of await this.endedPeriods(tx, type, today)) await this.expectOf(tx, period);
  }

  /** The deadline passed: the head and the district hear of it, once. */
  async remind(tx: EntityManager, now: Date): Promise<void> {
    const late: readonly KnownReport[] = await tx.query(
      `SELECT ${REPORT_COLUMNS} FROM ${REPORT_TABLES} WHERE z.state = 'expected' AND z.due_at < $1
         AND NOT EXISTS (SELECT FROM app.task t WHERE t.subject_id = ${REMINDER_ID} AND t.event = 'remind')
       ORDER BY z.district_id, z.period LIMIT $2`,
      [now, AT_ONCE],
    );
    const byPeriod = Map.groupBy(late, ({ districtId, period }) => `${String(districtId)} ${period}`);
    for (const rows of byPeriod.values()) {
      const [first] = rows;
      if (first === undefined) continue;
      const { 'report.missing-days': days } = await settingsAt(tx, first.districtId);
      await this.tasks.remind(tx, {
        districtId: first.districtId,
        regionId: first.regionId,
        period: first.period,
        until: new Date(first.dueAt.getTime() + days * A_DAY),
      });
      for (const row of rows) await this.tasks.tellHead(tx, row);
    }
  }

  /** Nothing came in the days after the deadline: missing, which is not zero. */
  async miss(tx: EntityManager, now: Date): Promise<void> {
    const districts: readonly { readonly id: number }[] = await tx.query(
      `SELECT DISTINCT district_id AS id FROM app.zero_report WHERE state = 'expected' AND due_at < $1`,
      [now],
    );
    for (const { id } of districts) {
      const { 'report.missing-days': days } = await settingsAt(tx, id);
      const over: readonly KnownReport[] = await tx.query(
        `SELECT ${REPORT_COLUMNS} FROM ${REPORT_TABLES} WHERE z.state = 'expected' AND z.district_id = $1 AND z.due_at < $2
         ORDER BY z.due_at LIMIT $3 FOR UPDATE OF z`,
        [id, new Date(now.getTime() - days * A_DAY), AT_ONCE],
      );
      for (const row of over) await this.missOne(tx, row);
    }
  }

  private async missOne(tx: EntityManager, row: KnownReport): Promise<void> {
    const decision = decide(zeroReportMachine, row.state, 'miss', FACTS);
    if (!decision.accepted) return;
    await tx.update(ZeroReport, { id: row.id }, { state: decision.to, version: row.version + 1 });
    await this.tasks.end(tx, row);
    await this.journal.record(tx, 'system', {
      command: 'miss',
      subject: 'report',
      subjectId: row.id,
      placeId: row.placeId,
      districtId: row.districtId,
      fields: ['state'],
    });
  }

  /**
   * The period that ended last, and those before it that a stopped server never saw, oldest first. A clock that was set back finds
   * periods that have not begun yet, and expects nothing again.
   */
  private async endedPeriods(tx: EntityManager, type: PeriodType, today: string): Promise<readonly Period[]> {
    const periods = lastPeriods(type, today, MOST_BEHIND);
    const [newest] = periods;
    const [known]: readonly { readonly last: string | null; readonly ahead: boolean }[] = await tx.query(
      `SELECT max(starts_on) FILTER (WHERE starts_on < $2)::text AS last, COALESCE(bool_or(starts_on > $3), FALSE) AS ahead
       FROM app.zero_report WHERE type = $1`,
      [type, newest?.from, today],
    );
    if (known?.ahead === true) return [];
    const last = known?.last ?? newest?.from ?? today;
    return periods.filter(({ from }, at) => at === 0 || from > last).toReversed();
  }

  private async expectOf(tx: EntityManager, period: Period): Promise<void> {
    const kinds = REPORTING_KINDS.filter((kind) => (kind === 'village') === (period.type === 'MONTH'));
    const due: readonly Due[] = await tx.query(
      `SELECT p.id AS "placeId", ${PLACE_IDS} AS "placeIds", p.region_id AS "regionId", p.district_id AS "districtId"
       FROM app.place p WHERE p.kind = ANY ($1) AND p.district_id IS NOT NULL
         AND NOT EXISTS (SELECT FROM app.zero_report z WHERE z.place_id = p.id AND z.period = $2)
       ORDER BY p.district_id, p.id LIMIT $3`,
      [kinds, period.code, AT_ONCE],
    );
    for (const [districtId, places] of Map.groupBy(due, (place) => place.districtId)) {
      const dueAt = new Date(`${dueAtOf(period, await settingsAt(tx, districtId))}:00Z`);
      for (const place of places) await this.expectOne(tx, place, period, dueAt);
    }
  }

  private async expectOne(tx: EntityManager, place: Due, period: Period, dueAt: Date): Promise<void> {
    const decision = decide(zeroReportMachine, NOTHING, 'expect', FACTS);
    if (!decision.accepted) return;
    const id = randomUUIDv7();
    await tx.insert(ZeroReport, {
      ...{ id, ...place, dueAt, state: decision.to, n: 0, version: 1 },
      ...{ type: period.type, period: period.code, startsOn: period.from, endsOn: period.to },
    });
    const [row]: readonly KnownReport[] = await tx.query(
      `SELECT ${REPORT_COLUMNS} FROM ${REPORT_TABLES} WHERE z.id = $1`,
      [id],
    );
    if (row !== undefined) await this.tasks.expect(tx, row);
  }
}
