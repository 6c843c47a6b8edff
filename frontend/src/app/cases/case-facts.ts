import { inject, Injectable } from '@angular/core';
import type { CaseView } from '@domain/cases/case.js';
import { unitLabel } from '@domain/forms/units.js';
import { codeTexts } from '../core/domain-texts';
import { Formats } from '../core/formats';
import { injectTexts, TextStore } from '../core/texts';
import { casesTexts } from './texts';

/** The facts of a death in a few words each, as chips say them. */
@Injectable({ providedIn: 'root' })
export class CaseFacts {
  private readonly t = injectTexts(casesTexts);
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

  /** "le dim. 6 sept., 21 h 40". */
  deathAt(view: CaseView): string {
    return this.formats.dateTime(view.facts.deathAt);
  }

  place(code: string): string {
    return this.codes.find(`CL_PLACE.${code}`) ?? code;
  }

  private age(age: string): string {
    const [, number, unit] = /^(\d+) (\w+)$/.exec(age) ?? [];
    if (number === undefined || unit === undefined) return age;
    return `${number}\u00a0${unitLabel(unit, this.texts.language())}`;
  }

  private pregnancy(code: string, weeks: number | undefined): string {
    const words = this.codes.find(`CL_PREG_STATUS.${code}`) ?? code;
    return weeks === undefined ? words : this.t('facts.weeks', { status: words, weeks });
  }
}
