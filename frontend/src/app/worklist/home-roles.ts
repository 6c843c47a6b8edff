import type { Role } from '@domain/accounts/person.js';

/** Roles whose work is no list of tasks: their home also says what they can do. */
export const HOME_ROLES = [
  'region',
  'partner',
  'national-viewer',
  'administrator',
] as const satisfies readonly Role[];
