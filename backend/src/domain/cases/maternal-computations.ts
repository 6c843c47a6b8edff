import type { Answers, Computation, Context, Value } from '../forms/form.js';
import { deathPhase } from '../classification/death-phase.js';
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
import type { DelaySource } from './delay-computations.js';
import { delayComputations, neededOffHours } from './delay-computations.js';
import { maternalTimes, pregnancyEnd, pregnancyStatus } from './maternal-times.js';

function decisionToIncision(answers: Answers): number | null {
  const decision = momentOf(answers, 'cs_decision_at');
  const incision = momentOf(answers, 'cs_incision_at');
  if (decision === undefined || incision === undefined || incision.at < decision.at) return null;
  return incision.at - decision.at;
}

function phase(answers: Answers, context: Context): Value | null {
  const { death } = maternalTimes(answers, documentOf(context, 'notification'));
  return deathPhase(pregnancyStatus(answers, context), pregnancyEnd(answers, context), death);
}

const delaySource: DelaySource = {
  times: (answers, context) => maternalTimes(answers, documentOf(context, 'notification')),
  neverArrived: (answers) => missingOf(answers, 'arrive1_at') === 'NA',
  wasReferred: (answers) => has(answers, 'ref_made', 'YES'),
  diedBefore: (answers) => missingOf(answers, 'arrive2_at') === 'NA',
  admission: (answers) => momentOf(answers, 'adm_at'),
};

/** What the facts of a maternal review tell by themselves. Hours, minutes for the decision-to-incision interval. */
export const maternalComputations = [
  ...delayComputations(delaySource),
  { question: 'cs_ddi_min', compute: decisionToIncision },
  { question: 'off_hours', compute: neededOffHours(delaySource) },
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
