import { Component, inject, input } from '@angular/core';
import { FormSection } from '../form-renderer/form-section';
import type { FormState } from '../form-renderer/form-state';
import { FormWords } from '../form-renderer/form-words';

/** Every section of a part on one page, each a card. Inputs: `state`; `titles`, by section, instead of those of the form. */
@Component({
  selector: 'app-part-sheet',
  host: { class: 'block stack' },
  imports: [FormSection],
  template: `
    @for (section of state().sections(); track section.code) {
      <section class="card" [attr.aria-labelledby]="'part-' + section.code">
        <h2 [id]="'part-' + section.code">
          {{ titles()[section.code] ?? words.section(state().source.form, section.code) }}
        </h2>
        <app-form-section [state]="state()" [section]="section.code" />
      </section>
    }
  `,
})
export class PartSheet {
  readonly state = input.required<FormState>();
  readonly titles = input<Readonly<Record<string, string>>>({});
  protected readonly words = inject(FormWords);
}
