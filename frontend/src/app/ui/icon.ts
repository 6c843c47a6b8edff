import { Component, computed, input } from '@angular/core';
import { shapes } from './icon-shapes';
import type { IconName } from './icons';

/**
 * One icon of the design, drawn inside its `<svg>` in the colour of the text around it; hidden from screen readers, since words
 * stand beside it. Sizes by class: `icon-18`, `icon-20`, `icon-32`, `icon-46`. `mark` is the open ring around a disc.
 *
 *     <svg appIcon="lock" class="icon-20" />
 */
@Component({
  selector: 'svg[appIcon]',
  host: {
    class: 'icon',
    viewBox: '0 0 24 24',
    'aria-hidden': 'true',
    '[class.icon-fill]': 'fill()',
    '[class.mark]': "appIcon() === 'mark'",
  },
  template: `
    @if (appIcon() === 'mark') {
      <svg:path d="M20.3 8.8A9.3 9.3 0 1 0 21.3 13" stroke-width="2.7" />
      <svg:circle cx="14" cy="14" r="4.2" fill="currentColor" stroke="none" />
    } @else {
      <svg:path [attr.d]="path()" fill-rule="evenodd" />
    }
  `,
})
export class Icon {
  readonly appIcon = input.required<IconName>();

  private readonly shape = computed(() => shapes()[this.appIcon()] ?? '');
  protected readonly fill = computed(() => this.shape().startsWith('!'));
  protected readonly path = computed(() => this.shape().replace('!', ''));
}
