import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Api } from '../core/api';
import { injectTexts } from '../core/texts';
import { Icon } from '../ui/icon';
import type { IconName } from '../ui/icons';
import { roleHomeTexts } from './role-home-texts';

interface Way {
  readonly icon: IconName;
  readonly path: string;
  /** Where its number is read; none for what is not counted. */
  readonly counted: string | null;
}

const MOST = 100;
const WAYS = {
  concluded: { icon: 'file', path: '/cas', counted: '/cases' },
  cases: { icon: 'file', path: '/cas', counted: '/cases' },
  'follow-up': { icon: 'handshake', path: '/suites', counted: '/recommendations' },
  reports: { icon: 'calendar', path: '/rapports/nombres', counted: null },
  draws: { icon: 'dice', path: '/tirages', counted: '/draws' },
  actions: { icon: 'handshake', path: '/actions', counted: '/actions' },
  accounts: { icon: 'user', path: '/comptes', counted: '/people' },
  'no-district': {
    icon: 'hospital',
    path: '/structures/sans-district',
    counted: '/places?without=district',
  },
  settings: { icon: 'settings', path: '/parametres', counted: null },
  journal: { icon: 'book', path: '/journal', counted: null },
} as const satisfies Readonly<Record<string, Way>>;
export type Door = keyof typeof WAYS;

/** Lists that come page by page: the first hundred are counted. */
const PAGED: readonly string[] = ['/cases', '/recommendations', '/people', '/places?without=district'];

type Counted = readonly unknown[] | { readonly items: readonly unknown[]; readonly next?: string | null };

/** One door of a home: where it leads, what is behind it, and how much. */
@Component({
  selector: 'app-home-door',
  host: { class: 'block' },
  imports: [Icon, RouterLink],
  template: `
    <a class="row row-plain" [routerLink]="way().path">
      <span class="tile"><svg [appIcon]="way().icon" /></span>
      <span class="row-text">
        <span class="row-title">{{ t.find('door.' + door()) }}</span>
        <span class="row-sub">{{ t.find('door.' + door() + '.text') }}</span>
      </span>
      @if (count(); as words) {
        <span class="chip num">{{ words }}</span>
      }
      <svg appIcon="chevron" class="icon-20 row-end" />
    </a>
  `,
})
export class HomeDoor {
  readonly door = input.required<Door>();

  protected readonly t = injectTexts(roleHomeTexts);
  protected readonly way = computed<Way>(() => WAYS[this.door()]);
  private readonly found = inject(Api).read<Counted>(() => {
    const { counted } = this.way();
    if (counted === null) return undefined;
    if (!PAGED.includes(counted)) return counted;
    return `${counted}${counted.includes('?') ? '&' : '?'}limit=${String(MOST)}`;
  });

  protected readonly count = computed(() => {
    const found = this.found.value();
    if (found === undefined) return null;
    const items = 'items' in found ? found.items : found;
    const goesOn = 'items' in found && typeof found.next === 'string';
    return goesOn ? this.t('many', { n: items.length }) : String(items.length);
  });
}
