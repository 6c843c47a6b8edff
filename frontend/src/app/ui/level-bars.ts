import { Component, computed, input } from '@angular/core';
import { coreTexts } from '../core/core-texts';
import { injectTexts } from '../core/texts';

type Level = 'NONE' | 'MINOR' | 'MODERATE' | 'MAJOR';
const FILLED: Readonly<Record<Level, number>> = { NONE: 0, MINOR: 1, MODERATE: 2, MAJOR: 3 };

/**
 * A difference between opinions: three rising bars and a word; the tint comes last. Inputs: `level`, `big`.
 *
 *     <app-level-bars level="MAJOR" />
 */
@Component({
  selector: 'app-level-bars',
  template: `
    <span class="level" [class]="'level-' + level()" [class.level-big]="big()">
      <svg viewBox="0 0 24 20" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.6">
        @for (bar of bars(); track bar.x) {
          <rect
            [attr.x]="bar.x"
            [attr.y]="bar.y"
            width="5.4"
            [attr.height]="19 - bar.y"
            rx="1.4"
            [attr.fill]="bar.fill"
          />
        }
      </svg>
      {{ word() }}
    </span>
  `,
})
export class LevelBars {
  readonly level = input.required<Level>();
  readonly big = input(false);
  private readonly t = injectTexts(coreTexts);

  protected readonly word = computed(() => this.t(`level.${this.level()}`));
  protected readonly bars = computed(() =>
    [0, 1, 2].map((index) => ({
      x: 1 + index * 8,
      y: 13 - index * 6,
      fill: index < FILLED[this.level()] ? 'currentColor' : 'none',
    })),
  );
}
