import type { Profession, Role } from './person.js';

/** Roles that open the files of others or rights: one person asks, another gives. */
export const ROLES_BY_TWO: readonly Role[] = [
  'clinician',
  'centre-head',
  'focal-point',
  'coordinator',
  'counter-auditor',
  'administrator',
];

/** Whether this role takes effect only once a second person has confirmed it. */
export function takesTwo(role: Role): boolean {
  return ROLES_BY_TWO.includes(role);
}

/** A role that was asked for and waits for its second person. Dates are `YYYY-MM-DD`. */
export interface RoleRequestView {
  readonly id: string;
  readonly personId: string;
  readonly username: string;
  readonly profession: Profession;
  readonly role: Role;
  readonly placeName: string;
  readonly from: string;
  readonly to: string | null;
  readonly askedAt: string;
  readonly askedByMe: boolean;
  readonly mayConfirm: boolean;
  readonly version: number;
}
