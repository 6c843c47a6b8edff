import type { Answers, Context } from '../forms/form.js';
import { DAY, dayOf } from '../forms/local-time.js';
import type { Moment } from '../forms/read.js';
import { documentOf, has, momentOf, momentOfDateAndTime, rowsOf, textOf } from '../forms/read.js';

/** The turning points of a maternal death as the review tells them, each `undefined` when it is not known. */
export interface MaternalTimes {
  readonly onset: Moment | undefined;
  readonly decision: Moment | undefined;
  readonly firstArrival: Moment | undefined;
  readonly firstSeen: Moment | undefined;
  readonly referral: Moment | undefined;
  readonly departure: Moment | undefined;
  readonly secondArrival: Moment | undefined;
  readonly death: Moment | undefined;
}

/** Reads the turning points; arrivals and departure fall back on the path of facilities, the death on the notification. */
export function maternalTimes(review: Answers, notification: Answers | undefined): MaternalTimes {
  const path = rowsOf(review, 'm_facility_path');
  return {
    onset: momentOf(review, 'onset_at'),
    decision: momentOf(review, 'decision_at'),
    firstArrival: momentOf(review, 'arrive1_at') ?? momentOf(path[0], 'arrival'),
    firstSeen: momentOf(review, 'seen1_at'),
    referral: momentOf(review, 'ref_decision_at'),
    departure:
      momentOf(review, 'depart_at') ?? (path.length > 1 ? momentOf(path[0], 'departure') : undefined),
    secondArrival: momentOf(review, 'arrive2_at') ?? momentOf(path[1], 'arrival'),
    death: momentOf(review, 'death_at') ?? momentOfDateAndTime(notification, 'death_date', 'death_time'),
  };
}

/** The complication began inside the first facility: delay 1 and the first way do not apply, delay 3 starts at the onset. */
export function beganInside(times: Pick<MaternalTimes, 'onset' | 'firstArrival'>): boolean {
  return (
    times.onset !== undefined && times.firstArrival !== undefined && times.onset.at >= times.firstArrival.at
  );
}

/** Her situation when she died: the review's word, else the notification's. */
export function pregnancyStatus(review: Answers, context: Context): string | undefined {
  return (
    textOf(review, 'preg_end_reached') ?? textOf(documentOf(context, 'notification'), 'pregnancy_status')
  );
}

const BORN = ['LIVE', 'SB', 'MIXED'];

/** She gave birth: to a child, alive or not, whatever the way. An abortion, an ectopic or molar pregnancy is no birth. */
export function hasDelivered(review: Answers, context: Context): boolean {
  if (momentOf(review, 'birth_at') !== undefined) return true;
  const count = review['nb_count'];
  if (count !== undefined && 'value' in count && typeof count.value === 'number' && count.value >= 1)
    return true;
  const status = pregnancyStatus(review, context);
  const ended = status === 'PP42' || status === 'PP43_1Y';
  return ended && has(documentOf(context, 'notification'), 'pregnancy_outcome', ...BORN);
}

/** The end of the pregnancy: the birth to the minute, else the day notified; `undefined` while she is undelivered or it is unknown. */
export function pregnancyEnd(review: Answers, context: Context): Moment | undefined {
  const birth = momentOf(review, 'birth_at');
  if (birth !== undefined) return birth;
  const day = dayOf(textOf(documentOf(context, 'notification'), 'preg_end_date') ?? '');
  return day === undefined ? undefined : { at: day * DAY, from: day * DAY, to: day * DAY + DAY - 1 };
}
