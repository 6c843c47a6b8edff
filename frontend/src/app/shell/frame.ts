import { NgComponentOutlet } from '@angular/common';
import { Component, computed, inject, Injector, signal, type Type } from '@angular/core';
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
import { coreTexts } from '../core/core-texts';
import { roleTexts } from '../core/domain-texts';
import { cameFromDevice, KeptReadings } from '../core/kept';
import { Navigation } from '../core/navigation';
import { Session } from '../core/session';
import { injectTexts } from '../core/texts';
import { Waiting } from '../core/waiting';
import { Cloud } from '../ui/cloud';
import { Icon } from '../ui/icon';
import { drawWith } from '../ui/icon-shapes';
import { ICONS } from '../ui/icons';
import { ToastPlace } from '../ui/toast';

/** Milliseconds after the frame. */
const AFTER = 4_000;
const AGAIN = 60_000;

type ShellKind = 'full' | 'bare' | 'blind';

/** The frame around every page of somebody signed in: where one can go, what has left, and the page itself. */
@Component({
  selector: 'app-frame',
  imports: [NgComponentOutlet, RouterOutlet, RouterLink, RouterLinkActive, Cloud, Icon, ToastPlace],
  template: `
    <div class="shell" [class]="'shell-' + kind()">
      @if (isFull()) {
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
            <a routerLink="/envois"><app-cloud [words]="true" /></a>
            <p>
              <b>{{ role() }}</b><br /><span class="muted">{{ place() }}</span>
            </p>
          </div>
        </nav>
      }
      <main id="main" class="content" tabindex="-1" [class.has-nav]="isFull()">
        @if (care(); as deviceCare) {
          <ng-container [ngComponentOutlet]="deviceCare" />
        }
        <router-outlet />
      </main>
      @if (isFull()) {
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
export class Frame {
  protected readonly navigation = inject(Navigation);
  protected readonly waiting = inject(Waiting);
  protected readonly t = injectTexts(coreTexts);
  private readonly session = inject(Session);
  private readonly roles = injectTexts(roleTexts);
  private readonly router = inject(Router);
  private readonly kept = inject(KeptReadings);
  private readonly injector = inject(Injector);
  protected readonly care = signal<Type<unknown> | null>(null);

  private readonly data = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map(() => this.deepest()),
    ),
    { initialValue: this.deepest() },
  );
  protected readonly kind = computed<ShellKind>(() => {
    const shell: unknown = this.data()['shell'];
    return shell === 'bare' || shell === 'blind' ? shell : 'full';
  });
  protected readonly isFull = computed(() => this.kind() === 'full' && this.session.view() !== null);
  private readonly first = computed(() => this.session.view()?.memberships[0]);
  protected readonly role = computed(() => {
    const first = this.first();
    return first
      ? (this.roles.find(`roles.${first.role}`) ?? '')
      : (this.session.view()?.person.username ?? '');
  });
  protected readonly place = computed(() => this.first()?.placeName ?? '');

  constructor() {
    drawWith(ICONS);
    if (cameFromDevice()) void this.takeCare();
    else setTimeout(() => void this.takeCare(), AFTER);
  }

  /** The first page comes first, unless nothing has to be fetched. Whatever is read meanwhile waits for what the device keeps. */
  private async takeCare(): Promise<void> {
    const coming = import('./device-care').then(({ beginCare, DeviceCare }) => {
      beginCare(this.injector);
      this.care.set(DeviceCare);
    });
    this.kept.expect(coming);
    await coming.catch(() => {
      setTimeout(() => void this.takeCare(), AGAIN);
    });
  }

  private deepest(): Data {
    let route = this.router.routerState.snapshot.root;
    while (route.firstChild) route = route.firstChild;
    return route.data;
  }
}
