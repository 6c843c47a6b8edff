import { ROLES_WITH_SECOND_FACTOR } from './second-factor.js';
import type { Role } from './person.js';

/**
 * One device of one's own: a session that is alive, or a registered device, which works without a network. `device` is what the browser
 * said of itself.
 */
export interface DeviceView {
  readonly id: string;
  readonly device: string;
  readonly since: string;
  readonly seenAt: string;
  /** The session that asks, or the registered device it asks from. */
  readonly current: boolean;
  readonly registered: boolean;
}

/** Roles whose work may stay on a device, encrypted, behind a device code. */
export const KEEPING_ROLES: readonly Role[] = ['notifier', 'clinician', 'centre-head', 'asaco-member'];

/** Whether somebody with these roles may register a device: every role must be one that keeps. */
export function mayKeep(roles: readonly Role[]): boolean {
  return roles.length > 0 && roles.every((role) => KEEPING_ROLES.includes(role));
}

/**
 * Whether the device code also opens a session on the server, with what only the device holds: not for an ASACO, which has no network to
 * wait for, and never where a role asks for a second factor.
 */
export function codeOpensSession(roles: readonly Role[]): boolean {
  return (
    mayKeep(roles) &&
    !roles.some((role) => role === 'asaco-member' || ROLES_WITH_SECOND_FACTOR.includes(role))
  );
}

/** Two letters at most for a lock screen: of the first and of the last word of a name. */
export function initialsOf(name: string): string {
  const letters = name
    .trim()
    .split(/[\s-]+/)
    .map((word) => Array.from(word)[0]?.toLocaleUpperCase('fr') ?? '');
  return [letters[0], letters.length > 1 ? letters.at(-1) : ''].join('');
}

/** What the server says of the browser that asks. */
export interface DeviceStanding {
  /** The person may register this device. */
  readonly mayKeep: boolean;
  readonly opensSession: boolean;
  /** What the lock screen shows instead of a name. */
  readonly initials: string;
  /** This browser is registered for the person: when it holds nothing, what it held is gone. */
  readonly registered: { readonly id: string; readonly since: string; readonly unsent: number } | null;
}

/** Answer to a registration: 32 random bytes in base64url, which only this device and nobody's database holds. */
export interface DeviceRegistered {
  readonly secret: string;
  readonly initials: string;
}

/** Answer to a device that says it is there: `revoked` makes it destroy its keys. */
export interface DeviceContact {
  readonly state: 'known' | 'revoked';
}
