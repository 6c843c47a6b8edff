import type { Answers, Computation, Context, Value } from '../forms/form.js';
import { DAY, dateTimeOf } from '../forms/local-time.js';
import { documentOf, has, missingOf, momentOf, momentOfDateAndTime, rowsOf, valueOf } from '../forms/read.js';
import { isLinkedToFacility } from './child-link.js';
import { nutritionOf } from './child-nutrition.js';
import { childTimes } from './child-times.js';
import type { DelaySource } from './delay-computations.js';
import { delayComputations, neededOffHours } from './delay-computations.js';

const delaySource: DelaySource = {
  times: (answers, context) => childTimes(answers, documentOf(context, 'notification')),
  neverArrived: (answers) => missingOf(answers, 'c_facility_path') === 'NA',
  wasReferred: (answers) => has(answers, 'c_ref', 'YES'),
  diedBefore: (answers) =>
    has(answers, 'c_ref_complied', 'DIED_BEFORE') || missingOf(answers, 'c_arrive2') === 'NA',
  admission: (answers) => momentOf(answers, 'c_cscom_at'),
};

/** What the facts of a child review tell by themselves, in hours. */
export const childComputations = [
  ...delayComputations(delaySource),
  { question: 'off_hours', compute: neededOffHours(delaySource) },
  { question: 'c_linked', compute: isLinkedToFacility },
] as const satisfies readonly Computation[];

function pathTime(row: number, column: 'arrival' | 'departure') {
  return (answers: Answers): Value | null => valueOf(rowsOf(answers, 'c_facility_path')[row], column) ?? null;
}

function notified(question: string) {
  return (_: Answers, context: Context): Value | null =>
    valueOf(documentOf(context, 'notification'), question) ?? null;
}

function notifiedDeath(_: Answers, context: Context): Value | null {
  const death = momentOfDateAndTime(documentOf(context, 'notification'), 'death_date', 'death_time');
  return death === undefined || death.to - death.from === DAY - 1 ? null : dateTimeOf(death.at);
}

/** What the notification, the path and the measures already tell, proposed and never applied by itself. */
export const childPrefills = [
  { question: 'c_age_m', compute: notified('age_months') },
  { question: 'c_sex', compute: notified('sex') },
  { question: 'c_nut', compute: nutritionOf },
  { question: 'c_cscom_at', compute: pathTime(0, 'arrival') },
  { question: 'c_depart_at', compute: pathTime(0, 'departure') },
  { question: 'c_arrive2', compute: pathTime(1, 'arrival') },
  { question: 'c_death_at', compute: notifiedDeath },
  { question: 'c_death_place', compute: notified('death_place') },
] as const satisfies readonly Computation[];
