import { inject, Injectable } from '@angular/core';
import type { CaseRow, CaseView } from '@domain/cases/case.js';
import { unitLabel } from '@domain/forms/units.js';
import { coreTexts } from '../core/core-texts';
import { codeTexts } from '../core/domain-texts';
import { Formats } from '../core/formats';
import { injectTexts, TextStore } from '../core/texts';
import { casesTexts } from './texts';

/** The facts of a death in a few words each, as chips say them. */
@Injectable({ providedIn: 'root' })
export class CaseFacts {
  private readonly t = injectTexts(casesTexts);
  private readonly core = injectTexts(coreTexts);
  private readonly codes = injectTexts(codeTexts);
  private readonly texts = inject(TextStore);
  private readonly formats = inject(Formats);

  /** Age, pregnancy, place of death, responsible centre; what is not known is left out. */
  chips(view: CaseView): readonly string[] {
    const { age, pregnancy, deathPlace } = view.facts;
    return [
      age === null ? null : this.age(age),
      pregnancy === null ? null : this.pregnancy(pregnancy, view.facts.weeks),
      this.place(deathPlace),
      view.placeName,
    ].filter((fact) => fact !== null);
  }

  /** "dim. 6 sept.", or "septembre 2026", "T3 2026" for whoever may know the month or the quarter only. */
  day(value: string): string {
    const [, year, n] = /^(\d{4})-Q(\d)$/.exec(value) ?? [];
    if (year !== undefined && n !== undefined) return this.t('quarter', { n, year });
    if (!/^\d{4}-\d{2}$/.test(value)) return this.formats.date(value);
    const language = this.texts.language() === 'fr' ? 'fr-FR' : 'en-GB';
    return new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
      Date.parse(`${value}-01T00:00Z`),
    );
  }

  kind({ kind }: Pick<CaseRow, 'kind'>): string {
    return kind === null ? this.t('kind.unknown') : this.core(`kind.${kind}`);
  }

  /** Where and when, under the name of a row. */
  line({ placeName, deathDate }: Pick<CaseRow, 'placeName' | 'deathDate'>): string {
    return [placeName, this.day(deathDate)].filter((part) => part !== '').join(' · ');
  }

  place(code: string): string {
    return this.codes.find(`CL_PLACE.${code}`) ?? code;
  }

  /** The place inside a sentence: "pendant l’évacuation", but "CSCom". */
  placeInside(code: string): string {
    const place = this.place(code);
    return /^\p{Lu}\p{Ll}/u.test(place) ? place.charAt(0).toLowerCase() + place.slice(1) : place;
  }

  private age(age: string): string {
    const [, number, unit] = /^(\S+) (\w+)$/.exec(age) ?? [];
    if (number === undefined || unit === undefined) return age;
    return `${number}\u00a0${unitLabel(unit, this.texts.language())}`;
  }

  private pregnancy(code: string, weeks: number | undefined): string {
    const words = this.codes.find(`CL_PREG_STATUS.${code}`) ?? code;
    return weeks === undefined ? words : this.t('facts.weeks', { status: words, weeks });
  }
}
