import { Component, computed, inject, input, output } from '@angular/core';
import { coreTexts } from '../core/core-texts';
import type { ProblemView, Sentence } from '../core/problem-view';
import { injectTexts, TextStore } from '../core/texts';
import { Banner } from './banner';

/**
 * What the server refused, in its own words: the sentence, the reasons, the fields, the number to quote.
 * Inputs: `problem`; `again` false hides the button. Output: `retry`.
 *
 *     @if (found.problem(); as problem) { <app-problem-banner [problem]="problem" (retry)="found.reload()" /> }
 */
@Component({
  selector: 'app-problem-banner',
  imports: [Banner],
  template: `
    <div role="alert">
      <app-banner
        [tone]="problem().status === 0 ? 'info' : 'late'"
        [icon]="problem().status === 0 ? 'cloud-off' : null"
        [lead]="lead()"
      >
        @if (problem().reasons.length + problem().fields.length > 0) {
          <ul class="bullets">
            @for (reason of problem().reasons; track reason.code) {
              <li>{{ words(reason) }}</li>
            }
            @for (fault of problem().fields; track $index) {
              <li>{{ words(fault) }}</li>
            }
          </ul>
        }
        @if (problem().requestId && problem().code === 'unexpected') {
          <p class="small">{{ t('problem.number', { id: problem().requestId ?? '' }) }}</p>
        }
        @if (again()) {
          <div class="btns">
            <button type="button" class="btn" (click)="retry.emit()">
              {{ problem().code === 'stale' ? t('reload') : t('retry') }}
            </button>
          </div>
        }
      </app-banner>
    </div>
  `,
})
export class ProblemBanner {
  readonly problem = input.required<ProblemView>();
  readonly again = input(true);
  readonly retry = output();

  protected readonly t = injectTexts(coreTexts);
  private readonly texts = inject(TextStore);

  protected readonly lead = computed(() => {
    const { status, code, detail } = this.problem();
    if (status === 0) return this.t(code === 'network.needed' ? 'problem.network.needed' : 'problem.network');
    if (detail) return this.words(detail);
    return this.t(code === 'stale' ? 'problem.stale' : 'problem.unexpected');
  });

  protected words(sentence: Sentence): string {
    return sentence[this.texts.language()];
  }
}
