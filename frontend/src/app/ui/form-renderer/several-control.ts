import { Component, computed, inject, input } from '@angular/core';
import { injectTexts } from '../../core/texts';
import { Icon } from '../icon';
import { AnswerWords } from './answer-words';
import { fitsIn } from './choice-control';
import type { Field } from './field';
import { MissingTicks } from './missing-ticks';
import { formTexts } from './texts';

const LAST = new Set(['NONE', 'UNK', 'NR', 'NA']);
const ROWS_MOST = 12;

/** Several answers: rows with a square; in a long list chosen ones become chips with a cross, and a native list adds more. */
@Component({
  selector: 'app-several-control',
  host: { class: 'block field-parts' },
  imports: [Icon, MissingTicks],
  template: `
    @if (options().length <= most) {
      <div class="opts" [class.opts-grid]="short()" [class.opts-2]="!short() && compact()">
        @for (option of options(); track option.code) {
          <label class="opt">
            <input
              type="checkbox"
              autocomplete="off"
              [checked]="has(option.code)"
              [attr.aria-describedby]="describedBy()"
              (change)="toggle(option.code)"
            />
            <span class="square"><svg appIcon="check" /></span>
            <span class="opt-text">{{ option.label }}</span>
          </label>
        }
      </div>
    } @else {
      @if (field().chosen().length > 0) {
        <ul class="picked">
          @for (code of field().chosen(); track code) {
            <li class="pick">
              {{ word(code) }}
              <button
                type="button"
                [attr.aria-label]="t('remove', { label: word(code) })"
                (click)="toggle(code)"
              >
                <svg appIcon="cross-circle" class="icon-20" />
              </button>
            </li>
          }
        </ul>
      }
      <select
        autocomplete="off"
        #add
        class="box"
        [attr.aria-labelledby]="field().id + '-label'"
        [id]="field().id"
        [attr.aria-describedby]="describedBy()"
        [attr.aria-invalid]="invalid()"
        (change)="toggle(add.value); add.value = ''"
        (blur)="field().leave()"
      >
        <option value="">{{ t(field().chosen().length > 0 ? 'add' : 'choose') }}</option>
        @for (option of options(); track option.code) {
          @if (!has(option.code)) {
            <option [value]="option.code">{{ option.label }}</option>
          }
        }
      </select>
    }
    @if (field().missingOffers.length > 0) {
      <app-missing-ticks [field]="field()" />
    }
  `,
})
export class SeveralControl {
  readonly field = input.required<Field>();
  readonly describedBy = input<string | null>(null);
  readonly invalid = input<true | null>(null);
  protected readonly most = ROWS_MOST;

  protected readonly t = injectTexts(formTexts);
  private readonly words = inject(AnswerWords);

  protected readonly options = computed(() => {
    const codes = this.field().codes();
    return [...codes.filter((code) => !LAST.has(code)), ...codes.filter((code) => LAST.has(code))].map(
      (code) => ({
        code,
        label: this.word(code),
      }),
    );
  });
  protected readonly short = computed(() => this.options().every(({ label }) => fitsIn(label, 18, 10)));

  protected readonly compact = computed(() => this.options().every(({ label }) => fitsIn(label, 40, 12)));

  protected word(code: string): string {
    return this.words.code(this.field().question.list, code);
  }

  protected has(code: string): boolean {
    return this.field().chosen().includes(code);
  }

  /** A code that excludes the others (NONE) takes their place, and gives way to any of them. */
  protected toggle(code: string): void {
    if (code === '') return;
    const exclusive = this.field().question.exclusive ?? [];
    const chosen = this.field().chosen();
    const next = chosen.includes(code)
      ? chosen.filter((one) => one !== code)
      : exclusive.includes(code)
        ? [code]
        : [...chosen.filter((one) => !exclusive.includes(one)), code];
    const ordered = this.field()
      .codes()
      .filter((one) => next.includes(one));
    this.field().set(ordered.length === 0 ? null : { value: ordered });
    this.field().leave();
  }
}
