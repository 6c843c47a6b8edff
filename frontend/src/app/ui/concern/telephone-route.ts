import { Component, computed, input } from '@angular/core';
import type { TelephoneRoute as Route } from '@domain/safeguarding/survivor-checklist.js';
import { injectTexts } from '../../core/texts';
import { Icon } from '../icon';
import { concernTexts } from './texts';

/** Whom to call when somebody is in danger now, as the settings say. Inputs: `route`, `blind` (a packet: no district is named). */
@Component({
  selector: 'app-telephone-route',
  host: { class: 'block' },
  imports: [Icon],
  template: `
    <div class="banner banner-warn">
      <svg appIcon="phone" />
      <div class="banner-body stack-8">
        <b>{{ t('now') }}</b>
        @if (numbers().length > 0) {
          @if (route().service) {
            <p>{{ route().service }}</p>
          }
          <div class="btns">
            @for (number of numbers(); track number.href) {
              <a class="btn num" [href]="number.href"><svg appIcon="phone" /> {{ number.text }}</a>
            }
          </div>
        } @else {
          <p>{{ t(blind() ? 'no-number.blind' : 'no-number') }}</p>
        }
      </div>
    </div>
  `,
})
export class TelephoneRoute {
  readonly route = input.required<Route>();
  readonly blind = input(false);
  protected readonly t = injectTexts(concernTexts);
  protected readonly numbers = computed(() =>
    this.route()
      .telephone.split(/[/,;]/)
      .map((text) => text.trim())
      .filter((text) => text !== '')
      .map((text) => ({ text: text.replaceAll(' ', '\u00a0'), href: `tel:${text.replace(/[ .]/g, '')}` })),
  );
}
