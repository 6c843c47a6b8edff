import { Component, computed, input } from '@angular/core';
import type { Question } from '@domain/forms/form.js';
import { injectTexts } from '../../core/texts';
import { causesOf, type CauseLine, type Line } from './blocks';
import type { Field } from './field';
import { FormField } from './form-field';
import type { FormState } from './form-state';
import { formTexts } from './texts';

const LETTERS = 'abcdefgh';
/** The first two lines are always there; the next one comes with the answer above it. */
const ALWAYS = 2;

/**
 * The medical certificate of cause of death: the lines of part 1, each due to the one below, with how long it lasted; the lowest is the one
 * that started it all. Then part 2. Inputs: `state`, `lines` (the questions of the block).
 */
@Component({
  selector: 'app-certificate',
  host: { class: 'block certificate', role: 'group', '[attr.aria-label]': "t('certificate')" },
  imports: [FormField],
  template: `
    <p class="certificate-part">
      <b>{{ t('certificate.part1') }}</b> <span class="small muted">{{ t('certificate.part1.text') }}</span>
    </p>
    <ol class="certificate-lines">
      @for (cause of shown(); track cause.words.question.code; let i = $index) {
        <li [class.is-start]="i === lowest()">
          <span class="certificate-letter" aria-hidden="true">{{ letters[i] }}</span>
          <div class="certificate-line">
            <app-form-field [field]="field(cause.words.question)" [pair]="code(cause)" />
            @if (interval(cause); as lasted) {
              <app-form-field [field]="lasted" [list]="true" />
            }
            @if (i === lowest() && i > 0) {
              <p class="small certificate-start">{{ t('certificate.start') }}</p>
            }
          </div>
        </li>
        @if (i < shown().length - 1) {
          <li class="certificate-due small muted" aria-hidden="true">{{ t('certificate.due') }}</li>
        }
      }
    </ol>
    @for (other of parts().others; track other.question.code) {
      <p class="certificate-part">
        <b>{{ t('certificate.part2') }}</b>
      </p>
      <app-form-field [field]="field(other.question)" />
    }
  `,
})
export class Certificate {
  readonly state = input.required<FormState>();
  readonly lines = input.required<readonly Line[]>();

  protected readonly t = injectTexts(formTexts);
  protected readonly letters = LETTERS;
  protected readonly parts = computed(() => causesOf(this.lines()));
  /** The lowest line with an answer, -1 when there is none. */
  protected readonly lowest = computed(() =>
    this.parts().causes.findLastIndex((cause) => this.isAnswered(cause)),
  );
  protected readonly shown = computed(() => {
    const { causes } = this.parts();
    const most = this.state().writable()
      ? Math.max(ALWAYS, this.lowest() + 2)
      : Math.max(1, this.lowest() + 1);
    return causes.slice(0, most);
  });

  protected field(question: Question): Field {
    return this.state().field(question);
  }

  protected code({ words }: CauseLine): Field | null {
    return words.pair === null ? null : this.state().field(words.pair);
  }

  /** How long it lasted: asked while the form is written, told once it was answered. */
  protected interval({ interval }: CauseLine): Field | null {
    if (interval === null) return null;
    const field = this.state().field(interval);
    return field.writable() || field.answer() !== undefined ? field : null;
  }

  private isAnswered({ words: { question, pair } }: CauseLine): boolean {
    const answers = this.state().source.answers();
    return answers[question.code] !== undefined || (pair !== null && answers[pair.code] !== undefined);
  }
}
