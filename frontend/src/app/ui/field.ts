import { Component, computed, inject, input } from '@angular/core';
import type { ProblemView } from '../core/problem-view';
import { TextStore } from '../core/texts';
import { Icon } from './icon';

/**
 * A labelled field with its hint and what the server refused in it. The control itself is the content and carries `id` = `boxId`.
 * Inputs: `boxId`, `label`, `hint`, `name` (field of the request), `problem`, `fault` (the page's own check, shown first).
 *
 *     <app-field boxId="username" name="username" [label]="t('username')" [problem]="act.problem()">
 *       <input id="username" class="box" />
 *     </app-field>
 */
@Component({
  selector: 'app-field',
  host: { class: 'block' },
  imports: [Icon],
  template: `
    <div class="field" [class.is-error]="words() !== ''">
      <label class="label" [for]="boxId()">{{ label() }}</label>
      @if (hint()) {
        <p class="hint">{{ hint() }}</p>
      }
      @if (words()) {
        <p class="msg msg-error" role="alert"><svg appIcon="circle-alert" /> {{ words() }}</p>
      }
      <ng-content />
    </div>
  `,
})
export class Field {
  readonly boxId = input.required<string>();
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly name = input('');
  readonly problem = input<ProblemView | null>(null);
  readonly fault = input('');
  private readonly texts = inject(TextStore);

  protected readonly words = computed(() => {
    if (this.fault() !== '') return this.fault();
    const found = this.problem()?.fields.find(({ field }) => field === this.name());
    return found ? found[this.texts.language()] : '';
  });
}
