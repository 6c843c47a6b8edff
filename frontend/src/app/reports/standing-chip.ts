import { Component, computed, inject, input } from '@angular/core';
import type { ReportLine } from '@domain/reports/zero-report.js';
import { Icon } from '../ui/icon';
import { ReportWords } from './report-words';

/** How a report stands: zero, a number of deaths, expected, late, missing. */
@Component({
  selector: 'app-standing-chip',
  imports: [Icon],
  template: `
    <span class="chip" [class]="look().tone"><svg [appIcon]="look().icon" /> {{ look().word }}</span>
  `,
})
export class StandingChip {
  readonly line = input.required<Pick<ReportLine, 'standing' | 'deaths'>>();
  private readonly words = inject(ReportWords);
  protected readonly look = computed(() => this.words.look(this.line()));
}
