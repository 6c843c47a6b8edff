import type { Answers, Context } from '../forms/form.js';
import { DAY } from '../forms/local-time.js';
import type { Moment } from '../forms/read.js';
import { documentOf, has, missingOf, momentOf, momentOfDateAndTime, rowsOf } from '../forms/read.js';
import { childTimes } from './child-times.js';

/** Days after a consultation in which a death is linked to it. [domain 2.3] */
export const CONSULTED_DAYS = 14;

/** Places of death in a facility, or between two. */
export const IN_CARE = ['CSCOM', 'CSREF', 'HOSP', 'PRIV', 'ROUTE2'] as const;

/**
 * Whether the death is linked to a health facility: it happened in one or between two, or at most 14 days after a consultation or a
 * referral. A linked death has the full form and an audit; of the others a sample has. `null` while the path is not known. [domain 2.3]
 */
export function isLinkedToFacility(review: Answers, context: Context): boolean | null {
  if (has(review, 'c_death_place', ...IN_CARE)) return true;
  if (missingOf(review, 'c_facility_path') === 'NA') return false;
  const { death } = childTimes(review, documentOf(context, 'notification'));
  const contacts = [
    ...rowsOf(review, 'c_facility_path').flatMap((stay) => [
      momentOf(stay, 'departure'),
      momentOf(stay, 'arrival'),
    ]),
    ...rowsOf(review, 'c_visits').map((visit) => momentOfDateAndTime(visit, 'date', '')),
    momentOf(review, 'c_cscom_at'),
  ].filter((moment) => moment !== undefined);
  return followsContact(contacts, death);
}

/** Whether a death comes at most 14 days after the last contact with a facility; `null` when neither is known. */
export function followsContact(contacts: readonly Moment[], death: Moment | undefined): boolean | null {
  if (death === undefined || contacts.length === 0) return null;
  return death.at - Math.max(...contacts.map(({ to }) => to)) <= CONSULTED_DAYS * DAY;
}
