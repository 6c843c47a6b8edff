import type { EntityManager } from 'typeorm';
import type { PlaceKind } from '../domain/accounts/person.js';
import { FACILITY_KINDS } from '../domain/facilities/place.js';
import { absent } from '../domain/problem.js';
import { placeIdOf } from '../platform/http/checks.js';

/** A place that reports: a facility or a village that lies in a district. */
export interface ReportingPlaceRow {
  readonly placeId: number;
  readonly placeName: string;
  readonly placeKind: PlaceKind;
  readonly placeIds: readonly number[];
  readonly regionId: number;
  readonly districtId: number;
  /** Villages of the health area of a CSCom. */
  readonly villages: number;
}

/** Kinds of place that report. */
export const REPORTING_KINDS: readonly PlaceKind[] = [...FACILITY_KINDS, 'village'];

/** The place itself, and of a village the centre of its health area, for `app.place p`. */
export const PLACE_IDS = `ARRAY[p.id] || CASE WHEN p.kind = 'village' THEN ARRAY(SELECT c.id FROM app.place c
  WHERE c.parent_id = p.parent_id AND c.kind = 'cscom' ORDER BY c.id) ELSE '{}' END`;

/** The places of these ids that report. */
export function reportingPlaces(
  tx: EntityManager,
  ids: readonly number[],
): Promise<readonly ReportingPlaceRow[]> {
  return tx.query(
    `SELECT p.id AS "placeId", p.name AS "placeName", p.kind AS "placeKind", ${PLACE_IDS} AS "placeIds", p.region_id AS "regionId",
       p.district_id AS "districtId", CASE WHEN p.kind = 'cscom' THEN (SELECT count(*)::int FROM app.place v
         WHERE v.parent_id = p.parent_id AND v.kind = 'village') ELSE 0 END AS villages
     FROM app.place p WHERE p.id = ANY ($1) AND p.kind = ANY ($2) AND p.district_id IS NOT NULL ORDER BY p.name, p.id`,
    [ids, REPORTING_KINDS],
  );
}

/** The place an answer names; absent when it is none that reports. */
export async function reportingPlace(
  tx: EntityManager,
  answer: string | undefined,
): Promise<ReportingPlaceRow> {
  const id = answer === undefined ? undefined : placeIdOf(answer);
  const [place] = id === undefined ? [] : await reportingPlaces(tx, [id]);
  if (place === undefined) throw absent('place');
  return place;
}
