import { missingChoices } from '../classification/code-list.js';
import type { Missing, Question } from './form.js';

/** Which coded missing values each kind of question offers, in the order in which they are shown. */
const OFFERED: Readonly<Partial<Record<Question['type'], readonly Missing[]>>> = {
  int: ['NR'],
  dec: ['NR'],
  text: ['NR'],
  longtext: [],
  date: ['UNK', 'NR'],
  time: ['NR'],
  datetime: ['NR', 'NA'],
  bool: ['NR'],
  code: ['NR'],
  codes: ['NR'],
  place: ['UNK', 'NR'],
  list: ['NR', 'NA'],
};

/** A list that holds one of them as a code needs no other. */
const ALL_MISSING = 4;

/**
 * The missing values offered beside a question, on screen and on paper. A judgement is never "not recorded", what is computed or kept in
 * the vault has none. That a time is unknown belongs to its precision and is not named here. [domain 3.0.1]
 */
export function offeredMissing(question: Question): readonly Missing[] {
  if (question.neverMissing === true || question.identity === true || question.need === 'computed') return [];
  if (question.kind !== 'fact') return question.type === 'datetime' ? ['NA'] : [];
  const possible = missingChoices(question.list);
  if (question.list !== undefined && possible.length < ALL_MISSING) return [];
  // No facility, no return visit: a list may be without object, a narrative never is.
  const isStory = question.columns?.some(({ type }) => type === 'longtext') === true;
  return (OFFERED[question.type] ?? []).filter(
    (code) => possible.includes(code) && !(isStory && code === 'NA'),
  );
}
