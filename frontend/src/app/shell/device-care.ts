import { Component, computed, effect, inject, type Injector } from '@angular/core';
import { Connectivity } from '../core/connectivity';
import { Installation } from '../offline/installation';
import { Outbox } from '../offline/outbox';
import { ReplicaDesk } from '../offline/replica-desk';
import { injectTexts } from '../core/texts';
import { Icon } from '../ui/icon';
import { Toasts } from '../ui/toast';
import { deviceTexts } from './device-texts';

/**
 * Says how far a registered device is from working without a network; and when a newer version is ready: absent from a page where
 * somebody writes, and while something has not left.
 */
@Component({
  selector: 'app-device-care',
  imports: [Icon],
  template: `
    @if (coming(); as device) {
      <div class="offline" role="status">
        @if (network.online()) {
          <svg appIcon="download" class="icon-20" />
          <span
            ><b>{{ t('coming') }}</b> {{ t('coming.keep') }}
            @if (device.answers > 0) {
              {{ t.count('coming.answers', device.answers) }}
            }
          </span>
        } @else {
          <svg appIcon="wifi-off" class="icon-20" />
          <span
            ><b>{{ t('coming.cut') }}</b> {{ t('coming.seek') }}</span
          >
        }
      </div>
    }
    @if (installation.isNewVersionReady() && outbox.isRead() && outbox.waiting() === 0) {
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
  protected readonly network = inject(Connectivity);
  private readonly readiness = inject(ReplicaDesk).readiness;
  protected readonly coming = computed(() => {
    const device = this.readiness();
    return device?.state === 'coming' ? device : null;
  });

  constructor() {
    const toasts = inject(Toasts);
    let wasComing = false;
    effect(() => {
      const device = this.readiness();
      if (wasComing && device?.state === 'ready') toasts.show(this.t('ready'));
      wasComing = device?.state === 'coming';
    });
  }
}

/** From now on this device keeps the application and what its person may need, and pages read from it. */
export function beginCare(injector: Injector): void {
  injector.get(Installation).start();
  injector.get(ReplicaDesk);
}
