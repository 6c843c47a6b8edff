import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { DrawView } from '@domain/audits/audit.js';
import { Api } from '../core/api';
import { injectTexts } from '../core/texts';
import { Cell, DataTable } from '../ui/data-table';
import { Empty } from '../ui/empty';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { Skeleton } from '../ui/skeleton';
import { quarterWords } from './quarter';
import { auditsTexts } from './texts';

/** The draws by district and quarter: committed to from the start, revealed at the end. */
@Component({
  selector: 'app-draw-list',
  imports: [Cell, DataTable, Empty, PageHead, ProblemBanner, RouterLink, Skeleton],
  template: `
    <app-page-head [title]="t('draws.title')" [lead]="t('draws.lead')" />
    <div class="page">
      @if (found.problem(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="found.reload()" />
      }
      @if (found.value(); as draws) {
        @if (draws.length === 0) {
          <app-empty icon="dice" [title]="t('draws.empty.title')" [text]="t('draws.empty.text')" />
        } @else {
          <app-data-table [columns]="columns()" [rows]="draws" [caption]="t('draws.table')">
            <ng-template appCell let-row let-key="key">
              @switch (key) {
                @case ('quarter') {
                  <a class="nowrap" [routerLink]="['/tirages', row.id]"
                    >{{ quarter(row.quarter) }} · {{ row.districtName }}</a
                  >
                }
                @case ('state') {
                  <span class="chip nowrap" [class.chip-ok]="row.state === 'revealed'">{{
                    t.find('draws.' + row.state)
                  }}</span>
                }
                @case ('commitment') {
                  <code class="hash">{{ row.commitment }}</code>
                }
                @case ('seed') {
                  @if (row.seed) {
                    <code class="hash">{{ row.seed }}</code>
                  } @else {
                    –
                  }
                }
              }
            </ng-template>
          </app-data-table>
        }
      } @else if (found.loading()) {
        <app-skeleton [rows]="4" />
      }
    </div>
  `,
})
export class DrawList {
  protected readonly t = injectTexts(auditsTexts);
  protected readonly found = inject(Api).read<readonly DrawView[]>(() => '/draws');
  protected readonly columns = computed(() => [
    { key: 'quarter', label: this.t('draws.quarter') },
    { key: 'state', label: this.t('draws.state') },
    { key: 'commitment', label: this.t('draws.commitment') },
    { key: 'seed', label: this.t('draws.seed') },
  ]);

  protected quarter(quarter: string): string {
    return this.t('draws.quarter-words', quarterWords(quarter));
  }
}
