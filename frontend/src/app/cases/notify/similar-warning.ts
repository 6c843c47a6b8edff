import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Formats } from '../../core/formats';
import { injectTexts } from '../../core/texts';
import { Banner } from '../../ui/banner';
import { groupNumber } from '../../ui/copy-number';
import { SimilarDeaths } from './similar-deaths';
import { notifyTexts } from './texts';

/**
 * A death already notified resembles this one: those the person may see are links, of the others only whom to call. Where nobody could
 * look, it says so.
 */
@Component({
  selector: 'app-similar-warning',
  imports: [Banner, RouterLink],
  template: `
    <div role="status">
      @if (warning(); as found) {
        <app-banner tone="warn" icon="copy" [lead]="t('similar.lead')">
          @if (found.visible.length > 0) {
            {{ t('similar.visible') }}
            <ul class="bullets">
              @for (one of found.visible; track one.id) {
                <li>
                  <a class="nowrap" [routerLink]="['/cas', one.id]">{{ grouped(one.number) }}</a>,
                  {{ formats.date(one.deathDate) }}, {{ one.placeName }}
                </li>
              }
            </ul>
          }
          @if (found.elsewhere) {
            {{ t('similar.elsewhere') }}
          }
        </app-banner>
      } @else if (similar.unchecked()) {
        <app-banner tone="info" [lead]="t('similar.unchecked')">{{ t('similar.unchecked.text') }}</app-banner>
      }
    </div>
  `,
})
export class SimilarWarning {
  protected readonly t = injectTexts(notifyTexts);
  protected readonly formats = inject(Formats);
  protected readonly similar = inject(SimilarDeaths);
  protected readonly grouped = groupNumber;
  protected readonly warning = computed(() => {
    const found = this.similar.warning();
    return found !== null && (found.visible.length > 0 || found.elsewhere) ? found : null;
  });
}
