import { Component, computed, effect, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { textOf } from '@domain/forms/read.js';
import type { RecommendationView } from '@domain/recommendations/recommendation.js';
import { Api } from '../core/api';
import { coreTexts } from '../core/core-texts';
import { codeTexts, stateTexts } from '../core/domain-texts';
import { Formats } from '../core/formats';
import { Permissions } from '../core/permissions';
import { injectTexts } from '../core/texts';
import { Banner } from '../ui/banner';
import { Clock } from '../ui/clock';
import { groupNumber } from '../ui/copy-number';
import { Icon } from '../ui/icon';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { Skeleton } from '../ui/skeleton';
import { StatusStepper } from '../ui/status-stepper';
import { NamesLeft } from './names-left';
import { RecommendationActs } from './recommendation-acts';
import { RecommendationAnswers } from './recommendation-answers';
import { RecommendationHistory } from './recommendation-history';
import { StateChip } from './state-chip';
import { recommendationTexts } from './texts';
import { isUnderWay } from './under-way';

const PATH = ['proposed', 'accepted', 'in-progress', 'done', 'verified', 'effective'] as const;

/** One recommendation: what is asked of whom, where it is, what can be done now, what was done. */
@Component({
  selector: 'app-recommendation-page',
  imports: [
    Banner,
    Clock,
    Icon,
    NamesLeft,
    PageHead,
    ProblemBanner,
    RecommendationActs,
    RecommendationAnswers,
    RecommendationHistory,
    RouterLink,
    Skeleton,
    StateChip,
    StatusStepper,
  ],
  template: `
    <app-page-head [title]="view()?.action ?? t('recommendation')" [back]="['/suites']" [crumbs]="crumbs()">
      @if (mayEdit()) {
        <a class="btn" [routerLink]="['/suites', id(), 'modifier']"
          ><svg appIcon="pencil" class="icon-20" /> {{ t('edit') }}</a
        >
      }
    </app-page-head>
    <div class="page">
      @if (found.problem(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="found.reload()" />
      }
      @if (view(); as view) {
        <div class="chips rec-head">
          <p class="heading only-small">{{ view.action }}</p>
          <app-state-chip [state]="view.state" />
          <span class="chip">{{ code('CL_REC_LEVEL', view.level) }}</span>
          <span class="chip">{{ code('CL_REC_OWNER_ROLE', view.ownerFunction) }}</span>
          <span class="chip">{{ code('CL_REC_STRENGTH', view.strength) }}</span>
          @if (priority(); as words) {
            <span class="chip">{{ words }}</span>
          }
          <span class="chip">{{ view.placeName }}</span>
        </div>
        <app-names-left [recommendationId]="view.id" />
        @if (view.blockedSince; as since) {
          <app-banner tone="warn" [lead]="t('blocked', { date: formats.date(since) })">
            @if (view.escalatedTo; as level) {
              {{ t('escalated', { level: code('CL_REC_ESCALATED_TO', level) }) }}
            }
          </app-banner>
        } @else if (view.successorId; as next) {
          <app-banner [lead]="t('successor')">
            <a [routerLink]="['/suites', next]">{{ t('successor.open') }}</a>
          </app-banner>
        } @else if (view.mergedInto; as kept) {
          <app-banner [lead]="t('merged')">
            <a [routerLink]="['/suites', kept]">{{ t('merged.open') }}</a>
          </app-banner>
        } @else if (view.state === 'ineffective') {
          <app-banner tone="warn" [lead]="t('successor.none')">
            @if (successorQuery(); as query) {
              <a routerLink="/suites/nouvelle" [queryParams]="query">{{ t('successor.add') }}</a>
            }
          </app-banner>
        }
        <app-status-stepper
          machine="recommendation"
          [path]="path"
          [state]="view.state === 'blocked' ? 'in-progress' : view.state"
          [aside]="aside()"
        />
        <div class="cols cols-first">
          <div>
            <app-recommendation-acts [view]="view" (changed)="found.reload()" />
            @if (mayEdit()) {
              <a class="btn btn-block only-small" [routerLink]="['/suites', id(), 'modifier']"
                ><svg appIcon="pencil" class="icon-20" /> {{ t('edit') }}</a
              >
            }
            @if (view.state === 'refused' && view.successorId === null && successorQuery(); as query) {
              <a class="btn btn-block" routerLink="/suites/nouvelle" [queryParams]="query"
                ><svg appIcon="plus" class="icon-20" /> {{ t('refused.add') }}</a
              >
            }
            <section class="card" aria-labelledby="brief">
              <h2 id="brief">{{ t('facts') }}</h2>
              <ul class="clocks" role="list">
                <li>
                  <div class="clock-line">
                    <b>{{ t('deadline') }}</b>
                    @if (runs()) {
                      <app-clock [start]="view.start" [due]="view.deadline + 'T23:59'" />
                    } @else {
                      <span class="small num">{{ formats.date(view.deadline) }}</span>
                    }
                  </div>
                  <p class="small muted num">
                    {{
                      t('deadline.between', {
                        start: formats.date(view.start, 'short'),
                        end: formats.date(view.deadline, 'short'),
                      })
                    }}
                  </p>
                </li>
                @if (view.effectDueAt; as due) {
                  <li>
                    <b>{{ t('effect') }}</b>
                    <p class="small muted num">{{ t('effect.due', { date: formats.date(due) }) }}</p>
                  </li>
                }
                <li>
                  <b>{{ t('published') }}</b>
                  <p class="small muted">{{ publication() }}</p>
                </li>
                @if (view.followedByMe) {
                  <li>
                    <b>{{ t('follow') }}</b>
                    <p class="small muted">{{ t('follow.me') }}</p>
                  </li>
                }
              </ul>
            </section>
            <section class="card" aria-labelledby="sources">
              <h2 id="sources">{{ t('sources') }}</h2>
              @if (view.sources.length > 0) {
                <p class="small muted">{{ t('sources.text') }}</p>
                <ul class="stack-8">
                  @for (source of view.sources; track source.caseId) {
                    <li>
                      <a class="num nowrap" [routerLink]="['/cas', source.caseId]">{{
                        grouped(source.caseNumber)
                      }}</a>
                    </li>
                  }
                </ul>
              } @else {
                <p class="small muted">{{ t('sources.hidden') }}</p>
              }
            </section>
          </div>
          <div>
            <app-recommendation-answers [view]="view" />
            <app-recommendation-history [updates]="view.updates" />
            <p class="quiet-note"><svg appIcon="shield" /> {{ core('motto') }}</p>
          </div>
        </div>
      } @else if (found.loading()) {
        <app-skeleton shape="page" />
      }
    </div>
  `,
})
export class RecommendationPage {
  readonly id = input.required<string>();

  protected readonly t = injectTexts(recommendationTexts);
  protected readonly core = injectTexts(coreTexts);
  private readonly codes = injectTexts(codeTexts);
  private readonly states = injectTexts(stateTexts);
  protected readonly formats = inject(Formats);
  private readonly may = inject(Permissions);

  protected readonly path = PATH;
  protected readonly found = inject(Api).read<RecommendationView>(() => `/recommendations/${this.id()}`);
  protected readonly view = this.found.value;

  protected readonly crumbs = computed(() => {
    const view = this.view();
    const here = view === undefined ? '' : (this.states.find(`recommendation.${view.state}`) ?? '');
    return [{ label: this.t('title'), link: ['/suites'] }, { label: here }];
  });
  protected readonly priority = computed(() => {
    const given = textOf(this.view()?.answers, 'rec_priority');
    return given === undefined ? null : this.code('CL_REC_PRIORITY', given);
  });
  protected readonly runs = computed(() => isUnderWay(this.view()?.state ?? 'done'));
  /** Outside the path one line stands for the stepper: why. */
  protected readonly aside = computed(
    () => this.view()?.updates.find(({ event }) => event === 'refuse' || event === 'cancel')?.decision ?? '',
  );
  protected readonly publication = computed(() => {
    const view = this.view();
    if (view === undefined) return '';
    if (view.publishedMonth !== null)
      return this.t('published.month', { month: this.formats.month(view.publishedMonth) });
    if (view.audience === 'CARE_TEAM') return this.t('published.care-team');
    return this.t(this.runs() ? 'published.waits' : 'published.not');
  });
  protected readonly mayEdit = computed(() => {
    const view = this.view();
    return (
      view?.state === 'proposed' &&
      view.publishedMonth === null &&
      view.sources.length > 0 &&
      this.may.can('propose', 'Recommendation')
    );
  });
  protected readonly successorQuery = computed(() => {
    const source = this.view()?.sources[0];
    if (source === undefined || !this.may.can('propose', 'Recommendation')) return null;
    return { cas: source.caseId, remplace: this.id() };
  });

  constructor() {
    const router = inject(Router);
    effect(() => {
      // Somebody who reads recommendations too may come by the other name that a task gives an action.
      if (this.found.problem()?.status === 404 && this.may.can('read', 'Action'))
        void router.navigate(['/actions', this.id()], { replaceUrl: true });
    });
  }

  protected code(list: string, value: string): string {
    return this.codes.find(`${list}.${value}`) ?? value;
  }

  protected grouped(number: string): string {
    return groupNumber(number);
  }
}
