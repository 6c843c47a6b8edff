import type { Answers, Context } from '../forms/form.js';
import { documentOf, has, missingOf, momentOf, rowsOf } from '../forms/read.js';
import { followsContact, IN_CARE } from './child-link.js';
import { deathOfChild } from './perinatal-timing.js';

/**
 * Whether the death of a fetus or newborn is linked to a health facility: born or dead in one or between two, or dead at most 14 days after
 * mother or child was last in one. A linked death has the full form and an audit; of the others a sample has. `null` while the path is not
 * known. [domain 2.3]
 */
export function isLinkedPerinatal(review: Answers, context: Context): boolean | null {
  const notification = documentOf(context, 'notification');
  if (has(review, 'p_place', ...IN_CARE) || has(notification, 'death_place', ...IN_CARE)) return true;
  if (missingOf(review, 'p_facility_path') === 'NA') return false;
  const contacts = rowsOf(review, 'p_facility_path').flatMap((stay) => [
    momentOf(stay, 'arrival'),
    momentOf(stay, 'departure'),
  ]);
  return followsContact(
    contacts.filter((moment) => moment !== undefined),
    deathOfChild(review, notification),
  );
}
