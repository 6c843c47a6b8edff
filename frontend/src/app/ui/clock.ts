import { Component, computed, inject, input } from '@angular/core';
import { readClock } from '../core/clock-words';
import { coreTexts } from '../core/core-texts';
import { Formats } from '../core/formats';
import { injectTexts } from '../core/texts';

/**
 * A deadline: disc filled by the share of time left, and words ("reste 6 j", "2 j de retard", "faite en 5 h").
 * Inputs: `start`, `due` (ISO, local Mali; `null` when unknown), `met` (when it was met), `now` (for tests), `soonShare`.
 * The exact due time is its tooltip and is read out; show it as text nearby when there is room.
 *
 *     <app-clock [start]="task.startedAt" [due]="task.dueAt" />
 */
@Component({
  selector: 'app-clock',
  host: { '[class]': "'clock clock-' + reading().state", '[attr.title]': 'exact()' },
  template: `
    <svg viewBox="0 0 18 18" aria-hidden="true">
      @switch (reading().state) {
        @case ('unknown') {
          <circle
            cx="9"
            cy="9"
            r="7.6"
            fill="none"
            stroke="currentColor"
            stroke-width="1.6"
            stroke-dasharray="2.6 2.2"
          />
        }
        @case ('met') {
          <circle cx="9" cy="9" r="9" fill="currentColor" />
          <path
            d="M5 9.3l2.800 2.800L13 6.600"
            fill="none"
            stroke="var(--surface)"
            stroke-width="1.8"
            stroke-linecap="round"
            stroke-linejoin="round"
          />
        }
        @case ('running') {
          <circle cx="9" cy="9" r="8" fill="none" stroke="currentColor" stroke-width="1.6" />
          <path [attr.d]="slice()" fill="currentColor" />
        }
        @case ('soon') {
          <circle cx="9" cy="9" r="8" fill="none" stroke="currentColor" stroke-width="1.6" />
          <path [attr.d]="slice()" fill="currentColor" />
        }
        @default {
          <path d="M9 0l9 9-9 9-9-9z" fill="currentColor" />
          <path d="M9 5v4.600M9 12.300v.1" stroke="var(--surface)" stroke-width="2" stroke-linecap="round" />
        }
      }
    </svg>
    <span
      >{{ words() }}<span class="visually-hidden">{{ exact() ? ', ' + exact() : '' }}</span></span
    >
  `,
})
export class Clock {
  readonly start = input<string | null>(null);
  readonly due = input.required<string | null>();
  readonly met = input<string | null>(null);
  readonly now = input<number>(Date.now());
  readonly soonShare = input(1 / 3);

  private readonly t = injectTexts(coreTexts);
  private readonly formats = inject(Formats);

  protected readonly reading = computed(() =>
    readClock({ start: this.start(), due: this.due(), metAt: this.met() }, this.now(), this.soonShare()),
  );
  protected readonly exact = computed(() => {
    const due = this.due();
    return due === null ? null : this.t('clock.before', { date: this.formats.dateTime(due) });
  });
  protected readonly words = computed(() => {
    const { state, minutes } = this.reading();
    switch (state) {
      case 'unknown':
        return this.t('clock.unknown');
      case 'overdue':
        return minutes < 1
          ? this.t('clock.now')
          : this.t('clock.late', { d: this.formats.duration(minutes) });
      case 'met':
      case 'met-late':
        return this.t('clock.met', { d: this.formats.duration(minutes, true) });
      case 'running':
      case 'soon':
        return this.t('clock.left', { d: this.formats.duration(minutes) });
    }
  });
  protected readonly slice = computed(() => {
    const share = Math.min(this.reading().share, 0.999);
    const angle = share * 2 * Math.PI;
    const x = 9 + 6 * Math.sin(angle);
    const y = 9 - 6 * Math.cos(angle);
    return `M9 9V3A6 6 0 ${share > 0.5 ? '1' : '0'} 1 ${x.toFixed(2)} ${y.toFixed(2)}z`;
  });
}
