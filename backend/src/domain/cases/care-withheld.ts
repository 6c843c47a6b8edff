import type { Answers } from '../forms/form.js';
import { has, rowsOf, textOf } from '../forms/read.js';

/** Items of a care grid that the facts call for; where one of several is enough, they stand together. */
export type CalledFor = readonly (readonly string[])[];

/**
 * Care that was not available anywhere, or that the facts call for and nobody gave: the first item of each group. An item given in any
 * facility of the path, or known as given from another answer, is never one of them. [domain 3.2 G]
 */
export function withheldCare(
  review: Answers,
  calledFor: CalledFor,
  alsoGiven: readonly string[] = [],
): readonly string[] {
  const given = new Set<string>(alsoGiven);
  const unavailable = new Set<string>();
  for (const line of rowsOf(review, 'care_given')) {
    const item = textOf(line, 'item');
    if (item === undefined) continue;
    if (has(line, 'status', 'GIVEN')) given.add(item);
    if (has(line, 'status', 'NOT_AVAIL')) unavailable.add(item);
  }
  const withheld = new Set<string>();
  for (const item of unavailable) if (!given.has(item)) withheld.add(item);
  for (const items of calledFor) {
    const [first] = items;
    if (first === undefined || items.some((item) => given.has(item) || withheld.has(item))) continue;
    withheld.add(first);
  }
  return [...withheld];
}
