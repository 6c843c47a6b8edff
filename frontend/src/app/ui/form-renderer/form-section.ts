import { Component, computed, effect, inject, input } from '@angular/core';
import type { Question } from '@domain/forms/form.js';
import { blocksOf } from './blocks';
import { Certificate } from './certificate';
import type { Field } from './field';
import { FormField } from './form-field';
import type { FormState } from './form-state';
import { FormWords } from './form-words';

/**
 * One section of a form: every question asked now, in its order. Inputs: `state`, `section`; `only` (question codes: a part of the
 * section), `except` (codes left out, drawn elsewhere by the page).
 *
 *     <app-form-section [state]="state" section="when-where" [except]="['late_reason']" />
 */
@Component({
  selector: 'app-form-section',
  host: { class: 'block fields' },
  imports: [Certificate, FormField],
  template: `
    @for (block of blocks(); track block.lines[0]?.question?.code) {
      @if (block.kind === 'measures') {
        <div class="measures">
          @for (line of block.lines; track line.question.code) {
            <app-form-field [field]="field(line.question)" [pair]="line.pair ? field(line.pair) : null" />
          }
        </div>
      } @else if (block.kind === 'certificate') {
        <app-certificate [state]="state()" [lines]="block.lines" />
      } @else {
        @for (line of block.lines; track line.question.code) {
          <app-form-field [field]="field(line.question)" [pair]="line.pair ? field(line.pair) : null" />
        }
      }
    }
  `,
})
export class FormSection {
  readonly state = input.required<FormState>();
  readonly section = input.required<string>();
  readonly only = input<readonly string[] | null>(null);
  readonly except = input<readonly string[]>([]);

  private readonly asked = computed(
    () =>
      this.state()
        .questions(this.section())
        .filter(({ code }) => this.only()?.includes(code) !== false && !this.except().includes(code)),
    { equal: hasSameItems },
  );
  protected readonly blocks = computed(() => blocksOf(this.asked()));

  constructor() {
    const words = inject(FormWords);
    effect(() => {
      void words.load(this.state().source.form);
    });
  }

  protected field(question: Question): Field {
    return this.state().field(question);
  }
}

const hasSameItems = (left: readonly Question[], right: readonly Question[]): boolean =>
  left.length === right.length && left.every((question, index) => question === right[index]);
