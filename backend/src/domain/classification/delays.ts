import { hours } from '../forms/local-time.js';
import type { Moment } from '../forms/read.js';

/**
 * One of the three delays, in hours. `censored`: its end never came, so it lasted at least until the death. `margin` is the uncertainty
 * of its ends, in hours.
 */
export interface Delay {
  readonly hours: number;
  readonly margin: number;
  readonly censored: boolean;
}

type Known = Moment | undefined;

function between(start: Known, end: Known, censored: boolean): Delay | null {
  if (start === undefined || end === undefined || end.at < start.at) return null;
  const spread = start.to - start.from + (end.to - end.from);
  return { hours: hours(end.at - start.at), margin: hours(spread / 2), censored };
}

/**
 * Delay 1: from the onset of the complication to the decision to seek care. None when the complication began inside a facility, or
 * when a time is unknown or they are reversed.
 */
export function delay1(times: { onset: Known; decision: Known }, inside: boolean): Delay | null {
  return inside ? null : between(times.onset, times.decision, false);
}

/** First part of delay 2: from the decision to the first facility; censored at death when she never arrived anywhere. */
export function delay2First(
  times: { decision: Known; firstArrival: Known; death: Known },
  inside: boolean,
  neverArrived: boolean,
): Delay | null {
  if (inside) return null;
  if (times.firstArrival === undefined && neverArrived) return between(times.decision, times.death, true);
  return between(times.decision, times.firstArrival, false);
}

/** Second part of delay 2: from the decision to refer to the receiving facility; censored at death when she died before arriving. */
export function delay2Transfer(
  times: { referral: Known; secondArrival: Known; death: Known },
  diedBefore: boolean,
): Delay | null {
  if (times.secondArrival === undefined && diedBefore) return between(times.referral, times.death, true);
  return between(times.referral, times.secondArrival, false);
}

/**
 * Delay 3: from the arrival, or from the onset when it came later, to the first decisive treatment; censored at death when there was
 * none. `null` when the arrival is unknown, or nothing is said of a decisive treatment.
 */
export function delay3(
  times: { onset: Known; firstArrival: Known; death: Known },
  decisive: { at: Known; none: boolean },
): Delay | null {
  const { onset, firstArrival } = times;
  if (firstArrival === undefined) return null;
  const start = onset !== undefined && onset.at > firstArrival.at ? onset : firstArrival;
  return decisive.none ? between(start, times.death, true) : between(start, decisive.at, false);
}
