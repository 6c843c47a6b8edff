import { Component, input } from '@angular/core';
import { coreTexts } from '../core/core-texts';
import type { PagedList } from '../core/paged-list';
import { injectTexts } from '../core/texts';
import { ProblemBanner } from './problem-banner';

/**
 * The end of a list that goes on: its button, and why it could not. Input: `list`.
 *
 *     <app-read-on [list]="list" />
 */
@Component({
  selector: 'app-read-on',
  host: { class: 'block' },
  imports: [ProblemBanner],
  template: `
    @if (list().next()) {
      <button
        type="button"
        class="btn btn-block"
        [attr.aria-busy]="list().reading()"
        (click)="list().readOn()"
      >
        {{ t('more') }}
      </button>
    }
    @if (list().problem(); as problem) {
      <app-problem-banner [problem]="problem" (retry)="list().readOn()" />
    }
  `,
})
export class ReadOn {
  readonly list = input.required<Pick<PagedList<unknown>, 'next' | 'reading' | 'problem' | 'readOn'>>();
  protected readonly t = injectTexts(coreTexts);
}
