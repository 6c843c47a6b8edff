import { dateOfDay, dayOf, weekdayOf } from '../forms/local-time.js';
import type { Settings } from '../settings.js';

/** CL_ZR_PERIOD_TYPE: a facility reports by epidemiological week (ISO 8601, Monday to Sunday), a village by month. */
export type PeriodType = 'EPI_WEEK' | 'MONTH';
export const PERIOD_TYPES: readonly PeriodType[] = ['EPI_WEEK', 'MONTH'];

/** How far lists look back: a quarter of weeks, half a year of months. */
export const SHOWN: Readonly<Record<PeriodType, number>> = { EPI_WEEK: 12, MONTH: 6 };

/** One week `2026-W47` or one month `2026-11`, with its first and last day, both inside. */
export interface Period {
  readonly type: PeriodType;
  readonly code: string;
  readonly from: string;
  readonly to: string;
}

const WEEK = 7;
const pad = (value: number): string => String(value).padStart(2, '0');
/** 0 Monday to 6 Sunday. */
const sinceMonday = (day: number): number => (weekdayOf(day) + 6) % WEEK;

function known(date: string): number {
  const day = dayOf(date);
  if (day === undefined) throw new RangeError(`Not a date: ${date}`);
  return day;
}

/** The week belongs to the year of its Thursday; the first week of a year is the one of 4 January. */
function weekOfDay(day: number): Period {
  const monday = day - sinceMonday(day);
  const year = dateOfDay(monday + 3).slice(0, 4);
  const number = Math.floor((monday - firstMonday(year)) / WEEK) + 1;
  return {
    type: 'EPI_WEEK',
    code: `${year}-W${pad(number)}`,
    from: dateOfDay(monday),
    to: dateOfDay(monday + WEEK - 1),
  };
}

function firstMonday(year: string): number {
  const fourth = known(`${year}-01-04`);
  return fourth - sinceMonday(fourth);
}

function monthOfDay(day: number): Period {
  const code = dateOfDay(day).slice(0, 7);
  const next = known(dateOfDay(known(`${code}-28`) + 4).slice(0, 7) + '-01');
  return { type: 'MONTH', code, from: `${code}-01`, to: dateOfDay(next - 1) };
}

/** The week or month in which a day `YYYY-MM-DD` lies. */
export function periodAt(type: PeriodType, date: string): Period {
  const day = known(date);
  return type === 'EPI_WEEK' ? weekOfDay(day) : monthOfDay(day);
}

/** The period of a code; `undefined` when no calendar has it (`2025-W53`, `2026-13`). */
export function periodOf(code: string): Period | undefined {
  const [, year = '', week, month] = /^(20\d\d)-(?:W(\d\d)|(\d\d))$/.exec(code) ?? [];
  if (month !== undefined) {
    const first = dayOf(`${code}-01`);
    return first === undefined ? undefined : monthOfDay(first);
  }
  if (week === undefined || Number(week) < 1) return undefined;
  const found = weekOfDay(firstMonday(year) + (Number(week) - 1) * WEEK);
  return found.code === code ? found : undefined;
}

/** The period before this one. */
export function before(period: Period): Period {
  return periodAt(period.type, dateOfDay(known(period.from) - 1));
}

/** The last periods that are over on this day, newest first. */
export function lastPeriods(type: PeriodType, today: string, count: number): readonly Period[] {
  const periods: Period[] = [];
  let period = before(periodAt(type, today));
  while (periods.length < count) {
    periods.push(period);
    period = before(period);
  }
  return periods;
}

/** Days after its end on which the deaths of a period are told outside the district, once and for all: the grace of late reports is over. */
const PUBLISHED_AFTER_DAYS = 14;

/** The first day `YYYY-MM-DD` on which the deaths of this period are told outside the district. */
export function publishedOn(period: Period): string {
  return dateOfDay(known(period.to) + PUBLISHED_AFTER_DAYS);
}

/** The settings that say when a report is due and when it is given up for missing. */
export type ReportSettings = Pick<
  Settings,
  'report.week-due-day' | 'report.week-due-hour' | 'report.month-due-day' | 'report.missing-days'
>;

/**
 * Until when a report is on time, local time: Tuesday noon of the next week, the end of the 5th of the next month. [domain 3.8, settings]
 */
export function dueAtOf(period: Period, settings: ReportSettings): string {
  const next = known(period.to) + 1;
  if (period.type === 'MONTH')
    return `${dateOfDay(next).slice(0, 7)}-${pad(settings['report.month-due-day'])}T23:59`;
  return `${dateOfDay(next + settings['report.week-due-day'] - 1)}T${pad(settings['report.week-due-hour'])}:00`;
}
