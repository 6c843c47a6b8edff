import type { Role } from '../accounts/person.js';
import type { Bars } from './bars.js';
import { isInsideHealth, type RightsHolder } from './grants.js';

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
  /** Places inside the health services that the person answers for as the owner of recommendations. */
  readonly owned: readonly number[];
  /** Places whose published actions the person follows or answers for from outside the health services. */
  readonly followed: readonly number[];
  /** Programme areas whose counter-audits the person coordinates. */
  readonly coordinated: readonly number[];
  /** Coordinates the counter-audits of the whole country. */
  readonly coordinatesCountry: boolean;
  readonly seats: readonly string[];
  readonly roles: readonly Role[];
  readonly bars: Bars;
}

/** Reach of a person: the union of what each membership reaches, minus the bars. [product: Who; model: walls] */
export function reachOf(person: RightsHolder): Reach {
  const held = (...roles: readonly Role[]) => person.memberships.filter(({ role }) => roles.includes(role));
  const idsOf = (memberships: ReturnType<typeof held>) => unique(memberships.map(({ placeId }) => placeId));
  const placesOf = (...roles: readonly Role[]) => idsOf(held(...roles));
  const owners = held('action-owner');
  const isWithin = ({ placeKind }: (typeof owners)[number]) => isInsideHealth(placeKind);
  return {
    reach: held('national-viewer').length > 0 ? 'country' : 'own',
    regions: placesOf('region'),
    districts: placesOf('focal-point'),
    places: placesOf('clinician', 'centre-head'),
    asacos: placesOf('asaco-member'),
    owned: idsOf(owners.filter(isWithin)),
    followed: idsOf([...owners.filter((owner) => !isWithin(owner)), ...held('partner')]),
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
