import { Component, inject, input } from '@angular/core';
import type { Missing } from '@domain/forms/form.js';
import { injectTexts } from '../../core/texts';
import { Icon } from '../icon';
import type { Field } from './field';
import { FormWords } from './form-words';
import { formTexts } from './texts';

/** "Non noté" and the other coded missing values, one tap, beside or under the control. */
@Component({
  selector: 'app-missing-ticks',
  host: { class: 'missing' },
  imports: [Icon],
  template: `
    @for (code of field().missingOffers; track code) {
      <label class="tick">
        <input
          type="checkbox"
          autocomplete="off"
          [checked]="field().missing() === code"
          [attr.aria-label]="
            t('missing.of', {
              missing: t(word(code)),
              label: words.label(field().state.source.form, field().key),
            })
          "
          (change)="field().toggleMissing(code, on($event))"
        />
        <span class="square"><svg appIcon="check" /></span>
        <span>{{ t(word(code)) }}</span>
      </label>
    }
  `,
})
export class MissingTicks {
  readonly field = input.required<Field>();
  protected readonly t = injectTexts(formTexts);
  protected readonly words = inject(FormWords);

  protected word(code: Missing): `missing.${Missing}` {
    return `missing.${code}`;
  }

  protected on(event: Event): boolean {
    return (event.target as HTMLInputElement).checked;
  }
}
