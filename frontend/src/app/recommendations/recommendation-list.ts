import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { LEVELS } from '@domain/recommendations/audience.js';
import type { RecommendationRow } from '@domain/recommendations/recommendation.js';
import { RECOMMENDATION_STATES } from '@domain/recommendations/recommendation-workflow.js';
import { codeTexts, stateTexts } from '../core/domain-texts';
import { pagedList } from '../core/paged-list';
import { Permissions } from '../core/permissions';
import { injectTexts } from '../core/texts';
import { Empty } from '../ui/empty';
import { ExportDoor } from '../ui/export/export-door';
import { FilterChips, type FilterChip } from '../ui/filter-chips';
import { Icon } from '../ui/icon';
import { ListRow } from '../ui/list-row';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { ReadOn } from '../ui/read-on';
import { Skeleton } from '../ui/skeleton';
import { isUnderWay } from './under-way';
import { StateChip } from './state-chip';
import { recommendationTexts } from './texts';

const ALL = 'toutes';
const LATE = 'en-retard';

/** The recommendations that this person may see, nearest deadline first. Filters live in the address. */
@Component({
  selector: 'app-recommendation-list',
  imports: [
    Empty,
    ExportDoor,
    FilterChips,
    Icon,
    ListRow,
    PageHead,
    ProblemBanner,
    ReadOn,
    RouterLink,
    Skeleton,
    StateChip,
  ],
  template: `
    <app-page-head [title]="t('title')">
      @if (exportable()) {
        <app-export-door path="/recommendations" [filters]="query()" />
      }
      @if (mayAdd()) {
        <a class="btn btn-primary" routerLink="/suites/nouvelle" [queryParams]="{ cas: cas() }"
          ><svg appIcon="plus" class="icon-20" /> {{ t('add') }}</a
        >
      }
    </app-page-head>
    <div class="page">
      @if (cas(); as id) {
        <p class="line wrap small">
          <span>{{ t('one-case') }}</span>
          @if (may.can('read', 'Case')) {
            <a [routerLink]="['/cas', id]">{{ t('one-case.open') }}</a>
          }
          <a routerLink="/suites">{{ t('one-case.all') }}</a>
        </p>
      }
      <app-filter-chips
        [chips]="stateChips()"
        [selected]="chosenState()"
        [label]="t('filter.state')"
        (choose)="filter({ etape: $event })"
      />
      <div class="filter-line">
        <label for="level">{{ t('filter.level') }}</label>
        <select autocomplete="off" id="level" class="box" (change)="chooseLevel($event)">
          @for (one of levels(); track one.value) {
            <option [value]="one.value" [selected]="one.value === (level() ?? all)">{{ one.label }}</option>
          }
        </select>
      </div>
      @if (list.first.problem(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="list.first.reload()" />
      }
      @if (list.first.value()) {
        @if (list.items().length > 0) {
          <ul class="rows">
            @for (row of list.items(); track row.id) {
              <li>
                <app-list-row
                  [link]="['/suites', row.id]"
                  [needs]="'/recommendations/' + row.id"
                  icon="handshake"
                  [title]="row.action"
                  [sub]="sub(row)"
                  [start]="row.start"
                  [due]="due(row)"
                >
                  <span class="chips row-chips">
                    <app-state-chip [state]="row.state" />
                    <span class="chip">{{ codes.find('CL_REC_LEVEL.' + row.level) }}</span>
                  </span>
                </app-list-row>
              </li>
            }
          </ul>
        } @else {
          <app-empty
            icon="handshake"
            [title]="t(filtered() ? 'empty.filtered.title' : 'empty.title')"
            [text]="t(filtered() ? 'empty.filtered.text' : 'empty.text')"
          >
            <div class="btns">
              @if (mayAdd()) {
                <a class="btn btn-primary" routerLink="/suites/nouvelle" [queryParams]="{ cas: cas() }"
                  ><svg appIcon="plus" class="icon-20" /> {{ t('add') }}</a
                >
              } @else if (filtered()) {
                <a class="btn btn-primary" routerLink="/suites">{{ t('empty.all') }}</a>
              } @else if (may.can('read', 'Session')) {
                <a class="btn btn-primary" routerLink="/seances">{{ t('empty.sessions') }}</a>
              }
            </div>
          </app-empty>
        }
        <app-read-on [list]="list" />
        @if (exportable()) {
          <app-export-door class="only-small" [block]="true" path="/recommendations" [filters]="query()" />
        }
        @if (mayAdd() && list.items().length > 0) {
          <a class="btn btn-block only-small" routerLink="/suites/nouvelle" [queryParams]="{ cas: cas() }"
            ><svg appIcon="plus" class="icon-20" /> {{ t('add') }}</a
          >
        }
      } @else if (list.first.loading()) {
        <app-skeleton [rows]="5" />
      }
    </div>
  `,
})
export class RecommendationList {
  /** From the address: state or lateness, level, the case it is about. */
  readonly etape = input<string>();
  readonly niveau = input<string>();
  readonly cas = input<string>();

  protected readonly t = injectTexts(recommendationTexts);
  protected readonly codes = injectTexts(codeTexts);
  private readonly states = injectTexts(stateTexts);
  protected readonly may = inject(Permissions);
  private readonly router = inject(Router);

  protected readonly all = ALL;
  private readonly state = computed(
    () => RECOMMENDATION_STATES.find((state) => state === this.etape()) ?? null,
  );
  private readonly isLate = computed(() => this.etape() === LATE);
  protected readonly level = computed(() => LEVELS.find((level) => level === this.niveau()) ?? null);
  protected readonly chosenState = computed(() => (this.isLate() ? LATE : (this.state() ?? ALL)));
  protected readonly filtered = computed(
    () => this.state() !== null || this.isLate() || this.level() !== null || this.cas() !== undefined,
  );
  protected readonly mayAdd = computed(
    () => this.cas() !== undefined && this.may.can('propose', 'Recommendation'),
  );

  protected readonly query = computed(() => ({
    state: this.state(),
    overdue: this.isLate() ? true : null,
    level: this.level(),
    case: this.cas(),
  }));
  protected readonly list = pagedList<RecommendationRow>('/recommendations', () => this.query());
  protected readonly exportable = computed(
    () => this.list.items().length > 0 && this.may.can('export', 'Recommendation'),
  );

  protected readonly stateChips = computed<readonly FilterChip[]>(() => [
    { value: ALL, label: this.t('filter.all') },
    { value: LATE, label: this.t('filter.late') },
    ...RECOMMENDATION_STATES.map((value) => ({
      value,
      label: this.states.find(`recommendation.${value}`) ?? value,
    })),
  ]);
  protected readonly levels = computed(() => [
    { value: ALL, label: this.t('filter.all-levels') },
    ...LEVELS.map((value) => ({ value, label: this.codes.find(`CL_REC_LEVEL.${value}`) ?? value })),
  ]);

  protected sub({ ownerFunction, placeName }: RecommendationRow): string {
    const owner = this.codes.find(`CL_REC_OWNER_ROLE.${ownerFunction}`) ?? ownerFunction;
    return this.t('row.sub', { owner, place: placeName });
  }

  /** The deadline is the whole of its day; what is over has no clock. */
  protected due({ state, deadline }: RecommendationRow): string | undefined {
    return isUnderWay(state) ? `${deadline}T23:59` : undefined;
  }

  protected chooseLevel(event: Event): void {
    this.filter({ niveau: (event.target as HTMLSelectElement).value });
  }

  protected filter(part: { readonly etape?: string; readonly niveau?: string }): void {
    const queryParams = Object.fromEntries(
      Object.entries(part).map(([key, value]) => [key, value === ALL ? null : value]),
    );
    void this.router.navigate(['/suites'], { queryParams, queryParamsHandling: 'merge' });
  }
}
