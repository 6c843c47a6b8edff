import { Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { PeriodType } from '@domain/reports/periods.js';
import type { ReportGrid, ReportLine } from '@domain/reports/zero-report.js';
import { Api } from '../core/api';
import { injectTexts } from '../core/texts';
import { wideScreen } from '../core/wide-screen';
import { Empty } from '../ui/empty';
import { FilterChips, type FilterChip } from '../ui/filter-chips';
import { Icon } from '../ui/icon';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { Segmented } from '../ui/segmented';
import { Skeleton } from '../ui/skeleton';
import { cellFilters, type CellFilter, CELL_FILTERS } from './cell-filters';
import { ReportWords } from './report-words';
import { StandingChip } from './standing-chip';
import { reportTexts } from './texts';

const COLUMNS = { wide: 6, small: 3 } as const;

/** Who reported, and who is missing: the places of a district against the last periods. */
@Component({
  selector: 'app-grid-page',
  imports: [Empty, FilterChips, Icon, PageHead, ProblemBanner, RouterLink, Segmented, Skeleton, StandingChip],
  template: `
    <app-page-head [title]="t('grid.title')" [lead]="t('grid.lead')" />
    <div class="page">
      <app-segmented
        name="type"
        [label]="t('grid.type')"
        [choices]="types()"
        [value]="type()"
        [fit]="true"
        (choose)="type.set($event === 'MONTH' ? 'MONTH' : 'EPI_WEEK')"
      />
      @if (found.problem(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="found.reload()" />
      }
      @if (found.value(); as grid) {
        @if (grid.rows.length > 0) {
          @if (last(); as now) {
            <section class="card stack-8" aria-labelledby="last-period">
              <h2 id="last-period">{{ t('grid.last', { name: now.name }) }}</h2>
              <p>{{ t('grid.received', { n: now.received, all: now.all }) }}</p>
              @if (now.absent.length > 0) {
                <p>
                  <b>{{ t('grid.absent') }}</b> {{ now.absent.join(', ') }}
                </p>
              } @else {
                <p class="line"><svg appIcon="done" class="icon-20 ok" /> {{ t('grid.all-in') }}</p>
              }
            </section>
          }
          <app-filter-chips
            [chips]="chips()"
            [selected]="filter()"
            [label]="t('grid.filter')"
            (choose)="choose($event)"
          />
          <div class="card card-flush">
            <div
              class="table-scroll"
              tabindex="0"
              role="region"
              [attr.aria-label]="t(grid.type === 'MONTH' ? 'grid.caption.month' : 'grid.caption')"
            >
              <table class="report-grid">
                <caption class="visually-hidden">
                  {{
                    t(grid.type === 'MONTH' ? 'grid.caption.month' : 'grid.caption')
                  }}
                </caption>
                <thead>
                  <tr>
                    <th scope="col">{{ t(grid.type === 'MONTH' ? 'grid.place.month' : 'grid.place') }}</th>
                    @for (period of periods(); track period.code) {
                      <th scope="col">
                        {{ words.column(period) }} <small>{{ words.span(period) }}</small>
                      </th>
                    }
                  </tr>
                </thead>
                <tbody>
                  @for (row of rows(); track row.placeId) {
                    <tr>
                      <th scope="row">{{ row.placeName }}</th>
                      @for (cell of row.cells; track $index) {
                        <td [class.silent]="cell && isSilent(cell)">
                          @if (cell && cell.id) {
                            <a [routerLink]="['/rapports', cell.id]">
                              <app-standing-chip [line]="cell" />
                              @for (note of words.notes(cell); track note) {
                                <small>{{ note }}</small>
                              }
                            </a>
                          } @else {
                            <span class="visually-hidden">{{ t('standing.none') }}</span>
                          }
                        </td>
                      }
                    </tr>
                  } @empty {
                    <tr>
                      <td [attr.colspan]="periods().length + 1">{{ t('grid.filtered') }}</td>
                    </tr>
                  }
                </tbody>
              </table>
            </div>
          </div>
          <p class="quiet-note"><svg appIcon="info" /> {{ t('legend.text') }}</p>
        } @else {
          <app-empty icon="calendar" [title]="t('grid.empty.title')" [text]="t('grid.empty.text')" />
        }
      } @else if (found.loading()) {
        <app-skeleton [rows]="6" />
      }
    </div>
  `,
})
export class GridPage {
  protected readonly t = injectTexts(reportTexts);
  protected readonly words = inject(ReportWords);
  private readonly isWide = wideScreen();
  protected readonly type = signal<PeriodType>('EPI_WEEK');
  protected readonly filter = signal<CellFilter>('all');
  protected readonly found = inject(Api).read<ReportGrid>(() => `/reports/grid?type=${this.type()}`);

  protected readonly types = computed(() =>
    (['EPI_WEEK', 'MONTH'] as const).map((value) => ({ value, label: this.t(`grid.${value}`) })),
  );
  private readonly columns = computed(() => COLUMNS[this.isWide() ? 'wide' : 'small']);
  protected readonly periods = computed(() => (this.found.value()?.periods ?? []).slice(0, this.columns()));
  /** Rows as they are shown, the periods that there is no room for cut off. */
  private readonly all = computed(() =>
    (this.found.value()?.rows ?? []).map((row) => ({ ...row, cells: row.cells.slice(0, this.columns()) })),
  );
  protected readonly rows = computed(() => this.all().filter(({ cells }) => keeps(this.filter(), cells)));
  protected readonly chips = computed<readonly FilterChip[]>(() =>
    CELL_FILTERS.map((value) => ({
      value,
      label: this.t(`filter.${value}`),
      count: this.all().filter(({ cells }) => keeps(value, cells)).length,
    })),
  );
  protected readonly last = computed(() => {
    const grid = this.found.value();
    const period = grid?.periods[0];
    if (grid === undefined || period === undefined) return null;
    const waited = grid.rows.filter(({ cells }) => cells[0] !== null && cells[0] !== undefined);
    const absent = waited.filter(({ cells }) => cells[0]?.deaths === null);
    return {
      name: this.words.whole(period),
      all: waited.length,
      received: waited.length - absent.length,
      absent: absent.map(({ placeName }) => placeName),
    };
  });

  protected choose(value: string): void {
    this.filter.set(CELL_FILTERS.find((one) => one === value) ?? 'all');
  }

  protected isSilent({ standing }: ReportLine): boolean {
    return standing === 'late' || standing === 'missing';
  }
}

function keeps(filter: CellFilter, cells: readonly (ReportLine | null)[]): boolean {
  return filter === 'all' || cells.some((cell) => cell !== null && cellFilters(cell).includes(filter));
}
