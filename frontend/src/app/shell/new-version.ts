import { Component, inject } from '@angular/core';
import { Installation } from '../offline/installation';
import { Outbox } from '../offline/outbox';
import { injectTexts } from '../core/texts';
import { Icon } from '../ui/icon';
import { deviceTexts } from './device-texts';

/** A newer version is ready on this device. Absent from a page where somebody writes, and while something has not left. */
@Component({
  selector: 'app-new-version',
  imports: [Icon],
  template: `
    @if (installation.isNewVersionReady() && outbox.waiting() === 0) {
      <div class="offline new-version" role="status">
        <svg appIcon="refresh" class="icon-20" />
        <b>{{ t('new-version') }}</b>
        <button type="button" class="btn btn-link" (click)="installation.apply()">
          {{ t('new-version.apply') }}
        </button>
      </div>
    }
  `,
})
export class NewVersion {
  protected readonly t = injectTexts(deviceTexts);
  protected readonly installation = inject(Installation);
  protected readonly outbox = inject(Outbox);
}
