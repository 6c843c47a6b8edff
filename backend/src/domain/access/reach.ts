import type { PlaceKind, Role } from '../accounts/person.js';
import type { Bars } from './bars.js';
import type { RightsHolder } from './grants.js';

/**
 * How far the database lets a person reach: the coarse second wall behind the abilities. Rows outside are absent even if a
 * query forgets its condition. Each list holds ids of places; `seats` are `role@place`.
 */
export interface Reach {
  readonly reach: 'own' | 'country';
  readonly regions: readonly number[];
  readonly districts: readonly number[];
  /** Facilities where the person documents, audits or follows. */
  readonly places: readonly number[];
  /** CSComs whose ASACO the person belongs to. */
  readonly asacos: readonly number[];
  /** Places the person answers for as the owner of recommendations, and the levels addressed there. */
  readonly owned: readonly number[];
  readonly ownerLevels: readonly string[];
  /** Programme areas whose counter-audits the person coordinates. */
  readonly coordinated: readonly number[];
  /** Coordinates the counter-audits of the whole country. */
  readonly coordinatesCountry: boolean;
  readonly seats: readonly string[];
  readonly roles: readonly Role[];
  readonly bars: Bars;
}

/** Level of CL_REC_LEVEL that a recommendation addressed to a place of this kind has. */
const OWNER_LEVELS: Readonly<Partial<Record<PlaceKind, readonly string[]>>> = {
  asaco: ['ASACO', 'COMMUNITY', 'FAMILY'],
  commune: ['COMMUNE'],
  csref: ['DISTRICT'],
  hospital: ['DISTRICT', 'REGION'],
  district: ['DISTRICT'],
  region: ['REGION'],
  country: ['NATIONAL'],
};

/** Reach of a person: the union of what each membership reaches, minus the bars. [product: Who; model: walls] */
export function reachOf(person: RightsHolder): Reach {
  const held = (...roles: readonly Role[]) => person.memberships.filter(({ role }) => roles.includes(role));
  const placesOf = (...roles: readonly Role[]) => unique(held(...roles).map(({ placeId }) => placeId));
  const owners = held('action-owner');
  return {
    reach: held('national-viewer').length > 0 ? 'country' : 'own',
    regions: placesOf('region'),
    districts: placesOf('focal-point'),
    places: placesOf('clinician', 'centre-head'),
    asacos: placesOf('asaco-member'),
    owned: placesOf('action-owner'),
    ownerLevels: unique(owners.flatMap(({ placeKind }) => OWNER_LEVELS[placeKind] ?? [])),
    coordinated: placesOf('coordinator'),
    coordinatesCountry: held('coordinator').some(({ placeKind }) => placeKind === 'country'),
    seats: unique(person.memberships.map(({ role, placeId }) => `${role}@${placeId}`)),
    roles: unique(person.memberships.map(({ role }) => role)),
    bars: person.bars,
  };
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
