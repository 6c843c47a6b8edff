import { Component } from '@angular/core';
import { cameFromDevice } from '../core/kept';
import { installNow, installOffer } from '../core/install-offer';
import { injectTexts } from '../core/texts';
import { Icon } from '../ui/icon';
import { deviceTexts } from './device-texts';

/** The application on this device: an offer to install it, or that it is. */
@Component({
  selector: 'app-this-device',
  imports: [Icon],
  template: `
    @if (isInstalled || isKept || isApple || offer()) {
      <section class="card stack">
        <h2>{{ t('title') }}</h2>
        @if (isInstalled) {
          <p><svg appIcon="check" class="icon-20" /> {{ t('installed') }}</p>
        } @else if (offer()) {
          <p>{{ t('install.text') }}</p>
          <button type="button" class="btn" (click)="install()">
            <svg appIcon="download" class="icon-20" /> {{ t('install') }}
          </button>
        } @else if (isApple) {
          <p>{{ t('install.apple') }}</p>
        }
        @if (isKept) {
          <p class="quiet-note"><svg appIcon="smartphone" /> {{ t('kept') }}</p>
        }
      </section>
    }
  `,
})
export class ThisDevice {
  protected readonly t = injectTexts(deviceTexts);
  protected readonly offer = installOffer;
  protected readonly isInstalled = matchMedia('(display-mode: standalone)').matches;
  protected readonly isKept = cameFromDevice();
  /** There the browser offers nothing: one has to know the way. */
  protected readonly isApple = /iPhone|iPad/.test(navigator.userAgent);

  protected async install(): Promise<void> {
    await installNow();
  }
}
