import { Component, inject, input, output, signal } from '@angular/core';
import { Router } from '@angular/router';
import type { GateView } from '@domain/audits/audit.js';
import { formText } from '../core/form-text';
import { problemOf, type ProblemView } from '../core/problem-view';
import { injectTexts } from '../core/texts';
import { Outbox } from '../offline/outbox';
import { Dialog } from '../ui/dialog';
import { ProblemBanner } from '../ui/problem-banner';
import { Toasts } from '../ui/toast';
import { auditsTexts } from './texts';

/** Handing a file back, before opening it or after: never a reproach, a reason if one likes. Inputs: `open`, `view`. Output: `closed`. */
@Component({
  selector: 'app-recuse-dialog',
  host: { class: 'is-blind' },
  imports: [Dialog, ProblemBanner],
  template: `
    <app-dialog [open]="open()" [title]="t('recuse.question')" (closed)="closed.emit()">
      <p>{{ t('recuse.text') }}</p>
      <form class="form form-tight" (submit)="recuse($event)">
        <div class="field">
          <label class="label" for="recuse-reason">{{ t('recuse.reason') }}</label>
          <p class="hint" id="recuse-hint">{{ t('recuse.hint') }}</p>
          <textarea
            autocomplete="off"
            id="recuse-reason"
            name="reason"
            class="box"
            rows="3"
            maxlength="500"
            aria-describedby="recuse-hint"
          ></textarea>
        </div>
        @if (problem(); as found) {
          <app-problem-banner [problem]="found" [again]="false" />
        }
        <div class="btns">
          <button type="submit" class="btn btn-primary" [disabled]="busy()">{{ t('recuse.act') }}</button>
          <button type="button" class="btn" data-safe (click)="closed.emit()">{{ t('recuse.back') }}</button>
        </div>
      </form>
    </app-dialog>
  `,
})
export class RecuseDialog {
  readonly open = input.required<boolean>();
  readonly view = input.required<GateView>();
  readonly closed = output();

  protected readonly t = injectTexts(auditsTexts);
  private readonly outbox = inject(Outbox);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  protected readonly busy = signal(false);
  protected readonly problem = signal<ProblemView | null>(null);

  protected async recuse(event: Event): Promise<void> {
    event.preventDefault();
    const reason = formText(event.target, 'reason').trim();
    const { id, version } = this.view();
    this.busy.set(true);
    this.problem.set(null);
    try {
      await this.outbox.send({
        method: 'POST',
        url: `/audits/${id}/recuse`,
        body: reason === '' ? {} : { reason },
        ifMatch: version,
        subject: id,
      });
      this.toasts.show(this.t('recuse.done'));
      await this.router.navigate(['/contre-audits'], { replaceUrl: true });
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
