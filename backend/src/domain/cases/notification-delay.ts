import type { Answers, Context } from '../forms/form.js';
import { DAY, dayOf, hours, minutesOf } from '../forms/local-time.js';
import { factOf, has, momentOf, momentOfDateAndTime, textOf } from '../forms/read.js';

/** Places of death where a facility answers for the notification. */
export const DEATH_IN_FACILITY = ['CSCOM', 'CSREF', 'HOSP', 'PRIV'] as const;

const COMMUNITY = ['HOME', 'TBA', 'ROUTE1', 'OTHER'];

/** Default limits in hours [domain 1.3]: a facility from the death, a community from the moment the death became known. */
export const NOTIFICATION_LIMITS = { facilityLimitH: 24, communityLimitH: 48 } as const;

/** True when the death happened outside any facility; `null` while the place is not known. */
export function isCommunityDeath(answers: Answers): boolean | null {
  if (has(answers, 'death_place', 'UNK') || textOf(answers, 'death_place') === undefined) return null;
  return has(answers, 'death_place', ...COMMUNITY);
}

/** Whole days from the end of the pregnancy (day 0) to the death; `null` when a date is missing or they are reversed. */
export function daysSinceEnd(answers: Answers): number | null {
  const end = dayOf(textOf(answers, 'preg_end_date') ?? '');
  const death = dayOf(textOf(answers, 'death_date') ?? '');
  return end === undefined || death === undefined || death < end ? null : death - end;
}

/** How long a notification took, in hours, and whether it came later than its limit. */
export interface NotificationDelay {
  readonly hours: number;
  readonly limit: number;
  readonly late: boolean;
}

function limitOf(context: Context, name: keyof typeof NOTIFICATION_LIMITS): number {
  const setting = factOf(context, name);
  return typeof setting === 'number' ? setting : NOTIFICATION_LIMITS[name];
}

/**
 * The delay of a notification: from the death for a facility, from the moment it became known for a community death or an unknown
 * place. With the date alone the clock starts at 23:59 of that day. Until `notified_at` is given the context's clock stands for it.
 * `null` without a starting point.
 */
export function notificationDelay(answers: Answers, context: Context): NotificationDelay | null {
  const notified = momentOf(answers, 'notified_at')?.at ?? minutesOf(context.now.slice(0, 16));
  if (notified === undefined) return null;
  const fromDeath = isCommunityDeath(answers) === false;
  const start = fromDeath
    ? momentOfDateAndTime(answers, 'death_date', 'death_time')
    : momentOf(answers, 'death_known_date');
  if (start === undefined) return null;
  const isWholeDay = start.to - start.from === DAY - 1;
  const elapsed = Math.max(0, notified - (isWholeDay ? start.to : start.at));
  const limit = limitOf(context, fromDeath ? 'facilityLimitH' : 'communityLimitH');
  return { hours: hours(elapsed), limit, late: elapsed > limit * 60 };
}

/** Named condition `late`: the notification comes, or would come now, after its limit. */
export function isLate(answers: Answers, context: Context): boolean {
  return notificationDelay(answers, context)?.late ?? false;
}
