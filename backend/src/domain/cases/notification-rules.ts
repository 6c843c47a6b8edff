import type { Answers, Issue, Rule } from '../forms/form.js';
import { dayOf } from '../forms/local-time.js';
import { has, isAfter, momentOf, momentOfDateAndTime, numberOf, textOf } from '../forms/read.js';
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
  { code: 'V02', check: orderOfDates },
  { code: 'V06', check: gestationAtNotification },
  { code: 'V07', check: weightAtNotification },
] as const satisfies readonly Rule[];
