import { Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ApprovalView } from '@domain/cases/case.js';
import { Api } from '../core/api';
import { coreTexts } from '../core/core-texts';
import { formText } from '../core/form-text';
import { Permissions } from '../core/permissions';
import { problemOf, type ProblemView } from '../core/problem-view';
import { injectTexts } from '../core/texts';
import { Outbox } from '../offline/outbox';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { ProblemBanner } from '../ui/problem-banner';
import { Toasts } from '../ui/toast';
import { SessionDesk } from './session-desk';
import { sessionsTexts } from './texts';

/** The procès-verbal: without opinions for everybody of the session, in full once a second person has confirmed. */
@Component({
  selector: 'app-minutes-panel',
  host: { class: 'block' },
  imports: [Dialog, Icon, ProblemBanner, RouterLink],
  template: `
    <section class="card stack" aria-labelledby="minutes">
      <h2 id="minutes">{{ t('minutes') }}</h2>
      <div class="stack-8">
        <a
          class="btn btn-block"
          target="_blank"
          rel="noopener"
          [href]="'/api/sessions/' + id() + '/minutes.pdf'"
          ><svg appIcon="printer" class="icon-20" /> {{ t('minutes.short') }}</a
        >
        <p class="small muted">{{ t('minutes.short.text') }}</p>
      </div>
      @if (desk.view()?.mayExport) {
        <div class="stack-8">
          @if (waiting()) {
            <p class="quiet-note"><svg appIcon="hourglass" /> {{ t('minutes.waiting') }}</p>
          } @else {
            <button type="button" class="btn btn-block" (click)="asking.set(true)">
              <svg appIcon="users" class="icon-20" /> {{ t('minutes.ask') }}
            </button>
          }
          <button type="button" class="btn btn-block" [disabled]="reading()" (click)="open()">
            <svg appIcon="download" class="icon-20" /> {{ t('minutes.full') }}
          </button>
          <p class="small muted">
            {{ t('minutes.full.text') }}
            <a routerLink="/cas/confirmations">{{ t('minutes.confirm') }}</a>
          </p>
          @if (problem(); as found) {
            <app-problem-banner [problem]="found" [again]="false" />
          }
        </div>
      }
    </section>
    <app-dialog [open]="asking()" [title]="t('minutes.ask')" (closed)="asking.set(false)">
      <p>{{ t('minutes.ask.text') }}</p>
      <form class="form form-tight" (submit)="ask($event)">
        <div class="field">
          <label class="label" for="minutes-reason">{{ core('reason') }}</label>
          <p class="hint" id="minutes-reason-hint">{{ core('reason-hint') }}</p>
          @if (reasonMissing()) {
            <p class="msg msg-error" role="alert">
              <svg appIcon="circle-alert" /> {{ core('reason-needed') }}
            </p>
          }
          <textarea
            autocomplete="off"
            id="minutes-reason"
            name="reason"
            class="box"
            rows="3"
            maxlength="500"
            aria-describedby="minutes-reason-hint"
          ></textarea>
        </div>
        @if (asking() && problem(); as found) {
          <app-problem-banner [problem]="found" [again]="false" />
        }
        <div class="btns">
          <button type="submit" class="btn btn-primary">{{ t('minutes.ask') }}</button>
          <button type="button" class="btn" data-safe (click)="asking.set(false)">
            {{ core('cancel') }}
          </button>
        </div>
      </form>
    </app-dialog>
  `,
})
export class MinutesPanel {
  protected readonly desk = inject(SessionDesk);
  protected readonly t = injectTexts(sessionsTexts);
  protected readonly core = injectTexts(coreTexts);
  private readonly outbox = inject(Outbox);
  private readonly toasts = inject(Toasts);
  private readonly may = inject(Permissions);
  private readonly api = inject(Api);

  protected readonly id = computed(() => this.desk.view()?.id ?? '');
  private readonly approvals = this.api.read<readonly ApprovalView[]>(() =>
    this.desk.view()?.mayExport === true && this.may.can('read', 'Approval') ? '/approvals' : undefined,
  );
  protected readonly waiting = computed(
    () =>
      this.approvals
        .value()
        ?.some(
          ({ action, caseId, askedByMe }) =>
            action === 'full-minutes' && askedByMe && caseId === this.desk.view()?.caseId,
        ) === true,
  );
  protected readonly asking = signal(false);
  protected readonly reasonMissing = signal(false);
  protected readonly reading = signal(false);
  protected readonly problem = signal<ProblemView | null>(null);

  protected async ask(event: Event): Promise<void> {
    event.preventDefault();
    const reason = formText(event.target, 'reason').trim();
    this.reasonMissing.set(reason === '');
    if (reason === '') return;
    this.problem.set(null);
    try {
      await this.outbox.send({
        method: 'POST',
        url: `/sessions/${this.id()}/full-minutes`,
        body: { reason },
        subject: this.id(),
      });
      this.asking.set(false);
      this.toasts.show(this.t('minutes.asked'));
      this.approvals.reload();
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }

  /** Read first, so that a refusal is said here and not by an empty window. */
  protected async open(): Promise<void> {
    this.reading.set(true);
    this.problem.set(null);
    try {
      const url = URL.createObjectURL(await this.api.file(`/sessions/${this.id()}/full-minutes.pdf`));
      const link = document.createElement('a');
      link.href = url;
      link.download = 'proces-verbal-complet.pdf';
      link.click();
      URL.revokeObjectURL(url);
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.reading.set(false);
    }
  }
}
