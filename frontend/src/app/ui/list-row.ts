import { NgTemplateOutlet } from '@angular/common';
import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { coreTexts } from '../core/core-texts';
import { opensHere } from '../core/opens-here';
import { injectTexts } from '../core/texts';
import { Clock } from './clock';
import { Icon } from './icon';
import type { IconName } from './icons';

/**
 * One line of a list: tile, verb first, second line, clock, chevron; the whole line is one link. Put it in `<li>` of `<ul class="rows">`.
 * Inputs: `link` (router commands), `query`, `icon`, `title`, `sub` (second line), `extra` (before
 * it, on a laptop only: the case number), `start` and `due` (leave `due` undefined for no clock),
 * `met`; `needs`, what its page reads, without `/api`: where that is not on this device a row without a network says so and is no link.
 * Anything else (chips) can be put inside and comes under the second line.
 *
 *     <ul class="rows">
 *       @for (row of rows; track row.id) {
 *         <li><app-list-row [link]="['/cas', row.id]" icon="mother" [title]="..." [sub]="row.number" [due]="row.dueAt" [start]="row.startedAt" /></li>
 *       }
 *     </ul>
 */
@Component({
  selector: 'app-list-row',
  imports: [NgTemplateOutlet, RouterLink, Icon, Clock],
  template: `
    @if (opens()) {
      <a class="row" [routerLink]="link()" [queryParams]="query()">
        <ng-container [ngTemplateOutlet]="inside" />
        <svg appIcon="chevron" class="icon-20 row-end" />
      </a>
    } @else {
      <div class="row row-later">
        <ng-container [ngTemplateOutlet]="inside" />
        <svg appIcon="cloud-off" class="icon-20 row-end" />
      </div>
    }
    <ng-template #inside>
      <span class="tile"><svg [appIcon]="icon()" /></span>
      <span class="row-text">
        <span class="row-title">{{ title() }}</span>
        @if (sub()) {
          <span class="row-sub">
            @if (extra()) {
              <span class="only-wide">{{ extra() }} · </span>
            }
            {{ sub() }}</span
          >
        }
        @if (!opens()) {
          <span class="row-sub">{{ t('row.later') }}</span>
        }
        <ng-content />
      </span>
      @if (due() !== undefined) {
        <app-clock [start]="start()" [due]="due() ?? null" [met]="met()" />
      }
    </ng-template>
  `,
})
export class ListRow {
  readonly link = input.required<readonly string[]>();
  readonly query = input<Readonly<Record<string, string>> | null>(null);
  readonly icon = input.required<IconName>();
  readonly title = input.required<string>();
  readonly sub = input<string | null>(null);
  readonly extra = input<string | null>(null);
  readonly start = input<string | null>(null);
  readonly due = input<string | null | undefined>(undefined);
  readonly met = input<string | null>(null);
  readonly needs = input<string>();

  protected readonly t = injectTexts(coreTexts);
  protected readonly opens = opensHere(() => this.needs());
}
