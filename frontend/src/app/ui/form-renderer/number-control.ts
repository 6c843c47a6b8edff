import { Component, computed, DestroyRef, inject, input, linkedSignal } from '@angular/core';
import { Formats, parseNumber } from '../../core/formats';
import { injectTexts } from '../../core/texts';
import { Icon } from '../icon';
import { AnswerWords } from './answer-words';
import type { Field } from './field';
import { MissingTicks } from './missing-ticks';
import { Resting } from './resting';
import { formTexts } from './texts';
import { onWritten } from './written';

/** What a value is in the other unit that people write: glucose. */
const ALSO: Readonly<Record<string, { readonly factor: number; readonly unit: string }>> = {
  'mmol/L': { factor: 0.18, unit: 'g/L' },
};

/** A number with its unit inside, comma or point, and "Non noté" at its right. A likely slip offers its correction. */
@Component({
  selector: 'app-number-control',
  host: { class: 'block field-parts' },
  imports: [Icon, MissingTicks],
  template: `
    <div class="measure">
      @if (field().missing()) {
        <p class="box box-off grow">{{ t('missing.NR.box') }}</p>
      } @else {
        <div class="boxed" [class]="width()">
          <input
            class="box num"
            inputmode="decimal"
            autocomplete="off"
            maxlength="12"
            [id]="field().id"
            [value]="typed()"
            [attr.aria-label]="label()"
            [attr.aria-describedby]="describedBy()"
            [attr.aria-invalid]="invalid()"
            (focus)="field().focus()"
            (blur)="leave()"
          />
          @if (unit()) {
            <span class="unit" aria-hidden="true">{{ unit() }}</span>
          }
        </div>
      }
      @if (ticks() && field().missingOffers.length > 0) {
        <app-missing-ticks [field]="field()" />
      }
    </div>
    @if (wrong()) {
      <p class="msg msg-error" role="status"><svg appIcon="circle-alert" /> {{ t('number.wrong') }}</p>
    }
    @if (likely() !== null) {
      <button type="button" class="btn" (click)="put(likely())">
        {{ t('number.put', { value: shown(likely()) }) }}
      </button>
    }
    @if (also(); as other) {
      <p class="msg msg-info"><svg appIcon="info" /> {{ t('number.equals', { value: other }) }}</p>
    }
  `,
})
export class NumberControl {
  readonly field = input.required<Field>();
  readonly describedBy = input<string | null>(null);
  readonly invalid = input<true | null>(null);
  /** Spoken name when the visible label stands for a pair. */
  readonly label = input<string | null>(null);
  readonly ticks = input(true);
  /** Without its unit, when the box beside it shows the same. */
  readonly bare = input(false);

  protected readonly t = injectTexts(formTexts);
  private readonly formats = inject(Formats);
  private readonly words = inject(AnswerWords);
  private readonly resting = new Resting();

  /** What is in the box: as typed while it means the value at hand, else the value. */
  protected readonly typed = linkedSignal<number | null, string>({
    source: () => this.field().number(),
    computation: (value, previous) => {
      if (previous && (parseNumber(previous.value) ?? null) === value) return previous.value;
      return value === null ? '' : this.formats.number(value).replace(/\u00a0/g, '');
    },
  });
  protected readonly unit = computed(() => {
    const { unit } = this.field().question;
    return unit === undefined || this.bare() ? '' : this.words.unit(unit);
  });
  protected readonly width = computed(() => {
    const length = this.unit().length;
    return length === 0 ? '' : length <= 2 ? 'u1' : length <= 4 ? 'u2' : length <= 6 ? 'u3' : 'u4';
  });
  protected readonly wrong = computed(() => this.typed() !== '' && parseNumber(this.typed()) === null);
  protected readonly likely = computed(() => {
    const found = this.field()
      .issues()
      .find(({ params }) => typeof params?.['likely'] === 'number')?.params?.['likely'];
    return typeof found === 'number' ? found : null;
  });
  protected readonly also = computed(() => {
    const other = ALSO[this.field().question.unit ?? ''];
    const value = this.field().number();
    return other && value !== null
      ? `${this.formats.number(value * other.factor, 2)}\u00a0${other.unit}`
      : null;
  });

  constructor() {
    onWritten((text) => {
      this.resting.later(() => {
        this.typed.set(text);
        const value = parseNumber(text);
        this.field().set(value === null ? null : { value });
      });
    });
    inject(DestroyRef).onDestroy(() => {
      this.resting.now();
    });
  }

  protected shown(value: number | null): string {
    return value === null ? '' : this.words.value(this.field().question, value, {});
  }

  protected leave(): void {
    this.resting.now();
    this.field().leave();
  }

  protected put(value: number | null): void {
    if (value === null) return;
    this.field().set({ value });
    this.field().leave();
  }
}
