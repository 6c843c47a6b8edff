import { Component, inject, input, output, signal } from '@angular/core';
import type { CaseView } from '@domain/cases/case.js';
import { problemOf, type ProblemView } from '../core/problem-view';
import { injectTexts } from '../core/texts';
import { Outbox } from '../offline/outbox';
import { Icon } from '../ui/icon';
import { ProblemBanner } from '../ui/problem-banner';
import { Toasts } from '../ui/toast';
import { casesTexts } from './texts';

/** The head of the centre says whether they gave care: then the focal point freezes. Input: `view`. Output: `changed`. */
@Component({
  selector: 'app-case-involvement',
  host: { class: 'block' },
  imports: [Icon, ProblemBanner],
  template: `
    <section class="card stack-8 no-print" aria-labelledby="involved">
      <h2 id="involved">{{ t('involved') }}</h2>
      <p class="small muted">{{ t('involved.text') }}</p>
      @if (problem(); as refused) {
        <app-problem-banner [problem]="refused" (retry)="forget()" />
      }
      <label class="opt">
        <input
          type="checkbox"
          autocomplete="off"
          [checked]="view().headInvolved"
          [disabled]="busy()"
          (change)="declare(!view().headInvolved)"
        />
        <span class="opt-text">{{ t('involved.yes') }}</span>
        <span class="square"><svg appIcon="check" /></span>
      </label>
    </section>
  `,
})
export class CaseInvolvement {
  readonly view = input.required<CaseView>();
  readonly changed = output();

  protected readonly t = injectTexts(casesTexts);
  private readonly outbox = inject(Outbox);
  private readonly toasts = inject(Toasts);
  protected readonly busy = signal(false);
  protected readonly problem = signal<ProblemView | null>(null);

  protected forget(): void {
    this.problem.set(null);
    this.changed.emit();
  }

  protected async declare(involved: boolean): Promise<void> {
    const view = this.view();
    this.busy.set(true);
    this.problem.set(null);
    try {
      await this.outbox.send({
        method: 'POST',
        url: `/cases/${view.id}/declare-involvement`,
        body: { involved },
        ifMatch: view.version,
        subject: view.id,
      });
      this.toasts.show(this.t(involved ? 'involved.said' : 'involved.unsaid'));
      this.changed.emit();
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
