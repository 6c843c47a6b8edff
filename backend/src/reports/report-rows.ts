import type { EntityManager } from 'typeorm';
import type { SubjectColumns } from '../domain/access/subjects.js';
import type { PlaceKind } from '../domain/accounts/person.js';
import {
  differencesOf,
  NO_DEATHS,
  standingOf,
  type DeathCounts,
  type ReportLine,
} from '../domain/reports/zero-report.js';
import type { ScopeColumns } from '../platform/database/scope.js';
import type { ZeroReport } from './report.entity.js';

/** A report with the name and kind of its place. */
export type KnownReport = ZeroReport & {
  readonly placeName: string;
  readonly placeKind: PlaceKind;
};

/** Columns of a report, from `REPORT_TABLES`. */
export const REPORT_COLUMNS = `z.id, z.place_id AS "placeId", p.name AS "placeName", p.kind AS "placeKind", z.place_ids AS "placeIds",
  z.region_id AS "regionId", z.district_id AS "districtId", z.type, z.period, z.starts_on AS "startsOn", z.ends_on AS "endsOn",
  z.due_at AS "dueAt", z.state, z.counts, z.deaths, z.submitted_at AS "submittedAt", z.received_at AS "receivedAt", z.n, z.version`;
export const REPORT_TABLES = 'app.zero_report z JOIN app.place p ON p.id = z.place_id';

/** The columns that conditions of Report name. */
export const REPORT_SCOPE: ScopeColumns = {
  placeId: 'z.place_id int',
  placeIds: 'z.place_ids int[]',
  regionId: 'z.region_id int',
  districtId: 'z.district_id int',
};

/** The columns that rights read. */
export function reachOf({
  placeId,
  placeIds,
  regionId,
  districtId,
}: SubjectColumns['Report']): SubjectColumns['Report'] {
  return { placeId, placeIds, regionId, districtId };
}

/** The report of this id, in the reader's scope. */
export async function findReport(tx: EntityManager, id: string): Promise<KnownReport | undefined> {
  const [row]: readonly KnownReport[] = await tx.query(
    `SELECT ${REPORT_COLUMNS} FROM ${REPORT_TABLES} WHERE z.id = $1`,
    [id],
  );
  return row;
}

/** The report of a place for a period, locked until the end of the transaction. */
export async function lockReport(
  tx: EntityManager,
  where: { readonly placeId: number; readonly period: string },
): Promise<KnownReport | undefined> {
  const [row]: readonly KnownReport[] = await tx.query(
    `SELECT ${REPORT_COLUMNS} FROM ${REPORT_TABLES} WHERE z.place_id = $1 AND z.period = $2 FOR UPDATE OF z`,
    [where.placeId, where.period],
  );
  return row;
}

/** One line of a list or grid: how the report stands now, and whether the notified cases say otherwise. */
export function lineOf(row: KnownReport, now: Date, notified: DeathCounts = NO_DEATHS): ReportLine {
  return {
    id: row.id,
    period: { type: row.type, code: row.period, from: row.startsOn, to: row.endsOn },
    dueAt: row.dueAt.toISOString(),
    standing: standingOf(row, now),
    deaths: row.deaths,
    notified,
    differs: row.counts !== null && differencesOf(row.type, row.counts, notified).length > 0,
  };
}
