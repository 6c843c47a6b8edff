import { inject, Injectable } from '@angular/core';
import { dateTimeOf } from '@domain/forms/local-time.js';
import { Formats } from '../../core/formats';
import { injectTexts } from '../../core/texts';
import type { DelayStory, Mark, Stretch } from './delay-story';
import { reviewTexts } from './texts';

const DAY = 1440;
const NBSP = '\u00a0';

/** Times and lengths of the three delays, in words. */
@Injectable({ providedIn: 'root' })
export class DelayWords {
  private readonly t = injectTexts(reviewTexts);
  private readonly formats = inject(Formats);

  /** "45 min", "3 h 40", "3 j 20 h". */
  length(minutes: number): string {
    if (minutes < 2 * DAY) return this.formats.duration(minutes, true);
    const all = Math.round(minutes / 60);
    const days = this.formats.duration(Math.floor(all / 24) * DAY);
    return all % 24 === 0 ? days : `${days} ${String(all % 24)}${NBSP}h`;
  }

  /** Length of a stretch; "at least" where its end never came, unless only the opinion can say so. */
  stretch({ from, to, open, lane }: Stretch, { decisive }: DelayStory): string {
    const duration = this.length(to - from);
    const unsaid = lane === 3 && decisive === 'unsaid';
    return open && !unsaid ? this.t('delays.at-least', { duration }) : duration;
  }

  /** Always in hours, as delays are compared: "92 h", "3 h 40". */
  hours(minutes: number): string {
    if (minutes < 2 * DAY) return this.formats.duration(minutes, true);
    return `${String(Math.round(minutes / 60))}${NBSP}h`;
  }

  date(at: number): string {
    return this.formats.date(dateTimeOf(at), 'short');
  }

  clock(at: number): string {
    return this.formats.time(dateTimeOf(at));
  }

  /** "17 h 40", "vers 18 h", "dans la journée". */
  time(mark: Mark): string {
    if (!mark.approximate) return this.clock(mark.at);
    return this.isWholeDay(mark)
      ? this.t('delays.in-day')
      : this.t('delays.about', { time: this.clock(mark.at) });
  }

  /** "6 sept. · ± 30 min". */
  day(mark: Mark): string {
    const date = this.date(mark.at);
    if (!mark.approximate || this.isWholeDay(mark)) return date;
    const margin = this.formats.duration((mark.to - mark.from) / 2, true);
    return `${date} · ${this.t('delays.margin', { margin })}`;
  }

  name(mark: Mark, places: Readonly<Record<string, string>>, deathPlace: string | null): string {
    const place = mark.place === undefined ? undefined : places[mark.place];
    if (mark.key === 'death' && deathPlace !== null) return this.t('mark.death.at', { place: deathPlace });
    if (place !== undefined) return this.t('mark.arrival.at', { place });
    return this.t(`mark.${mark.key}`);
  }

  /** Known by its day only: from one midnight to the next. */
  private isWholeDay({ from, to }: Mark): boolean {
    return from % DAY === 0 && to - from === DAY - 1;
  }
}
