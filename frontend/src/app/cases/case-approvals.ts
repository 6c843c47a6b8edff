import { Component, computed, inject, input, output, signal } from '@angular/core';
import type { ApprovalView } from '@domain/cases/case.js';
import { coreTexts } from '../core/core-texts';
import { eventTexts } from '../core/domain-texts';
import { Formats } from '../core/formats';
import { problemOf, type ProblemView } from '../core/problem-view';
import { injectTexts } from '../core/texts';
import { Outbox } from '../offline/outbox';
import { groupNumber } from '../ui/copy-number';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { ProblemBanner } from '../ui/problem-banner';
import { Toasts } from '../ui/toast';
import { ActFoot } from '../ui/act-foot';
import { casesTexts } from './texts';

interface Asked {
  readonly approval: ApprovalView;
  readonly answer: 'confirm' | 'decline';
}

/**
 * Two-person acts that wait for their second person: what was asked, why, and the two answers. Inputs: `approvals`, `withCase` names the
 * case. Output: `changed`.
 */
@Component({
  selector: 'app-case-approvals',
  host: { class: 'block stack' },
  imports: [ActFoot, Dialog, Icon, ProblemBanner],
  template: `
    @if (problem(); as found) {
      <app-problem-banner [problem]="found" (retry)="changed.emit()" />
    }
    @for (approval of approvals(); track approval.id) {
      <section class="card stack approval" [attr.aria-label]="verb(approval)">
        <h2 class="line line-top"><svg appIcon="users" /> {{ verb(approval) }}</h2>
        <p class="small muted">
          {{
            t(approval.askedByMe ? 'approval.by-me' : 'approval.by-other', {
              date: formats.dateTime(approval.askedAt),
            })
          }}
          @if (withCase() && approval.caseNumber; as number) {
            · <span class="nowrap">{{ grouped(number) }}</span>
          }
        </p>
        <p>{{ t('approval.reason', { reason: approval.reason }) }}</p>
        @if (approval.mayConfirm) {
          <div class="btns">
            <button type="button" class="btn" (click)="ask(approval, 'confirm')">
              {{ core('confirm') }}
            </button>
            <button type="button" class="btn" (click)="ask(approval, 'decline')">
              {{ t('approval.decline') }}
            </button>
          </div>
        } @else {
          <p class="small muted">{{ t(approval.askedByMe ? 'approval.wait-mine' : 'approval.wait') }}</p>
        }
      </section>
    }
    <app-dialog [open]="asked() !== null" [title]="title()" (closed)="asked.set(null)">
      @if (asked(); as one) {
        <p>{{ one.answer === 'confirm' ? warning(one.approval) : t('approval.decline-text') }}</p>
        <p class="small muted">{{ t('approval.reason', { reason: one.approval.reason }) }}</p>
        <app-act-foot
          [verb]="one.answer === 'confirm' ? core('confirm') : t('approval.decline')"
          [back]="t('approval.back')"
          [busy]="busy()"
          (act)="send(one)"
          (leave)="asked.set(null)"
        />
      }
    </app-dialog>
  `,
})
export class CaseApprovals {
  readonly approvals = input.required<readonly ApprovalView[]>();
  readonly withCase = input(false);
  readonly changed = output();

  protected readonly t = injectTexts(casesTexts);
  protected readonly core = injectTexts(coreTexts);
  private readonly events = injectTexts(eventTexts);
  protected readonly formats = inject(Formats);
  private readonly outbox = inject(Outbox);
  private readonly toasts = inject(Toasts);

  protected readonly asked = signal<Asked | null>(null);
  protected readonly busy = signal(false);
  protected readonly problem = signal<ProblemView | null>(null);
  protected readonly title = computed(() => {
    const one = this.asked();
    if (one === null) return '';
    const verb = one.answer === 'confirm' ? this.verb(one.approval) : this.t('approval.decline');
    return `${verb}\u00a0?`;
  });
  protected readonly grouped = groupNumber;

  protected verb({ action }: ApprovalView): string {
    return this.events.find(`case.${action}.verb`) ?? this.t.find(`action.${action}`) ?? action;
  }

  protected warning({ action }: ApprovalView): string {
    return (
      this.t.find(`approval.effect.${action}`) ??
      this.events.find(`case.${action}.warning`) ??
      this.core('acts.two')
    );
  }

  protected ask(approval: ApprovalView, answer: Asked['answer']): void {
    this.asked.set({ approval, answer });
  }

  protected async send({ approval, answer }: Asked): Promise<void> {
    this.busy.set(true);
    this.problem.set(null);
    try {
      await this.outbox.send({
        method: 'POST',
        url: `/approvals/${approval.id}/${answer}`,
        body: {},
        ifMatch: approval.version,
        subject: approval.id,
      });
      this.toasts.show(this.t(answer === 'confirm' ? 'approval.confirmed' : 'approval.declined'));
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
      this.asked.set(null);
    }
    if (this.problem() === null) this.changed.emit();
  }
}
