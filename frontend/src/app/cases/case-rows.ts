import { Component, computed, inject, input } from '@angular/core';
import type { CaseRow } from '@domain/cases/case.js';
import { stateTexts } from '../core/domain-texts';
import { Permissions } from '../core/permissions';
import { injectTexts } from '../core/texts';
import { wideScreen } from '../core/wide-screen';
import { groupNumber } from '../ui/copy-number';
import { Cell, DataTable, type Column } from '../ui/data-table';
import { Icon } from '../ui/icon';
import { KeptLink } from '../ui/kept-link';
import { kindIcon } from '../ui/kind-icon';
import { ListRow } from '../ui/list-row';
import { CaseFacts } from './case-facts';
import { casesTexts } from './texts';

/** Cases as the server lists them: a table on a laptop, rows on a phone. Input: `items`. */
@Component({
  selector: 'app-case-rows',
  host: { class: 'block' },
  imports: [Cell, DataTable, Icon, KeptLink, ListRow],
  template: `
    @if (isWide()) {
      <app-data-table [columns]="columns()" [rows]="items()" [caption]="t('table')">
        <ng-template appCell let-row let-key="key">
          @switch (key) {
            @case ('number') {
              <app-kept-link
                [link]="['/cas', row.id]"
                [needs]="'/cases/' + row.id"
                [text]="grouped(row.number)"
              />
            }
            @case ('kind') {
              <span class="line"
                ><svg [appIcon]="icon(row.kind)" class="icon-20" /> {{ facts.kind(row) }}</span
              >
            }
            @case ('state') {
              {{ stateOf(row) }}
              @if (row.onHold) {
                <span class="chip chip-warn"><svg appIcon="hourglass" /> {{ t('on-hold') }}</span>
              }
            }
            @case ('place') {
              {{ row.placeName }}
            }
            @case ('death') {
              <span class="nowrap">{{ facts.day(row.deathDate) }}</span>
            }
            @case ('reported') {
              <span class="nowrap">{{ facts.day(row.reportedAt) }}</span>
            }
          }
        </ng-template>
      </app-data-table>
    } @else {
      <ul class="rows">
        @for (row of items(); track row.id) {
          <li>
            @if (opens) {
              <app-list-row
                [link]="['/cas', row.id]"
                [needs]="'/cases/' + row.id"
                [icon]="icon(row.kind)"
                [title]="facts.kind(row)"
                [sub]="facts.line(row)"
              >
                <span class="chips row-chips">
                  <span class="chip">{{ stateOf(row) }}</span>
                  @if (row.onHold) {
                    <span class="chip chip-warn"><svg appIcon="hourglass" /> {{ t('on-hold') }}</span>
                  }
                </span>
              </app-list-row>
            } @else {
              <div class="row">
                <span class="tile"><svg [appIcon]="icon(row.kind)" /></span>
                <span class="row-text">
                  <span class="row-title">{{ facts.kind(row) }}</span>
                  <span class="row-sub">{{ facts.line(row) }}</span>
                  <span class="chips row-chips"
                    ><span class="chip">{{ stateOf(row) }}</span></span
                  >
                </span>
              </div>
            }
          </li>
        }
      </ul>
    }
  `,
})
export class CaseRows {
  readonly items = input.required<readonly CaseRow[]>();

  protected readonly t = injectTexts(casesTexts);
  private readonly states = injectTexts(stateTexts);
  protected readonly facts = inject(CaseFacts);
  protected readonly isWide = wideScreen();
  protected readonly grouped = groupNumber;
  protected readonly icon = kindIcon;
  /** Some see the list and open no case. */
  protected readonly opens = inject(Permissions).can('read', 'Case');
  protected readonly columns = computed<readonly Column[]>(() => [
    ...(this.opens ? [{ key: 'number', label: this.t('column.number') }] : []),
    { key: 'kind', label: this.t('column.kind') },
    { key: 'state', label: this.t('column.state') },
    ...(this.opens ? [{ key: 'place', label: this.t('column.place') }] : []),
    { key: 'death', label: this.t('column.death') },
    { key: 'reported', label: this.t('column.reported') },
  ]);

  protected stateOf(row: CaseRow): string {
    return this.states.find(`case.${row.state}`) ?? row.state;
  }
}
