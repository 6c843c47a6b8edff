import { Component, effect, inject, input, signal } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { Router } from '@angular/router';
import { Api } from '../core/api';
import { roleTexts } from '../core/domain-texts';
import { problemOf, type ProblemView } from '../core/problem-view';
import { Session } from '../core/session';
import { injectTexts, TextStore } from '../core/texts';
import { Icon } from '../ui/icon';
import { ProblemBanner } from '../ui/problem-banner';
import { signInTexts } from './sign-in-texts';

/** What `GET /api/health` adds in demonstration mode, and only there. */
interface Health {
  readonly demonstration: {
    readonly accounts: readonly { readonly username: string; readonly role: string }[];
    readonly password: string;
  } | null;
}

/** The door: one pair of fields, a phone call for help, and in demonstration mode one account per role. */
@Component({
  selector: 'app-sign-in',
  imports: [Icon, ProblemBanner],
  template: `
    <div class="signin">
      <section class="signin-poster" aria-hidden="true">
        <p class="signin-promise">
          {{ t('promise.death') }}<br />{{ t('promise.name') }}<br />{{ t('promise.opinion') }}<br />{{
            t('promise.follow-up')
          }}
        </p>
        <svg appIcon="mark" />
        <p>{{ t('about') }}</p>
      </section>
      <div class="signin-form stack-24">
        <div>
          <p class="signin-brand"><svg appIcon="mark" /> <span>Denba</span></p>
          <p class="muted signin-purpose">{{ t('purpose') }}</p>
        </div>
        <h1 class="visually-hidden">{{ t('title') }}</h1>
        <form
          class="form"
          novalidate
          method="post"
          action="/entrer"
          (submit)="enter($event, username.value.trim(), password.value)"
        >
          @if (problem(); as found) {
            <app-problem-banner [problem]="found" [again]="false" />
          }
          <div class="field" [class.is-error]="missing()">
            <label class="label" for="username">{{ t('username') }}</label>
            @if (missing()) {
              <p class="msg msg-error" id="missing" role="alert">
                <svg appIcon="circle-alert" /> {{ t('missing') }}
              </p>
            }
            <input
              #username
              id="username"
              name="username"
              class="box"
              autocomplete="username"
              autocapitalize="none"
              spellcheck="false"
              maxlength="64"
              required
              [attr.aria-describedby]="missing() ? 'missing' : null"
            />
          </div>
          <div class="field">
            <label class="label" for="password">{{ t('password') }}</label>
            <p class="hint" id="password-hint">{{ t('password-hint') }}</p>
            <div class="boxed u3">
              <input
                #password
                id="password"
                name="password"
                class="box"
                [type]="shown() ? 'text' : 'password'"
                [attr.autocomplete]="shown() ? 'off' : 'current-password'"
                maxlength="256"
                required
                aria-describedby="password-hint"
              />
              <button
                type="button"
                class="see"
                [attr.aria-label]="t('show-password')"
                [attr.aria-pressed]="shown()"
                (click)="shown.set(!shown())"
              >
                <svg [appIcon]="shown() ? 'eye-off' : 'eye'" class="icon-20" />
                {{ shown() ? t('hide') : t('show') }}
              </button>
            </div>
          </div>
          <button class="btn btn-primary btn-big btn-block" [attr.aria-busy]="busy()" [disabled]="busy()">
            {{ busy() ? t('entering') : t('enter') }}
          </button>
        </form>
        <p class="small">{{ t('forgotten') }}</p>
        @if (health.value()?.demonstration; as demonstration) {
          <section class="stack-8" aria-labelledby="demo-accounts">
            <h2 id="demo-accounts" class="body-strong">{{ t('demo') }}</h2>
            <p class="hint">{{ t('demo-text') }}</p>
            <div class="accounts">
              @for (account of demonstration.accounts; track account.username) {
                <button
                  type="button"
                  class="account"
                  (click)="
                    username.value = account.username;
                    password.value = demonstration.password;
                    missing.set(false)
                  "
                >
                  <b>{{ roles.find('roles.' + account.role) ?? account.role }}</b>
                  <small>{{ account.username }}</small>
                </button>
              }
            </div>
          </section>
        }
        <hr />
        <div class="stack-8">
          <p class="quiet-note"><svg appIcon="lock" /> {{ t('private') }}</p>
          <p class="quiet-note"><svg appIcon="shield" /> {{ t('no-blame') }}</p>
          <p>
            <button
              type="button"
              class="btn btn-link small"
              [attr.lang]="texts.language() === 'fr' ? 'en' : 'fr'"
              (click)="swap()"
            >
              {{ t('other-language') }}
            </button>
          </p>
        </div>
      </div>
    </div>
  `,
})
export class SignIn {
  /** The page asked for before signing in. */
  readonly suite = input<string>();

  protected readonly t = injectTexts(signInTexts);
  protected readonly roles = injectTexts(roleTexts);
  protected readonly texts = inject(TextStore);
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly api = inject(Api);

  protected readonly health = this.api.read<Health>(() => '/health');
  protected readonly shown = signal(false);
  protected readonly busy = signal(false);
  protected readonly missing = signal(false);
  protected readonly problem = signal<ProblemView | null>(null);

  constructor() {
    const browserTitle = inject(Title);
    effect(() => {
      if (this.health.value()?.demonstration) this.session.tellDemonstration();
    });
    effect(() => {
      browserTitle.setTitle(`${this.t('title')} – Denba`);
    });
  }

  protected async enter(event: SubmitEvent, username: string, password: string): Promise<void> {
    event.preventDefault();
    this.problem.set(null);
    this.missing.set(username === '' || password === '');
    if (this.missing() || this.busy()) return;
    this.busy.set(true);
    try {
      await this.session.signIn(username, password);
      const suite = this.suite() ?? '/';
      await this.router.navigateByUrl(suite.startsWith('/') && !suite.startsWith('//') ? suite : '/');
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }

  protected async swap(): Promise<void> {
    await this.session.speak(this.texts.language() === 'fr' ? 'en' : 'fr');
  }
}
