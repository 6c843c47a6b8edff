import { Component, computed, inject, output } from '@angular/core';
import { STANDING_ACTIONS } from '@domain/recommendations/standing-actions.js';
import { injectTexts, TextStore } from '../core/texts';
import { recommendationTexts } from './texts';

/** Strong actions of the standing list, ready to be taken. Output: `take` with the words. */
@Component({
  selector: 'app-standing-examples',
  host: { class: 'block' },
  template: `
    <details class="more">
      <summary>{{ t('new.examples') }}</summary>
      <div class="stack-8">
        <p class="hint">{{ t('new.examples.text') }}</p>
        <ul class="rows">
          @for (example of examples(); track example) {
            <li class="example">
              <span>{{ example }}</span>
              <button
                type="button"
                class="btn btn-small"
                [attr.aria-label]="t('new.examples.take') + ', ' + example"
                (click)="take.emit(example)"
              >
                {{ t('new.examples.take') }}
              </button>
            </li>
          }
        </ul>
      </div>
    </details>
  `,
})
export class StandingExamples {
  readonly take = output<string>();

  protected readonly t = injectTexts(recommendationTexts);
  private readonly language = inject(TextStore).language;
  protected readonly examples = computed(() => STANDING_ACTIONS.map((action) => action[this.language()]));
}
