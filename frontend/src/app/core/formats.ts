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
  /** Short words for a file size: "12 ko". */
  size(bytes: number): string {
    return `${this.number(Math.ceil(bytes / 1000), 0)}${NBSP}${this.texts.language() === 'fr' ? 'ko' : 'kB'}`;
  }
}
