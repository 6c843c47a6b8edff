import { Component, computed, inject, input, output } from '@angular/core';
import { Router } from '@angular/router';
import { type ReportingPlace, type ReportLine, zeroAnswers } from '@domain/reports/zero-report.js';
import { coreTexts } from '../core/core-texts';
import { localNow } from '../core/formats';
import { injectTexts } from '../core/texts';
import { acting } from '../offline/acting';
import { uuidv7 } from '../offline/uuid';
import { Icon } from '../ui/icon';
import { ProblemBanner } from '../ui/problem-banner';
import { Toasts } from '../ui/toast';
import { reportTexts } from './texts';

/** The address where a report is counted: its own, or that of its place and period while nothing is waited for. */
export function pageOf(place: ReportingPlace, { id, period }: ReportLine): readonly string[] {
  return id === null ? ['/rapports', 'nouveau', String(place.placeId), period.code] : ['/rapports', id];
}

/** One tap: the registers were looked at, nobody died. What the server asks about is answered on the page of the report. */
@Component({
  selector: 'app-zero-tap',
  host: { class: 'block stack-8' },
  imports: [Icon, ProblemBanner],
  template: `
    <button
      type="button"
      class="btn btn-primary btn-block"
      [attr.aria-busy]="act.busy()"
      [attr.aria-describedby]="hintId()"
      (click)="tap()"
    >
      <svg appIcon="check" class="icon-20" />
      {{ act.busy() ? core('acts.sending') : t(line().period.type === 'MONTH' ? 'zero.month' : 'zero.week') }}
    </button>
    <p class="hint" [id]="hintId()">{{ t('zero.hint') }}</p>
    @if (refusal(); as problem) {
      <app-problem-banner [problem]="problem" (retry)="act.forget(); sent.emit()" />
    }
  `,
})
export class ZeroTap {
  readonly place = input.required<ReportingPlace>();
  readonly line = input.required<ReportLine>();
  readonly sent = output();

  protected readonly t = injectTexts(reportTexts);
  protected readonly core = injectTexts(coreTexts);
  protected readonly act = acting();
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);

  protected readonly hintId = computed(
    () => `zero-${String(this.place().placeId)}-${this.line().period.code}`,
  );
  protected readonly refusal = computed(() =>
    this.act.problem()?.code === 'report.asked' ? null : this.act.problem(),
  );

  protected async tap(): Promise<void> {
    const id = uuidv7();
    const { placeId, villages } = this.place();
    const answers = zeroAnswers(placeId, this.line().period, villages > 0, localNow());
    const about = this.line().period.code;
    const write = {
      kind: 'report',
      method: 'POST',
      url: '/reports',
      body: { id, answers },
      subject: id,
      about,
    } as const;
    const sent = await this.act.send(write);
    if (sent !== null) {
      this.toasts.show(sent === 'kept' ? this.core('kept.here') : this.t('zero.sent'));
      this.sent.emit();
    } else if (this.act.problem()?.code === 'report.asked') {
      await this.router.navigate([...pageOf(this.place(), this.line())], { queryParams: { zero: '' } });
    }
  }
}
