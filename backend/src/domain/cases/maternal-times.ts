import type { Answers, Context } from '../forms/form.js';
import { DAY, dayOf } from '../forms/local-time.js';
import type { Moment } from '../forms/read.js';
import { documentOf, has, momentOf, textOf } from '../forms/read.js';
import type { CareTimes } from './care-times.js';
import { careTimes, MATERNAL_TIMES } from './care-times.js';

/** Reads the turning points of a maternal death; the death falls back on the notification. */
export function maternalTimes(review: Answers, notification: Answers | undefined): CareTimes {
  return careTimes(MATERNAL_TIMES, review, notification);
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
