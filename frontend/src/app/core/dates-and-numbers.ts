import type { Language } from '@domain/accounts/person.js';
import { madeOnce } from './made-once';

const NBSP = '\u00a0';

/** Times of Denba are the local time of Mali, which is UTC all year: they are read and written as they stand, never shifted. */
export function instantOf(value: string): number {
  const text = /^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00` : value;
  return Date.parse(/(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`);
}

/** Now, in Mali, as the forms write it: `YYYY-MM-DDTHH:MM`. */
export function localNow(now: number = Date.now()): string {
  return new Date(now).toISOString().slice(0, 16);
}

const localeOf = (language: Language): string => (language === 'fr' ? 'fr-FR' : 'en-GB');
const dates = madeOnce(
  (locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
);
const numbers = madeOnce(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);

function intl(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return dates(localeOf(language), { ...options, timeZone: 'UTC' });
}

/** `short` "6 sept.", `day` "dim. 6 sept.", `long` "dimanche 6 septembre 2026". The year is added when it is not this one. */
export function formatDate(
  value: string,
  language: Language,
  style: 'short' | 'day' | 'long' = 'day',
  now: number = Date.now(),
): string {
  const at = instantOf(value);
  if (Number.isNaN(at)) return value;
  const other = new Date(at).getUTCFullYear() !== new Date(now).getUTCFullYear();
  const options: Intl.DateTimeFormatOptions =
    style === 'long'
      ? { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }
      : { day: 'numeric', month: 'short' };
  if (style === 'day') options.weekday = 'short';
  if (other) options.year = 'numeric';
  return held(intl(language, options).format(at), language);
}

/** A day stays on the line of its month, and the first of a month is called so in French. */
function held(date: string, language: Language): string {
  const named = language === 'fr' ? date.replace(/(^|[ .])1 (?=\p{L})/u, '$11er ') : date;
  return named.replace(/(\d|\der|\.) (?=[\p{L}\d])/gu, `$1${NBSP}`);
}

/** A month `YYYY-MM` in full: "mai", with its year when it is not this one. */
export function formatMonth(value: string, language: Language, now: number = Date.now()): string {
  if (!/^\d{4}-\d{2}$/.test(value)) return value;
  const at = instantOf(`${value}-01`);
  const other = new Date(at).getUTCFullYear() !== new Date(now).getUTCFullYear();
  return intl(language, other ? { month: 'long', year: 'numeric' } : { month: 'long' }).format(at);
}

/** "21 h 40", "9 h", in English "21:40". Takes `HH:MM` or a date-time. */
export function formatTime(value: string, language: Language): string {
  const found = /(?:^|T)(\d{2}):(\d{2})/.exec(value);
  if (found === null) return value;
  const [, hours = '', minutes = ''] = found;
  if (language === 'en') return `${hours}:${minutes}`;
  return minutes === '00'
    ? `${String(Number(hours))}${NBSP}h`
    : `${String(Number(hours))}${NBSP}h${NBSP}${minutes}`;
}

/** "dim. 6 sept., 21 h 40". */
export function formatDateTime(value: string, language: Language, now: number = Date.now()): string {
  const day = formatDate(value, language, 'day', now);
  return value.includes('T') ? `${day}, ${formatTime(value, language)}` : day;
}

/** Comma in French, thousands kept together by a space that does not break. */
export function formatNumber(value: number, language: Language, digits = 6): string {
  return numbers(localeOf(language), { maximumFractionDigits: digits })
    .format(value)
    .replace(/\u202f/g, NBSP);
}

/** "78 %" of a share between 0 and 1, to the nearest; yet 100 % means all of it, and 0 % none. */
export function formatShare(share: number, language: Language): string {
  const nearest = Math.round(share * 100 + 1e-9);
  const percent = String(share > 0 && share < 1 ? Math.min(99, Math.max(1, nearest)) : nearest);
  return language === 'fr' ? `${percent}${NBSP}%` : `${percent}%`;
}

/** Number as typed, with a comma or a point, or `null` when it is not one. */
export function parseNumber(text: string): number | null {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  return /^-?\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : null;
}

/** Minutes under 2 h, hours under 48 h (with minutes when `exact`), then days: "45 min", "35 h 20", "6 j". */
export function formatDuration(minutes: number, language: Language, exact = false): string {
  const m = Math.max(0, Math.floor(minutes));
  if (m < 120) return `${String(m)}${NBSP}min`;
  if (m < 48 * 60) {
    const rest = m % 60;
    const hours = `${String(Math.floor(m / 60))}${NBSP}h`;
    return exact && rest > 0 ? `${hours}${NBSP}${String(rest).padStart(2, '0')}` : hours;
  }
  return `${String(Math.floor(m / 1440))}${NBSP}${language === 'fr' ? 'j' : 'd'}`;
}
