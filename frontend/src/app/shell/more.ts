import { Component, computed, inject, Injector, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { mayKeep } from '@domain/accounts/device.js';
import type { Language } from '@domain/accounts/person.js';
import { coreTexts } from '../core/core-texts';
import { roleTexts } from '../core/domain-texts';
import { Navigation } from '../core/navigation';
import { problemOf, type ProblemView } from '../core/problem-view';
import { Session } from '../core/session';
import { injectTexts, TextStore } from '../core/texts';
import { Theme, type ThemeChoice } from '../core/theme';
import { PersonalStore } from '../offline/personal-store';
import { Icon } from '../ui/icon';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { Segmented } from '../ui/segmented';
import { shellTexts } from './shell-texts';
import { ThisDevice } from './this-device';

/** The pages that the thumb navigation has no room for, language and light, the own account, the way out. */
@Component({
  selector: 'app-more',
  imports: [Icon, PageHead, ProblemBanner, RouterLink, Segmented, ThisDevice],
  template: `
    <app-page-head [title]="t('more')" />
    <div class="page">
      @if (problem(); as found) {
        <app-problem-banner [problem]="found" (retry)="leave()" />
      }
      @if (navigation.rest().length > 0) {
        <nav [attr.aria-label]="t('pages')" class="only-small">
          <ul class="rows">
            @for (item of navigation.rest(); track item.path) {
              <li>
                <a class="row row-plain" [routerLink]="item.path">
                  <span class="tile"><svg [appIcon]="item.icon" /></span>
                  <span class="row-text row-title">{{ core(item.key) }}</span>
                  <svg appIcon="chevron" class="icon-20 row-end" />
                </a>
              </li>
            }
          </ul>
        </nav>
      }
      <section class="card stack">
        <h2>{{ t('comfort') }}</h2>
        <app-segmented
          name="language"
          [label]="t('language')"
          [choices]="languages"
          [value]="texts.language()"
          (choose)="speak($event)"
        />
        <app-segmented
          name="theme"
          [label]="t('theme')"
          [choices]="themes()"
          [value]="theme.choice()"
          (choose)="light($event)"
        />
      </section>
      <section class="card stack">
        <h2>{{ t('account') }}</h2>
        <div>
          <p>{{ t('account.text', { username: session.view()?.person?.username ?? '' }) }}</p>
          @for (held of session.view()?.memberships; track held.id) {
            <p class="muted small">{{ roles.find('roles.' + held.role) }} · {{ held.placeName }}</p>
          }
        </div>
        <div class="btns">
          <a class="btn" routerLink="/code"><svg appIcon="key" class="icon-20" /> {{ t('change-code') }}</a>
          @if (mayKeep()) {
            <a class="btn" routerLink="/appareil"
              ><svg appIcon="wifi-off" class="icon-20" /> {{ t('offline') }}</a
            >
          }
          <a class="btn" routerLink="/securite"
            ><svg appIcon="shield" class="icon-20" /> {{ t('security') }}</a
          >
          <button type="button" class="btn" (click)="leave()">
            <svg appIcon="sign-out" class="icon-20" /> {{ t('sign-out') }}
          </button>
        </div>
        <p class="hint">{{ t('sign-out.text') }}</p>
      </section>
      <app-this-device />
      <p class="quiet-note"><svg appIcon="shield" /> {{ core('motto') }}</p>
    </div>
  `,
})
export class More {
  protected readonly t = injectTexts(shellTexts);
  protected readonly core = injectTexts(coreTexts);
  protected readonly roles = injectTexts(roleTexts);
  protected readonly session = inject(Session);
  protected readonly texts = inject(TextStore);
  protected readonly theme = inject(Theme);
  protected readonly navigation = inject(Navigation);
  private readonly router = inject(Router);
  private readonly personal = inject(PersonalStore);
  private readonly injector = inject(Injector);
  protected readonly mayKeep = computed(() =>
    mayKeep((this.session.view()?.memberships ?? []).map(({ role }) => role)),
  );
  protected readonly problem = signal<ProblemView | null>(null);

  protected readonly languages = [
    { value: 'fr', label: 'Français', lang: 'fr' },
    { value: 'en', label: 'English', lang: 'en' },
  ] as const;
  protected readonly themes = computed(() => [
    { value: 'auto', label: this.t('theme.auto') },
    { value: 'light', label: this.t('theme.light') },
    { value: 'dark', label: this.t('theme.dark') },
  ]);

  protected async speak(language: string): Promise<void> {
    await this.session.speak(language as Language);
  }

  protected light(choice: string): void {
    this.theme.choose(choice as ThemeChoice);
  }

  protected async leave(): Promise<void> {
    try {
      if (this.personal.profile() !== null) {
        const { Keeper } = await import('../offline/keeper');
        await this.injector.get(Keeper).leave();
        return;
      }
      await this.session.signOut();
      await this.router.navigateByUrl(this.session.door());
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }
}
