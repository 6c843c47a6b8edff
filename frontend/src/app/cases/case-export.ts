import { Component, computed, inject, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { CaseView } from '@domain/cases/case.js';
import { coreTexts } from '../core/core-texts';
import { formText } from '../core/form-text';
import { problemOf, type ProblemView } from '../core/problem-view';
import { injectTexts } from '../core/texts';
import { Outbox } from '../offline/outbox';
import { Dialog } from '../ui/dialog';
import { LeavingFiles } from '../ui/export/leaving-files';
import { Icon } from '../ui/icon';
import { ProblemBanner } from '../ui/problem-banner';
import { Toasts } from '../ui/toast';
import { casesTexts } from './texts';

/** The whole case as a file for a program: asked for with a reason, granted by somebody else, taken once. Input: `view`. Output: `changed`. */
@Component({
  selector: 'app-case-export',
  host: { class: 'block no-print' },
  imports: [Dialog, Icon, ProblemBanner, RouterLink],
  template: `
    <section class="card stack-8" aria-labelledby="case-export">
      <h2 id="case-export">{{ t('export') }}</h2>
      <p class="small muted">{{ t('export.text') }}</p>
      @if (problem(); as found) {
        <app-problem-banner [problem]="found" [again]="false" />
      }
      @switch (stage()) {
        @case ('granted') {
          <p class="small">{{ t('export.granted') }}</p>
          <button
            type="button"
            class="btn btn-block"
            [attr.aria-busy]="busy()"
            [disabled]="busy()"
            (click)="take()"
          >
            <svg appIcon="download" class="icon-20" /> {{ t('export.take') }}
          </button>
        }
        @case ('asked') {
          <p class="quiet-note"><svg appIcon="hourglass" /> {{ t('export.asked') }}</p>
          <a class="small" routerLink="/cas/confirmations">{{ t('export.follow') }}</a>
        }
        @default {
          <button type="button" class="btn btn-block" (click)="asking.set(true)">
            <svg appIcon="users" class="icon-20" /> {{ t('export.ask') }}
          </button>
        }
      }
    </section>
    <app-dialog [open]="asking()" [title]="t('export.question')" (closed)="asking.set(false)">
      <p>{{ t('export.two') }}</p>
      <form class="form form-tight" (submit)="ask($event)">
        <div class="field">
          <label class="label" for="export-reason">{{ core('reason') }}</label>
          <p class="hint" id="export-reason-hint">{{ core('reason-hint') }}</p>
          @if (reasonMissing()) {
            <p class="msg msg-error" role="alert">
              <svg appIcon="circle-alert" /> {{ core('reason-needed') }}
            </p>
          }
          <textarea
            id="export-reason"
            name="reason"
            class="box"
            rows="3"
            maxlength="500"
            aria-describedby="export-reason-hint"
          ></textarea>
        </div>
        <div class="btns">
          <button type="submit" class="btn btn-primary" [disabled]="busy()">{{ t('export.ask') }}</button>
          <button type="button" class="btn" data-safe (click)="asking.set(false)">
            {{ core('cancel') }}
          </button>
        </div>
      </form>
    </app-dialog>
  `,
})
export class CaseExport {
  readonly view = input.required<CaseView>();
  readonly changed = output();

  protected readonly t = injectTexts(casesTexts);
  protected readonly core = injectTexts(coreTexts);
  private readonly outbox = inject(Outbox);
  private readonly files = inject(LeavingFiles);
  private readonly toasts = inject(Toasts);

  protected readonly stage = computed(() => this.view().export);
  protected readonly asking = signal(false);
  protected readonly reasonMissing = signal(false);
  protected readonly busy = signal(false);
  protected readonly problem = signal<ProblemView | null>(null);

  protected async ask(event: Event): Promise<void> {
    event.preventDefault();
    const reason = formText(event.target, 'reason').trim();
    this.reasonMissing.set(reason === '');
    if (reason === '') return;
    const { id } = this.view();
    await this.act(async () => {
      await this.outbox.send({ method: 'POST', url: `/cases/${id}/export`, body: { reason }, subject: id });
      this.toasts.show(this.t('export.sent'));
    });
    this.asking.set(false);
  }

  protected take(): Promise<void> {
    return this.act(async () => {
      const name = await this.files.save(`/cases/${this.view().id}/take-export`, {});
      if (name !== null) this.toasts.show(this.t('export.saved', { name }));
    });
  }

  private async act(work: () => Promise<void>): Promise<void> {
    this.busy.set(true);
    this.problem.set(null);
    try {
      await work();
      this.changed.emit();
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
