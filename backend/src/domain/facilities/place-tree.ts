import type { PlaceKind } from '../accounts/person.js';

/** Under which kinds of place each kind may lie. A facility of a national list lies under its region until its district is known. */
export const PARENT_KINDS: Readonly<Record<PlaceKind, readonly PlaceKind[]>> = {
  country: [],
  region: ['country'],
  district: ['region'],
  commune: ['district'],
  'health-area': ['district', 'commune'],
  village: ['health-area', 'commune', 'district'],
  cscom: ['health-area', 'commune', 'district', 'region'],
  csref: ['district', 'region'],
  hospital: ['district', 'region'],
  private: ['health-area', 'commune', 'district', 'region'],
  asaco: ['health-area', 'commune', 'district'],
  organisation: ['country'],
};

/** Whether a place of one kind may lie under a place of another. */
export function mayLieUnder(kind: PlaceKind, parent: PlaceKind): boolean {
  return PARENT_KINDS[kind].includes(parent);
}

/** Bounds of Mali with a margin, in degrees: coordinates outside are a slip. */
export const MALI = { latitude: [10, 25.1], longitude: [-12.5, 4.5] } as const;

/** Whether a point lies in the rectangle around Mali. */
export function isInMali(latitude: number, longitude: number): boolean {
  return (
    latitude >= MALI.latitude[0] &&
    latitude <= MALI.latitude[1] &&
    longitude >= MALI.longitude[0] &&
    longitude <= MALI.longitude[1]
  );
}
