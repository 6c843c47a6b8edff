import { Component, computed, input, output, signal } from '@angular/core';
import type { TelephoneRoute } from '@domain/safeguarding/survivor-checklist.js';
import { injectTexts } from '../../core/texts';
import { Icon } from '../icon';
import { ConcernDialog } from './concern-dialog';
import { concernTexts } from './texts';

/** The separate door of a case: one quiet button, apart from the acts of its cycle. Inputs: `caseId`, `route`. Output: `raised`. */
@Component({
  selector: 'app-concern-door',
  host: { class: 'block no-print' },
  imports: [ConcernDialog, Icon],
  template: `
    <button type="button" class="btn btn-block" (click)="asking.set(true)">
      <svg appIcon="shield" /> {{ t('open') }}
    </button>
    <app-concern-dialog
      [open]="asking()"
      [url]="url()"
      [subject]="caseId()"
      [route]="route()"
      (raised)="raised.emit()"
      (closed)="asking.set(false)"
    />
  `,
})
export class ConcernDoor {
  readonly caseId = input.required<string>();
  readonly route = input.required<TelephoneRoute>();
  readonly raised = output();
  protected readonly t = injectTexts(concernTexts);
  protected readonly asking = signal(false);
  protected readonly url = computed(() => `/cases/${this.caseId()}/raise-concern`);
}
