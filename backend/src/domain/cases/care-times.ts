import type { Answers, Context } from '../forms/form.js';
import type { Moment } from '../forms/read.js';
import { documentOf, isAfter, momentOf, momentOfDateAndTime, rowsOf } from '../forms/read.js';
import { deathOfChild } from './perinatal-timing.js';

/** The turning points from the first sign to the death, each `undefined` when it is not known. */
export interface CareTimes {
  readonly onset: Moment | undefined;
  readonly decision: Moment | undefined;
  readonly firstArrival: Moment | undefined;
  readonly firstSeen: Moment | undefined;
  readonly referral: Moment | undefined;
  readonly departure: Moment | undefined;
  readonly secondArrival: Moment | undefined;
  readonly death: Moment | undefined;
}

/** Which question of a review holds each turning point, and its list of facilities. */
export type TimeQuestions = Readonly<Record<keyof CareTimes | 'path', string>>;

/** Turning points of a maternal review. */
export const MATERNAL_TIMES: TimeQuestions = {
  path: 'm_facility_path',
  onset: 'onset_at',
  decision: 'decision_at',
  firstArrival: 'arrive1_at',
  firstSeen: 'seen1_at',
  referral: 'ref_decision_at',
  departure: 'depart_at',
  secondArrival: 'arrive2_at',
  death: 'death_at',
};

/** Turning points of a child review; it asks no time of the first contact. */
export const CHILD_TIMES: TimeQuestions = {
  path: 'c_facility_path',
  onset: 'c_onset',
  decision: 'c_decision_at',
  firstArrival: 'c_cscom_at',
  firstSeen: '',
  referral: 'c_ref_decision_at',
  departure: 'c_depart_at',
  secondArrival: 'c_arrive2',
  death: 'c_death_at',
};

const QUESTIONS: Readonly<Record<string, TimeQuestions>> = {
  maternal_review: MATERNAL_TIMES,
  child_review: CHILD_TIMES,
  perinatal_review: {
    path: 'p_facility_path',
    onset: 'p_labour_onset_at',
    decision: 'p_decision_at',
    firstArrival: 'p_arrive1_at',
    firstSeen: 'p_seen1_at',
    referral: 'p_ref_decision_at',
    departure: 'p_depart_at',
    secondArrival: 'p_arrive2_at',
    death: 'p_death_at',
  },
};

/** Reads the turning points; arrivals and departure fall back on the path of facilities, the death on the notification. */
export function careTimes(
  questions: TimeQuestions,
  review: Answers,
  notification: Answers | undefined,
): CareTimes {
  const path = rowsOf(review, questions.path);
  return {
    onset: momentOf(review, questions.onset),
    decision: momentOf(review, questions.decision),
    firstArrival: momentOf(review, questions.firstArrival) ?? momentOf(path[0], 'arrival'),
    firstSeen: momentOf(review, questions.firstSeen),
    referral: momentOf(review, questions.referral),
    departure:
      momentOf(review, questions.departure) ?? (path.length > 1 ? momentOf(path[0], 'departure') : undefined),
    secondArrival: momentOf(review, questions.secondArrival) ?? momentOf(path[1], 'arrival'),
    death: momentOf(review, questions.death) ?? momentOfDateAndTime(notification, 'death_date', 'death_time'),
  };
}

/** The complication began inside the first facility: delay 1 and the first way do not apply, delay 3 starts at the onset. */
export function beganInside(times: Pick<CareTimes, 'onset' | 'firstArrival'>): boolean {
  return (
    times.onset !== undefined && times.firstArrival !== undefined && times.onset.at >= times.firstArrival.at
  );
}

/** What delay 3 is counted from, and up to. */
export type TreatmentTimes = Pick<CareTimes, 'onset' | 'firstArrival' | 'firstSeen' | 'death'>;

/** The arrival that opens the care of a newborn who fell ill: the stay in which it did, else the next facility, else its examination. */
function arrivalOfIllNewborn(review: Answers, problem: Moment): Moment | undefined {
  const stays = rowsOf(review, 'p_facility_path').flatMap((stay) => {
    const arrival = momentOf(stay, 'arrival');
    return arrival === undefined ? [] : [{ arrival, departure: momentOf(stay, 'departure') }];
  });
  const discharge = momentOf(review, 'p_discharge_at');
  const inside = stays.findLast(
    ({ arrival, departure }) =>
      arrival.at <= problem.at &&
      [departure, discharge].every((end) => end === undefined || end.at < arrival.at || problem.at <= end.at),
  );
  return (
    inside?.arrival ??
    stays.find(({ arrival }) => isAfter(arrival, problem))?.arrival ??
    momentOf(review, 'p_nb_seen_at')
  );
}

/** Of a baby born alive the care that decides starts with its own first sign of illness; of a stillborn, with its mother's labour. */
function treatmentOfNewborn(review: Answers, times: CareTimes): TreatmentTimes {
  const problem = momentOf(review, 'p_nb_problem_at');
  if (problem === undefined) return times;
  return {
    onset: problem,
    firstArrival: arrivalOfIllNewborn(review, problem),
    firstSeen: momentOf(review, 'p_nb_seen_at'),
    death: times.death,
  };
}

/** The times that a decisive treatment is measured against, from whichever review the case has; `undefined` without one. */
export function treatmentTimes(context: Context): TreatmentTimes | undefined {
  const notification = documentOf(context, 'notification');
  for (const [form, questions] of Object.entries(QUESTIONS)) {
    const review = documentOf(context, form);
    if (review === undefined) continue;
    const times = careTimes(questions, review, notification);
    if (form !== 'perinatal_review') return times;
    return treatmentOfNewborn(review, { ...times, death: deathOfChild(review, notification) });
  }
  return undefined;
}
