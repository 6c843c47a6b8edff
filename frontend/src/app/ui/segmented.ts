import { Component, input, output } from '@angular/core';
import { Icon } from './icon';

/** One segment. `lang` when its word is in another language than the page. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly lang?: string;
}

/**
 * Two to four short words, one chosen; nothing is chosen beforehand when `value` is `null`. Inputs: `name` (unique on the page), `label`
 * (legend), `choices`, `value`, `fit` (as narrow as its words, for a question beside it), `cards` (apart, as for dates), `hideLabel`,
 * `describedBy`, `disabled`. Output: `choose`.
 *
 *     <app-segmented name="present" [label]="t('present')" [choices]="yesNo" [value]="answer()" (choose)="answer.set($event)" />
 */
@Component({
  selector: 'app-segmented',
  imports: [Icon],
  template: `
    <fieldset class="field" [disabled]="disabled()" [attr.aria-describedby]="describedBy()">
      <legend class="label" [class.visually-hidden]="hideLabel()">{{ label() }}</legend>
      <div class="seg" [class.seg-fit]="fit()" [class.seg-cards]="cards()">
        @for (choice of choices(); track choice.value) {
          <label [attr.lang]="choice.lang">
            <input
              type="radio"
              autocomplete="off"
              [name]="name()"
              [value]="choice.value"
              [checked]="choice.value === value()"
              (change)="choose.emit(choice.value)"
            />
            <svg appIcon="check" /><span>{{ choice.label }}</span>
          </label>
        }
      </div>
    </fieldset>
  `,
})
export class Segmented {
  readonly name = input.required<string>();
  readonly label = input.required<string>();
  readonly choices = input.required<readonly Choice[]>();
  readonly value = input.required<string | null>();
  readonly fit = input(false);
  readonly cards = input(false);
  readonly hideLabel = input(false);
  readonly disabled = input(false);
  readonly describedBy = input<string | null>(null);
  readonly choose = output<string>();
}
