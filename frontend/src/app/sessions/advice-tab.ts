import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Page } from '@domain/receipt.js';
import type { RecommendationRow } from '@domain/recommendations/recommendation.js';
import { Api } from '../core/api';
import { codeTexts, stateTexts } from '../core/domain-texts';
import { Formats } from '../core/formats';
import { Permissions } from '../core/permissions';
import { injectTexts } from '../core/texts';
import { FormSection } from '../ui/form-renderer/form-section';
import { SavedMark } from '../ui/form-renderer/saved-mark';
import { Icon } from '../ui/icon';
import { ListRow } from '../ui/list-row';
import { ProblemBanner } from '../ui/problem-banner';
import { Skeleton } from '../ui/skeleton';
import { SessionDesk } from './session-desk';
import { sessionsTexts } from './texts';

/** What this audit recommends, one to five, beside what was already recommended on the same factors. */
@Component({
  selector: 'app-advice-tab',
  host: { class: 'block' },
  imports: [FormSection, Icon, ListRow, ProblemBanner, RouterLink, SavedMark, Skeleton],
  template: `
    <div class="cols">
      <div>
        <section class="stack-8" aria-labelledby="advice">
          <div class="spread">
            <h2 id="advice" class="body-strong">{{ t('advice.title') }}</h2>
            <span class="small muted num">{{ t.count('advice.count', desk.advised()) }}</span>
          </div>
          <p class="small muted">{{ t('advice.rule') }}</p>
          @if (found.problem(); as problem) {
            <app-problem-banner [problem]="problem" (retry)="found.reload()" />
          }
          @if (found.value(); as page) {
            @if (page.items.length > 0) {
              <ul class="rows">
                @for (row of page.items; track row.id) {
                  <li>
                    <app-list-row
                      [link]="['/suites', row.id]"
                      icon="handshake"
                      [title]="row.action"
                      [sub]="by(row)"
                    >
                      <span class="chips row-chips">
                        <span class="chip">{{ states.find('recommendation.' + row.state) }}</span>
                        <span class="chip">{{ row.factor }} {{ codes.find('FACTOR.' + row.factor) }}</span>
                      </span>
                    </app-list-row>
                  </li>
                }
              </ul>
            } @else {
              <p class="muted">{{ t('advice.none') }}</p>
            }
          } @else if (found.loading()) {
            <app-skeleton [rows]="2" />
          }
          @if (mayAdd()) {
            <a class="btn btn-block" routerLink="/suites/nouvelle" [queryParams]="newQuery()"
              ><svg appIcon="plus" class="icon-20" /> {{ t('advice.add') }}</a
            >
          }
        </section>
        @if (desk.note(); as note) {
          @if (desk.advised() === 0 && note.state.questions('agreement').length > 0) {
            <section class="card" aria-labelledby="why-none">
              <div class="card-head">
                <h2 id="why-none">{{ t('advice.why-none') }}</h2>
                @if (note.state.writable()) {
                  <app-saved-mark [saver]="note.saver" />
                }
              </div>
              <app-form-section
                [state]="note.state"
                section="agreement"
                [only]="['no_recommendation_reason']"
              />
            </section>
          }
        }
      </div>
      <div>
        <section class="card" aria-labelledby="earlier">
          <h2 id="earlier">{{ t('advice.earlier') }}</h2>
          <ul class="earlier">
            @for (one of desk.view()?.earlier ?? []; track one.id) {
              <li>
                <a [routerLink]="['/suites', one.id]">{{ one.action }}</a>
                <p class="small muted">
                  {{ one.factor }} {{ codes.find('FACTOR.' + one.factor) }} ·
                  {{ states.find('recommendation.' + one.state) }}
                </p>
              </li>
            } @empty {
              <li class="muted">{{ t('advice.earlier.none') }}</li>
            }
          </ul>
        </section>
      </div>
    </div>
  `,
})
export class AdviceTab {
  protected readonly desk = inject(SessionDesk);
  protected readonly t = injectTexts(sessionsTexts);
  protected readonly states = injectTexts(stateTexts);
  protected readonly codes = injectTexts(codeTexts);
  private readonly formats = inject(Formats);
  private readonly may = inject(Permissions);

  protected readonly found = inject(Api).read<Page<RecommendationRow>>(() => {
    const view = this.desk.view();
    if (view === undefined || !this.may.can('read', 'Recommendation')) return undefined;
    return `/recommendations?case=${view.caseId}`;
  });
  /** Work may be recommended from the moment the opinion is being written until the audit is sealed, and after. */
  protected readonly mayAdd = computed(
    () => this.desk.view()?.audit !== null && this.may.can('propose', 'Recommendation'),
  );
  protected readonly newQuery = computed(() => {
    const view = this.desk.view();
    return { cas: view?.caseId, audit: view?.audit?.id, seance: view?.id };
  });

  protected by(row: RecommendationRow): string {
    const who = this.codes.find(`CL_REC_OWNER_ROLE.${row.ownerFunction}`) ?? row.ownerFunction;
    return this.t('advice.by', { who, date: this.formats.date(row.deadline, 'short') });
  }
}
