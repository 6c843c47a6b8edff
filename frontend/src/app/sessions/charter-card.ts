import { Component } from '@angular/core';
import { injectTexts } from '../core/texts';
import { Icon } from '../ui/icon';
import { sessionsTexts } from './texts';

/** The four sentences that everybody signs. */
@Component({
  selector: 'app-charter-card',
  host: { class: 'block' },
  imports: [Icon],
  template: `
    <section class="card" aria-labelledby="charter">
      <h2 id="charter" class="line"><svg appIcon="shield" /> {{ t('charter.title') }}</h2>
      <ol class="numbered">
        <li>{{ t('charter.1') }}</li>
        <li>{{ t('charter.2') }}</li>
        <li>{{ t('charter.3') }}</li>
        <li>{{ t('charter.4') }}</li>
      </ol>
    </section>
  `,
})
export class CharterCard {
  protected readonly t = injectTexts(sessionsTexts);
}
