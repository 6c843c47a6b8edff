import { inject, Injectable } from '@angular/core';
import type { Answer, Question, Row, Value } from '@domain/forms/form.js';
import { relativeText, relativeTime } from '@domain/audits/relative-time.js';
import { minutesOf } from '@domain/forms/local-time.js';
import { unitLabel } from '@domain/forms/units.js';
import { codeTexts } from '../../core/domain-texts';
import { Formats } from '../../core/formats';
import { injectTexts, TextStore } from '../../core/texts';
import { Icd10 } from './icd10';
import { formTexts } from './texts';

type Described = Pick<Question, 'type' | 'list' | 'unit' | 'columns'>;

/**
 * An answer in words, in the language of the reader: for read-only views, summary cards, comparisons.
 *
 *     inject(AnswerWords).of(question, answer, places)   // "39,8 °C", "dim. 6 sept., vers 21 h 40", "Non noté", "Fièvre, Vomissements"
 */
@Injectable({ providedIn: 'root' })
export class AnswerWords {
  private readonly t = injectTexts(formTexts);
  private readonly codes = injectTexts(codeTexts);
  private readonly formats = inject(Formats);
  private readonly texts = inject(TextStore);
  private readonly titles = inject(Icd10);

  of(
    question: Described,
    answer: Answer | null | undefined,
    places: Readonly<Record<string, string>> = {},
  ): string {
    if (answer === null || answer === undefined) return this.t('unanswered');
    if ('missing' in answer) return this.t(`missing.${answer.missing}`);
    return question.type === 'datetime' || question.type === 'time'
      ? this.moment(answer)
      : this.value(question, answer.value, places);
  }

  /** A date-time counted from H0: "J+4 18:20 · H+96 h 20". */
  since(start: string, answer: Answer): string {
    if ('missing' in answer) return this.t(`missing.${answer.missing}`);
    const time = relativeTime(answer, minutesOf(start) ?? 0);
    return time === undefined ? '' : relativeText(time, this.texts.language());
  }

  code(list: string | undefined, code: string): string {
    return this.codes.find(`${list ?? ''}.${code}`) ?? code;
  }

  unit(unit: string): string {
    return unitLabel(unit, this.texts.language());
  }

  private moment(answer: Extract<Answer, { value: Value }>): string {
    const value = typeof answer.value === 'string' ? answer.value : '';
    if (!value.includes('T')) {
      return answer.margin === undefined
        ? this.formats.time(value)
        : `${this.t('when.around')} ${this.formats.time(value)}`;
    }
    const date = this.formats.date(value);
    if (answer.precision === 'day') return this.t('when.in-day', { date });
    if (answer.margin === undefined) return this.formats.dateTime(value);
    return this.t('when.about.text', { date, time: this.formats.time(value) });
  }

  value(question: Described, value: Value, places: Readonly<Record<string, string>>): string {
    if (typeof value === 'boolean') return this.t(value ? 'yes' : 'no');
    if (typeof value === 'number') {
      const number = this.formats.number(value);
      return question.unit ? `${number}\u00a0${this.unit(question.unit)}` : number;
    }
    if (typeof value === 'string') {
      if (question.type === 'place') return places[value] ?? value;
      if (question.type === 'date') return this.formats.date(value);
      if (question.type === 'icd10') return this.icd10(value);
      return question.list ? this.code(question.list, value) : value;
    }
    return value
      .map((one: string | Row) => {
        if (typeof one === 'string')
          return question.type === 'icd10s' ? this.icd10(one) : this.code(question.list, one);
        return this.row(question.columns ?? [], one, places).join(', ');
      })
      .join(question.type === 'list' ? ' ; ' : ', ');
  }

  /** The answered cells of one line, in words. */
  row(columns: readonly Question[], row: Row, places: Readonly<Record<string, string>>): readonly string[] {
    return columns.flatMap((column) => {
      const cell = row[column.code];
      return cell === undefined ? [] : [this.of(column, cell, places)];
    });
  }

  private icd10(code: string): string {
    const title = this.titles.title(code);
    const named = title === null ? code : `${code} ${title}`;
    return this.titles.isUnlisted(code) ? this.t('search.unlisted', { code: named }) : named;
  }
}
