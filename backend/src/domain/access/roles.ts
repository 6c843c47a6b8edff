import type { PlaceKind, Role } from '../accounts/person.js';

/** The kinds of place where each role may be held. A membership elsewhere is refused. [product: Who] */
export const ROLE_PLACES: Readonly<Record<Role, readonly PlaceKind[]>> = {
  notifier: ['village', 'cscom'],
  clinician: ['cscom', 'csref', 'hospital', 'private'],
  'centre-head': ['cscom', 'csref', 'hospital', 'private'],
  'asaco-member': ['cscom', 'asaco'],
  'action-owner': ['commune', 'csref', 'hospital', 'district', 'region', 'country', 'asaco'],
  'focal-point': ['district'],
  coordinator: ['district', 'region', 'country'],
  'counter-auditor': [
    'country',
    'region',
    'district',
    'csref',
    'hospital',
    'cscom',
    'private',
    'organisation',
  ],
  region: ['region'],
  partner: ['organisation', 'district', 'region', 'cscom', 'csref'],
  'national-viewer': ['country'],
  administrator: ['country'],
};

/** Whether a role may be held at a place of this kind. */
export function mayBeHeldAt(role: Role, kind: PlaceKind): boolean {
  return ROLE_PLACES[role].includes(kind);
}
