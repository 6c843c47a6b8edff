import type { Answers, Computation, Context, Value } from '../forms/form.js';
import type { Delay } from '../classification/delays.js';
import { delay1, delay2First, delay2Transfer } from '../classification/delays.js';
import { deathPhase } from '../classification/death-phase.js';
import { isOffHours } from '../classification/off-hours.js';
import { DAY, dateTimeOf } from '../forms/local-time.js';
import {
  documentOf,
  has,
  missingOf,
  momentOf,
  momentOfDateAndTime,
  numberOf,
  rowsOf,
  textOf,
  valueOf,
} from '../forms/read.js';
import { beganInside } from './care-times.js';
import { maternalTimes, pregnancyEnd, pregnancyStatus } from './maternal-times.js';

function timesOf(answers: Answers, context: Context) {
  return maternalTimes(answers, documentOf(context, 'notification'));
}

function firstDelay(answers: Answers, context: Context): Delay | null {
  const times = timesOf(answers, context);
  return delay1(times, beganInside(times));
}

function firstWay(answers: Answers, context: Context): Delay | null {
  const times = timesOf(answers, context);
  return delay2First(times, beganInside(times), missingOf(answers, 'arrive1_at') === 'NA');
}

function transfer(answers: Answers, context: Context): Delay | null {
  if (!has(answers, 'ref_made', 'YES')) return null;
  return delay2Transfer(timesOf(answers, context), missingOf(answers, 'arrive2_at') === 'NA');
}

function observed(delay: Delay | null): number | null {
  return delay === null || delay.censored ? null : delay.hours;
}

function censored(delay: Delay | null): number | null {
  return delay?.censored === true ? delay.hours : null;
}

function wholeWay(answers: Answers, context: Context): number | null {
  const parts = [firstWay(answers, context), transfer(answers, context)].filter((part) => part !== null);
  if (parts.length === 0 || parts.some((part) => part.censored)) return null;
  return Math.round(parts.reduce((sum, part) => sum + part.hours, 0) * 100) / 100;
}

function decisionToIncision(answers: Answers): number | null {
  const decision = momentOf(answers, 'cs_decision_at');
  const incision = momentOf(answers, 'cs_incision_at');
  if (decision === undefined || incision === undefined || incision.at < decision.at) return null;
  return incision.at - decision.at;
}

/** Care was needed from the arrival, or from the onset when it came later; without both, from the admission or at the death. */
function neededOffHours(answers: Answers, context: Context): boolean | null {
  const times = timesOf(answers, context);
  const start =
    beganInside(times) || times.firstArrival === undefined
      ? (times.onset ?? momentOf(answers, 'adm_at') ?? times.death)
      : times.firstArrival;
  return start === undefined ? null : isOffHours(start.at);
}

function phase(answers: Answers, context: Context): Value | null {
  const { death } = timesOf(answers, context);
  return deathPhase(pregnancyStatus(answers, context), pregnancyEnd(answers, context), death);
}

/** What the facts of a maternal review tell by themselves. Hours, minutes for the decision-to-incision interval. */
export const maternalComputations = [
  { question: 'd1_h', compute: (answers, context) => observed(firstDelay(answers, context)) },
  { question: 'd2_h_first', compute: (answers, context) => observed(firstWay(answers, context)) },
  { question: 'd2_h_first_censored', compute: (answers, context) => censored(firstWay(answers, context)) },
  { question: 'd2_h_transfer', compute: (answers, context) => observed(transfer(answers, context)) },
  { question: 'd2_h_transfer_censored', compute: (answers, context) => censored(transfer(answers, context)) },
  { question: 'd2_h_total', compute: wholeWay },
  { question: 'cs_ddi_min', compute: decisionToIncision },
  { question: 'off_hours', compute: neededOffHours },
  { question: 'death_phase', compute: phase },
] as const satisfies readonly Computation[];

function pathTime(row: number, column: 'arrival' | 'departure') {
  return (answers: Answers): Value | null => valueOf(rowsOf(answers, 'm_facility_path')[row], column) ?? null;
}

function notified(question: string) {
  return (_: Answers, context: Context): Value | null =>
    valueOf(documentOf(context, 'notification'), question) ?? null;
}

function notifiedDeath(_: Answers, context: Context): Value | null {
  const death = momentOfDateAndTime(documentOf(context, 'notification'), 'death_date', 'death_time');
  return death === undefined || death.to - death.from === DAY - 1 ? null : dateTimeOf(death.at);
}

/** The last admission is the last arrival of the path. */
function lastArrival(answers: Answers): Value | null {
  const path = rowsOf(answers, 'm_facility_path');
  return valueOf(path[path.length - 1], 'arrival') ?? null;
}

/** What the notification and the path already tell, proposed and never applied by itself. */
export const maternalPrefills = [
  { question: 'm_age', compute: notified('age_years') },
  { question: 'preg_end_reached', compute: notified('pregnancy_status') },
  { question: 'ga_weeks', compute: notified('gestational_weeks') },
  { question: 'multiple_preg', compute: notified('multiple') },
  { question: 'arrive1_at', compute: pathTime(0, 'arrival') },
  { question: 'depart_at', compute: pathTime(0, 'departure') },
  { question: 'arrive2_at', compute: pathTime(1, 'arrival') },
  { question: 'adm_at', compute: lastArrival },
  { question: 'death_at', compute: notifiedDeath },
  {
    question: 'nb_count',
    compute: (answers) =>
      ({ '1': 1, '2': 2 })[textOf(answers, 'multiple_preg') ?? ''] ?? numberOf(answers, 'nb_count') ?? null,
  },
] as const satisfies readonly Computation[];
