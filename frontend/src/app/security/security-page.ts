import { Component, inject, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { SecondFactorView } from '@domain/accounts/second-factor.js';
import { Api } from '../core/api';
import { problemOf, type ProblemView } from '../core/problem-view';
import { Session } from '../core/session';
import { injectTexts } from '../core/texts';
import { Outbox } from '../offline/outbox';
import { ActFoot } from '../ui/act-foot';
import { Banner } from '../ui/banner';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { Skeleton } from '../ui/skeleton';
import { Toasts } from '../ui/toast';
import { Devices } from './devices';
import { RecoveryCodes } from './recovery-codes';
import { securityTexts } from './texts';

/** What protects one's own account: the second factor and the devices where it is open. */
@Component({
  selector: 'app-security-page',
  imports: [
    ActFoot,
    Banner,
    Devices,
    Dialog,
    Icon,
    PageHead,
    ProblemBanner,
    RecoveryCodes,
    RouterLink,
    Skeleton,
  ],
  template: `
    <app-page-head [title]="t('title')" [back]="['/plus']" />
    <div class="page">
      @if (found.problem() ?? problem(); as refused) {
        <app-problem-banner [problem]="refused" (retry)="again()" />
      }
      @if (codes(); as list) {
        <app-recovery-codes [codes]="list" (kept)="again()" />
      } @else if (found.value(); as factor) {
        <section class="card stack" aria-labelledby="factor">
          <h2 id="factor">{{ t('factor') }}</h2>
          @if (factor.enrolled) {
            <app-banner tone="ok" [lead]="t('factor.on')" />
            <p>{{ t.count('factor.left', factor.recoveryCodesLeft) }}</p>
            <div class="btns">
              <button type="button" class="btn" [disabled]="busy()" (click)="renew()">
                <svg appIcon="key" class="icon-20" /> {{ t('factor.renew') }}
              </button>
              <button type="button" class="btn" [disabled]="busy()" (click)="asking.set(true)">
                <svg appIcon="smartphone" class="icon-20" /> {{ t('factor.remove') }}
              </button>
            </div>
          } @else {
            <p>{{ t('factor.text') }}</p>
            @if (factor.advised) {
              <app-banner [lead]="t('factor.advised')" />
            }
            <div class="btns">
              <a class="btn btn-primary" routerLink="/verification" [queryParams]="{ suite: '/securite' }"
                ><svg appIcon="shield" class="icon-20" /> {{ t('factor.add') }}</a
              >
            </div>
          }
        </section>
        <app-devices />
      } @else if (found.loading()) {
        <app-skeleton shape="page" />
      }
    </div>
    <app-dialog [open]="asking()" [title]="t('factor.remove.title')" (closed)="asking.set(false)">
      <p>{{ t('factor.remove.text') }}</p>
      <app-act-foot
        [verb]="t('factor.remove')"
        [busy]="busy()"
        (act)="remove()"
        (leave)="asking.set(false)"
      />
    </app-dialog>
  `,
})
export class SecurityPage {
  protected readonly t = injectTexts(securityTexts);
  private readonly outbox = inject(Outbox);
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  protected readonly found = inject(Api).read<SecondFactorView>(() => '/session/factor');
  protected readonly codes = signal<readonly string[] | null>(null);
  protected readonly asking = signal(false);
  protected readonly busy = signal(false);
  protected readonly problem = signal<ProblemView | null>(null);

  protected again(): void {
    this.codes.set(null);
    this.problem.set(null);
    this.found.reload();
  }

  protected async renew(): Promise<void> {
    await this.acted(async () => {
      const write = { method: 'POST', url: '/session/factor/codes', subject: 'factor' } as const;
      this.codes.set((await this.outbox.send<{ readonly codes: readonly string[] }>(write)).codes);
    });
  }

  /** The new phone is added at once: where a role requires it, nothing else is open any more. */
  protected async remove(): Promise<void> {
    this.asking.set(false);
    await this.acted(async () => {
      await this.outbox.send({ method: 'DELETE', url: '/session/factor', subject: 'factor' });
      this.toasts.show(this.t('factor.removed'));
      await this.session.load();
      await this.router.navigate(['/verification'], { queryParams: { suite: '/securite' } });
    });
  }

  private async acted(work: () => Promise<void>): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      await work();
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
