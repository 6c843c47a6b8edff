import { Component, computed, inject, input, signal } from '@angular/core';
import type { Language } from '@domain/accounts/person.js';
import type { CaseView } from '@domain/cases/case.js';
import { groupedCode } from '@domain/cases/invitation.js';
import { Api } from '../../core/api';
import { problemOf, type ProblemView } from '../../core/problem-view';
import { injectTexts } from '../../core/texts';
import { acting } from '../../offline/acting';
import { Banner } from '../../ui/banner';
import { groupNumber } from '../../ui/copy-number';
import { Empty } from '../../ui/empty';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { PageHead } from '../../ui/page-head';
import { ProblemBanner } from '../../ui/problem-banner';
import { Skeleton } from '../../ui/skeleton';
import { Square } from '../../ui/square';
import { Toasts } from '../../ui/toast';
import { InvitationWords } from '../invitation-words';
import { Invitations, type NewInvitation } from './new-invitation';
import { reviewTexts } from './texts';

/** Inviting a facility that has nobody in Denba: the code is shown once, on this page and on its sheet. */
@Component({
  selector: 'app-invite-page',
  imports: [Banner, Empty, Field, Icon, PageHead, ProblemBanner, Skeleton, Square],
  template: `
    <app-page-head [title]="t('invite')" [lead]="placeName()" [back]="['/cas', id()]" [crumbs]="crumbs()" />
    <div class="page">
      @if (trouble(); as found) {
        <app-problem-banner [problem]="found" [again]="made() === null" (retry)="again()" />
      }
      @if (made(); as invitation) {
        <app-banner tone="warn" [lead]="t('invite.once')">{{ t('invite.once.text') }}</app-banner>
        <section class="card stack" aria-labelledby="code">
          <h2 id="code">{{ t('invite.sheet') }}</h2>
          <svg [appSquare]="link()" [attr.aria-label]="t('invite.square')" />
          <p>
            {{ t('invite.address') }}<br /><code class="key-groups">{{ address }}</code>
          </p>
          <p>
            {{ t('invite.code') }}<br /><code class="key-groups">{{ groups() }}</code>
          </p>
          <app-field boxId="telephone" [label]="t('invite.telephone')" [hint]="t('invite.telephone.hint')">
            <input #telephone id="telephone" class="box" type="tel" autocomplete="off" maxlength="60" />
          </app-field>
          <div class="btns">
            <button
              type="button"
              class="btn btn-primary"
              [disabled]="drawing()"
              (click)="print(invitation, telephone.value, 'fr')"
            >
              <svg appIcon="printer" class="icon-20" /> {{ t('invite.print') }}
            </button>
            <button
              type="button"
              class="btn"
              [disabled]="drawing()"
              (click)="print(invitation, telephone.value, 'en')"
            >
              {{ t('invite.print.en') }}
            </button>
          </div>
        </section>
      } @else if (phase(); as one) {
        @if (one.enterable) {
          <section class="card stack">
            <p>{{ t('invite.text', { place: one.name }) }}</p>
            @if (one.invitation; as invitation) {
              <p class="line"><svg appIcon="key" class="icon-20" /> {{ invitations.line(invitation) }}</p>
              @if (invitation.standing === 'open') {
                <p class="hint">{{ t('invite.known') }}</p>
              }
            }
            <div class="btns">
              <button
                type="button"
                class="btn"
                [class.btn-primary]="one.invitation?.standing !== 'open'"
                [disabled]="busy()"
                (click)="make(one.placeId)"
              >
                <svg appIcon="plus" class="icon-20" />
                {{ t(one.invitation === null ? 'invite.make' : 'invite.again') }}
              </button>
              @if (one.invitation; as invitation) {
                @if (invitation.standing === 'open') {
                  <button
                    type="button"
                    class="btn btn-danger"
                    [disabled]="act.busy()"
                    (click)="revoke(invitation.id, invitation.version)"
                  >
                    {{ t('invite.revoke') }}
                  </button>
                }
              }
            </div>
          </section>
        } @else {
          <app-empty [title]="t('invite.none')" [text]="t('invite.none.text')" />
        }
      } @else if (found.loading()) {
        <app-skeleton shape="form" [rows]="3" />
      }
    </div>
  `,
})
export class InvitePage {
  readonly id = input.required<string>();
  readonly place = input.required<string>();

  protected readonly t = injectTexts(reviewTexts);
  protected readonly invitations = inject(InvitationWords);
  private readonly maker = inject(Invitations);
  private readonly toasts = inject(Toasts);
  protected readonly act = acting();
  protected readonly found = inject(Api).read<CaseView>(() => `/cases/${this.id()}`);

  protected readonly made = signal<NewInvitation | null>(null);
  protected readonly busy = signal(false);
  protected readonly drawing = signal(false);
  private readonly problem = signal<ProblemView | null>(null);
  protected readonly address = `${location.origin}/invitation`;

  protected readonly phase = computed(() =>
    this.found.value()?.path.find(({ placeId }) => String(placeId) === this.place()),
  );
  protected readonly placeName = computed(() => this.phase()?.name ?? '');
  protected readonly trouble = computed(() => this.problem() ?? this.act.problem() ?? this.found.problem());
  protected readonly groups = computed(() => groupedCode(this.made()?.code ?? ''));
  protected readonly link = computed(() => `${this.address}#${this.made()?.code ?? ''}`);
  protected readonly crumbs = computed(() => [
    { label: this.t('cases'), link: ['/cas'] },
    { label: groupNumber(this.found.value()?.number ?? ''), link: ['/cas', this.id()] },
    { label: this.t('invite') },
  ]);

  protected async make(placeId: number): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      this.made.set(await this.maker.make(this.id(), placeId));
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }

  protected async revoke(id: string, version: number): Promise<void> {
    const url = `/invitations/${id}/revoke`;
    if (await this.act.send({ method: 'POST', url, body: {}, ifMatch: version, subject: this.id() }))
      this.toasts.show(this.t('invite.revoked'));
    this.found.reload();
  }

  protected async print(invitation: NewInvitation, telephone: string, language: Language): Promise<void> {
    this.drawing.set(true);
    this.problem.set(null);
    try {
      const url = URL.createObjectURL(await this.maker.sheet(invitation, telephone, language));
      const link = document.createElement('a');
      link.href = url;
      link.download = `invitation-${this.found.value()?.number ?? ''}.pdf`;
      link.click();
      URL.revokeObjectURL(url);
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.drawing.set(false);
    }
  }

  protected again(): void {
    this.problem.set(null);
    this.act.forget();
    this.found.reload();
  }
}
