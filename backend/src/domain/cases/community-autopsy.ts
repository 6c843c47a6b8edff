import type { Answers, Form } from '../forms/form.js';
import { isCommunityDeath } from './notification-delay.js';

/** The name of the verbal and social autopsy among the forms of a file. */
export const COMMUNITY_AUTOPSY = 'community_va';

/**
 * The family is to be visited after a death at home or on the way; after a death in a facility, or at an unknown place, they may be.
 * [domain 1.3, 3.3]
 */
export function isAutopsyDue(notification: Answers): boolean {
  return isCommunityDeath(notification) === true;
}

/** Whether a document counts towards the file: one that nobody has to fill counts once somebody began it. */
export function countsInFile(form: Form, answers: Answers, notification: Answers): boolean {
  return form.name !== COMMUNITY_AUTOPSY || isAutopsyDue(notification) || Object.keys(answers).length > 0;
}
