import type { Answers } from '../forms/form.js';
import { has, numberOf } from '../forms/read.js';
import type { CaseKind } from './case.js';

/** Kinds that a case may be confirmed as; a death of a woman to be screened is confirmed as maternal or discarded. */
export const CONFIRMED_KINDS = ['MAT', 'SB', 'NND', 'CHILD'] as const satisfies readonly CaseKind[];
export type ConfirmedKind = (typeof CONFIRMED_KINDS)[number];

const STILLBIRTH_WEEKS = 28;
const STILLBIRTH_GRAMS = 1000;

/**
 * A woman of reproductive age whose death must be screened as maternal: pregnant, delivered within the year, or not known. Only a
 * woman known to be neither is not suspected. [domain 2.1]
 */
export function isSuspectedMaternal(notification: Answers): boolean {
  return has(notification, 'death_category', 'MAT', 'WRA') && !has(notification, 'pregnancy_status', 'NOT');
}

/** International threshold, gestational age first; what is not known excludes nobody. [domain 2.2] */
function isStillbirth(notification: Answers): boolean {
  const weeks = numberOf(notification, 'gestational_weeks');
  if (weeks !== undefined) return weeks >= STILLBIRTH_WEEKS;
  const grams = numberOf(notification, 'birth_weight_g');
  return grams === undefined || grams >= STILLBIRTH_GRAMS;
}

const within = (value: number | undefined, least: number, most: number): boolean =>
  value !== undefined && value >= least && value <= most;

/** The age that a kind is read from, where it is asked of that kind alone. */
const AGE_OF: Readonly<Partial<Record<ConfirmedKind, string>>> = { NND: 'age_days', CHILD: 'age_months' };

/** Whether the notified facts allow the case to be audited as a death of this kind. [domain 2.3] */
export function isEligible(kind: ConfirmedKind, notification: Answers): boolean {
  switch (kind) {
    case 'MAT':
      return isSuspectedMaternal(notification);
    case 'SB':
      return has(notification, 'death_category', 'SB') && isStillbirth(notification);
    case 'NND':
      return has(notification, 'death_category', 'NND') && within(numberOf(notification, 'age_days'), 0, 27);
    case 'CHILD':
      return (
        has(notification, 'death_category', 'CHILD') && within(numberOf(notification, 'age_months'), 0, 59)
      );
  }
}

/**
 * Whether a case confirmed as another kind may be of this one: nothing told of it speaks against that. Its own age was never asked while it
 * passed for another kind; it is asked from then on, and the file waits for it.
 */
export function mayBecome(kind: ConfirmedKind, notification: Answers): boolean {
  const age = AGE_OF[kind];
  if (age !== undefined && notification[age] === undefined) return true;
  return isEligible(kind, { ...notification, death_category: { value: kind } });
}
