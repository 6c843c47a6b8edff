import { DAY, dateOfDay, weekdayOf } from '../forms/local-time.js';

/** Public holidays of Mali with a fixed date, `MM-DD`. Feasts of the moon are not fixed and are given by who asks. */
export const FIXED_HOLIDAYS: readonly string[] = [
  '01-01',
  '01-20',
  '03-26',
  '05-01',
  '05-25',
  '09-22',
  '12-25',
];

/** True at night (18 h to 8 h), on Saturday and Sunday, and on a holiday. `minutes` as of `minutesOf`; `holidays` are dates. */
export function isOffHours(minutes: number, holidays: readonly string[] = []): boolean {
  const day = Math.floor(minutes / DAY);
  const hour = Math.floor((minutes - day * DAY) / 60);
  if (hour < 8 || hour >= 18) return true;
  const weekday = weekdayOf(day);
  if (weekday === 0 || weekday === 6) return true;
  const date = dateOfDay(day);
  return FIXED_HOLIDAYS.includes(date.slice(5)) || holidays.includes(date);
}
