import type { CaseKind } from '../cases/case.js';
import { isSeverelyMalnourished } from '../cases/child-nutrition.js';
import { isCommunityDeath } from '../cases/notification-delay.js';
import type { Answers } from '../forms/form.js';
import { DAY } from '../forms/local-time.js';
import { has, momentOf, momentOfDateAndTime, rowsOf, type Moment } from '../forms/read.js';

/** Why a death is added to the sample. It decides a share and is told to nobody. [domain 5.3] */
export type TargetedReason = 'early-in-referral' | 'after-discharge' | 'severe-malnutrition';

/** Where each review of a child born alive keeps what its stays are read from. */
const STAYS = {
  CHILD: {
    path: 'c_facility_path',
    death: 'c_death_at',
    arrivals: ['c_arrive2', 'c_cscom_at'],
    discharge: '',
  },
  NND: {
    path: 'p_facility_path',
    death: 'p_death_at',
    arrivals: ['p_arrive2_at', 'p_arrive1_at'],
    discharge: 'p_discharge_at',
  },
} as const;

/** The stay that a death ended, or the last one before it. */
interface LastStay {
  readonly death: Moment | undefined;
  readonly arrival: Moment | undefined;
  /** When the child left alive; a discharge that the review dates, else the departure of the last stay. */
  readonly departure: Moment | undefined;
}

function lastStay(kind: keyof typeof STAYS, notification: Answers | undefined, review: Answers): LastStay {
  const { path, death, arrivals, discharge } = STAYS[kind];
  const last = rowsOf(review, path).at(-1);
  const told = arrivals.map((question) => momentOf(review, question)).find((moment) => moment !== undefined);
  return {
    death: momentOf(review, death) ?? momentOfDateAndTime(notification, 'death_date', 'death_time'),
    arrival: momentOf(last, 'arrival') ?? told,
    departure: momentOf(review, discharge) ?? momentOf(last, 'departure'),
  };
}

/** Where the child died: the review knows it better than the notification. */
const placeOf = (notification: Answers | undefined, review: Answers): Answers => ({
  ...(notification?.['death_place'] === undefined ? {} : { death_place: notification['death_place'] }),
  ...(review['c_death_place'] === undefined ? {} : { death_place: review['c_death_place'] }),
});

/** An hour that nobody knows lets no death escape: within a day is what may have been within a day. Without an arrival nothing may. */
function mayBeWithinADay({ arrival, death }: LastStay): boolean {
  if (arrival === undefined || death === undefined || arrival.from > death.to) return false;
  return death.from - arrival.to <= DAY;
}

/** Left alive, and died later outside any facility; or after a discharge that the review dates, wherever. */
function leftAlive(kind: keyof typeof STAYS, place: Answers, review: Answers, stay: LastStay): boolean {
  const { death, departure } = stay;
  if (death === undefined || departure === undefined || departure.at > death.at) return false;
  return momentOf(review, STAYS[kind].discharge) !== undefined || isCommunityDeath(place) === true;
}

const wasSeen = (review: Answers): boolean =>
  rowsOf(review, 'c_facility_path').length > 0 ||
  rowsOf(review, 'c_visits').length > 0 ||
  momentOf(review, 'c_cscom_at') !== undefined;

/**
 * The situations that make a death of a child born alive targeted: within 24 h of its admission in a CSRéf or hospital (in a CSCom that
 * is nearly every death), after a discharge, or severely malnourished and seen in a facility. A stillbirth is admitted nowhere, and
 * mothers have a class of their own. [domain 5.3, V23]
 */
export function targetedReasons(
  kind: CaseKind,
  notification: Answers | undefined,
  review: Answers | undefined,
): readonly TargetedReason[] {
  if ((kind !== 'CHILD' && kind !== 'NND') || review === undefined) return [];
  const place = placeOf(notification, review);
  const stay = lastStay(kind, notification, review);
  const reasons: TargetedReason[] = [];
  if (has(place, 'death_place', 'CSREF', 'HOSP') && mayBeWithinADay(stay)) reasons.push('early-in-referral');
  if (leftAlive(kind, place, review, stay)) reasons.push('after-discharge');
  if (kind === 'CHILD' && isSeverelyMalnourished(review) && wasSeen(review))
    reasons.push('severe-malnutrition');
  return reasons;
}
