import type { CodeOf } from '../classification/code-list.js';
import type { Answers, Context, Form } from '../forms/form.js';
import { factOf, has, textOf } from '../forms/read.js';
import { validate } from '../forms/validate.js';
import { communityAutopsyFormV2 } from './community-autopsy-form.v2.js';
import type { Extent } from './review-extent.js';

/** The name of the verbal and social autopsy among the forms of a file. */
export const COMMUNITY_AUTOPSY = 'community_va';

/**
 * How far the autopsy in the family is asked: `required` before the file is frozen; `expected`, so that somebody is to visit the family
 * but the file does not wait for it; `optional`, nobody has to.
 */
export type AutopsyNeed = 'required' | 'expected' | 'optional';

/**
 * Of a death outside any facility the family alone knows what happened. A woman or child who died on the evacuation has a file of the
 * facility left, and its audit is due before the mourning ends; yet delays 1 and 2 are known to the family.
 */
const NEED_BY_PLACE: Readonly<Record<CodeOf<'CL_PLACE'>, AutopsyNeed>> = {
  HOME: 'required',
  TBA: 'required',
  ROUTE1: 'required',
  OTHER: 'required',
  ROUTE2: 'expected',
  CSCOM: 'optional',
  CSREF: 'optional',
  HOSP: 'optional',
  PRIV: 'optional',
  UNK: 'optional',
};

/**
 * What the place of death asks of the autopsy in the family, the same for every kind; nothing while the place is not told. Where the death
 * has a short form, what the family tells is that form. [domain 1.3, 2.3, 3.3]
 */
export function autopsyNeed(notification: Answers, extent: Extent = 'full'): AutopsyNeed {
  if (extent === 'short') return 'required';
  const place = textOf(notification, 'death_place') ?? 'UNK';
  return Object.hasOwn(NEED_BY_PLACE, place) ? NEED_BY_PLACE[place as CodeOf<'CL_PLACE'>] : 'optional';
}

const isBegun = (answers: Answers): boolean => Object.keys(answers).length > 0;

/** Whether a document counts towards the file: one that nobody has to fill counts once somebody began it. */
export function countsInFile(
  form: Form,
  answers: Answers,
  notification: Answers,
  extent: Extent = 'full',
): boolean {
  const isOther = form.name !== COMMUNITY_AUTOPSY;
  return isOther || autopsyNeed(notification, extent) === 'required' || isBegun(answers);
}

/** Nobody has to fill it, and nobody began. */
export function isOptional(
  form: Form,
  answers: Answers,
  notification: Answers,
  extent: Extent = 'full',
): boolean {
  return asks(form, 'optional', answers, autopsyNeed(notification, extent));
}

/** Somebody is to fill it, nobody began, and the file does not wait for it. */
export function isExpected(
  form: Form,
  answers: Answers,
  notification: Answers,
  extent: Extent = 'full',
): boolean {
  return asks(form, 'expected', answers, autopsyNeed(notification, extent));
}

const asks = (form: Form, wanted: AutopsyNeed, answers: Answers, need: AutopsyNeed): boolean =>
  form.name === COMMUNITY_AUTOPSY && need === wanted && !isBegun(answers);

/**
 * The day of the visit in the family, `YYYY-MM-DD`: `on` is null while it is to be made or was put off. Null where nobody has to make it
 * and nobody did.
 */
export function visitOf(
  notification: Answers,
  autopsy: Answers,
  extent: Extent,
): { readonly on: string | null } | null {
  const answered = has(autopsy, 'va_consent', 'GIVEN', 'REFUSED');
  if (autopsyNeed(notification, extent) === 'optional' && !answered) return null;
  return { on: answered ? (textOf(autopsy, 'va_date') ?? null) : null };
}

/**
 * The family is still to be visited: the autopsy is due, and neither have they refused nor is every required question answered. A visit put
 * off is still to be made.
 */
export function awaitsInterview(notification: Answers, autopsy: Answers, context: Context): boolean {
  const extent = factOf(context, 'extent') === 'short' ? 'short' : 'full';
  if (autopsyNeed(notification, extent) === 'optional' || has(autopsy, 'va_consent', 'REFUSED')) return false;
  return (
    !has(autopsy, 'va_consent', 'GIVEN') ||
    validate(communityAutopsyFormV2, autopsy, context).missing.length > 0
  );
}
