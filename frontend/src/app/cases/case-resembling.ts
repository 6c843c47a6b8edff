import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ResemblingCase } from '@domain/cases/case.js';
import { Formats } from '../core/formats';
import { injectTexts } from '../core/texts';
import { Banner } from '../ui/banner';
import { groupNumber } from '../ui/copy-number';
import { casesTexts } from './texts';

/** Cases that may be the same death, each with how likely it is; what was compared is not told. */
@Component({
  selector: 'app-case-resembling',
  imports: [Banner, RouterLink],
  template: `
    <app-banner tone="warn" icon="copy" [lead]="t('resembling.lead')">
      {{ t('resembling.text') }}
      <ul class="bullets">
        @for (one of cases(); track one.id) {
          <li>
            <a class="nowrap" [routerLink]="['/cas', one.id]">{{ grouped(one.number) }}</a>,
            {{ formats.date(one.deathDate) }}, {{ one.placeName }} –
            {{ (t.find('likelihood.' + one.likelihood) ?? '').toLowerCase() }}
          </li>
        }
      </ul>
    </app-banner>
  `,
})
export class CaseResembling {
  readonly cases = input.required<readonly ResemblingCase[]>();

  protected readonly t = injectTexts(casesTexts);
  protected readonly formats = inject(Formats);
  protected readonly grouped = groupNumber;
}
