import type { EntityManager } from 'typeorm';
import type { Period, PeriodType } from '../domain/reports/periods.js';
import { NO_DEATHS, type DeathCounts } from '../domain/reports/zero-report.js';

/** What is looked for: deaths in these places between the first day of the first and the last day of the last period. */
export interface NotifiedSearch {
  readonly type: PeriodType;
  readonly placeIds: readonly number[];
  readonly periods: readonly Period[];
  /** Cases the reader is barred from, which no count may hold. */
  readonly bars: readonly string[];
}

interface Counted {
  readonly placeId: number;
  readonly period: string;
  readonly kind: keyof DeathCounts;
  readonly count: number;
}

/** Where a facility's own registers hold a death. */
const IN_FACILITY = ['CSCOM', 'CSREF', 'HOSP', 'PRIV'];
const BY_TYPE: Readonly<Record<PeriodType, { readonly place: string; readonly code: string }>> = {
  EPI_WEEK: { place: 'c.responsible_id', code: `'IYYY-"W"IW'` },
  MONTH: { place: 'c.village_id', code: `'YYYY-MM'` },
};

export const keyOf = (placeId: number, period: string): string => `${String(placeId)} ${period}`;

/**
 * Cases that a report of the period should count, by place and period: of a facility those who died in one, of a village those
 * who lived there; discarded cases and duplicates count nowhere. In system scope: the reader counts deaths, and sees none.
 */
export async function notifiedDeaths(
  tx: EntityManager,
  { type, placeIds, periods, bars }: NotifiedSearch,
): Promise<ReadonlyMap<string, DeathCounts>> {
  const counts = new Map<string, DeathCounts>();
  if (placeIds.length === 0 || periods.length === 0) return counts;
  const from = periods.map((period) => period.from).sort()[0];
  const to = periods
    .map((period) => period.to)
    .sort()
    .at(-1);
  const { place, code } = BY_TYPE[type];
  const rows: readonly Counted[] = await tx.query(
    `SELECT w.place_id AS "placeId", w.period, w.kind, count(*)::int AS count FROM (
       SELECT ${place} AS place_id, to_char(c.death_date, ${code}) AS period, COALESCE(c.kind, c.category) AS kind
       FROM app.death_case c WHERE c.death_date BETWEEN $2 AND $3 AND c.state NOT IN ('discarded', 'duplicate') AND c.id <> ALL ($4::uuid[])
         AND ($5::text[] IS NULL OR c.death_place = ANY ($5::text[]))) w
     WHERE w.place_id = ANY ($1) GROUP BY 1, 2, 3`,
    [placeIds, from, to, bars, type === 'EPI_WEEK' ? IN_FACILITY : null],
  );
  for (const row of rows) {
    const key = keyOf(row.placeId, row.period);
    counts.set(key, { ...(counts.get(key) ?? NO_DEATHS), [row.kind]: row.count });
  }
  return counts;
}
