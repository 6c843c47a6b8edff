import { Component, computed, inject, resource, signal } from '@angular/core';
import { deviceCodeFault } from '@domain/accounts/device-code.js';
import type { DeviceStanding } from '@domain/accounts/device.js';
import { Api } from '../core/api';
import { formText } from '../core/form-text';
import { Formats } from '../core/formats';
import { canKeepHere } from '../core/kept-here';
import { problemOf, type ProblemView } from '../core/problem-view';
import { injectTexts } from '../core/texts';
import { Keeper } from '../offline/keeper';
import { ReplicaDesk } from '../offline/replica-desk';
import { spaceOf } from '../offline/space';
import { Banner } from '../ui/banner';
import { Icon } from '../ui/icon';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { Skeleton } from '../ui/skeleton';
import { CodeField } from './code-field';
import { keepingTexts } from './texts';

/** Makes this device one that works without a network, and says how it stands. */
@Component({
  selector: 'app-keeping-page',
  imports: [Banner, CodeField, Icon, PageHead, ProblemBanner, Skeleton],
  template: `
    <app-page-head [title]="t('title')" [back]="['/plus']" />
    <div class="page">
      @if (problem(); as refused) {
        <app-problem-banner [problem]="refused" [again]="false" />
      }
      @if (keeper.profile(); as profile) {
        <section class="card stack narrow">
          <div role="status">
            @if (isReady()) {
              <app-banner tone="ok" [lead]="t('keep.registered')" />
            } @else {
              <app-banner tone="info" [lead]="t('keep.enrolled')">{{ t('keep.enrolled-text') }}</app-banner>
            }
          </div>
          <p>{{ t('keep.days') }}</p>
          <p>{{ t('keep.lock-text') }}</p>
          <ul class="stack-8 small muted">
            <li>{{ t('keep.contact', { time: time(profile.contactAt) }) }}</li>
            @if (space.value(); as room) {
              <li>{{ t('keep.used', { used: formats.size(room.used) }) }}</li>
              <li>{{ room.isPromised ? t('keep.safe') : t('keep.unsafe') }}</li>
            }
          </ul>
          <div class="btns">
            <button type="button" class="btn btn-primary" (click)="keeper.lock()">
              <svg appIcon="lock" class="icon-20" /> {{ t('keep.lock') }}
            </button>
          </div>
        </section>
      } @else if (standing.value(); as found) {
        @if (found.registered; as lost) {
          <app-banner tone="late" [lead]="t('keep.lost')">{{
            t.count('keep.lost-text', lost.unsent)
          }}</app-banner>
        }
        @if (!canKeep) {
          <p class="card">{{ t('keep.old-browser') }}</p>
        } @else if (!found.mayKeep) {
          <p class="card">{{ t('keep.not-for-you') }}</p>
        } @else {
          <section class="card stack narrow">
            <p>{{ t('keep.lead') }}</p>
            <p>{{ t('keep.own') }}</p>
            <form class="form" novalidate method="post" action="/appareil" (submit)="register($event)">
              <app-code-field
                name="code"
                [label]="t('keep.code')"
                [hint]="t('keep.code-hint')"
                [fault]="fault()"
              />
              <app-code-field
                name="again"
                [label]="t('keep.again')"
                [fault]="differs() ? t('keep.differs') : ''"
              />
              <button class="btn btn-primary btn-big btn-block" [attr.aria-busy]="busy()" [disabled]="busy()">
                {{ busy() ? t('lock.opening') : t('keep.register') }}
              </button>
            </form>
            <p class="quiet-note"><svg appIcon="smartphone" /> {{ t('keep.screen-lock') }}</p>
          </section>
        }
      } @else if (standing.problem(); as refused) {
        <app-problem-banner [problem]="refused" (retry)="standing.reload()" />
      } @else {
        <app-skeleton shape="page" />
      }
    </div>
  `,
})
export class KeepingPage {
  protected readonly t = injectTexts(keepingTexts);
  protected readonly canKeep = canKeepHere();
  protected readonly keeper = inject(Keeper);
  protected readonly formats = inject(Formats);
  private readonly replica = inject(ReplicaDesk);
  protected readonly isReady = computed(() => this.replica.readiness()?.state === 'ready');
  protected readonly standing = inject(Api).read<DeviceStanding>(() =>
    this.keeper.profile() === null ? '/session/device' : undefined,
  );
  protected readonly space = resource({ loader: () => spaceOf() });
  protected readonly busy = signal(false);
  protected readonly problem = signal<ProblemView | null>(null);
  protected readonly differs = signal(false);
  private readonly weakness = signal<ReturnType<typeof deviceCodeFault>>(undefined);
  protected readonly fault = computed(() => {
    const weakness = this.weakness();
    return weakness === undefined ? '' : this.t(`fault.${weakness}`);
  });

  protected async register(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const [code = '', again = ''] = ['code', 'again'].map((name) => formText(event.target, name).trim());
    this.problem.set(null);
    this.weakness.set(deviceCodeFault(code));
    this.differs.set(this.weakness() === undefined && code !== again);
    if (this.weakness() !== undefined || this.differs() || this.busy()) return;
    this.busy.set(true);
    try {
      await this.keeper.register(code);
      this.space.reload();
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }

  protected time(at: number): string {
    return this.formats.dateTime(new Date(at).toISOString());
  }
}
