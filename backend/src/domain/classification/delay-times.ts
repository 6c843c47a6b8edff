import { maternalTimes } from '../cases/maternal-times.js';
import type { CaseKind } from '../cases/case.js';
import type { Answers, Row } from '../forms/form.js';
import type { Moment } from '../forms/read.js';
import { has, missingOf, momentOf, momentOfDateAndTime, rowsOf, textOf } from '../forms/read.js';

type Known = Moment | undefined;

/**
 * The turning points of a death as its review tells them, whatever its kind; each `undefined` when it is not known. Minutes on the local
 * clock of Mali. `onset` opens the story: the complication of a mother, the labour before a stillbirth, the illness of a child.
 * `illness` is the first sign of illness of a newborn, when labour opens the story. `end` is the death, or the birth of a stillborn child.
 */
export interface DelayTimes {
  readonly onset: Known;
  readonly decision: Known;
  readonly firstArrival: Known;
  readonly firstSeen: Known;
  readonly referral: Known;
  readonly departure: Known;
  readonly secondArrival: Known;
  readonly incision: Known;
  readonly birth: Known;
  readonly illness: Known;
  readonly treatment: Known;
  readonly end: Known;
  /** An evacuation was decided. */
  readonly referred: boolean;
  /** She, or the child, never reached a first facility. */
  readonly neverArrived: boolean;
  /** The death came before the second facility. */
  readonly diedOnTheWay: boolean;
  /** A facility was reached, even at an unknown time. */
  readonly attended: boolean;
  /** Facilities of the path in order, as the ids of their places. */
  readonly path: readonly string[];
  /** What the first moment is, and what the last one is. */
  readonly opening: 'onset' | 'labour' | 'illness';
  readonly closing: 'death' | 'birth';
}

const NONE = {
  incision: undefined,
  birth: undefined,
  illness: undefined,
  treatment: undefined,
} as const;

function idsOf(path: readonly Row[]): readonly string[] {
  return path.flatMap((row) => textOf(row, 'ref') ?? []);
}

/** The turning points of a death of this kind, from its review and its notification. */
export function delayTimes(kind: CaseKind, review: Answers, notification: Answers | undefined): DelayTimes {
  if (kind === 'CHILD') return childTimes(review, notification);
  if (kind === 'SB' || kind === 'NND') return perinatalTimes(kind, review, notification);
  const times = maternalTimes(review, notification);
  const path = rowsOf(review, 'm_facility_path');
  return {
    ...NONE,
    ...times,
    birth: momentOf(review, 'birth_at'),
    incision: momentOf(review, 'cs_incision_at'),
    end: times.death,
    referred: has(review, 'ref_made', 'YES'),
    neverArrived: missingOf(review, 'arrive1_at') === 'NA',
    diedOnTheWay: missingOf(review, 'arrive2_at') === 'NA',
    attended: path.length > 0 || times.firstSeen !== undefined,
    path: idsOf(path),
    opening: 'onset',
    closing: 'death',
  };
}

function childTimes(review: Answers, notification: Answers | undefined): DelayTimes {
  const path = rowsOf(review, 'c_facility_path');
  const referred = has(review, 'c_ref', 'YES');
  return {
    ...NONE,
    onset: momentOf(review, 'c_onset'),
    decision: momentOf(review, 'c_decision_at'),
    firstArrival: momentOf(path[0], 'arrival') ?? momentOf(review, 'c_cscom_at'),
    firstSeen: undefined,
    referral: momentOf(review, 'c_ref_decision_at'),
    departure: momentOf(review, 'c_depart_at'),
    secondArrival: referred ? (momentOf(review, 'c_arrive2') ?? momentOf(path[1], 'arrival')) : undefined,
    treatment: momentOf(review, 'c_first_tx_at'),
    end: momentOf(review, 'c_death_at') ?? momentOfDateAndTime(notification, 'death_date', 'death_time'),
    referred: referred && !has(review, 'c_ref_complied', 'REFUSED', 'IMPOSSIBLE'),
    neverArrived: false,
    diedOnTheWay: missingOf(review, 'c_arrive2') === 'NA' || has(review, 'c_ref_complied', 'DIED_BEFORE'),
    attended: path.length > 0,
    path: idsOf(path),
    opening: 'illness',
    closing: 'death',
  };
}

function perinatalTimes(kind: 'SB' | 'NND', review: Answers, notification: Answers | undefined): DelayTimes {
  const path = rowsOf(review, 'p_facility_path');
  const birth = momentOf(review, 'p_birth_at');
  const second = momentOf(path[1], 'arrival');
  const isBeforeBirth = second !== undefined && (birth === undefined || second.at <= birth.at);
  const secondArrival = momentOf(review, 'p_arrive2_at') ?? (isBeforeBirth ? second : undefined);
  const referral = momentOf(review, 'p_ref_decision_at');
  const notified = momentOfDateAndTime(notification, 'death_date', 'death_time');
  const isStillbirth = kind === 'SB' || has(review, 'p_signs_of_life', 'NO');
  const labour: DelayTimes = {
    onset: momentOf(review, 'p_labour_onset_at'),
    decision: momentOf(review, 'p_decision_at'),
    firstArrival: momentOf(review, 'p_arrive1_at') ?? momentOf(path[0], 'arrival'),
    firstSeen: momentOf(review, 'p_seen1_at'),
    referral,
    departure:
      momentOf(review, 'p_depart_at') ?? (isBeforeBirth ? momentOf(path[0], 'departure') : undefined),
    secondArrival,
    incision: momentOf(review, 'p_cs_incision_at'),
    birth,
    illness: isStillbirth ? undefined : momentOf(review, 'p_nb_problem_at'),
    treatment: isStillbirth ? undefined : momentOf(review, 'p_nb_first_tx_at'),
    end: isStillbirth ? (birth ?? notified) : (momentOf(review, 'p_death_at') ?? notified),
    referred: referral !== undefined || secondArrival !== undefined,
    neverArrived: missingOf(review, 'p_arrive1_at') === 'NA',
    diedOnTheWay: missingOf(review, 'p_arrive2_at') === 'NA',
    attended: path.length > 0,
    path: idsOf(path),
    opening: 'labour',
    closing: isStillbirth && birth !== undefined ? 'birth' : 'death',
  };
  return isStillbirth ? labour : (illAtHome(labour, review, path) ?? labour);
}

/**
 * A newborn who fell ill outside a facility, after a birth at home or after the discharge: the story is then that of the illness and of
 * the way to a facility, and no longer that of the labour. `null` when the illness began in a facility or its time is unknown.
 */
function illAtHome(labour: DelayTimes, review: Answers, path: readonly Row[]): DelayTimes | null {
  const { illness, birth, firstArrival } = labour;
  if (illness === undefined) return null;
  const discharge = momentOf(review, 'p_discharge_at');
  const wasHome = discharge !== undefined && illness.at > discharge.at;
  const bornOut = birth !== undefined && (firstArrival === undefined || birth.at < firstArrival.at);
  if (!wasHome && !bornOut) return null;
  const reached = path.findIndex((row) => (momentOf(row, 'arrival')?.at ?? -Infinity) >= illness.at);
  const decided = labour.decision;
  return {
    ...labour,
    ...NONE,
    onset: illness,
    decision: decided !== undefined && decided.at >= illness.at ? decided : undefined,
    firstArrival: momentOf(path[reached], 'arrival'),
    firstSeen: momentOf(review, 'p_nb_seen_at'),
    referral: undefined,
    departure: undefined,
    secondArrival: undefined,
    treatment: labour.treatment,
    referred: false,
    neverArrived: reached < 0,
    diedOnTheWay: false,
    attended: reached >= 0,
    path: reached < 0 ? [] : idsOf(path.slice(reached)),
    opening: 'illness',
  };
}
