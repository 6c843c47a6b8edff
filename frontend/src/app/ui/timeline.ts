import { Component, inject, input } from '@angular/core';
import { coreTexts } from '../core/core-texts';
import { Formats } from '../core/formats';
import { injectTexts } from '../core/texts';
import { Icon } from './icon';
import type { IconName } from './icons';

/** One thing that happened: words, when, by which function, and a reason. `late` adds the diamond. */
export interface Happening {
  readonly id: string | number;
  readonly icon: IconName;
  readonly text: string;
  readonly at: string;
  readonly by?: string;
  readonly reason?: string | null;
  readonly late?: boolean;
}

/**
 * What happened, newest first, by function and never by name. Input: `items`.
 *
 *     <app-timeline [items]="happenings()" />
 */
@Component({
  selector: 'app-timeline',
  imports: [Icon],
  template: `
    <ol class="timeline">
      @for (item of items(); track item.id) {
        <li>
          <span class="disc" [class.late]="item.late"
            ><svg [appIcon]="item.late ? 'overdue' : item.icon"
          /></span>
          <div>
            <p>{{ item.text }}</p>
            <p class="small muted num">{{ formats.dateTime(item.at) }}{{ item.by ? ' · ' + item.by : '' }}</p>
            @if (item.reason) {
              <p class="small muted">{{ t('clock.reason', { reason: item.reason }) }}</p>
            }
          </div>
        </li>
      }
    </ol>
  `,
})
export class Timeline {
  readonly items = input.required<readonly Happening[]>();
  protected readonly formats = inject(Formats);
  protected readonly t = injectTexts(coreTexts);
}
