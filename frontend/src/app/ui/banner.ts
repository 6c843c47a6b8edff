import { Component, computed, input } from '@angular/core';
import { Icon } from './icon';
import type { IconName } from './icons';

export type BannerTone = 'info' | 'warn' | 'late' | 'ok' | 'blind';
const ICON_OF: Readonly<Record<BannerTone, IconName>> = {
  info: 'info',
  warn: 'triangle-alert',
  late: 'circle-alert',
  ok: 'done',
  blind: 'eye-off',
};

/**
 * Icon, bold first words, one sentence, one link; at most one per page. Inputs: `tone`, `lead` (bold words), `icon` (instead of the
 * tone's). The sentence, links and `<div class="btns">` go inside.
 *
 *     <app-banner tone="warn" lead="À vérifier.">« Éclampsie », mais tension 105/65.</app-banner>
 */
@Component({
  selector: 'app-banner',
  imports: [Icon],
  template: `
    <div class="banner" [class]="'banner-' + tone()">
      <svg [appIcon]="shown()" />
      <div class="banner-body">
        @if (lead()) {
          <b>{{ lead() }}</b>&ngsp;
        }
        <ng-content />
      </div>
    </div>
  `,
})
export class Banner {
  readonly tone = input<BannerTone>('info');
  readonly lead = input('');
  readonly icon = input<IconName | null>(null);
  protected readonly shown = computed(() => this.icon() ?? ICON_OF[this.tone()]);
}
