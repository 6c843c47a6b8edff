import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { lastPeriods, PERIOD_TYPES, publishedOn, SHOWN, type Period } from '../domain/reports/periods.js';
import { publishedDeaths, type DistrictDeaths } from '../domain/reports/small-cells.js';
import { settingsFrom } from '../domain/settings.js';
import { ClockJobs } from '../reminders/clock-jobs.js';
import { PublishedCount } from './published-count.entity.js';

const LIMIT = 'aggregates.smallest-cell';

type Counted = DistrictDeaths & { readonly reports: number; readonly firstAt: Date | null };

/** After a long stop all reports come late: the others get this time after the first one. */
const AFTER_THE_FIRST_DAYS = 7;
const A_DAY = 86_400_000;

/**
 * Publishes the deaths of each period that is over and done, once: one table for all who read outside the district. What comes or is
 * corrected afterwards changes nothing outside, because two tables of one period would tell by their difference what each hides.
 */
@Injectable()
export class Publication implements OnModuleInit {
  constructor(private readonly jobs: ClockJobs) {}

  onModuleInit(): void {
    this.jobs.register('reports.publish', (tx, now) => this.publish(tx, now));
  }

  /** Oldest first; a period waits until a report came, and some days more for the others. */
  async publish(tx: EntityManager, now: Date): Promise<void> {
    const today = now.toISOString().slice(0, 10);
    const over = PERIOD_TYPES.flatMap((type) => lastPeriods(type, today, SHOWN[type])).filter(
      (period) => publishedOn(period) <= today,
    );
    const known: readonly Pick<PublishedCount, 'period'>[] = await tx.query(
      'SELECT DISTINCT period FROM app.published_count WHERE period = ANY ($1)',
      [over.map(({ code }) => code)],
    );
    const codes = new Set(known.map(({ period }) => period));
    for (const period of over.filter(({ code }) => !codes.has(code)).toReversed())
      await publishOne(tx, period, now);
  }
}

async function publishOne(tx: EntityManager, period: Period, publishedAt: Date): Promise<void> {
  const districts: readonly Counted[] = await tx.query(
    `SELECT z.district_id AS "placeId", max(z.region_id) AS "regionId", COALESCE(sum(z.deaths), 0)::int AS deaths,
       count(*) FILTER (WHERE z.state = 'received')::int AS reports, min(z.received_at) AS "firstAt"
     FROM app.zero_report z WHERE z.type = $1 AND z.period = $2 GROUP BY z.district_id ORDER BY z.district_id`,
    [period.type, period.code],
  );
  const first = Math.min(...districts.map(({ firstAt }) => firstAt?.getTime() ?? Infinity));
  if (first > publishedAt.getTime() - AFTER_THE_FIRST_DAYS * A_DAY) return;
  const [country]: readonly { readonly id: number }[] = await tx.query(
    `SELECT id FROM app.place WHERE kind = 'country'`,
  );
  const smallest = await strictest(tx);
  const heard = districts.filter(({ reports }) => reports > 0);
  const told = new Map(
    publishedDeaths(heard, country?.id ?? 0, smallest).map(({ placeId, mark, deaths }) => [
      placeId,
      { mark, deaths },
    ]),
  );
  const places = [
    ...districts.map(({ placeId, regionId }) => ({ placeId, regionId })),
    ...[...new Set(districts.map(({ regionId }) => regionId))].map((id) => ({ placeId: id, regionId: id })),
    { placeId: country?.id ?? 0, regionId: null },
  ];
  await tx.insert(
    PublishedCount,
    places.map((place) => ({
      ...{ period: period.code, ...place, smallest, publishedAt },
      ...(told.get(place.placeId) ?? { mark: 'silent', deaths: null }),
    })),
  );
}

/** One limit for all readers, the greatest that any place asks for: two limits would be two tables of the same numbers. */
async function strictest(tx: EntityManager): Promise<number> {
  const given: readonly { readonly key: string; readonly value: unknown }[] = await tx.query(
    'SELECT key, value FROM app.setting WHERE key = $1',
    [LIMIT],
  );
  return Math.max(settingsFrom()[LIMIT], ...given.map((row) => settingsFrom([row])[LIMIT]));
}
