import { Component, computed, inject, input, output, signal } from '@angular/core';
import type { RoleRequestView } from '@domain/accounts/role-request.js';
import { roleTexts } from '../core/domain-texts';
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
  readonly request: RoleRequestView;
  readonly answer: 'confirm' | 'decline';
}

/** Roles that wait for their second person, with the two answers. Input: `requests`. Output: `changed`. */
@Component({
  selector: 'app-role-requests',
  host: { class: 'block stack' },
  imports: [ActFoot, Dialog, Icon, ProblemBanner],
  template: `
    @for (request of requests(); track request.id) {
      <section class="card stack approval" [attr.aria-label]="what(request)">
        <p class="line line-top">
          <svg appIcon="users" /> <b>{{ what(request) }}</b>
        </p>
        <p>
          {{ request.username }} · {{ roles.find('professions.' + request.profession) }} ·
          {{ period(request) }}
        </p>
        <p class="small muted">
          {{
            t(request.askedByMe ? 'request.by-me' : 'request.by-other', {
              date: formats.dateTime(request.askedAt),
            })
          }}
        </p>
        @if (request.askedByMe) {
          <p class="small muted">{{ t('request.wait-mine') }}</p>
        }
        <div class="btns">
          @if (request.mayConfirm) {
            <button type="button" class="btn" (click)="asked.set({ request, answer: 'confirm' })">
              {{ t('request.confirm') }}
            </button>
          }
          <button type="button" class="btn" (click)="asked.set({ request, answer: 'decline' })">
            {{ t(request.askedByMe ? 'request.take-back' : 'request.decline') }}
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
            t(one.answer === 'confirm' ? 'request.confirm.text' : 'request.decline.text', {
              username: one.request.username,
              what: what(one.request),
            })
          }}
        </p>
        <app-act-foot [verb]="verb(one)" [busy]="act.busy()" (act)="send(one)" (leave)="leave()" />
      }
    </app-dialog>
  `,
})
export class RoleRequests {
  readonly requests = input.required<readonly RoleRequestView[]>();
  readonly changed = output();

  protected readonly t = injectTexts(accountTexts);
  protected readonly roles = injectTexts(roleTexts);
  protected readonly formats = inject(Formats);
  protected readonly act = acting();
  private readonly toasts = inject(Toasts);
  protected readonly asked = signal<Asked | null>(null);
  protected readonly title = computed(() =>
    this.t(this.asked()?.answer === 'decline' ? 'request.decline.title' : 'request.confirm.title'),
  );

  protected what({ role, placeName }: RoleRequestView): string {
    return `${this.roles.find(`roles.${role}`) ?? role} · ${placeName}`;
  }

  protected period({ from, to }: RoleRequestView): string {
    const first = this.formats.date(from, 'long');
    return to === null
      ? this.t('since', { from: first })
      : this.t('between', { from: first, to: this.formats.date(to, 'long') });
  }

  protected verb({ request, answer }: Asked): string {
    if (answer === 'confirm') return this.t('request.confirm');
    return this.t(request.askedByMe ? 'request.take-back' : 'request.decline');
  }

  protected leave(): void {
    this.act.forget();
    this.asked.set(null);
  }

  protected async send({ request: { id, version }, answer }: Asked): Promise<void> {
    const url = `/role-requests/${id}/${answer}`;
    if (!(await this.act.send({ method: 'POST', url, body: {}, ifMatch: version, subject: id }))) return;
    this.toasts.show(this.t(answer === 'confirm' ? 'request.confirm.done' : 'request.decline.done'));
    this.asked.set(null);
    this.changed.emit();
  }
}
