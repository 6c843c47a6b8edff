import { Component, input } from '@angular/core';
import { Icon } from './icon';
import type { IconName } from './icons';

/**
 * A page or list with nothing in it: one sentence on why, and the next useful act inside (`<div class="btns">`).
 * Inputs: `title`, `text`, `icon` (the mark by default).
 *
 *     <app-empty title="Rien à faire pour l’instant" text="Aucun cas ne vous attend.">
 *       <div class="btns"><a class="btn btn-primary" routerLink="/notifier">Notifier un décès</a></div>
 *     </app-empty>
 */
@Component({
  selector: 'app-empty',
  imports: [Icon],
  template: `
    <div class="empty">
      <svg [appIcon]="icon()" />
      <h2>{{ title() }}</h2>
      @if (text()) {
        <p>{{ text() }}</p>
      }
      <ng-content />
    </div>
  `,
})
export class Empty {
  readonly title = input.required<string>();
  readonly text = input('');
  readonly icon = input<IconName>('mark');
}
