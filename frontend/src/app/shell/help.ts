import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Permissions } from '../core/permissions';
import { injectTexts } from '../core/texts';
import { Icon } from '../ui/icon';
import { PageHead } from '../ui/page-head';
import { shellTexts } from './shell-texts';

/** One page of help: the rule, the path of a case or, for who follows actions only, their meeting; the signs, whom to call. */
@Component({
  selector: 'app-help',
  imports: [Icon, PageHead, RouterLink],
  template: `
    <app-page-head [title]="t('help')" />
    <div class="page">
      <section class="card prose">
        <h2>{{ t('help.rule') }}</h2>
        <p>{{ t('help.rule.text') }}</p>
      </section>
      @if (actionsOnly()) {
        <section class="card prose">
          <h2>{{ t('help.actions') }}</h2>
          <ol>
            <li>{{ t('help.actions.1') }}</li>
            <li>{{ t('help.actions.2') }}</li>
            <li>{{ t('help.actions.3') }}</li>
            <li>{{ t('help.actions.4') }}</li>
          </ol>
        </section>
        <section class="card prose">
          <h2>{{ t('help.answers') }}</h2>
          <ul class="stack-8">
            <li class="line line-top">
              <svg appIcon="done" class="ok" />
              <span
                ><b>{{ t('help.answers.done') }}</b> {{ t('help.answers.done.text') }}</span
              >
            </li>
            <li class="line line-top">
              <svg appIcon="clock" />
              <span
                ><b>{{ t('help.answers.going') }}</b> {{ t('help.answers.going.text') }}</span
              >
            </li>
            <li class="line line-top">
              <svg appIcon="overdue" class="late" />
              <span
                ><b>{{ t('help.answers.blocked') }}</b> {{ t('help.answers.blocked.text') }}</span
              >
            </li>
          </ul>
        </section>
      } @else {
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
          <h2>{{ t('paper') }}</h2>
          <p>{{ t('help.paper.text') }}</p>
          <p>
            <a class="btn" routerLink="/aide/papier"
              ><svg appIcon="printer" class="icon-20" /> {{ t('help.paper.open') }}</a
            >
          </p>
        </section>
      }
      <section class="card prose">
        <h2>{{ t('help.call') }}</h2>
        <p>{{ t(actionsOnly() ? 'help.call.actions' : 'help.call.text') }}</p>
      </section>
    </div>
  `,
})
export class Help {
  protected readonly t = injectTexts(shellTexts);
  private readonly may = inject(Permissions);
  /** The ASACO, the town hall: nothing of a case concerns them. */
  protected readonly actionsOnly = computed(
    () => this.may.can('read', 'Action') && !this.may.can('list', 'Case'),
  );
}
