/**
 * Calendar arithmetic on the written times of Mali (UTC+0, no daylight saving): `YYYY-MM-DD`, `HH:MM` and `YYYY-MM-DDTHH:MM`.
 * Days are counted from 1970-01-01, minutes from its midnight. Ill-formed or impossible dates give `undefined`.
 */

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
export const DAY = 1440;

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let index = from; index < to; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Gregorian leap year. */
export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysBefore(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

function dayAt(text: string): number | undefined {
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return undefined;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  if (!(month >= 1 && month <= 12 && day >= 1 && year >= 0)) return undefined;
  const last = month === 2 && isLeapYear(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0);
  return day <= last ? daysBefore(year, month, day) : undefined;
}

/** Day number of a date; `undefined` when it is not a date of the calendar. */
export function dayOf(date: string): number | undefined {
  return date.length === 10 ? dayAt(date) : undefined;
}

/** Minutes after midnight of a time `HH:MM`. */
export function minuteOfDay(time: string): number | undefined {
  if (time.length !== 5 || time.charCodeAt(2) !== 58) return undefined;
  const hour = digits(time, 0, 2);
  const minute = digits(time, 3, 5);
  return hour <= 23 && minute <= 59 ? hour * 60 + minute : undefined;
}

/** Minutes of a date-time `YYYY-MM-DDTHH:MM`. */
export function minutesOf(dateTime: string): number | undefined {
  if (dateTime.length !== 16 || dateTime.charCodeAt(10) !== 84) return undefined;
  const day = dayAt(dateTime);
  const minute = minuteOfDay(dateTime.slice(11));
  return day === undefined || minute === undefined ? undefined : day * DAY + minute;
}

/** Minutes of a date-time, or of the first minute of a date. */
export function startOf(dateOrDateTime: string): number | undefined {
  if (dateOrDateTime.length !== 10) return minutesOf(dateOrDateTime);
  const day = dayAt(dateOrDateTime);
  return day === undefined ? undefined : day * DAY;
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** The date of a day number. */
export function dateOfDay(day: number): string {
  const shifted = day + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1, 2)}`;
}

/** The date-time of a number of minutes. */
export function dateTimeOf(minutes: number): string {
  const day = Math.floor(minutes / DAY);
  const rest = minutes - day * DAY;
  return `${dateOfDay(day)}T${pad(Math.floor(rest / 60), 2)}:${pad(rest % 60, 2)}`;
}

/** Day of the week of a day number: 0 Sunday to 6 Saturday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/**
 * The first anniversary of a date: the same month and day one year later; of 29 February it is 1 March.
 */
export function firstAnniversary(date: string): string | undefined {
  if (dayOf(date) === undefined) return undefined;
  const year = pad(digits(date, 0, 4) + 1, 4);
  return date.endsWith('-02-29') ? `${year}-03-01` : year + date.slice(4);
}

/** Hours of a number of minutes, rounded to two decimals. */
export function hours(minutes: number): number {
  return Math.round((minutes / 60) * 100) / 100;
}
