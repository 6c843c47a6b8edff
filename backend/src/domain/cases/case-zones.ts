import type { Answers } from '../forms/form.js';
import { numberOf } from '../forms/read.js';
import type { CaseState } from './case-workflow.js';

/** What a notifier learns of their notification: received, taken on, set aside, closed. How the audit goes is not theirs. */
const NOTIFIER_STATES: readonly CaseState[] = ['notified', 'discarded', 'duplicate', 'closed'];

/** The state as a reader may know it; staff of the path, the district and the region read it as it is. */
export function stateFor(state: CaseState, knows: boolean): CaseState {
  return knows || NOTIFIER_STATES.includes(state) ? state : 'documenting';
}

const BAND = 5;
const ADULT = 18;

/** The age as the notification tells it, `29 years`, as number and unit code; outside the district a band of five years, under 18 as such. */
export function ageFor(notification: Answers, exact: boolean): string | null {
  const years = numberOf(notification, 'age_years');
  if (years !== undefined) {
    if (exact) return `${String(years)} years`;
    if (years < ADULT) return `<${String(ADULT)} years`;
    const from = Math.floor(years / BAND) * BAND;
    return `${String(from)}-${String(from + BAND - 1)} years`;
  }
  const units = [
    ['age_hours', 'h'],
    ['age_days', 'days'],
    ['age_months', 'months'],
  ] as const;
  for (const [question, unit] of units) {
    const value = numberOf(notification, question);
    if (value !== undefined && (exact || unit !== 'months')) return `${String(value)} ${unit}`;
    if (value !== undefined) return value < 12 ? '<12 months' : '12-59 months';
  }
  return null;
}
