import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import { lastPeriods, SHOWN, type PeriodType } from '../domain/reports/periods.js';
import type { ReportCount, ReportCountsView } from '../domain/reports/zero-report.js';
import { Clock } from '../platform/clock.js';
import { scopeOf } from '../platform/database/scope.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { REPORT_SCOPE } from './report-rows.js';

const MOST_COUNTS = 5000;
const ANYWHERE = { placeId: 0, placeIds: [], regionId: 0, districtId: 0 };

/** What region and country read of zero reports: how many came, as it stands now, and deaths as they were published. */
@Injectable()
export class CountQueries {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Reports are counted as they come; deaths are read where they were published, never counted: each count more would tell the last. */
  counts(actor: Actor, type: PeriodType = 'EPI_WEEK'): Promise<ReportCountsView> {
    return this.transactions.read(actor, (tx) => this.countsIn(tx, actor, type, 'count'));
  }

  async countsIn(
    tx: EntityManager,
    actor: Actor,
    type: PeriodType,
    action: 'count' | 'export',
  ): Promise<ReportCountsView> {
    const periods = lastPeriods(type, this.clock.today(), SHOWN[type]);
    const scope = scopeOf(actor.ability, action, 'Report', REPORT_SCOPE, 5);
    const isEverywhere = may(actor.ability, action, 'Report', ANYWHERE);
    const items: readonly ReportCount[] = await tx.query(
      `SELECT p.id AS "placeId", p.name AS "placeName", p.kind AS "placeKind", n.period, n.expected, n.received, n."onTime", n.missing,
           COALESCE(c.mark, 'to-come') AS mark, c.deaths, c.smallest
         FROM (SELECT z.region_id, z.district_id, z.period, count(*)::int AS expected,
             count(*) FILTER (WHERE z.state = 'received')::int AS received,
             count(*) FILTER (WHERE z.submitted_at <= z.due_at)::int AS "onTime",
             count(*) FILTER (WHERE z.state = 'missing')::int AS missing
           FROM app.zero_report z WHERE ${scope.sql} AND z.type = $1 AND z.period = ANY ($2)
           GROUP BY GROUPING SETS ((z.period, z.region_id, z.district_id), (z.period, z.region_id), (z.period))) n
         LEFT JOIN app.place r ON r.id = n.region_id
         JOIN app.place p ON p.id = COALESCE(n.district_id, n.region_id, (SELECT id FROM app.place WHERE kind = 'country'))
         LEFT JOIN app.published_count c ON c.place_id = p.id AND c.period = n.period
         WHERE $3 OR n.region_id IS NOT NULL
         ORDER BY n.period DESC, r.name NULLS FIRST, r.id, n.district_id IS NOT NULL, p.name, p.id LIMIT $4`,
      [type, periods.map(({ code }) => code), isEverywhere, MOST_COUNTS, ...scope.params],
    );
    return { type, periods, items };
  }
}
