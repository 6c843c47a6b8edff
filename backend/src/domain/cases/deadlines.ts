import { DAY, dateTimeOf, dayOf, minutesOf } from '../forms/local-time.js';
import type { Settings } from '../settings.js';
import type { CaseKind } from './case.js';

/** Everything that has a time limit, by the name of its clock. */
export const STEPS = [
  'notification',
  'knowledge',
  'confirmation',
  'interview',
  'audit',
  'packet',
  'acceptance',
  'counter-audit',
  'adjudication',
  'closing',
] as const;
export type Step = (typeof STEPS)[number];

/** What decides how long a step may last. */
export interface DeadlineFacts {
  readonly kind: CaseKind | null;
  /** The death happened outside a facility: its clock starts when it became known. */
  readonly community: boolean;
}

const HOUR = 60;

/** The time limit of a step, in minutes, and whether it counts in whole days. [domain 1.3] */
export function limitOf(
  step: Step,
  facts: DeadlineFacts,
  settings: Settings,
): { readonly minutes: number; readonly wholeDays: boolean } {
  const hours = (value: number) => ({ minutes: value * HOUR, wholeDays: false });
  const days = (value: number) => ({ minutes: value * DAY, wholeDays: true });
  switch (step) {
    case 'notification':
      if (facts.kind === 'CHILD') return hours(settings['notification.child-hours']);
      return hours(
        settings[facts.community ? 'notification.community-hours' : 'notification.facility-hours'],
      );
    case 'knowledge':
      return days(settings['notification.knowledge-lag-days']);
    case 'confirmation':
      return hours(settings['confirmation.hours']);
    case 'interview':
      return days(settings['interview.latest-days']);
    case 'audit':
      if (facts.community) return days(settings['audit.community-days']);
      if (facts.kind === 'CHILD') return days(settings['audit.child-days']);
      return days(
        settings[
          facts.kind === 'SB' || facts.kind === 'NND' ? 'audit.perinatal-days' : 'audit.maternal-days'
        ],
      );
    case 'packet':
      return days(settings['packet.release-days']);
    case 'acceptance':
      return hours(settings['review.acceptance-hours']);
    case 'counter-audit':
      return days(settings['review.opinion-days']);
    case 'adjudication':
      return days(settings['review.adjudication-days']);
    case 'closing':
      return days(settings['closing.days']);
  }
}

/**
 * When a step is due, `YYYY-MM-DDTHH:MM` local time of Mali. From a date alone the deadline runs to 23:59 of its last day;
 * reviewers' deadlines always do, so that an assignment tells no hour. `null` when the start is not a time.
 */
export function dueAt(step: Step, start: string, facts: DeadlineFacts, settings: Settings): string | null {
  const { minutes } = limitOf(step, facts, settings);
  const day = dayOf(start.slice(0, 10));
  const exact = minutesOf(start.slice(0, 16));
  const toEndOfDay = exact === undefined || step === 'counter-audit' || step === 'adjudication';
  if (day === undefined || (exact === undefined && start.length !== 10)) return null;
  if (!toEndOfDay) return dateTimeOf(exact + minutes);
  const due = (exact ?? day * DAY) + minutes;
  return dateTimeOf(Math.floor(due / DAY) * DAY + DAY - 1);
}

/** The deadline moved by the time a hold stopped its clock. Ill-formed times are given back unchanged. */
export function postponed(due: string, heldFrom: string, heldTo: string): string {
  const [dueMinutes, from, to] = [
    minutesOf(due),
    minutesOf(heldFrom.slice(0, 16)),
    minutesOf(heldTo.slice(0, 16)),
  ];
  if (dueMinutes === undefined || from === undefined || to === undefined || to <= from || from >= dueMinutes)
    return due;
  return dateTimeOf(dueMinutes + to - from);
}

/** How a clock stands: running, soon (under the share left that a setting gives), overdue, met in time, met late, held, or unknown. */
export type ClockState = 'running' | 'soon' | 'overdue' | 'met' | 'met-late' | 'held' | 'unknown';

/**
 * A clock read at a time. `minutes` is what is left (running, soon, held), what is overdue, or how long it took (met, met late);
 * `share` is the part of the time that is left, from 0 to 1.
 */
export interface ClockReading {
  readonly state: ClockState;
  readonly minutes: number;
  readonly share: number;
}

/** Reads a clock. All times are local, `YYYY-MM-DDTHH:MM`; `soon` is the share under which it turns amber, one third by default. */
export function readClock(
  clock: {
    readonly start: string;
    readonly due: string | null;
    readonly metAt: string | null;
    readonly held?: boolean;
  },
  now: string,
  soon = 1 / 3,
): ClockReading {
  const start = minutesOf(clock.start.slice(0, 16));
  const due = clock.due === null ? undefined : minutesOf(clock.due.slice(0, 16));
  const at = minutesOf((clock.metAt ?? now).slice(0, 16));
  if (start === undefined || due === undefined || at === undefined)
    return { state: 'unknown', minutes: 0, share: 0 };
  const share = due <= start ? 0 : Math.min(1, Math.max(0, (due - at) / (due - start)));
  if (clock.metAt !== null) {
    return { state: at <= due ? 'met' : 'met-late', minutes: Math.max(0, at - start), share };
  }
  if (clock.held === true) return { state: 'held', minutes: Math.max(0, due - at), share };
  if (at > due) return { state: 'overdue', minutes: at - due, share: 0 };
  return { state: share < soon ? 'soon' : 'running', minutes: due - at, share };
}

/** A length of time in the unit people say: minutes under two hours, hours (and minutes) under 48, then whole days. */
export function spoken(minutes: number): {
  readonly unit: 'minutes' | 'hours' | 'days';
  readonly value: number;
  readonly rest: number;
} {
  if (minutes < 2 * HOUR) return { unit: 'minutes', value: Math.floor(minutes), rest: 0 };
  if (minutes < 48 * HOUR) {
    return { unit: 'hours', value: Math.floor(minutes / HOUR), rest: Math.floor(minutes) % HOUR };
  }
  return { unit: 'days', value: Math.floor(minutes / DAY), rest: 0 };
}
