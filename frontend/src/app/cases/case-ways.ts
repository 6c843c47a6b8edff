import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { CaseView } from '@domain/cases/case.js';
import { reviewFormName } from '@domain/forms/registry.js';
import { stateTexts } from '../core/domain-texts';
import { Permissions } from '../core/permissions';
import { injectTexts } from '../core/texts';
import { Icon } from '../ui/icon';
import type { IconName } from '../ui/icons';
import { casesTexts } from './texts';

interface Way {
  readonly icon: IconName;
  readonly text: string;
  readonly path: readonly string[];
  readonly query: Readonly<Record<string, string>> | null;
}

/** The pages that belong to a case: its delays, session, packet, comparison, what follows. Input: `view`. */
@Component({
  selector: 'app-case-ways',
  host: { class: 'block' },
  imports: [Icon, RouterLink],
  template: `
    @if (ways().length > 0) {
      <nav [attr.aria-label]="t('ways')" class="no-print">
        <ul class="rows">
          @for (way of ways(); track way.text) {
            <li>
              <a class="row" [routerLink]="way.path" [queryParams]="way.query">
                <span class="tile"><svg [appIcon]="way.icon" /></span>
                <span class="row-text row-title">{{ way.text }}</span>
                <svg appIcon="chevron" class="icon-20 row-end" />
              </a>
            </li>
          }
        </ul>
      </nav>
    }
  `,
})
export class CaseWays {
  readonly view = input.required<CaseView>();

  protected readonly t = injectTexts(casesTexts);
  private readonly states = injectTexts(stateTexts);
  private readonly may = inject(Permissions);

  protected readonly ways = computed<readonly Way[]>(() => {
    const ways: Way[] = [];
    const { id, documents, packet, audit, conclusion, kind, state, sessionId } = this.view();
    const concluded = ['concluded', 'responding', 'closed'].includes(state);
    const review = kind === null ? undefined : reviewFormName(kind);
    if (documents?.some(({ form }) => form === review) === true)
      ways.push({ icon: 'clock', text: this.t('way.delays'), path: ['/cas', id, 'retards'], query: null });
    if (sessionId && state !== 'ready')
      ways.push({ icon: 'users', text: this.t('way.session'), path: ['/seances', sessionId], query: null });
    if (packet)
      ways.push({
        icon: 'eye-off',
        text: this.t('way.packet', {
          alias: packet.alias,
          state: this.states.find(`packet.${packet.state}`) ?? '',
        }),
        path: ['/cas', id, 'paquet'],
        query: null,
      });
    if (conclusion || (concluded && audit))
      ways.push({
        icon: 'compare',
        text: this.t('way.comparison'),
        path: ['/cas', id, 'comparaison'],
        query: null,
      });
    if (audit && this.may.can('read', 'Recommendation'))
      ways.push({ icon: 'handshake', text: this.t('way.follow-up'), path: ['/suites'], query: { cas: id } });
    return ways;
  });
}
