import type { Profession, Role } from '../accounts/person.js';

/** The word of every role and profession. `system` is what happens by itself: the draw, the comparison, the clock. */
export interface RoleTexts {
  readonly roles: Readonly<Record<Role | 'system', string>>;
  readonly professions: Readonly<Record<Profession, string>>;
}
