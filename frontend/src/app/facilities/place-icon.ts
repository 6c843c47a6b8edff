import type { PlaceKind } from '@domain/accounts/person.js';
import type { IconName } from '../ui/icons';

/** The tile of a kind of place. */
export const PLACE_ICONS: Readonly<Record<PlaceKind, IconName>> = {
  country: 'globe',
  region: 'map',
  district: 'map',
  commune: 'map',
  'health-area': 'map',
  village: 'house',
  cscom: 'hospital',
  csref: 'hospital',
  hospital: 'hospital',
  private: 'hospital',
  asaco: 'users',
  organisation: 'handshake',
};
