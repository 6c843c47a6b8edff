import { Component, computed, inject, input } from '@angular/core';
import type { Missing } from '@domain/forms/form.js';
import { injectTexts } from '../../core/texts';
import { Icon } from '../icon';
import { AnswerWords } from './answer-words';
import type { Field } from './field';
import { formTexts } from './texts';

const LAST = new Set(['UNK', 'NR', 'NA', 'ND', 'UND']);
const SEGMENT_WORD = 12;
const ROWS_MOST = 7;

interface Option {
  readonly code: string;
  readonly label: string;
  readonly hint: string | null;
  readonly missing: Missing | null;
  readonly last: boolean;
}

/**
 * One answer from a list. Two to four short words: segments; up to seven: rows with a disc (three columns on a laptop when they are
 * short); more: a native list. "Inconnu", "Non noté", "Sans objet" come last, after a thin gap.
 */
@Component({
  selector: 'app-choice-control',
  host: { class: 'block' },
  imports: [Icon],
  template: `
    @switch (shape()) {
      @case ('segments') {
        <div class="seg">
          @for (option of options(); track option.code) {
            <label>
              <input
                type="radio"
                autocomplete="off"
                [name]="field().id"
                [value]="option.code"
                [checked]="isChosen(option)"
                [attr.aria-describedby]="describedBy()"
                (change)="choose(option)"
              />
              <svg appIcon="check" /><span>{{ option.label }}</span>
            </label>
          }
        </div>
      }
      @case ('rows') {
        <div class="opts" [class.opts-grid]="short()" [class.opts-2]="!short() && compact()">
          @for (option of options(); track option.code; let i = $index) {
            <label class="opt" [class.opt-last]="option.last && i > 0 && !options()[i - 1]?.last">
              <input
                type="radio"
                autocomplete="off"
                [name]="field().id"
                [value]="option.code"
                [checked]="isChosen(option)"
                [attr.aria-describedby]="describedBy()"
                (change)="choose(option)"
              />
              @if (picture(option.code); as icon) {
                <svg [appIcon]="icon" />
              } @else {
                <span class="radio"></span>
              }
              <span class="opt-text">
                {{ option.label }}
                @if (option.hint) {
                  <small>{{ option.hint }}</small>
                }
              </span>
              @if (picture(option.code)) {
                <span class="radio"></span>
              }
            </label>
          }
        </div>
      }
      @default {
        <select
          autocomplete="off"
          class="box"
          [id]="field().id"
          [attr.aria-describedby]="describedBy()"
          [attr.aria-invalid]="invalid()"
          (change)="pick($event)"
          (blur)="field().leave()"
        >
          <option value="" [selected]="current() === null">{{ t('choose') }}</option>
          @for (option of options(); track option.code) {
            <option [value]="option.code" [selected]="isChosen(option)">{{ option.label }}</option>
          }
        </select>
      }
    }
  `,
})
export class ChoiceControl {
  readonly field = input.required<Field>();
  readonly describedBy = input<string | null>(null);
  readonly invalid = input<true | null>(null);
  /** A native list however few the choices: where room is short. */
  readonly list = input(false);

  protected readonly t = injectTexts(formTexts);
  private readonly words = inject(AnswerWords);

  protected readonly options = computed<readonly Option[]>(() => {
    const field = this.field();
    const { question } = field;
    const hints = field.state.source.choiceHints;
    const codes = question.type === 'bool' ? ['true', 'false'] : field.codes();
    const listed = codes.map((code) => ({
      code,
      label:
        question.type === 'bool'
          ? this.t(code === 'true' ? 'yes' : 'no')
          : this.words.code(question.list, code),
      hint: hints?.(question.code, code) ?? null,
      missing: null,
      last: LAST.has(code),
    }));
    const missing = field.missingOffers.map((code) => ({
      code: `missing:${code}`,
      label: this.t(`missing.${code}`),
      hint: null,
      missing: code,
      last: true,
    }));
    return [...listed.filter(({ last }) => !last), ...listed.filter(({ last }) => last), ...missing];
  });
  protected readonly shape = computed(() => {
    if (this.list()) return 'select';
    const options = this.options();
    const pictured = options.some(({ code }) => this.picture(code) !== null);
    if (
      !pictured &&
      options.length <= 4 &&
      options.every(({ label, hint }) => label.length <= SEGMENT_WORD && hint === null)
    )
      return options.length <= 3 || options.every(({ label }) => label.length <= 9) ? 'segments' : 'rows';
    return options.length - this.field().missingOffers.length <= ROWS_MOST ? 'rows' : 'select';
  });
  /** Whether the control is one native box that its label can point to. */
  static isBox(field: Field): boolean {
    return field.question.type === 'code' && field.codes().length > ROWS_MOST;
  }
  protected readonly short = computed(() => this.fits(16, 9));
  protected readonly compact = computed(() => this.fits(36, 12));
  protected readonly current = computed(() => {
    const answer = this.field().answer();
    if (answer === undefined) return null;
    if ('missing' in answer) return `missing:${answer.missing}`;
    return typeof answer.value === 'object' ? null : String(answer.value);
  });

  /** Whether every word fits into a narrow column, so that none is cut. */
  private fits(label: number, word: number): boolean {
    const options = this.options();
    return options.length > 3 && options.every((one) => one.hint === null && fitsIn(one.label, label, word));
  }

  protected picture(code: string): NonNullable<Field['state']['source']['pictures']>[string] | null {
    return this.field().state.source.pictures?.[`${this.field().question.code}.${code}`] ?? null;
  }

  protected isChosen(option: Option): boolean {
    return this.current() === option.code;
  }

  protected choose({ code, missing }: Option): void {
    const isBool = this.field().question.type === 'bool';
    this.field().set(missing === null ? { value: isBool ? code === 'true' : code } : { missing });
    this.field().leave();
  }

  protected pick(event: Event): void {
    const code = (event.target as HTMLSelectElement).value;
    const option = this.options().find((one) => one.code === code);
    if (option) this.choose(option);
    else {
      this.field().set(null);
      this.field().leave();
    }
  }
}

/** A label no longer than `most` letters, none of its words longer than `word`. */
export function fitsIn(label: string, most: number, word: number): boolean {
  return label.length <= most && label.split(/[\s/-]/).every((part) => part.length <= word);
}
