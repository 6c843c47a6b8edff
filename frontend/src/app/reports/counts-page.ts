import { Component, computed, inject, signal } from '@angular/core';
import { periodOf, type PeriodType } from '@domain/reports/periods.js';
import type { ReportCount, ReportCountsView } from '@domain/reports/zero-report.js';
import { Api } from '../core/api';
import { injectTexts } from '../core/texts';
import { Cell, DataTable, type Column } from '../ui/data-table';
import { Empty } from '../ui/empty';
import { Icon } from '../ui/icon';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { Segmented } from '../ui/segmented';
import { Skeleton } from '../ui/skeleton';
import { ReportWords } from './report-words';
import { reportTexts } from './texts';

/** How many reports came, district by district, for region and country; small numbers of deaths stay in the district. */
@Component({
  selector: 'app-counts-page',
  imports: [Cell, DataTable, Empty, Icon, PageHead, ProblemBanner, Segmented, Skeleton],
  template: `
    <app-page-head [title]="t('counts.title')" [lead]="t('counts.lead')" />
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
      @if (found.value(); as view) {
        @if (view.items.length > 0) {
          <app-data-table [columns]="columns()" [rows]="view.items" [caption]="t('counts.caption')">
            <ng-template appCell let-row let-key="key">{{ text(key, row, view.smallest) }}</ng-template>
          </app-data-table>
          <p class="quiet-note"><svg appIcon="shield" /> {{ t('counts.note', { n: view.smallest }) }}</p>
        } @else {
          <app-empty icon="calendar" [title]="t('grid.empty.title')" [text]="t('grid.empty.text')" />
        }
      } @else if (found.loading()) {
        <app-skeleton [rows]="6" />
      }
    </div>
  `,
})
export class CountsPage {
  protected readonly t = injectTexts(reportTexts);
  private readonly words = inject(ReportWords);
  protected readonly type = signal<PeriodType>('EPI_WEEK');
  protected readonly found = inject(Api).read<ReportCountsView>(() => `/reports/counts?type=${this.type()}`);

  protected readonly types = computed(() =>
    (['EPI_WEEK', 'MONTH'] as const).map((value) => ({ value, label: this.t(`grid.${value}`) })),
  );
  protected readonly columns = computed<readonly Column[]>(() => [
    { key: 'district', label: this.t('counts.district') },
    { key: 'period', label: this.t('counts.period') },
    { key: 'received', label: this.t('counts.received'), numeric: true },
    { key: 'on-time', label: this.t('counts.on-time'), numeric: true },
    { key: 'missing', label: this.t('counts.missing'), numeric: true },
    { key: 'deaths', label: this.t('counts.deaths'), numeric: true },
  ]);

  protected text(key: string, row: unknown, smallest: number): string {
    const count = row as ReportCount;
    switch (key) {
      case 'district':
        return count.districtName;
      case 'period': {
        const period = periodOf(count.period);
        return period === undefined ? count.period : this.words.whole(period);
      }
      case 'received':
        return this.t('counts.of', { n: count.received, all: count.expected });
      case 'on-time':
        return String(count.onTime);
      case 'missing':
        return String(count.missing);
      default:
        if (count.received === 0) return this.t('counts.silence');
        return count.deaths === null ? this.t('counts.small', { n: smallest }) : String(count.deaths);
    }
  }
}
