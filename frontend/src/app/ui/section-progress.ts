import { Component, computed, input } from '@angular/core';
import { Icon } from './icon';

/**
 * How far a section is: ring (part of `share`), green disc (complete), dashed ring (nothing asked). Inputs: `mark` (`part`, `done`,
 * `none`), `share` 0 to 1. Never alone: the counts stand beside it.
 *
 *     <app-section-progress mark="part" [share]="14 / 22" />
 */
@Component({
  selector: 'app-section-progress',
  imports: [Icon],
  template: `
    @switch (mark()) {
      @case ('done') {
        <svg appIcon="done" class="ring ok" />
      }
      @case ('none') {
        <svg class="ring none" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
          <circle
            cx="12"
            cy="12"
            r="9"
            fill="none"
            stroke="currentColor"
            stroke-width="1.8"
            stroke-dasharray="3 2.6"
          />
        </svg>
      }
      @default {
        <svg
          class="ring"
          width="24"
          height="24"
          viewBox="0 0 24 24"
          aria-hidden="true"
          fill="none"
          stroke-width="3"
        >
          <circle cx="12" cy="12" r="9" stroke="var(--line-strong)" stroke-width="1.4" />
          <circle
            cx="12"
            cy="12"
            r="9"
            stroke="currentColor"
            pathLength="100"
            [attr.stroke-dasharray]="dash()"
            transform="rotate(-90 12 12)"
          />
        </svg>
      }
    }
  `,
})
export class SectionProgress {
  readonly mark = input.required<'part' | 'done' | 'none'>();
  readonly share = input(0);
  protected readonly dash = computed(() => `${String(Math.round(this.share() * 100))} 100`);
}
