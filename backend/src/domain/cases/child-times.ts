import type { Answers } from '../forms/form.js';
import type { CareTimes } from './care-times.js';
import { careTimes, CHILD_TIMES } from './care-times.js';

/** Reads the turning points of a child's illness; the death falls back on the notification. [domain 3.5] */
export function childTimes(review: Answers, notification: Answers | undefined): CareTimes {
  return careTimes(CHILD_TIMES, review, notification);
}
