import type { Role } from '../accounts/person.js';

/**
 * Why a case, or the judging of it, is closed to a person. `kin`, `conflict` and `care` are declared; `assignment` comes with a seat of a
 * reviewer. Nearness that nobody declares is a tie: it is read from what people did and where they work. [decision 23]
 */
export const BAR_REASONS = ['kin', 'conflict', 'care', 'assignment'] as const;
export type BarReason = (typeof BAR_REASONS)[number];

/** What somebody may declare of oneself or of somebody else. */
export const DECLARED_REASONS = ['kin', 'conflict', 'care'] as const satisfies readonly BarReason[];
export type DeclaredReason = (typeof DECLARED_REASONS)[number];

/** `case`: it is absent, whatever the role. `all-but-seat`: the own seat stays. `judging`: only roles outside the care lose it. */
export const TAKEN_BY: Readonly<Record<BarReason, 'case' | 'all-but-seat' | 'judging'>> = {
  kin: 'case',
  conflict: 'case',
  assignment: 'all-but-seat',
  care: 'judging',
};

/**
 * Roles that judge or oversee a case from outside. A tie takes from a person what these give; what the others give is the person's own
 * work on the case, which nobody else can do. [product: Bars, Who; domain 5.4]
 */
export const OUTSIDE_ROLES = [
  'coordinator',
  'counter-auditor',
  'region',
  'partner',
  'national-viewer',
  'administrator',
] as const satisfies readonly Role[];

export function isOutside(role: Role): boolean {
  return (OUTSIDE_ROLES as readonly Role[]).includes(role);
}

/** What is closed to one person. Ids of cases, and of facilities whose cases are closed with them. */
export interface Bars {
  /** Absent, whatever the role; of those with an own seat only that is left. */
  readonly absent: readonly string[];
  /** The part of `absent` from which an own seat is taken too. */
  readonly whole: readonly string[];
  /** Closed to roles outside the care: an earlier part in the case, attendance, care; `whole` is among them. */
  readonly tied: readonly string[];
  /** The same by the path: where the person works or worked within a year, and the other facilities of that health area. */
  readonly tiedPlaces: readonly number[];
}

export const NO_BARS: Bars = { absent: [], whole: [], tied: [], tiedPlaces: [] };

/** Somebody declared not free to see or to judge a case; `mine`: the reader, whom only another lets back. */
export interface BarView {
  readonly username: string;
  readonly reason: DeclaredReason;
  readonly bySelf: boolean;
  readonly at: string;
  readonly mine: boolean;
}
