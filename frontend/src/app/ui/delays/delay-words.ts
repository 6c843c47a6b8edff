import { inject, Injectable } from '@angular/core';
import type { Language } from '@domain/accounts/person.js';
import type { DelayLink, DelayStory, Mark } from '@domain/classification/delay-story.js';
import {
  clockWords,
  dayWords,
  hoursWords,
  intervalWords,
  lengthWords,
  linkWords,
  markWords,
  type DelayWording,
} from '@domain/classification/delay-words.js';
import { minutesOf } from '@domain/forms/local-time.js';
import type { DelayTexts } from '@domain/texts/delays.js';
import type { FlatTexts } from '../../core/domain-texts';
import { Formats } from '../../core/formats';
import { defineTexts, injectTexts, TextStore } from '../../core/texts';
import { frenchSpaces } from '../../core/typography';
import { delayPanelTexts } from './texts';

const DAY = 1440;
const known = new Map<Language, DelayTexts>();

function keep(language: Language, texts: DelayTexts): { readonly default: FlatTexts } {
  known.set(language, texts);
  return { default: { loaded: language } };
}

const storyTexts = defineTexts<FlatTexts>('delays', {
  fr: async () => keep('fr', (await import('@domain/texts/delays.fr.js')).delaysFr),
  en: async () => keep('en', (await import('@domain/texts/delays.en.js')).delaysEn),
});

/** Times and lengths of the three delays, in words. `start` is H0 of a blind file on the neutral calendar: days are then counted from it. */
@Injectable({ providedIn: 'root' })
export class DelayWords {
  private readonly t = injectTexts(delayPanelTexts);
  private readonly store = inject(TextStore);
  private readonly formats = inject(Formats);
  private readonly loaded = injectTexts(storyTexts);

  /** `null` until the words are there. */
  wording(start: string | null): DelayWording | null {
    this.loaded.find('loaded');
    const language = this.store.language();
    const texts = known.get(language);
    if (texts === undefined) return null;
    const first = start === null ? undefined : minutesOf(start);
    return {
      texts,
      language,
      calendar: first === undefined ? { kind: 'dates' } : { kind: 'days', firstDay: Math.floor(first / DAY) },
    };
  }

  /** "45 min", "3 h 40", "3 j 20 h". */
  length(minutes: number): string {
    return lengthWords(minutes, this.store.language());
  }

  /** Length of a link on its bar; a link still open says how long it may have been. */
  bar(link: DelayLink, wording: DelayWording): string {
    return linkWords(link, wording, lengthWords);
  }

  /** Always in hours, as delays are compared. */
  link(link: DelayLink, wording: DelayWording): string {
    return linkWords(link, wording, hoursWords);
  }

  interval(link: DelayLink, wording: DelayWording): string | null {
    const words = intervalWords(link, wording);
    return words === null ? null : frenchSpaces(words);
  }

  date(at: number, wording: DelayWording): string {
    return dayWords(at, wording);
  }

  clock(at: number): string {
    return clockWords(at, this.store.language());
  }

  /** "17 h 40", "vers 18 h", "dans la journée". */
  time(mark: Mark): string {
    if (!mark.approximate) return this.clock(mark.at);
    return isWholeDay(mark) ? this.t('in-day') : this.t('about', { time: this.clock(mark.at) });
  }

  /** "6 sept. · ± 30 min". */
  day(mark: Mark, wording: DelayWording): string {
    const date = this.date(mark.at, wording);
    if (!mark.approximate || isWholeDay(mark)) return date;
    const margin = this.formats.duration((mark.to - mark.from) / 2, true);
    return `${date} · ${this.t('margin', { margin })}`;
  }

  /** What a moment is called, with the place where it is known. */
  name(
    mark: Mark,
    story: DelayStory,
    wording: DelayWording,
    places: Readonly<Record<string, string>>,
  ): string {
    const place = mark.place === undefined ? undefined : places[mark.place];
    return place === undefined ? markWords(mark, story, wording.texts) : this.t('arrival-at', { place });
  }
}

/** Known by its day only: from one midnight to the next. */
function isWholeDay({ from, to }: Mark): boolean {
  return from % DAY === 0 && to - from === DAY - 1;
}
