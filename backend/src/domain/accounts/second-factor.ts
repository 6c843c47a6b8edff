import type { Role } from './person.js';

/** Roles that reach identities, blind files, rights or whole districts: a password alone does not open them. */
export const ROLES_WITH_SECOND_FACTOR: readonly Role[] = [
  'focal-point',
  'counter-auditor',
  'coordinator',
  'administrator',
];

/** Whether an installation requires the second factor of these roles, or only offers it. */
export type SecondFactorRule = 'required' | 'offered';

/**
 * How far a session is open: `open` to everything; `code` waits for the second factor after the password; `enrol` opens nothing but
 * the making of a second factor.
 */
export type SessionStep = 'open' | 'code' | 'enrol';

export interface SessionFacts {
  readonly roles: readonly Role[];
  readonly rule: SecondFactorRule;
  /** The person has a second factor that was confirmed once. */
  readonly hasFactor: boolean;
  /** A lost one was lifted: another is made before anything else. */
  readonly mustEnrol: boolean;
  /** This session has given it. */
  readonly factorGiven: boolean;
}

/** How far a session is open. Who has a second factor gives it, whatever the rule and the roles. */
export function stepOf({ roles, rule, hasFactor, factorGiven, mustEnrol }: SessionFacts): SessionStep {
  if (hasFactor) return factorGiven ? 'open' : 'code';
  if (mustEnrol) return 'enrol';
  return rule === 'required' && roles.some((role) => ROLES_WITH_SECOND_FACTOR.includes(role))
    ? 'enrol'
    : 'open';
}

/** What the owner is told of the second factor. */
export interface SecondFactorView {
  readonly enrolled: boolean;
  /** A role of this person asks for one on an installation that requires it. */
  readonly advised: boolean;
  readonly recoveryCodesLeft: number;
}

/** A secret not yet confirmed: to type or to scan, once. */
export interface NewSecondFactor {
  /** Base 32, 32 signs. */
  readonly secret: string;
  /** `otpauth://totp/...` for the authenticator application. */
  readonly uri: string;
}
