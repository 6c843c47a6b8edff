import { dateOfDay, dayOf } from '../forms/local-time.js';
import type { Settings } from '../settings.js';
import type { Level } from './audience.js';

/** Usual number of days to carry out a recommendation, by the level that must act. [domain 8.1] */
export const USUAL_DAYS: Readonly<Record<Level, number>> = {
  FAMILY: 30,
  COMMUNITY: 60,
  CSCOM: 30,
  ASACO: 60,
  COMMUNE: 90,
  DISTRICT: 90,
  REGION: 180,
  NATIONAL: 365,
};

const LOCAL: readonly Level[] = ['FAMILY', 'COMMUNITY', 'CSCOM', 'ASACO'];

/** `days` after a date `YYYY-MM-DD`; the date itself when it is not one. */
function after(date: string, days: number): string {
  const day = dayOf(date);
  return day === undefined ? date : dateOfDay(day + days);
}

/** The deadline proposed for a level. */
export function usualDeadline(level: Level, start: string): string {
  return after(start, USUAL_DAYS[level]);
}

/** The last deadline a level allows: 90 days at the centre and its ASACO, a year above, by default. [domain 3.7] */
export function latestDeadline(level: Level, start: string, settings: Settings): string {
  const local = LOCAL.includes(level);
  return after(
    start,
    settings[local ? 'recommendation.latest-local-days' : 'recommendation.latest-other-days'],
  );
}

/** From when the effect of a verified recommendation is judged: 90 days later, by default. [product: Recommendation] */
export function effectDueOn(verifiedOn: string, settings: Settings): string {
  return after(verifiedOn, settings['recommendation.effect-days']);
}

/** Whether work blocked since a date goes up one level. [domain 8.4] */
export function mustEscalate(blockedOn: string, today: string, settings: Settings): boolean {
  const [from, to] = [dayOf(blockedOn), dayOf(today)];
  return from !== undefined && to !== undefined && to - from > settings['recommendation.escalation-days'];
}
