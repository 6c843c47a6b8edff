import type { Profession, Role } from '../domain/accounts/person.js';

/** Every account of the demonstration has this password; it is shown on the sign-in page. */
export const DEMONSTRATION_PASSWORD = 'Kolomba-2026-demo';

interface DemonstrationPerson {
  readonly username: string;
  readonly displayName: string;
  readonly profession: Profession;
  /** Role and code of the place where it is held. */
  readonly holds: readonly { readonly role: Role; readonly place: string }[];
  /** Code of the place where the person works. */
  readonly worksAt?: string;
}

/** One account per role, and reviewers of another district. All names are invented. */
export const demonstrationPeople: readonly DemonstrationPerson[] = [
  { username: 'admin', displayName: 'Administration technique', profession: 'MANAGEMENT', holds: [{ role: 'administrator', place: 'ML' }] },
];

export const demonstration = {
  password: DEMONSTRATION_PASSWORD,
  accounts: demonstrationPeople.map(({ username, holds }) => ({ username, role: holds[0]?.role ?? '' })),
};
