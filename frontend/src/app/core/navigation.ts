import { computed, inject, Injectable } from '@angular/core';
import { NavigationEnd, Router } from '@angular/router';
import { toSignal } from '@angular/core/rxjs-interop';
import { filter, scan } from 'rxjs';
import type { Role } from '@domain/accounts/person.js';
import type { IconName } from '../ui/icons';
import { Permissions } from './permissions';

/** One place to go: its path, the key of its word, its icon. */
export interface NavItem {
  readonly path: string;
  readonly key:
    | 'nav.home'
    | 'nav.notify'
    | 'nav.cases'
    | 'nav.sessions'
    | 'nav.reviews'
    | 'nav.seats'
    | 'nav.follow-up'
    | 'nav.actions'
    | 'nav.reports'
    | 'nav.draws'
    | 'nav.accounts'
    | 'nav.places'
    | 'nav.settings'
    | 'nav.journal'
    | 'nav.sync'
    | 'nav.help'
    | 'nav.more';
  readonly icon: IconName;
}

interface Place extends NavItem {
  readonly open: (permissions: Permissions) => boolean;
}

const PLACES: readonly Place[] = [
  { path: '/', key: 'nav.home', icon: 'list-checks', open: (may) => !may.onlyAsaco() },
  { path: '/actions', key: 'nav.actions', icon: 'handshake', open: (may) => may.can('read', 'Action') },
  { path: '/notifier', key: 'nav.notify', icon: 'plus', open: (may) => may.can('notify', 'Case') },
  { path: '/cas', key: 'nav.cases', icon: 'file', open: (may) => may.can('list', 'Case') },
  { path: '/seances', key: 'nav.sessions', icon: 'users', open: (may) => may.can('read', 'Session') },
  { path: '/contre-audits', key: 'nav.reviews', icon: 'compare', open: (may) => may.is('counter-auditor') },
  { path: '/sieges', key: 'nav.seats', icon: 'scales', open: (may) => may.can('read', 'Assignment') },
  {
    path: '/suites',
    key: 'nav.follow-up',
    icon: 'handshake',
    open: (may) => may.can('read', 'Recommendation'),
  },
  {
    path: '/rapports',
    key: 'nav.reports',
    icon: 'calendar',
    open: (may) => may.can('read', 'Report') && !may.can('oversee', 'Report'),
  },
  {
    path: '/rapports/district',
    key: 'nav.reports',
    icon: 'calendar',
    open: (may) => may.can('oversee', 'Report'),
  },
  {
    path: '/rapports/nombres',
    key: 'nav.reports',
    icon: 'calendar',
    open: (may) => may.can('count', 'Report'),
  },
  { path: '/tirages', key: 'nav.draws', icon: 'dice', open: (may) => may.can('read', 'Draw') },
  { path: '/comptes', key: 'nav.accounts', icon: 'user', open: (may) => may.can('create', 'Person') },
  { path: '/structures', key: 'nav.places', icon: 'hospital', open: (may) => may.can('update', 'Place') },
  { path: '/parametres', key: 'nav.settings', icon: 'settings', open: (may) => may.can('update', 'Setting') },
  {
    path: '/journal',
    key: 'nav.journal',
    icon: 'book',
    open: (may) => may.is('focal-point', 'administrator'),
  },
  { path: '/envois', key: 'nav.sync', icon: 'cloud-up', open: () => true },
  { path: '/aide', key: 'nav.help', icon: 'help', open: () => true },
];
const MORE: NavItem = { path: '/plus', key: 'nav.more', icon: 'ellipsis' };

/** What a thumb reaches first, by role; the rest is under "Plus". */
const THUMB: readonly (readonly [Role, readonly string[]])[] = [
  ['focal-point', ['/', '/cas', '/suites', '/seances']],
  ['centre-head', ['/', '/notifier', '/cas', '/seances']],
  ['clinician', ['/', '/notifier', '/cas', '/rapports']],
  ['notifier', ['/', '/notifier', '/cas', '/rapports']],
  ['coordinator', ['/', '/sieges', '/tirages']],
  ['administrator', ['/', '/comptes', '/structures', '/parametres']],
];
const THUMB_ITEMS = 4;

/** Where this person can go, and whether one has come here from another page of Denba. */
@Injectable({ providedIn: 'root' })
export class Navigation {
  private readonly permissions = inject(Permissions);
  private readonly visits = toSignal(
    inject(Router).events.pipe(
      filter((event) => event instanceof NavigationEnd),
      scan((count) => count + 1, 0),
    ),
    { initialValue: 0 },
  );

  readonly all = computed<readonly NavItem[]>(() => PLACES.filter(({ open }) => open(this.permissions)));

  /** Three to five items of the bottom navigation. */
  readonly thumb = computed<readonly NavItem[]>(() => {
    const all = this.all();
    const wanted = THUMB.find(([role]) => this.permissions.is(role))?.[1];
    const chosen = wanted
      ? wanted.flatMap((path) => all.filter((item) => item.path === path))
      : all.slice(0, THUMB_ITEMS);
    return [...chosen, MORE];
  });

  /** Items that the bottom navigation has no room for. */
  readonly rest = computed(() => this.all().filter((item) => !this.thumb().includes(item)));

  arrived(): boolean {
    return this.visits() > 0;
  }
}
