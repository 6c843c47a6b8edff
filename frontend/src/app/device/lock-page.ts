import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { Router, RouterLink } from '@angular/router';
import { roleTexts } from '../core/domain-texts';
import { formText } from '../core/form-text';
import { Formats } from '../core/formats';
import { injectTexts } from '../core/texts';
import { type Answered, Keeper } from '../offline/keeper';
import type { Profile } from '../offline/profiles';
import { ActFoot } from '../ui/act-foot';
import { Banner } from '../ui/banner';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { drawWith } from '../ui/icon-shapes';
import { ICONS } from '../ui/icons';
import { RadioChoice } from '../ui/radio-choice';
import { CodeField } from './code-field';
import { keepingTexts } from './texts';

/** The lock of a device that works without a network: who is here, by initials and function, and their code. */
@Component({
  selector: 'app-lock-page',
  imports: [ActFoot, Banner, Dialog, CodeField, Icon, RadioChoice, RouterLink],
  template: `
    <div class="signin">
      <section class="signin-poster" aria-hidden="true">
        <p class="signin-promise">{{ t('lock.promise') }}</p>
        <svg appIcon="mark" />
        <p>{{ t('lock.note') }}</p>
      </section>
      <div class="signin-form stack-24">
        <p class="signin-brand"><svg appIcon="mark" /> <span>Denba</span></p>
        <h1>{{ t('lock.title') }}</h1>
        @if (notice(); as words) {
          <app-banner tone="warn">
            <span role="status">{{ words }}</span>
            @if (needsPassword()) {
              <a routerLink="/entrer" [queryParams]="{ suite: suite() }">{{ t('lock.enter') }}</a>
            }
          </app-banner>
        }
        @if (chosen(); as profile) {
          @if (people().length > 1) {
            <app-radio-choice
              name="who"
              [label]="t('lock.who')"
              [choices]="choices()"
              [value]="profile.name"
              (choose)="choose($event)"
            />
          } @else {
            <div class="line">
              <b class="tile" aria-hidden="true">{{ profile.initials }}</b>
              <p>
                <b>{{ role(profile) }}</b><br /><span class="muted">{{ profile.place }}</span>
              </p>
            </div>
          }
          <form class="form" novalidate method="post" action="/verrou" (submit)="open($event, profile)">
            <app-code-field name="code" [label]="t('lock.code')" [fault]="fault()" />
            <button class="btn btn-primary btn-big btn-block" [attr.aria-busy]="busy()" [disabled]="busy()">
              {{ busy() ? t('lock.opening') : t('lock.open') }}
            </button>
          </form>
          <div class="btns">
            <button type="button" class="btn btn-link" (click)="forgetting.set(true)">
              {{ t('lock.forgotten') }}
            </button>
            <a class="btn btn-link" routerLink="/entrer" [queryParams]="{ suite: suite() }">{{
              t('lock.other')
            }}</a>
          </div>
        } @else {
          <a class="btn btn-primary btn-big btn-block" routerLink="/entrer">{{ t('lock.enter') }}</a>
        }
        <p class="quiet-note"><svg appIcon="wifi-off" /> {{ t('lock.note') }}</p>
      </div>
    </div>
    <app-dialog [open]="forgetting()" [title]="t('forget.title')" (closed)="forgetting.set(false)">
      <p>{{ t('forget.text') }}</p>
      <app-act-foot
        [verb]="t('forget.drop')"
        [back]="t('forget.back')"
        (act)="forget()"
        (leave)="forgetting.set(false)"
      />
    </app-dialog>
  `,
})
export class LockPage {
  /** The page asked for before the lock. */
  readonly suite = input<string>();

  protected readonly t = injectTexts(keepingTexts);
  private readonly roles = injectTexts(roleTexts);
  private readonly keeper = inject(Keeper);
  private readonly router = inject(Router);
  private readonly formats = inject(Formats);

  protected readonly people = this.keeper.closed;
  private readonly picked = signal<string | null>(null);
  protected readonly chosen = computed<Profile | undefined>(
    () => this.people().find(({ name }) => name === this.picked()) ?? this.people()[0],
  );
  protected readonly choices = computed(() =>
    this.people().map((one) => ({
      value: one.name,
      label: `${one.initials} · ${this.role(one)}`,
      hint: one.place,
    })),
  );
  protected readonly busy = signal(false);
  protected readonly forgetting = signal(false);
  private readonly answer = signal<Answered | 'missing' | null>(null);

  /** What is wrong with the code itself. */
  protected readonly fault = computed(() => {
    const answer = this.answer();
    if (answer === 'missing') return this.t('lock.missing');
    if (answer?.state === 'wait') return this.waitUntil(answer.retryAt);
    if (answer?.state !== 'wrong') return '';
    const wait = answer.retryAt > Date.now() ? this.waitUntil(answer.retryAt) : '';
    return [this.t('lock.wrong'), this.t.count('lock.left', answer.triesLeft), wait].join(' ').trim();
  });
  /** What became of the device. */
  protected readonly notice = computed(() => {
    const answer = this.answer();
    if (answer === null || answer === 'missing') return '';
    return ['wiped', 'revoked', 'far', 'password'].includes(answer.state)
      ? (this.t.find(`lock.${answer.state}`) ?? '')
      : '';
  });
  protected readonly needsPassword = computed(() => {
    const answer = this.answer();
    return answer !== 'missing' && answer?.state === 'password';
  });

  constructor() {
    drawWith(ICONS);
    const title = inject(Title);
    effect(() => {
      title.setTitle(`${this.t('lock.title')} – Denba`);
    });
  }

  protected role({ role }: Profile): string {
    return this.roles.find(`roles.${role}`) ?? role;
  }

  protected choose(name: string): void {
    this.picked.set(name);
    this.answer.set(null);
  }

  protected async open(event: SubmitEvent, { name }: Profile): Promise<void> {
    event.preventDefault();
    const code = formText(event.target, 'code').trim();
    this.answer.set(code === '' ? 'missing' : null);
    if (code === '' || this.busy()) return;
    this.busy.set(true);
    try {
      const answer = await this.keeper.unlock(name, code);
      this.answer.set(answer);
      if (answer.state === 'open') await this.goOn();
      else (event.target as HTMLFormElement).reset();
    } finally {
      this.busy.set(false);
    }
  }

  protected async forget(): Promise<void> {
    const profile = this.chosen();
    this.forgetting.set(false);
    if (profile === undefined) return;
    await this.keeper.wipe(profile);
    this.answer.set({ state: 'wiped' });
  }

  private async goOn(): Promise<void> {
    const suite = this.suite() ?? '/';
    await this.router.navigateByUrl(suite.startsWith('/') && !suite.startsWith('//') ? suite : '/');
  }

  private waitUntil(at: number): string {
    return this.t('lock.wait', { time: this.formats.time(new Date(at).toISOString()) });
  }
}
