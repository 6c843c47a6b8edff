import type { Answers, Context, NamedCondition } from '../forms/form.js';
import { documentOf, rowsOf, textOf } from '../forms/read.js';

/** The child was seen in a facility: the path has a line. Before the path is answered nothing is known, and nothing more is asked. */
function wasSeenInFacility(answers: Answers): boolean {
  return rowsOf(answers, 'c_facility_path').length > 0;
}

const SEASON = { first: 6, last: 10 };

/** The illness, or else the death, falls in the season of chemoprevention, June to October. */
function isMalariaSeason(answers: Answers, context: Context): boolean {
  const date = textOf(answers, 'c_onset') ?? textOf(documentOf(context, 'notification'), 'death_date');
  const month = Number(date?.slice(5, 7) ?? 0);
  return month >= SEASON.first && month <= SEASON.last;
}

/** The recurring conditions of the child review. [domain 3.0.2] */
export const childConditions = {
  'seen-in-a-facility': wasSeenInFacility,
  'malaria-season': isMalariaSeason,
} as const satisfies Readonly<Record<string, NamedCondition>>;
