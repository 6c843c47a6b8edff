import { Component, inject, type Injector } from '@angular/core';
import { Installation } from '../offline/installation';
import { Outbox } from '../offline/outbox';
import { ReplicaDesk } from '../offline/replica-desk';
import { injectTexts } from '../core/texts';
import { Icon } from '../ui/icon';
import { deviceTexts } from './device-texts';

/**
 * Says when a newer version is ready: absent from a page where somebody writes, and while something
 * has not left.
 */
@Component({
  selector: 'app-device-care',
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
export class DeviceCare {
  protected readonly t = injectTexts(deviceTexts);
  protected readonly installation = inject(Installation);
  protected readonly outbox = inject(Outbox);
}

/** From now on this device keeps the application and what its person may need, and pages read from it. */
export function beginCare(injector: Injector): void {
  injector.get(Installation).start();
  injector.get(ReplicaDesk);
}
