import { Component, computed, input, output } from '@angular/core';
import type { FactorLiftView } from '@domain/accounts/factor-lift.js';
import { injectTexts } from '../core/texts';
import { accountTexts } from './texts';
import { type TwoPersonAsk, TwoPersonAsks } from './two-person-asks';

/** Lost second factors that wait for their second person. Input: `lifts`. Output: `changed`. */
@Component({
  selector: 'app-factor-lifts',
  host: { class: 'block' },
  imports: [TwoPersonAsks],
  template: `<app-two-person-asks [asks]="asks()" (changed)="changed.emit()" />`,
})
export class FactorLifts {
  readonly lifts = input.required<readonly FactorLiftView[]>();
  readonly changed = output();

  private readonly t = injectTexts(accountTexts);

  protected readonly asks = computed(() => this.lifts().map((lift) => this.asked(lift)));

  private asked(lift: FactorLiftView): TwoPersonAsk {
    const { username, reason } = lift;
    return {
      ...lift,
      path: '/factor-lifts',
      icon: 'smartphone',
      what: this.t('lift.what', { username }),
      about: this.t('lift.how', { reason }),
      confirm: this.t('lift.confirm'),
      words: {
        confirm: {
          title: this.t('lift.confirm.title'),
          text: this.t('lift.confirm.text', { username }),
          done: this.t('lift.confirm.done'),
        },
        decline: {
          title: this.t('lift.decline.title'),
          text: this.t('lift.decline.text', { username }),
          done: this.t('request.decline.done'),
        },
      },
    };
  }
}
