import { Component, computed, inject, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { CaseView } from '@domain/cases/case.js';
import { problemOf, type ProblemView } from '../core/problem-view';
import { injectTexts } from '../core/texts';
import { Outbox } from '../offline/outbox';
import { ActFoot } from '../ui/act-foot';
import { Dialog } from '../ui/dialog';
import { LeavingFiles } from '../ui/export/leaving-files';
import { Icon } from '../ui/icon';
import { ProblemBanner } from '../ui/problem-banner';
import { ReasonField } from '../ui/reason-field';
import { Toasts } from '../ui/toast';
import { casesTexts } from './texts';

/** The whole case as a file for a program: asked for with a reason, granted by somebody else, taken once. Input: `view`. Output: `changed`. */
@Component({
  selector: 'app-case-export',
  host: { class: 'block no-print' },
  imports: [ActFoot, Dialog, Icon, ProblemBanner, ReasonField, RouterLink],
  template: `
    <section class="card stack-8" aria-labelledby="case-export">
      <h2 id="case-export">{{ t('export') }}</h2>
      <p class="small muted">{{ t('export.text') }}</p>
      @if (!asking() && problem(); as found) {
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
      @if (asking() && problem(); as found) {
        <app-problem-banner [problem]="found" [again]="false" />
      }
      <p>{{ t('export.two') }}</p>
      <app-reason-field [(value)]="reason" [missing]="tried() && reason().trim() === ''" />
      @if (asking()) {
        <app-act-foot [verb]="t('export.ask')" [busy]="busy()" (act)="ask()" (leave)="asking.set(false)" />
      }
    </app-dialog>
  `,
})
export class CaseExport {
  readonly view = input.required<CaseView>();
  readonly changed = output();

  protected readonly t = injectTexts(casesTexts);
  private readonly outbox = inject(Outbox);
  private readonly files = inject(LeavingFiles);
  private readonly toasts = inject(Toasts);

  protected readonly stage = computed(() => this.view().export);
  protected readonly asking = signal(false);
  protected readonly reason = signal('');
  /** The act was chosen without a reason. */
  protected readonly tried = signal(false);
  protected readonly busy = signal(false);
  protected readonly problem = signal<ProblemView | null>(null);

  protected async ask(): Promise<void> {
    const reason = this.reason().trim();
    this.tried.set(reason === '');
    if (reason === '') return;
    const { id } = this.view();
    await this.act(async () => {
      await this.outbox.send({ method: 'POST', url: `/cases/${id}/export`, body: { reason }, subject: id });
      this.asking.set(false);
      this.reason.set('');
      this.toasts.show(this.t('export.sent'));
    });
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
