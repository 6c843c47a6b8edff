import { Component, computed, inject, input } from '@angular/core';
import {
  drawnLinks,
  drawnSpan,
  nightsOf,
  scaleOf,
  ticksOf,
  type Span,
} from '@domain/classification/delay-layout.js';
import type { DelayStory } from '@domain/classification/delay-story.js';
import { injectTexts } from '../../core/texts';
import { barOf, fillOf, type Bar } from './delay-bars';
import { DelayWords } from './delay-words';
import { delayPanelTexts } from './texts';

const DAY = 1440;
/** Room that the dates at both ends take. */
const END_DATE = 64;

/**
 * The whole history as one bar on a true scale, with the window that the lens enlarges below. Its patterns are those of the lanes. Inputs:
 * `story`, `whole`, `lens`, `width` of the drawing, `start`.
 */
@Component({
  selector: 'app-delay-history',
  host: { class: 'block delay-drawing' },
  template: `
    <p class="spread">
      <b>{{ t('whole') }}</b>
      <span class="small muted">{{ spanWords(whole()) }}</span>
    </p>
    <svg [attr.viewBox]="'0 0 ' + width() + ' 92'" aria-hidden="true">
      @for (night of nights(whole()); track night.from) {
        <rect
          [attr.x]="x()(night.from)"
          y="22"
          [attr.width]="x()(night.to) - x()(night.from)"
          height="40"
          class="night"
        />
      }
      @for (day of days(whole()); track day.x) {
        <text [attr.x]="day.x" y="14" [attr.text-anchor]="day.anchor" class="axis">{{ day.label }}</text>
      }
      @for (bar of bars(); track $index) {
        <rect
          [attr.x]="bar.x"
          y="27"
          [attr.width]="bar.width"
          height="30"
          rx="3"
          [attr.fill]="fillOf(bar)"
          [class.unsure]="bar.unsure"
        />
        @if (bar.labelWidth > 0) {
          <rect
            [attr.x]="bar.x + bar.width / 2 - bar.labelWidth / 2"
            y="31"
            [attr.width]="bar.labelWidth"
            height="22"
            rx="4"
            class="label-box"
          />
          <text [attr.x]="bar.x + bar.width / 2" y="47" text-anchor="middle" class="bar-label">
            {{ bar.label }}
          </text>
        }
      }
      <rect
        [attr.x]="x()(lens().from) - 3"
        y="21"
        [attr.width]="lensWidth()"
        height="42"
        rx="6"
        class="lens"
      />
      <path [attr.d]="lensLines()" class="lens-line" />
    </svg>
  `,
})
export class DelayHistory {
  readonly story = input.required<DelayStory>();
  readonly whole = input.required<Span>();
  readonly lens = input.required<Span>();
  readonly width = input.required<number>();
  readonly start = input<string | null>(null);

  protected readonly t = injectTexts(delayPanelTexts);
  private readonly words = inject(DelayWords);
  protected readonly fillOf = fillOf;

  protected readonly x = computed(() => scaleOf(this.whole(), 4, this.width() - 6));
  private readonly wording = computed(() => this.words.wording(this.start()));
  protected readonly bars = computed<readonly Bar[]>(() => {
    const x = this.x();
    const wording = this.wording();
    if (wording === null) return [];
    const inOrder = [...drawnLinks(this.story())].sort((left, right) => left.lane - right.lane);
    return inOrder.map((link) => {
      const { from, to } = drawnSpan(link);
      return barOf(link, { from: x(from), to: x(to) }, 0, this.words.bar(link, wording));
    });
  });
  protected readonly lensWidth = computed(() => {
    const x = this.x();
    return x(Math.min(this.lens().to, this.whole().to)) - x(this.lens().from) + 6;
  });
  protected readonly lensLines = computed(() => {
    const left = this.x()(this.lens().from) - 3;
    const right = left + this.lensWidth();
    return `M${left.toFixed(1)} 63L3 91M${right.toFixed(1)} 63L${String(this.width() - 3)} 91`;
  });

  protected nights(window: Span): readonly Span[] {
    return nightsOf(window);
  }

  protected days(
    window: Span,
  ): readonly { readonly x: number; readonly label: string; readonly anchor: string }[] {
    const x = this.x();
    const ends = [
      { x: x(window.from), label: this.dateOf(window.from), anchor: 'start' },
      { x: x(window.to), label: this.dateOf(window.to), anchor: 'end' },
    ];
    if (window.to - window.from < 2 * DAY) return ends;
    const between = ticksOf(window, 8)
      .filter((at) => at % DAY === 0)
      .map((at) => ({ x: x(at), label: this.dayOf(at), anchor: 'middle' }));
    return [...ends, ...between.filter((tick) => tick.x > END_DATE && tick.x < this.width() - END_DATE)];
  }

  protected spanWords({ from, to }: Span): string {
    const duration = this.words.length(to - from);
    const [first, last] = [this.dateOf(from), this.dateOf(to)];
    if (first === last) return this.t('span.day', { from: first, duration });
    return this.t(this.start() === null ? 'span' : 'span.days', { from: first, to: last, duration });
  }

  /** The day alone between the two dates at the ends: "3", or "J+1" in a blind file. */
  private dayOf(at: number): string {
    return this.start() === null ? String(new Date(at * 60_000).getUTCDate()) : this.dateOf(at);
  }

  private dateOf(at: number): string {
    const wording = this.wording();
    return wording === null ? '' : this.words.date(at, wording);
  }
}
