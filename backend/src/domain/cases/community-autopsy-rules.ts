import type { Answers, Computation, Context, Issue, Rule } from '../forms/form.js';
import { dayOf } from '../forms/local-time.js';
import { documentOf, momentOfDateAndTime, numberOf, textOf } from '../forms/read.js';
import { orderOfLines } from './chronology.js';

/** Days after the death: mourning before the first, memory fades from the others on. [domain 1.3] */
const MOURNING = 7;
const LATE = 90;
const OLD = 180;
const TOO_LATE = 365;

const deathDay = (context: Context): number | undefined =>
  dayOf(textOf(documentOf(context, 'notification'), 'death_date') ?? '');

const dayIn = (answers: Answers, question: string): number | undefined =>
  dayOf(textOf(answers, question) ?? '');

/**
 * V15: the interview comes after the mourning, unless the family asked for it (the reason kept with the warning says so), and while they
 * still remember.
 */
function interviewDay(answers: Answers, context: Context): readonly Issue[] {
  const interviewed = dayIn(answers, 'va_date');
  const died = deathDay(context);
  if (interviewed === undefined || died === undefined) return [];
  const value = interviewed - died;
  const issue = (severity: Issue['severity'], subject: string): Issue => ({
    code: `V15.${subject}`,
    severity,
    question: 'va_date',
    params: { value },
  });
  if (value < 0) return [issue('ERR', 'va-before-death')];
  if (value < MOURNING) return [issue('WARN', 'va-mourning')];
  if (value > TOO_LATE) return [issue('ERR', 'va-too-late')];
  if (value > OLD) return [issue('WARN', 'va-late'), issue('INFO', 'va-old')];
  return value > LATE ? [issue('WARN', 'va-late')] : [];
}

/** V02: the illness began before the death, and lasted about as long as the family says. */
function illness(answers: Answers, context: Context): readonly Issue[] {
  const began = dayIn(answers, 'va_illness_start');
  const died = deathDay(context);
  if (began === undefined || died === undefined) return [];
  if (began > died) return [{ code: 'V02.va_illness_start', severity: 'ERR', question: 'va_illness_start' }];
  const told = numberOf(answers, 'va_illness_days');
  const counted = died - began;
  if (told === undefined || Math.abs(told - counted) <= 1) return [];
  const params = { value: told, counted };
  return [{ code: 'V02.va_illness_days', severity: 'WARN', question: 'va_illness_days', params }];
}

/** V03: what the family did, in the order of time. */
const orderOfActions = (answers: Answers): readonly Issue[] =>
  orderOfLines(answers, 'va_actions', ['date'], (line, column) => momentOfDateAndTime(line, column, ''));

/** Rules of the community autopsy. V21 needs the vault and runs in the command. */
export const autopsyRules = [
  { code: 'V02', check: illness },
  { code: 'V03.actions', check: orderOfActions },
  { code: 'V15', check: interviewDay },
] as const satisfies readonly Rule[];

/** The length of the illness follows from its start. Proposed, never applied by itself. */
export const autopsyPrefills = [
  {
    question: 'va_illness_days',
    compute: (answers, context) => {
      const began = dayIn(answers, 'va_illness_start');
      const died = deathDay(context);
      return began === undefined || died === undefined || began > died ? null : died - began;
    },
  },
] as const satisfies readonly Computation[];
