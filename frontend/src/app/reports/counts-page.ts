import { Component, computed, inject, signal } from '@angular/core';
import type { Period, PeriodType } from '@domain/reports/periods.js';
import type { ReportCount, ReportCountsView } from '@domain/reports/zero-report.js';
import { Api } from '../core/api';
import { Permissions } from '../core/permissions';
import { injectTexts } from '../core/texts';
import { Cell, DataTable, type Column } from '../ui/data-table';
import { Empty } from '../ui/empty';
import { ExportDoor } from '../ui/export/export-door';
import { Icon } from '../ui/icon';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { Segmented } from '../ui/segmented';
import { Skeleton } from '../ui/skeleton';
import { ReportWords } from './report-words';
import { reportTexts } from './texts';

/** How many reports came in a period and the deaths that were published, with totals, for region and country. */
@Component({
  selector: 'app-counts-page',
  imports: [Cell, DataTable, Empty, ExportDoor, Icon, PageHead, ProblemBanner, Segmented, Skeleton],
  template: `
    <app-page-head [title]="t('counts.title')" [lead]="t('counts.lead')">
      @if (exportable()) {
        <app-export-door path="/reports" [filters]="{ type: type() }" [whole]="true" />
      }
    </app-page-head>
    <div class="page">
      <app-segmented
        name="type"
        [label]="t('grid.type')"
        [choices]="types()"
        [value]="type()"
        [fit]="true"
        (choose)="chooseType($event)"
      />
      @if (found.problem(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="found.reload()" />
      }
      @if (found.value()) {
        @if (period(); as shown) {
          <div class="field">
            <label class="label" for="period">{{ t('counts.period') }}</label>
            <select autocomplete="off" #box id="period" class="box" (change)="chosen.set(box.value)">
              @for (one of periods(); track one.code) {
                <option [value]="one.code" [selected]="one.code === shown.code">
                  {{ words.whole(one) }}
                </option>
              }
            </select>
          </div>
          <app-data-table [columns]="columns()" [rows]="rows()" [caption]="caption()">
            <ng-template appCell let-row let-key="key">
              {{ text(key, row) }}
              @if (key === 'place' && row.placeKind !== 'district') {
                <small class="muted">{{ t.find('counts.kind.' + row.placeKind) }}</small>
              }
            </ng-template>
          </app-data-table>
          <div class="quiet-note">
            <svg appIcon="shield" />
            @if (smallest(); as least) {
              <div>
                <p>{{ t('counts.legend.small', { n: least, most: least - 1 }) }}</p>
                <p>{{ t('counts.legend.withheld') }}</p>
                <p>{{ t('counts.legend.once') }}</p>
              </div>
            } @else {
              <p>{{ t('counts.legend.to-come') }}</p>
            }
          </div>
          @if (exportable()) {
            <app-export-door
              class="only-small"
              [block]="true"
              path="/reports"
              [filters]="{ type: type() }"
              [whole]="true"
            />
          }
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
  protected readonly words = inject(ReportWords);
  protected readonly type = signal<PeriodType>('EPI_WEEK');
  protected readonly chosen = signal<string | null>(null);
  protected readonly found = inject(Api).read<ReportCountsView>(() => `/reports/counts?type=${this.type()}`);

  private readonly may = inject(Permissions);
  protected readonly exportable = computed(
    () => this.periods().length > 0 && this.may.can('export', 'Report'),
  );

  protected readonly types = computed(() =>
    (['EPI_WEEK', 'MONTH'] as const).map((value) => ({ value, label: this.t(`grid.${value}`) })),
  );
  /** Those of which a report was expected. */
  protected readonly periods = computed<readonly Period[]>(() => {
    const { periods, items } = this.found.value() ?? { periods: [], items: [] };
    return periods.filter(({ code }) => items.some(({ period }) => period === code));
  });
  protected readonly period = computed(
    () => this.periods().find(({ code }) => code === this.chosen()) ?? this.periods()[0],
  );
  protected readonly rows = computed(
    () => this.found.value()?.items.filter(({ period }) => period === this.period()?.code) ?? [],
  );
  /** The smallest number told of this period; none until its deaths are published. */
  protected readonly smallest = computed(() => this.rows().find((row) => row.smallest !== null)?.smallest);
  protected readonly caption = computed(() => {
    const period = this.period();
    return [this.t('counts.caption'), period === undefined ? '' : this.words.whole(period)].join(' · ');
  });
  protected readonly columns = computed<readonly Column[]>(() => [
    { key: 'place', label: this.t('counts.place') },
    { key: 'received', label: this.t('counts.received'), numeric: true },
    { key: 'on-time', label: this.t('counts.on-time'), numeric: true },
    { key: 'missing', label: this.t('counts.missing'), numeric: true },
    ...(this.smallest() === undefined
      ? []
      : [{ key: 'deaths', label: this.t('counts.deaths'), numeric: true }]),
  ]);

  protected chooseType(type: string): void {
    this.type.set(type === 'MONTH' ? 'MONTH' : 'EPI_WEEK');
  }

  protected text(key: string, count: ReportCount): string {
    switch (key) {
      case 'place':
        return count.placeName;
      case 'received':
        return this.t('counts.of', { n: count.received, all: count.expected });
      case 'on-time':
        return String(count.onTime);
      case 'missing':
        return String(count.missing);
      default:
        if (count.mark === 'told') return String(count.deaths ?? '');
        return this.t(`counts.${count.mark}`, { n: count.smallest ?? '' });
    }
  }
}
