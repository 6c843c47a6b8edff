import { inject, Injectable } from '@angular/core';
import {
  formatDate,
  formatDateTime,
  formatDuration,
  formatMonth,
  formatNumber,
  formatShare,
  formatTime,
} from './dates-and-numbers';
import { TextStore } from './texts';

export { localNow, parseNumber } from './dates-and-numbers';

const NBSP = '\u00a0';

/** The formats above in the language of the reader; reading them in a template follows a change of language. */
@Injectable({ providedIn: 'root' })
export class Formats {
  private readonly texts = inject(TextStore);

  date(value: string, style: 'short' | 'day' | 'long' = 'day'): string {
    return formatDate(value, this.texts.language(), style);
  }
  /** "mai", of `YYYY-MM`. */
  month(value: string): string {
    return formatMonth(value, this.texts.language());
  }
  time(value: string): string {
    return formatTime(value, this.texts.language());
  }
  dateTime(value: string): string {
    return formatDateTime(value, this.texts.language());
  }
  number(value: number, digits?: number): string {
    return formatNumber(value, this.texts.language(), digits);
  }
  share(value: number): string {
    return formatShare(value, this.texts.language());
  }
  duration(minutes: number, exact = false): string {
    return formatDuration(minutes, this.texts.language(), exact);
  }
  /** Short words for a size, rounded up: "12 ko", "6,7 Mo", "10,8 Go". */
  size(bytes: number): string {
    const power = bytes < 1e6 ? 1 : bytes < 1e9 ? 2 : 3;
    const tenths = Math.ceil((bytes / 1000 ** power) * 10) / 10;
    const value = power === 1 ? Math.ceil(tenths) : tenths;
    return `${this.number(value)}${NBSP}${'kMG'[power - 1] ?? ''}${this.texts.language() === 'fr' ? 'o' : 'B'}`;
  }
}
