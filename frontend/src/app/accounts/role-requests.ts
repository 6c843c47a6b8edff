import { Component, computed, inject, input, output } from '@angular/core';
import type { RoleRequestView } from '@domain/accounts/role-request.js';
import { roleTexts } from '../core/domain-texts';
import { Formats } from '../core/formats';
import { injectTexts } from '../core/texts';
import { accountTexts } from './texts';
import { type TwoPersonAsk, TwoPersonAsks } from './two-person-asks';

/** Roles that wait for their second person. Input: `requests`. Output: `changed`. */
@Component({
  selector: 'app-role-requests',
  host: { class: 'block' },
  imports: [TwoPersonAsks],
  template: `<app-two-person-asks [asks]="asks()" (changed)="changed.emit()" />`,
})
export class RoleRequests {
  readonly requests = input.required<readonly RoleRequestView[]>();
  readonly changed = output();

  private readonly t = injectTexts(accountTexts);
  private readonly roles = injectTexts(roleTexts);
  private readonly formats = inject(Formats);

  protected readonly asks = computed(() => this.requests().map((request) => this.asked(request)));

  private asked(request: RoleRequestView): TwoPersonAsk {
    const { role, placeName, username, profession } = request;
    const what = `${this.roles.find(`roles.${role}`) ?? role} · ${placeName}`;
    return {
      ...request,
      path: '/role-requests',
      icon: 'users',
      what,
      about: `${username} · ${this.roles.find(`professions.${profession}`) ?? ''} · ${this.period(request)}`,
      confirm: this.t('request.confirm'),
      words: {
        confirm: {
          title: this.t('request.confirm.title'),
          text: this.t('request.confirm.text', { username, what }),
          done: this.t('request.confirm.done'),
        },
        decline: {
          title: this.t('request.decline.title'),
          text: this.t('request.decline.text', { username, what }),
          done: this.t('request.decline.done'),
        },
      },
    };
  }

  private period({ from, to }: RoleRequestView): string {
    const first = this.formats.date(from, 'long');
    return to === null
      ? this.t('since', { from: first })
      : this.t('between', { from: first, to: this.formats.date(to, 'long') });
  }
}
