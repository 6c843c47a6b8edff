import { Component, computed, inject, input, output, signal } from '@angular/core';
import type { FactorLiftView } from '@domain/accounts/factor-lift.js';
import { Formats } from '../core/formats';
import { injectTexts } from '../core/texts';
import { acting } from '../offline/acting';
import { ActFoot } from '../ui/act-foot';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { ProblemBanner } from '../ui/problem-banner';
import { Toasts } from '../ui/toast';
import { accountTexts } from './texts';

interface Asked {
  readonly lift: FactorLiftView;
  readonly answer: 'confirm' | 'decline';
}

/** Lost second factors that wait for their second person, with the two answers. Input: `lifts`. Output: `changed`. */
@Component({
  selector: 'app-factor-lifts',
  host: { class: 'block stack' },
  imports: [ActFoot, Dialog, Icon, ProblemBanner],
  template: `
    @for (lift of lifts(); track lift.id) {
      <section class="card stack approval" [attr.aria-label]="t('lift.what', { username: lift.username })">
        <p class="line line-top">
          <svg appIcon="smartphone" /> <b>{{ t('lift.what', { username: lift.username }) }}</b>
        </p>
        <p>{{ t('lift.how', { reason: lift.reason }) }}</p>
        <p class="small muted">
          {{
            t(lift.askedByMe ? 'request.by-me' : 'request.by-other', {
              date: formats.dateTime(lift.askedAt),
            })
          }}
        </p>
        @if (lift.askedByMe) {
          <p class="small muted">{{ t('request.wait-mine') }}</p>
        }
        <div class="btns">
          @if (lift.mayConfirm) {
            <button type="button" class="btn" (click)="asked.set({ lift, answer: 'confirm' })">
              {{ t('lift.confirm') }}
            </button>
          }
          <button type="button" class="btn" (click)="asked.set({ lift, answer: 'decline' })">
            {{ t(lift.askedByMe ? 'request.take-back' : 'request.decline') }}
          </button>
        </div>
      </section>
    }
    <app-dialog [open]="asked() !== null" [title]="title()" (closed)="leave()">
      @if (asked(); as one) {
        @if (act.problem(); as problem) {
          <app-problem-banner [problem]="problem" [again]="false" />
        }
        <p>
          {{
            t(one.answer === 'confirm' ? 'lift.confirm.text' : 'lift.decline.text', {
              username: one.lift.username,
            })
          }}
        </p>
        <app-act-foot [verb]="verb(one)" [busy]="act.busy()" (act)="send(one)" (leave)="leave()" />
      }
    </app-dialog>
  `,
})
export class FactorLifts {
  readonly lifts = input.required<readonly FactorLiftView[]>();
  readonly changed = output();

  protected readonly t = injectTexts(accountTexts);
  protected readonly formats = inject(Formats);
  protected readonly act = acting();
  private readonly toasts = inject(Toasts);
  protected readonly asked = signal<Asked | null>(null);
  protected readonly title = computed(() =>
    this.t(this.asked()?.answer === 'decline' ? 'lift.decline.title' : 'lift.confirm.title'),
  );

  protected verb({ lift, answer }: Asked): string {
    if (answer === 'confirm') return this.t('lift.confirm');
    return this.t(lift.askedByMe ? 'request.take-back' : 'request.decline');
  }

  protected leave(): void {
    this.act.forget();
    this.asked.set(null);
  }

  protected async send({ lift: { id, version }, answer }: Asked): Promise<void> {
    const url = `/factor-lifts/${id}/${answer}`;
    if (!(await this.act.send({ method: 'POST', url, body: {}, ifMatch: version, subject: id }))) return;
    this.toasts.show(this.t(answer === 'confirm' ? 'lift.confirm.done' : 'request.decline.done'));
    this.asked.set(null);
    this.changed.emit();
  }
}
