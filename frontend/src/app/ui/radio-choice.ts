import { Component, input, output } from '@angular/core';
import { Icon } from './icon';
import type { IconName } from './icons';

/** One choice: its word, and a second line or a picture where they help. */
export interface RadioChoiceItem {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
  readonly icon?: IconName;
}

/** A question with two to ten answers in full words, one chosen, none beforehand when `value` is `null`. */
@Component({
  selector: 'app-radio-choice',
  host: { class: 'block' },
  imports: [Icon],
  template: `
    <fieldset class="field" [class.is-error]="problem()">
      <legend class="label" [class.heading]="big()">{{ label() }}</legend>
      @if (hint()) {
        <p class="hint">{{ hint() }}</p>
      }
      @if (problem()) {
        <p class="msg msg-error" role="alert"><svg appIcon="circle-alert" /> {{ problem() }}</p>
      }
      <div class="opts">
        @for (choice of choices(); track choice.value) {
          <label class="opt" [class.opt-big]="big()">
            <input
              type="radio"
              autocomplete="off"
              [name]="name()"
              [value]="choice.value"
              [checked]="choice.value === value()"
              (change)="choose.emit(choice.value)"
            />
            @if (choice.icon; as icon) {
              <svg [appIcon]="icon" />
            }
            <span class="opt-text"
              >{{ choice.label }}
              @if (choice.hint) {
                <small>{{ choice.hint }}</small>
              }
            </span>
            <span class="radio"></span>
          </label>
        }
      </div>
    </fieldset>
  `,
})
export class RadioChoice {
  readonly name = input.required<string>();
  readonly label = input.required<string>();
  readonly choices = input.required<readonly RadioChoiceItem[]>();
  readonly value = input.required<string | null>();
  readonly hint = input('');
  readonly problem = input('');
  /** The only question of its screen. */
  readonly big = input(false);
  readonly choose = output<string>();
}
