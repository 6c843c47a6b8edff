import type { Membership, Role } from '../accounts/person.js';

type Held = Pick<Membership, 'role' | 'placeId' | 'placeKind'>;

/** Where a case lies: the places by which its people reach it. */
interface CasePlaces {
  readonly regionId: number;
  readonly districtId: number;
  readonly responsibleId: number;
  readonly placeIds: readonly number[];
  readonly villageId: number | null;
}

/** The roles by which a person reaches a case. The head of another facility of the path acts there as a clinician. */
export function rolesOn(memberships: readonly Held[], row: CasePlaces): readonly Role[] {
  const reached = memberships.flatMap(({ role, placeId, placeKind }): readonly Role[] => {
    if (placeKind === 'country') return [role];
    if (placeId === row.regionId || placeId === row.districtId || placeId === row.villageId) return [role];
    if (!row.placeIds.includes(placeId)) return [];
    return role === 'centre-head' && placeId !== row.responsibleId ? ['clinician'] : [role];
  });
  return [...new Set(reached)];
}

/** The facilities of the path where the person documents. */
export function facilitiesOf(
  memberships: readonly Held[],
  { placeIds }: Pick<CasePlaces, 'placeIds'>,
): readonly number[] {
  return memberships
    .filter(({ role, placeId }) => ['clinician', 'centre-head'].includes(role) && placeIds.includes(placeId))
    .map(({ placeId }) => placeId);
}
