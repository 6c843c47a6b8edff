import { instantOf } from './dates-and-numbers';

/** `running`, `soon` (less than a third left), `overdue`, `met`, `met-late`, or `unknown` without a due time. */
export type ClockState = 'running' | 'soon' | 'overdue' | 'met' | 'met-late' | 'unknown';

export interface ClockTimes {
  readonly start: string | null;
  readonly due: string | null;
  readonly metAt?: string | null;
}

/** A deadline as read now: its state, the share of time left (0 to 1), and minutes left, over, or taken. */
export interface ClockReading {
  readonly state: ClockState;
  readonly share: number;
  readonly minutes: number;
}

/** Reads a deadline at an instant. It never ticks: it is read again when the page is. */
export function readClock(times: ClockTimes, now: number, soonShare = 1 / 3): ClockReading {
  if (times.due === null) return { state: 'unknown', share: 0, minutes: 0 };
  const due = instantOf(times.due);
  const start = times.start === null ? due : instantOf(times.start);
  const minutes = (from: number, to: number): number => (to - from) / 60_000;
  if (times.metAt) {
    const met = instantOf(times.metAt);
    return { state: met > due ? 'met-late' : 'met', share: 1, minutes: minutes(start, met) };
  }
  if (now > due) return { state: 'overdue', share: 0, minutes: minutes(due, now) };
  const share = due > start ? Math.min(1, Math.max(0, (due - now) / (due - start))) : 0;
  return { state: share < soonShare ? 'soon' : 'running', share, minutes: minutes(now, due) };
}

/** The five groups of a worklist. */
export type DueGroup = 'late' | 'today' | 'week' | 'later' | 'none';
export const DUE_GROUPS: readonly DueGroup[] = ['late', 'today', 'week', 'later', 'none'];

/** Late; today or tomorrow; within seven days; later; without a due time. Days are calendar days of Mali. */
export function dueGroup(due: string | null, now: number): DueGroup {
  if (due === null) return 'none';
  const at = instantOf(due);
  if (at < now) return 'late';
  const days = Math.floor(at / 86_400_000) - Math.floor(now / 86_400_000);
  if (days <= 1) return 'today';
  return days <= 7 ? 'week' : 'later';
}
