import type { Language } from '../accounts/person.js';
import { DAY, dateOfDay } from '../forms/local-time.js';
import type { DelayTexts } from '../texts/delays.js';
import { fill } from '../texts/fill.js';
import type { DelayLink, DelayStory, Mark } from './delay-story.js';

const NBSP = '\u00a0';
const MINUTES = 60;
const TWO_DAYS = 48 * MINUTES;

/** How the days of a story are named: by their date, or counted from the day of its start for a reader who may not know the date. */
export type DelayCalendar = { readonly kind: 'dates' } | { readonly kind: 'days'; readonly firstDay: number };

/** What puts a story into words: its texts, the language, and the calendar. */
export interface DelayWording {
  readonly texts: DelayTexts;
  readonly language: Language;
  readonly calendar: DelayCalendar;
}

/** A length of minutes: "45 min", "3 h 40", and from two days on "3 j 20 h". */
export function lengthWords(minutes: number, language: Language): string {
  const whole = Math.max(0, Math.round(minutes));
  if (whole < MINUTES) return `${String(whole)}${NBSP}min`;
  if (whole < TWO_DAYS) {
    const rest = whole % MINUTES;
    const hours = `${String(Math.floor(whole / MINUTES))}${NBSP}h`;
    return rest === 0 ? hours : `${hours}${NBSP}${String(rest).padStart(2, '0')}`;
  }
  const all = Math.round(whole / MINUTES);
  const days = `${String(Math.floor(all / 24))}${NBSP}${language === 'fr' ? 'j' : 'd'}`;
  return all % 24 === 0 ? days : `${days} ${String(all % 24)}${NBSP}h`;
}

/** The same, always in hours from one hour on, as delays are compared: "92 h". */
export function hoursWords(minutes: number, language: Language): string {
  if (minutes < TWO_DAYS) return lengthWords(minutes, language);
  return `${String(Math.round(minutes / MINUTES))}${NBSP}h`;
}

/** "17 h 40", "9 h", in English "17:40". */
export function clockWords(at: number, language: Language): string {
  const minutes = ((at % DAY) + DAY) % DAY;
  const [hour, rest] = [Math.floor(minutes / MINUTES), String(minutes % MINUTES).padStart(2, '0')];
  if (language === 'en') return `${String(hour).padStart(2, '0')}:${rest}`;
  return rest === '00' ? `${String(hour)}${NBSP}h` : `${String(hour)}${NBSP}h${NBSP}${rest}`;
}

/** "6 sept.", or "J+4" on the calendar of a blind reader. */
export function dayWords(at: number, { texts, language, calendar }: DelayWording): string {
  const day = Math.floor(at / DAY);
  if (calendar.kind === 'days') return fill(texts.day, { day: day - calendar.firstDay }).replace('+-', '−');
  const written = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(Date.parse(`${dateOfDay(day)}T00:00Z`));
  return written.replace(' ', NBSP);
}

/** Length of a link: "92 h", "≈ 92 h" with approximate times, "≥ 4 h" when its end never came, "≤ 49 h" when only its bounds are known. */
export function linkWords(
  { hours, lower, upper, censored, approximate }: DelayLink,
  { texts, language }: DelayWording,
  length: (minutes: number, language: Language) => string = hoursWords,
): string {
  const words = (value: number): string => length(value * MINUTES, language);
  if (hours === null)
    return lower === 0
      ? fill(texts['at-most'], { duration: words(upper) })
      : fill(texts.between, { from: words(lower), to: words(upper) });
  if (censored) return fill(texts['at-least'], { duration: words(hours) });
  return approximate ? fill(texts.about, { duration: words(hours) }) : words(hours);
}

/** "entre 79 h et 105 h" for an approximate length; `null` for a certain one, or when the words of the link say it already. */
export function intervalWords(
  { hours, lower, upper }: DelayLink,
  { texts, language }: DelayWording,
): string | null {
  if (hours === null || lower === upper) return null;
  const words = (value: number): string => hoursWords(value * MINUTES, language);
  return fill(texts.between, { from: words(lower), to: words(upper) });
}

/** What a moment is called, in the words of its kind of death. */
export function markWords(
  { key }: Pick<Mark, 'key'>,
  { kind }: Pick<DelayStory, 'kind'>,
  texts: DelayTexts,
): string {
  return texts.marks[`${kind}.${key}`] ?? texts.marks[key];
}
