import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import type { PeriodType } from '../domain/reports/periods.js';
import { type DeathCounts, type ReportVersion, type ReportView } from '../domain/reports/zero-report.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { keyOf, notifiedDeaths, type NotifiedSearch } from './notified-deaths.js';
import { lineOf, reachOf, type KnownReport } from './report-rows.js';
import { reportingPlaces } from './reporting-places.js';

type Version = Omit<ReportVersion, 'submittedAt' | 'receivedAt'> & {
  readonly submittedAt: Date;
  readonly receivedAt: Date;
};

/** A report as it is opened, with every version that was sent. */
@Injectable()
export class ReportViews {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async of(tx: EntityManager, actor: Actor, row: KnownReport): Promise<ReportView> {
    const [line = lineOf(row, this.clock.now())] = await this.lines(tx, actor, row.type, [row]);
    const [place] = await reportingPlaces(tx, [row.placeId]);
    const event = row.state === 'received' ? 'correct' : 'submit';
    return {
      ...line,
      id: row.id,
      placeId: row.placeId,
      placeName: row.placeName,
      placeKind: row.placeKind,
      villages: place?.villages ?? 0,
      version: row.version,
      maySubmit: may(actor.ability, event, 'Report', reachOf(row)),
      versions: await versionsOf(tx, row.id),
    };
  }

  /** Counted in system scope: who reports counts deaths without seeing a case. */
  notified(tx: EntityManager, search: NotifiedSearch): Promise<ReadonlyMap<string, DeathCounts>> {
    return this.transactions.asSystem(tx, () => notifiedDeaths(tx, search));
  }

  /** The lines of these reports, each held against the cases notified in its period. */
  async lines(tx: EntityManager, actor: Actor, type: PeriodType, rows: readonly KnownReport[]) {
    const now = this.clock.now();
    const notified = await this.notified(tx, {
      type,
      placeIds: [...new Set(rows.map(({ placeId }) => placeId))],
      periods: rows.map((row) => lineOf(row, now).period),
      bars: actor.bars.absent,
    });
    return rows.map((row) => lineOf(row, now, notified.get(keyOf(row.placeId, row.period))));
  }
}

async function versionsOf(tx: EntityManager, id: string): Promise<readonly ReportVersion[]> {
  const rows: readonly Version[] = await tx.query(
    `SELECT v.n, v.form_version AS "formVersion", v.answers, v.kept, v.reason, v.submitted_at AS "submittedAt", v.received_at AS "receivedAt"
     FROM app.zero_report_version v WHERE v.report_id = $1 ORDER BY v.n DESC`,
    [id],
  );
  return rows.map((row) => ({
    ...row,
    submittedAt: row.submittedAt.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
  }));
}
