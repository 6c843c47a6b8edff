import { Component, input, output } from '@angular/core';
import { Icon } from './icon';
import type { IconName } from './icons';

/** One filter: its value, its word, how many rows it keeps, and on a phone an icon instead of the word. */
export interface FilterChip {
  readonly value: string;
  readonly label: string;
  readonly count?: number;
  readonly icon?: IconName;
}

/**
 * Round filters, one selected; they scroll sideways on a phone. Inputs: `chips`, `selected`, `label` (what is filtered, read out).
 * Output: `choose` with the value.
 *
 *     <app-filter-chips [chips]="chips()" [selected]="kind()" label="Genre de décès" (choose)="kind.set($event)" />
 */
@Component({
  selector: 'app-filter-chips',
  imports: [Icon],
  template: `
    <div class="filters" role="group" [attr.aria-label]="label()">
      @for (chip of chips(); track chip.value) {
        <button
          type="button"
          class="filter"
          [attr.aria-pressed]="chip.value === selected()"
          (click)="choose.emit(chip.value)"
        >
          @if (chip.icon; as icon) {
            <svg [appIcon]="icon" class="filter-icon" />
          }
          <span
            ><span class="filter-word" [class.has-icon]="chip.icon">{{ chip.label }}</span>
            {{ chip.count }}</span
          >
        </button>
      }
    </div>
  `,
})
export class FilterChips {
  readonly chips = input.required<readonly FilterChip[]>();
  readonly selected = input.required<string>();
  readonly label = input.required<string>();
  readonly choose = output<string>();
}
