import type { Answers, Issue, Rule } from '../forms/form.js';
import { dayOf } from '../forms/local-time.js';
import { has, isAfter, momentOf, momentOfDateAndTime, numberOf, textOf } from '../forms/read.js';
import type { AgeGroup } from './age-at-death.js';
import { ageAtDeath } from './age-at-death.js';
import { gestationIssues, weightIssues } from './measure-rules.js';

const ERR = (code: string, question: string): Issue => ({ code, severity: 'ERR', question });

/** V02: birth, end of pregnancy, death, knowledge and notification follow each other. */
function orderOfDates(answers: Answers): readonly Issue[] {
  const issues: Issue[] = [];
  const born = dayOf(textOf(answers, 'dob') ?? '');
  const ended = dayOf(textOf(answers, 'preg_end_date') ?? '');
  const died = dayOf(textOf(answers, 'death_date') ?? '');
  if (born !== undefined && died !== undefined && born > died) issues.push(ERR('V02.dob', 'dob'));
  else if (born !== undefined && ended !== undefined && born > ended) issues.push(ERR('V02.dob', 'dob'));
  if (ended !== undefined && died !== undefined && ended > died)
    issues.push(ERR('V02.preg_end_date', 'preg_end_date'));

  const death = momentOfDateAndTime(answers, 'death_date', 'death_time');
  const known = momentOf(answers, 'death_known_date');
  const notified = momentOf(answers, 'notified_at');
  if (death !== undefined && known !== undefined && isAfter(death, known))
    issues.push(ERR('V02.death_known_date', 'death_known_date'));
  const before = known ?? death;
  if (before !== undefined && notified !== undefined && isAfter(before, notified))
    issues.push(ERR('V02.notified_at', 'notified_at'));
  return issues;
}

const GROUPS: Readonly<Record<string, readonly AgeGroup[]>> = {
  NND: ['EARLY_NEONATAL', 'LATE_NEONATAL'],
  CHILD: ['CHILD'],
};

/** V02: a birth date known to the day gives an age of the notified category: 0 to 27 days, or from day 28 to the fifth birthday. */
function ageOfCategory(answers: Answers): readonly Issue[] {
  const groups = GROUPS[textOf(answers, 'death_category') ?? ''];
  const born = dayOf(textOf(answers, 'dob') ?? '');
  const died = dayOf(textOf(answers, 'death_date') ?? '');
  if (groups === undefined || born === undefined || died === undefined) return [];
  const age = has(answers, 'dob_precision', 'DAY') ? ageAtDeath(born, died) : null;
  if (age === null || groups.includes(age.group)) return [];
  const params = { days: age.days };
  return [{ code: 'V02.age-differs', severity: 'WARN', question: 'death_category', params }];
}

function gestationAtNotification(answers: Answers): readonly Issue[] {
  const hasBirth =
    has(answers, 'death_category', 'SB', 'NND') || has(answers, 'pregnancy_outcome', 'LIVE', 'SB', 'MIXED');
  return gestationIssues('gestational_weeks', numberOf(answers, 'gestational_weeks'), hasBirth);
}

function weightAtNotification(answers: Answers): readonly Issue[] {
  return weightIssues(
    'birth_weight_g',
    numberOf(answers, 'birth_weight_g'),
    numberOf(answers, 'gestational_weeks'),
  );
}

/** Rules of the notification [domain 3.0]. V16 and V21 need other cases and the vault, and run in the command. */
export const notificationRules = [
  { code: 'V02', check: (answers) => [...orderOfDates(answers), ...ageOfCategory(answers)] },
  { code: 'V06', check: gestationAtNotification },
  { code: 'V07', check: weightAtNotification },
] as const satisfies readonly Rule[];
