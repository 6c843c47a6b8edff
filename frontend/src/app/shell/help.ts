import { Component } from '@angular/core';
import { injectTexts } from '../core/texts';
import { PageHead } from '../ui/page-head';
import { shellTexts } from './shell-texts';

/** One page of help: the rule, the path of a case, the signs, whom to call. */
@Component({
  selector: 'app-help',
  imports: [PageHead],
  template: `
    <app-page-head [title]="t('help')" />
    <div class="page">
      <section class="card prose">
        <h2>{{ t('help.rule') }}</h2>
        <p>{{ t('help.rule.text') }}</p>
      </section>
      <section class="card prose">
        <h2>{{ t('help.cycle') }}</h2>
        <ol>
          <li>{{ t('help.cycle.1') }}</li>
          <li>{{ t('help.cycle.2') }}</li>
          <li>{{ t('help.cycle.3') }}</li>
          <li>{{ t('help.cycle.4') }}</li>
          <li>{{ t('help.cycle.5') }}</li>
          <li>{{ t('help.cycle.6') }}</li>
        </ol>
      </section>
      <section class="card prose">
        <h2>{{ t('help.signs') }}</h2>
        <ul class="bullets">
          <li>{{ t('help.signs.1') }}</li>
          <li>{{ t('help.signs.2') }}</li>
          <li>{{ t('help.signs.3') }}</li>
        </ul>
      </section>
      <section class="card prose">
        <h2>{{ t('help.call') }}</h2>
        <p>{{ t('help.call.text') }}</p>
      </section>
    </div>
  `,
})
export class Help {
  protected readonly t = injectTexts(shellTexts);
}
