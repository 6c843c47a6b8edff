import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import type { Role } from '../domain/accounts/person.js';
import { absent } from '../domain/problem.js';
import {
  dueAtOf,
  lastPeriods,
  periodAt,
  SHOWN,
  type Period,
  type PeriodType,
} from '../domain/reports/periods.js';
import {
  NO_DEATHS,
  periodTypeOf,
  type OwnReportsView,
  type ReportGrid,
  type ReportingPlace,
  type ReportLine,
  type ReportView,
} from '../domain/reports/zero-report.js';
import { keyOf } from './notified-deaths.js';
import { settingsAt } from '../facilities/settings.js';
import { Clock } from '../platform/clock.js';
import { scopeOf } from '../platform/database/scope.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import {
  findReport,
  REPORT_COLUMNS,
  REPORT_SCOPE,
  REPORT_TABLES,
  reachOf,
  type KnownReport,
} from './report-rows.js';
import { ReportViews } from './report-views.js';
import { reportingPlaces, type ReportingPlaceRow } from './reporting-places.js';

const SENDS: readonly Role[] = ['notifier', 'clinician', 'centre-head'];
const MOST_PLACES = 500;

/** What people read of zero reports. Every query starts from the reader's scope. */
@Injectable()
export class ReportQueries {
  constructor(
    private readonly transactions: Transactions,
    private readonly views: ReportViews,
    private readonly clock: Clock,
  ) {}

  /** The places I send reports for, with the running period and the last ones. */
  own(actor: Actor): Promise<OwnReportsView> {
    const ids = actor.memberships.filter(({ role }) => SENDS.includes(role)).map(({ placeId }) => placeId);
    return this.transactions.read(actor, async (tx) => {
      const places: ReportingPlace[] = [];
      for (const place of await reportingPlaces(tx, ids)) places.push(await this.placeOf(tx, actor, place));
      return { places };
    });
  }

  get(actor: Actor, id: string): Promise<ReportView> {
    return this.transactions.read(actor, async (tx) => {
      const row = await findReport(tx, id);
      if (row === undefined || !may(actor.ability, 'read', 'Report', reachOf(row))) throw absent('report');
      return this.views.of(tx, actor, row);
    });
  }

  /** The facilities or villages of a district against the last periods: zero, deaths, late, missing. */
  grid(actor: Actor, type: PeriodType = 'EPI_WEEK'): Promise<ReportGrid> {
    const periods = lastPeriods(type, this.clock.today(), SHOWN[type]);
    const scope = scopeOf(actor.ability, 'oversee', 'Report', REPORT_SCOPE, 4);
    return this.transactions.read(actor, async (tx) => {
      const rows: readonly KnownReport[] = await tx.query(
        `SELECT ${REPORT_COLUMNS} FROM ${REPORT_TABLES} WHERE ${scope.sql} AND z.type = $1 AND z.period = ANY ($2)
         ORDER BY p.kind = 'cscom', p.name, p.id, z.starts_on DESC LIMIT $3`,
        [type, periods.map(({ code }) => code), MOST_PLACES * periods.length, ...scope.params],
      );
      const lines = await this.views.lines(tx, actor, type, rows);
      const ofPlace = Map.groupBy(
        rows.map((row, at) => ({ row, line: lines[at] })),
        ({ row }) => row.placeId,
      );
      return {
        type,
        periods,
        rows: [...ofPlace].map(([placeId, known]) => ({
          placeId,
          placeName: known[0]?.row.placeName ?? '',
          placeKind: known[0]?.row.placeKind ?? 'cscom',
          cells: periods.map(({ code }) => known.find(({ row }) => row.period === code)?.line ?? null),
        })),
      };
    });
  }

  private async placeOf(tx: EntityManager, actor: Actor, place: ReportingPlaceRow): Promise<ReportingPlace> {
    const type = periodTypeOf(place.placeKind);
    const scope = scopeOf(actor.ability, 'read', 'Report', REPORT_SCOPE, 4);
    const rows: readonly KnownReport[] = await tx.query(
      `SELECT ${REPORT_COLUMNS} FROM ${REPORT_TABLES} WHERE ${scope.sql} AND z.place_id = $1 AND z.type = $2
       ORDER BY z.starts_on DESC LIMIT $3`,
      [place.placeId, type, SHOWN[type] + 1, ...scope.params],
    );
    const lines = await this.views.lines(tx, actor, type, rows);
    const running = periodAt(type, this.clock.today());
    const isSent = rows.some(({ period }) => period === running.code);
    const next = isSent ? [] : [await this.runningLine(tx, actor, place, running)];
    const { placeId, placeName, placeKind, villages } = place;
    return { placeId, placeName, placeKind, type, villages, lines: [...next, ...lines] };
  }

  /** The period that is not over: nothing is waited for, and it may be sent. */
  private async runningLine(
    tx: EntityManager,
    actor: Actor,
    { placeId, districtId }: ReportingPlaceRow,
    period: Period,
  ): Promise<ReportLine> {
    const search = { type: period.type, placeIds: [placeId], periods: [period], bars: actor.bars.absent };
    const notified = await this.views.notified(tx, search);
    return {
      id: null,
      period,
      dueAt: new Date(`${dueAtOf(period, await settingsAt(tx, districtId))}:00Z`).toISOString(),
      standing: 'running',
      deaths: null,
      notified: notified.get(keyOf(placeId, period.code)) ?? NO_DEATHS,
      differs: false,
    };
  }
}
