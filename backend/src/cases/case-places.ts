import type { EntityManager } from 'typeorm';
import { FACILITY_KINDS } from '../domain/facilities/place.js';
import type { PlaceKind, Role } from '../domain/accounts/person.js';
import type { Answers } from '../domain/forms/form.js';
import { textOf } from '../domain/forms/read.js';
import { Problem, type FieldFault } from '../domain/problem.js';
import type { Actor } from '../platform/security/actor.js';

interface Place {
  readonly id: number;
  readonly kind: PlaceKind;
  readonly parentId: number | null;
  readonly regionId: number | null;
  readonly districtId: number | null;
}

/** Where a notified death belongs. */
export interface NotifiedPlaces {
  readonly responsibleId: number;
  readonly regionId: number;
  readonly districtId: number;
  readonly placeIds: readonly number[];
  readonly villageId: number | null;
}

type Located = Place & { readonly regionId: number; readonly districtId: number };

const isLocated = (place: Place): place is Located => place.regionId !== null && place.districtId !== null;

const VILLAGE_KINDS: readonly PlaceKind[] = ['village', 'health-area', 'commune'];
/** A village that is on no list. */
const ELSEWHERE = 'OTHER';
const NOTIFYING: readonly Role[] = ['notifier', 'clinician', 'centre-head', 'focal-point'];

const fault = (field: string, code: string): FieldFault => ({ field: `answers.${field}`, code });

/**
 * The responsible centre is the facility of the death, else the one that notifies. Refuses places that are none, facilities without a
 * district, and a reporting facility outside the person's own places. [product: every facility of the path contributes]
 */
export async function placesOfNotification(
  tx: EntityManager,
  actor: Actor,
  answers: Answers,
): Promise<NotifiedPlaces> {
  const named = {
    facility_id: textOf(answers, 'facility_id'),
    death_facility_id: textOf(answers, 'death_facility_id'),
    village_code: textOf(answers, 'village_code'),
  };
  const places = await placesById(tx, Object.values(named));
  const faults: FieldFault[] = [];
  const find = (field: keyof typeof named, kinds: readonly PlaceKind[], code: string): Place | undefined => {
    const value = named[field];
    if (value === undefined) return undefined;
    const place = places.get(value);
    if (place === undefined) faults.push(fault(field, 'place.unknown'));
    else if (!kinds.includes(place.kind)) faults.push(fault(field, code));
    return place;
  };
  const reporting = find('facility_id', FACILITY_KINDS, 'place.not-facility');
  const ofDeath = find('death_facility_id', FACILITY_KINDS, 'place.not-facility');
  const village =
    named.village_code === ELSEWHERE ? undefined : find('village_code', VILLAGE_KINDS, 'place.unknown');
  const responsible = ofDeath ?? reporting;
  if (reporting !== undefined && !(await isOwnPlace(tx, actor, reporting))) {
    faults.push(fault('facility_id', 'place.not-yours'));
  }
  if (responsible !== undefined && !isLocated(responsible)) {
    faults.push(fault(ofDeath ? 'death_facility_id' : 'facility_id', 'place.no-district'));
  }
  if (faults.length > 0 || responsible === undefined || !isLocated(responsible)) {
    throw new Problem('invalid', 'answers.refused', { fields: faults });
  }
  return {
    responsibleId: responsible.id,
    regionId: responsible.regionId,
    districtId: responsible.districtId,
    placeIds: [...new Set([responsible.id, ...(reporting ? [reporting.id] : [])])],
    villageId: village?.id ?? null,
  };
}

const PLACE_COLUMNS =
  'id, kind, parent_id AS "parentId", region_id AS "regionId", district_id AS "districtId"';

/** Places by their id as written in an answer; what is no id names no place. */
export async function placesById(
  tx: EntityManager,
  ids: readonly (string | undefined)[],
): Promise<ReadonlyMap<string, Place>> {
  const numbers = ids.map(Number).filter((id) => Number.isSafeInteger(id) && id > 0 && id <= 2_147_483_647);
  if (numbers.length === 0) return new Map();
  const rows: readonly Place[] = await tx.query(
    `SELECT ${PLACE_COLUMNS} FROM app.place WHERE id = ANY ($1)`,
    [numbers],
  );
  return new Map(rows.map((place) => [String(place.id), place]));
}

/** A facility where the person works, that of the village they watch over, or any of the district they answer for. */
async function isOwnPlace(tx: EntityManager, actor: Actor, facility: Place): Promise<boolean> {
  const held = actor.memberships.filter(({ role }) => NOTIFYING.includes(role));
  const direct = held.some(({ role, placeId }) =>
    role === 'focal-point' ? placeId === facility.districtId : placeId === facility.id,
  );
  if (direct) return true;
  const villages = held.filter(({ placeKind }) => placeKind === 'village').map(({ placeId }) => placeId);
  if (villages.length === 0 || facility.parentId === null) return false;
  const [found]: readonly { there: boolean }[] = await tx.query(
    'SELECT EXISTS (SELECT FROM app.place WHERE id = ANY ($1) AND (parent_id = $2 OR $2 = ANY (path))) AS there',
    [villages, facility.parentId],
  );
  return found?.there ?? false;
}

/** The place a case is handed to: a facility, or the referral centre of a district. */
export async function receiverOf(
  tx: EntityManager,
  placeId: number,
): Promise<{ readonly responsibleId: number; readonly regionId: number; readonly districtId: number }> {
  const [found]: readonly Place[] = await tx.query(
    `SELECT ${PLACE_COLUMNS} FROM app.place p
     WHERE (p.id = $1 AND p.kind = ANY ($2)) OR (p.kind = 'csref' AND p.district_id = $1)
     ORDER BY (p.id = $1) DESC, p.id LIMIT 1`,
    [placeId, FACILITY_KINDS],
  );
  if (found === undefined || !isLocated(found)) {
    const code = found === undefined ? 'place.not-facility' : 'place.no-district';
    throw new Problem('invalid', code, { fields: [{ field: 'placeId', code }] });
  }
  return { responsibleId: found.id, regionId: found.regionId, districtId: found.districtId };
}
