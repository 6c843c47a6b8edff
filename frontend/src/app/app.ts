import { Component, computed, effect, inject, untracked } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import {
  type Data,
  NavigationEnd,
  Router,
  RouterLink,
  RouterLinkActive,
  RouterOutlet,
} from '@angular/router';
import { filter, map } from 'rxjs';
import { coreTexts } from './core/core-texts';
import { roleTexts } from './core/domain-texts';
import { Navigation } from './core/navigation';
import { Session } from './core/session';
import { injectTexts } from './core/texts';
import { Theme } from './core/theme';
import { Waiting } from './core/waiting';
import { Cloud } from './ui/cloud';
import { Icon } from './ui/icon';
import { ToastPlace } from './ui/toast';

const NO_DATA: Data = {};

type ShellKind = 'full' | 'bare' | 'blind';

/** The frame around every page: what is fictional, where one can go, what has left, and the page itself. */
@Component({
  selector: 'app-root',
  imports: [RouterOutlet, RouterLink, RouterLinkActive, Cloud, Icon, ToastPlace],
  template: `
    <a class="skip" href="#main" (click)="skip($event)">{{ t('skip') }}</a>
    @if (session.demonstration()) {
      <aside class="demo" [attr.aria-label]="t('demo')"><svg appIcon="info" /> {{ t('demo') }}</aside>
    }
    <div class="shell" [class]="'shell-' + kind()">
      @if (kind() === 'full' && session.view()) {
        <nav class="side" [attr.aria-label]="t('navigation')">
          <a class="mark-row" routerLink="/" aria-label="Denba"
            ><svg appIcon="mark" class="icon-32" /><b>Denba</b></a
          >
          <ul>
            @for (item of navigation.all(); track item.path) {
              <li>
                <a
                  [routerLink]="item.path"
                  routerLinkActive
                  ariaCurrentWhenActive="page"
                  [routerLinkActiveOptions]="{ exact: item.path === '/' }"
                >
                  <svg [appIcon]="item.icon" /> {{ t(item.key) }}
                  @if (item.path === '/' && waiting.count()) {
                    <span class="count num">{{ waiting.count() }}</span>
                  }
                </a>
              </li>
            }
            <li class="side-more">
              <a routerLink="/plus" routerLinkActive ariaCurrentWhenActive="page"
                ><svg appIcon="ellipsis" /> {{ t('nav.more') }}</a
              >
            </li>
          </ul>
          <div class="side-foot">
            <app-cloud [words]="true" />
            <p>
              <b>{{ role() }}</b><br /><span class="muted">{{ place() }}</span>
            </p>
          </div>
        </nav>
      }
      <main id="main" class="content" tabindex="-1" [class.has-nav]="kind() === 'full' && session.view()">
        <router-outlet />
      </main>
      @if (kind() === 'full' && session.view()) {
        <nav class="bottom" [attr.aria-label]="t('navigation')">
          @for (item of navigation.thumb(); track item.path) {
            <a
              [routerLink]="item.path"
              routerLinkActive
              ariaCurrentWhenActive="page"
              [routerLinkActiveOptions]="{ exact: item.path === '/' }"
            >
              <span class="pill">
                <svg [appIcon]="item.icon" />
                @if (item.path === '/' && waiting.count(); as n) {
                  <span class="badge" aria-hidden="true">{{ n }}</span>
                }
              </span>
              <span
                >{{ t(item.key) }}
                @if (item.path === '/' && waiting.count(); as n) {
                  <span class="visually-hidden">({{ t.count('nav.waiting', n) }})</span>
                }
              </span>
            </a>
          }
        </nav>
      }
    </div>
    <app-toasts />
  `,
})
export class App {
  protected readonly session = inject(Session);
  protected readonly navigation = inject(Navigation);
  protected readonly waiting = inject(Waiting);
  protected readonly t = injectTexts(coreTexts);
  private readonly roles = injectTexts(roleTexts);
  private readonly router = inject(Router);

  private readonly data = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map(() => {
        let route = this.router.routerState.snapshot.root;
        while (route.firstChild) route = route.firstChild;
        return route.data;
      }),
    ),
    { initialValue: NO_DATA },
  );
  protected readonly kind = computed<ShellKind>(() => {
    const shell: unknown = this.data()['shell'];
    return shell === 'bare' || shell === 'blind' ? shell : 'full';
  });
  private readonly first = computed(() => this.session.view()?.memberships[0]);
  protected readonly role = computed(() => {
    const first = this.first();
    return first
      ? (this.roles.find(`roles.${first.role}`) ?? '')
      : (this.session.view()?.person.username ?? '');
  });
  protected readonly place = computed(() => this.first()?.placeName ?? '');

  constructor() {
    inject(Theme);
    effect(() => {
      if (this.session.view() === null) untracked(() => void this.leave());
    });
  }

  protected skip(event: Event): void {
    event.preventDefault();
    document.getElementById('main')?.focus();
  }

  /** The session ended under an open page. */
  private async leave(): Promise<void> {
    if (!this.navigation.arrived() || this.router.url.startsWith('/entrer')) return;
    await this.router.navigate(['/entrer'], {
      queryParams: this.router.url === '/' ? {} : { suite: this.router.url },
    });
  }
}
