import type { Answer, Answers } from '../forms/form.js';
import { DAY, dateOfDay, dateTimeOf, dayOf, minuteOfDay, minutesOf } from '../forms/local-time.js';
import { momentOf } from '../forms/read.js';

/**
 * A time of a packet: the day counted from the day of H0, the time of day, and the minutes since H0. It tells night from day and
 * how long, and never which day it was. A date without time has neither `clock` nor `minutes`. [domain 7.4; product: Blinding]
 */
export interface RelativeTime {
  readonly day: number;
  readonly clock?: string;
  readonly minutes?: number;
  /** Known to the hour or with a margin only. */
  readonly approximate: boolean;
}

/** H0 of a file: its number of minutes on the calendar. Never leaves the server. */
export type Origin = number;

/** Where a packet's clock starts: the onset of the illness or complication, else the admission, else the first time there is. */
const STARTS = [/(^|_)onset(_at)?$/, /(^|_)adm_at$/, /(^|_)arrive1_at$/, /(^|_)cscom_at$/];

/** H0 of the answers of a file; `undefined` when they hold no date-time at all. */
export function originOf(answers: Answers): Origin | undefined {
  const moments = Object.keys(answers)
    .filter((question) => !question.includes('labour'))
    .flatMap((question) => {
      const moment = momentOf(answers, question);
      return moment === undefined ? [] : [{ question, at: moment.at }];
    });
  for (const start of STARTS) {
    const found = moments.find(({ question }) => start.test(question));
    if (found !== undefined) return found.at;
  }
  return moments.length === 0 ? undefined : Math.min(...moments.map(({ at }) => at));
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
const clockOf = (minutes: number): string =>
  `${twoDigits(Math.floor((minutes % DAY) / 60))}:${twoDigits(minutes % 60)}`;

/** A date-time or a date as a relative time; `undefined` when it is neither. */
export function relativeTime(answer: Answer, origin: Origin): RelativeTime | undefined {
  if (!('value' in answer) || typeof answer.value !== 'string') return undefined;
  const approximate =
    (answer.precision !== undefined && answer.precision !== 'minute') || (answer.margin ?? 0) > 0;
  const firstDay = Math.floor(origin / DAY);
  const day = dayOf(answer.value);
  if (day !== undefined) return { day: day - firstDay, approximate };
  const at = minutesOf(answer.value);
  if (at === undefined) return undefined;
  const away = Math.floor(at / DAY) - firstDay;
  if (answer.precision === 'day') return { day: away, approximate };
  return { day: away, clock: clockOf(at), minutes: at - origin, approximate };
}

/** The words of a relative time: "J+4 18:20 · H+96 h 20" in French, "D+4 18:20 · H+96 h 20" in English. */
export function relativeText(time: RelativeTime, language: 'fr' | 'en' = 'fr'): string {
  const sign = (value: number): string => (value < 0 ? '−' : '+');
  const day = `${language === 'fr' ? 'J' : 'D'}${sign(time.day)}${Math.abs(time.day)}`;
  if (time.clock === undefined || time.minutes === undefined) return `${time.approximate ? '~ ' : ''}${day}`;
  const away = Math.abs(time.minutes);
  const hours =
    time.minutes === 0 ? 'H0' : `H${sign(time.minutes)}${Math.floor(away / 60)} h ${twoDigits(away % 60)}`;
  return `${time.approximate ? '~ ' : ''}${day} ${time.clock} · ${hours}`;
}

/**
 * The neutral calendar of the blind zone: the day of H0 is this one, for every packet. Reviewers write times on it, and the rules that
 * compare times run on it unchanged.
 */
export const NEUTRAL_DAY = '2001-01-01';
const NEUTRAL = dayOf(NEUTRAL_DAY) ?? 0;

function shifted(text: string, days: number): string {
  const day = dayOf(text);
  if (day !== undefined) return dateOfDay(day + days);
  const at = minutesOf(text);
  return at === undefined ? text : dateTimeOf(at + days * DAY);
}

/** Moves a date or date-time to the neutral calendar, with its time of day. Other texts are given back unchanged. */
export function toNeutral(text: string, origin: Origin): string {
  return shifted(text, NEUTRAL - Math.floor(origin / DAY));
}

/** Moves a date or date-time of the neutral calendar back to the real one. */
export function fromNeutral(text: string, origin: Origin): string {
  return shifted(text, Math.floor(origin / DAY) - NEUTRAL);
}

/** A reviewer's opinion with its date-times back on the real calendar, ready to be compared with the audit's. */
export function restoredTimes(opinion: Answers, origin: Origin): Answers {
  return Object.fromEntries(
    Object.entries(opinion).map(([question, answer]): readonly [string, Answer] => {
      const isTime =
        'value' in answer && typeof answer.value === 'string' && minutesOf(answer.value) !== undefined;
      return [question, isTime ? { ...answer, value: fromNeutral(answer.value, origin) } : answer];
    }),
  );
}

/** A date with the time answered apart, as one date-time; the date alone when the time is not known. */
export function joined(date: Answer | undefined, time: Answer | undefined): Answer | undefined {
  if (date === undefined || !('value' in date) || typeof date.value !== 'string') return date;
  if (dayOf(date.value) === undefined || time === undefined || !('value' in time)) return date;
  if (typeof time.value !== 'string' || minuteOfDay(time.value) === undefined) return date;
  return { ...time, value: `${date.value}T${time.value}` };
}
