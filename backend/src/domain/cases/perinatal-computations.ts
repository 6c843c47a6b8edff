import type { DelayTimes } from '../classification/delay-times.js';
import { delayTimes } from '../classification/delay-times.js';
import type { Answers, Computation, Context, Value } from '../forms/form.js';
import { DAY, dateTimeOf, hours } from '../forms/local-time.js';
import { documentOf, has, momentOf, momentOfDateAndTime, rowsOf, valueOf } from '../forms/read.js';
import type { DelaySource } from './delay-computations.js';
import { delayComputations, neededOffHours } from './delay-computations.js';
import { isLinkedPerinatal } from './perinatal-link.js';
import {
  ageInDays,
  birthSizeOf,
  deathOfChild,
  perinatalTiming,
  perinatalType,
  reaches22Weeks,
  reaches28Weeks,
} from './perinatal-timing.js';

const notified = (context: Context): Answers | undefined => documentOf(context, 'notification');

function timesOf(answers: Answers, context: Context): DelayTimes {
  return delayTimes(has(answers, 'p_signs_of_life', 'NO') ? 'SB' : 'NND', answers, notified(context));
}

const NOWHERE: Context = { now: '', documents: {} };

/** The delays of labour, or of the illness of a newborn at home, as the picture of the delays tells them. */
const delaySource: DelaySource = {
  times: (answers, context) => {
    const times = timesOf(answers, context);
    return { ...times, death: times.end };
  },
  neverArrived: (answers) => timesOf(answers, NOWHERE).neverArrived,
  wasReferred: (answers) => timesOf(answers, NOWHERE).referred,
  diedBefore: (answers) => timesOf(answers, NOWHERE).diedOnTheWay,
  admission: (answers) => momentOf(answers, 'p_birth_at'),
};

function minutesFromDecision(answers: Answers, end: string): number | null {
  const decision = momentOf(answers, 'p_cs_decision_at');
  const done = momentOf(answers, end);
  return decision === undefined || done === undefined || done.at < decision.at ? null : done.at - decision.at;
}

/** Hours lived; `null` of a stillborn, and while the birth or the death is known by its day only. */
function hoursLived(answers: Answers, context: Context): number | null {
  if (!has(answers, 'p_signs_of_life', 'YES')) return null;
  const birth = momentOf(answers, 'p_birth_at');
  const death = deathOfChild(answers, notified(context));
  if (birth === undefined || death === undefined || death.at < birth.at) return null;
  const isByDay = [birth, death].some(({ from, to }) => to - from >= DAY - 1);
  return isByDay ? null : hours(death.at - birth.at);
}

function daysLived(answers: Answers, context: Context): number | null {
  return has(answers, 'p_signs_of_life', 'YES') ? (ageInDays(answers, notified(context)) ?? null) : null;
}

/** What the facts of a perinatal review tell by themselves. Hours, minutes for the decision-to-incision interval. [domain 2.2, 3.4] */
export const perinatalComputations = [
  ...delayComputations(delaySource),
  { question: 'ddi_min', compute: (answers) => minutesFromDecision(answers, 'p_cs_incision_at') },
  { question: 'off_hours', compute: neededOffHours(delaySource) },
  { question: 'p_type', compute: (answers, context) => perinatalType(answers, notified(context)) },
  { question: 'timing', compute: (answers) => perinatalTiming(answers)?.timing ?? null },
  {
    question: 'elig28',
    compute: (answers, context) => reaches28Weeks(birthSizeOf(answers, notified(context))),
  },
  {
    question: 'elig22',
    compute: (answers, context) => reaches22Weeks(birthSizeOf(answers, notified(context))),
  },
  { question: 'p_linked', compute: isLinkedPerinatal },
  { question: 'p_age_h', compute: hoursLived },
  { question: 'p_age_d', compute: daysLived },
] as const satisfies readonly Computation[];

function pathTime(row: number, column: 'arrival' | 'departure') {
  return (answers: Answers): Value | null => valueOf(rowsOf(answers, 'p_facility_path')[row], column) ?? null;
}

function asNotified(question: string) {
  return (_: Answers, context: Context): Value | null => valueOf(notified(context), question) ?? null;
}

/** The notified death: of a stillborn child its birth, of a newborn its death. */
function notifiedDeath(category: 'SB' | 'NND') {
  return (_: Answers, context: Context): Value | null => {
    const notification = notified(context);
    if (!has(notification, 'death_category', category)) return null;
    const death = momentOfDateAndTime(notification, 'death_date', 'death_time');
    return death === undefined || death.to - death.from === DAY - 1 ? null : dateTimeOf(death.at);
  };
}

/** From the decision to the birth: the code of CL_DDI that the two times give. */
function decisionToBirth(answers: Answers): Value | null {
  const minutes = minutesFromDecision(answers, 'p_birth_at');
  if (minutes === null) return null;
  if (minutes < 30) return 'LT30';
  return minutes <= 60 ? '30_60' : 'GT60';
}

/** What the notification, the path and the times already tell, proposed and never applied by itself. The sign of life is never proposed. */
export const perinatalPrefills = [
  { question: 'p_multi', compute: asNotified('multiple') },
  { question: 'p_ga_w', compute: asNotified('gestational_weeks') },
  { question: 'p_arrive1_at', compute: pathTime(0, 'arrival') },
  { question: 'p_depart_at', compute: pathTime(0, 'departure') },
  { question: 'p_arrive2_at', compute: pathTime(1, 'arrival') },
  { question: 'p_ddi_min', compute: decisionToBirth },
  { question: 'p_birth_at', compute: notifiedDeath('SB') },
  { question: 'p_sex', compute: asNotified('sex') },
  { question: 'p_weight', compute: asNotified('birth_weight_g') },
  { question: 'p_death_at', compute: notifiedDeath('NND') },
] as const satisfies readonly Computation[];
