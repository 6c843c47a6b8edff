import type { Delay } from '../classification/delays.js';
import { delay1, delay2First, delay2Transfer } from '../classification/delays.js';
import { isOffHours } from '../classification/off-hours.js';
import type { Answers, Computation, Context } from '../forms/form.js';
import type { Moment } from '../forms/read.js';
import type { CareTimes } from './care-times.js';
import { beganInside } from './care-times.js';

/** How the review of one kind tells what its delays are computed from. */
export interface DelaySource {
  readonly times: (answers: Answers, context: Context) => CareTimes;
  /** The first facility was never reached. */
  readonly neverArrived: (answers: Answers) => boolean;
  readonly wasReferred: (answers: Answers) => boolean;
  /** The receiving facility was never reached. */
  readonly diedBefore: (answers: Answers) => boolean;
  /** A time at which care was needed, when neither onset nor arrival tells it. */
  readonly admission: (answers: Answers) => Moment | undefined;
}

const observed = (delay: Delay | null): number | null =>
  delay === null || delay.censored ? null : delay.hours;

const censored = (delay: Delay | null): number | null => (delay?.censored === true ? delay.hours : null);

/** Delays 1 and 2 in hours, by the same question codes in every review. */
export function delayComputations(source: DelaySource) {
  const first = (answers: Answers, context: Context): Delay | null => {
    const times = source.times(answers, context);
    return delay1(times, beganInside(times));
  };
  const firstWay = (answers: Answers, context: Context): Delay | null => {
    const times = source.times(answers, context);
    return delay2First(times, beganInside(times), source.neverArrived(answers));
  };
  const transfer = (answers: Answers, context: Context): Delay | null =>
    source.wasReferred(answers)
      ? delay2Transfer(source.times(answers, context), source.diedBefore(answers))
      : null;
  const wholeWay = (answers: Answers, context: Context): number | null => {
    const parts = [firstWay(answers, context), transfer(answers, context)].filter((part) => part !== null);
    if (parts.length === 0 || parts.some((part) => part.censored)) return null;
    return Math.round(parts.reduce((sum, part) => sum + part.hours, 0) * 100) / 100;
  };
  return [
    { question: 'd1_h', compute: (answers, context) => observed(first(answers, context)) },
    { question: 'd2_h_first', compute: (answers, context) => observed(firstWay(answers, context)) },
    { question: 'd2_h_first_censored', compute: (answers, context) => censored(firstWay(answers, context)) },
    { question: 'd2_h_transfer', compute: (answers, context) => observed(transfer(answers, context)) },
    {
      question: 'd2_h_transfer_censored',
      compute: (answers, context) => censored(transfer(answers, context)),
    },
    { question: 'd2_h_total', compute: wholeWay },
  ] as const satisfies readonly Computation[];
}

/** Care was needed from the arrival, or from the onset when it came later; without both, from the admission or at the death. */
export function neededOffHours(source: DelaySource) {
  return (answers: Answers, context: Context): boolean | null => {
    const times = source.times(answers, context);
    const start =
      beganInside(times) || times.firstArrival === undefined
        ? (times.onset ?? source.admission(answers) ?? times.death)
        : times.firstArrival;
    return start === undefined ? null : isOffHours(start.at);
  };
}
