import { Component, computed, inject, input } from '@angular/core';
import { injectTexts } from '../../core/texts';
import { barOf, fillOf, scaleOf, type Bar } from './delay-bars';
import { nightsOf, ticksOf, type DelayStory, type Span } from './delay-story';
import { DelayWords } from './delay-words';
import { reviewTexts } from './texts';

const DAY = 1440;
/** Room that the dates at both ends take. */
const END_DATE = 64;

/**
 * The whole history as one bar on a true scale, with the window that the lens enlarges below. Its patterns are those of the lanes. Inputs:
 * `story`, `whole`, `lens`, `width` of the drawing.
 */
@Component({
  selector: 'app-delay-history',
  host: { class: 'block delay-drawing' },
  template: `
    <p class="spread">
      <b>{{ t('delays.whole') }}</b>
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
          [attr.fill]="fillOf(bar.lane)"
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

  protected readonly t = injectTexts(reviewTexts);
  private readonly words = inject(DelayWords);
  protected readonly fillOf = fillOf;

  protected readonly x = computed(() => scaleOf(this.whole(), 4, this.width() - 6));
  protected readonly bars = computed<readonly Bar[]>(() => {
    const x = this.x();
    const inOrder = [...this.story().stretches].sort((left, right) => left.lane - right.lane);
    return inOrder.map((stretch) =>
      barOf(stretch, x(stretch.from), x(stretch.to), 0, this.words.stretch(stretch, this.story())),
    );
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
      { x: x(window.from), label: this.words.date(window.from), anchor: 'start' },
      { x: x(window.to), label: this.words.date(window.to), anchor: 'end' },
    ];
    if (window.to - window.from < 2 * DAY) return ends;
    const between = ticksOf(window, 8)
      .filter((at) => at % DAY === 0)
      .map((at) => ({ x: x(at), label: String(new Date(at * 60_000).getUTCDate()), anchor: 'middle' }));
    return [...ends, ...between.filter((tick) => tick.x > END_DATE && tick.x < this.width() - END_DATE)];
  }

  protected spanWords({ from, to }: Span): string {
    const duration = this.words.length(to - from);
    const [first, last] = [this.words.date(from), this.words.date(to)];
    return first === last
      ? this.t('delays.span.day', { from: first, duration })
      : this.t('delays.span', { from: first, to: last, duration });
  }
}
