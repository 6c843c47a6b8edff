import { Component, input, model } from '@angular/core';
import { coreTexts } from '../core/core-texts';
import { injectTexts } from '../core/texts';
import { Icon } from './icon';

/**
 * A reason in one sentence, without a name. Inputs: `label` and `hint` (own words instead of "Dites pourquoi"), `need`, `missing` (it was
 * asked for and is empty). Two-way: `value`.
 */
@Component({
  selector: 'app-reason-field',
  host: { class: 'block' },
  imports: [Icon],
  template: `
    <div class="field" [class.is-error]="missing()">
      <label class="label" [for]="id"
        >{{ label() || t('reason') }}
        @if (need() === 'optional') {
          <span class="optional">({{ t('optional') }})</span>
        }
      </label>
      <p class="hint" [id]="id + '-hint'">{{ hint() || t('reason-hint') }}</p>
      @if (missing()) {
        <p class="msg msg-error" role="alert"><svg appIcon="circle-alert" /> {{ t('reason-needed') }}</p>
      }
      <textarea
        autocomplete="off"
        class="box"
        rows="3"
        maxlength="500"
        [id]="id"
        [attr.aria-describedby]="id + '-hint'"
        [value]="value()"
        (input)="write($event)"
      ></textarea>
    </div>
  `,
})
export class ReasonField {
  private static count = 0;

  readonly value = model.required<string>();
  readonly label = input('');
  readonly hint = input('');
  readonly need = input<'required' | 'optional'>('required');
  readonly missing = input(false);

  protected readonly t = injectTexts(coreTexts);
  protected readonly id = `reason-${String((ReasonField.count += 1))}`;

  protected write(event: Event): void {
    this.value.set((event.target as HTMLTextAreaElement).value);
  }
}
