import { Component, effect, type ElementRef, inject, input, viewChild, afterNextRender } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { RouterLink } from '@angular/router';
import { Connectivity } from '../core/connectivity';
import { coreTexts } from '../core/core-texts';
import { Formats, localNow } from '../core/formats';
import { KeptReadings } from '../core/kept';
import { Navigation } from '../core/navigation';
import { injectTexts } from '../core/texts';
import { Outbox } from '../offline/outbox';
import { Cloud } from './cloud';
import { Icon } from './icon';

/** One step of the path above a title: the last has no link. */
export interface Crumb {
  readonly label: string;
  readonly link?: readonly string[];
}

/**
 * The head of every page: app bar on a phone (back or mark, title, cloud), heading with path and acts on a laptop. It names the browser
 * tab and takes the focus when one arrives from another page. Put it first, before `<div class="page">`.
 * Inputs: `title`; `lead` (second line, laptop only); `back` (router commands; without it the mark); `crumbs` (laptop only);
 * `phoneActs` shows the acts on a phone too. Content: the acts (buttons).
 *
 *     <app-page-head [title]="t('title')" [back]="['/cas']" [crumbs]="[{ label: t('cases'), link: ['/cas'] }, { label: view.number }]">
 *       <button type="button" class="btn btn-primary">...</button>
 *     </app-page-head>
 *     <div class="page"> ... </div>
 */
@Component({
  selector: 'app-page-head',
  imports: [RouterLink, Cloud, Icon],
  template: `
    <header class="bar">
      @if (back(); as link) {
        <a class="btn-icon back" [routerLink]="link" [attr.aria-label]="t('back')"
          ><svg appIcon="arrow-left"
        /></a>
      } @else {
        <svg appIcon="mark" />
      }
      <div class="bar-text">
        @if (crumbs().length > 0) {
          <nav class="crumbs" [attr.aria-label]="t('crumbs')">
            @for (crumb of crumbs(); track $index; let last = $last) {
              @if (crumb.link; as link) {
                <a [routerLink]="link">{{ crumb.label }}</a>
              } @else {
                <span>{{ crumb.label }}</span>
              }
              @if (!last) {
                <span aria-hidden="true"> › </span>
              }
            }
          </nav>
        }
        <h1 #heading tabindex="-1">{{ title() }}</h1>
        @if (lead()) {
          <p class="bar-lead">{{ lead() }}</p>
        }
      </div>
      <div class="bar-acts" [class.on-phone]="phoneActs()"><ng-content /></div>
      <a class="cloud-link" routerLink="/envois"><app-cloud /></a>
    </header>
    @if (!connectivity.online() || kept.shownAt() !== null) {
      <p class="offline" role="status">
        <svg appIcon="cloud-off" class="icon-20" />
        <span
          ><b>{{ t(connectivity.online() ? 'offline.slow' : 'offline.title') }}</b>
          @if (kept.shownAt(); as at) {
            {{ t('offline.kept', { when: formats.dateTime(localNow(at)) }) }}
          }
          {{ t(lasting() ? 'offline.go-on' : 'offline.text') }}</span
        >
      </p>
    }
  `,
})
export class PageHead {
  readonly title = input.required<string>();
  readonly lead = input('');
  readonly back = input<readonly string[] | null>(null);
  readonly crumbs = input<readonly Crumb[]>([]);
  readonly phoneActs = input(false);

  protected readonly lasting = inject(Outbox).lasting;
  protected readonly t = injectTexts(coreTexts);
  protected readonly connectivity = inject(Connectivity);
  protected readonly kept = inject(KeptReadings);
  protected readonly formats = inject(Formats);
  protected readonly localNow = localNow;
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');

  constructor() {
    const browserTitle = inject(Title);
    const navigation = inject(Navigation);
    effect(() => {
      browserTitle.setTitle(`${this.title()} – Denba`);
    });
    afterNextRender(() => {
      if (navigation.arrived()) this.heading().nativeElement.focus({ preventScroll: true });
    });
  }
}
