import { Component, computed, inject, input } from '@angular/core';
import {
  drawnLinks,
  drawnSpan,
  lensOf,
  nightsOf,
  pinsOf,
  scaleOf,
  ticksOf,
  wholeOf,
  type Span,
} from '@domain/classification/delay-layout.js';
import type { DelayLink, DelayStory } from '@domain/classification/delay-story.js';
import { injectTexts } from '../../core/texts';
import { Icon } from '../icon';
import { barOf, fillOf, type Bar } from './delay-bars';
import { DelayHistory } from './delay-history';
import { DelayWords } from './delay-words';
import { delayPanelTexts } from './texts';

const DAY = 1440;
const APART = 28;
const LANES = [1, 2, 3] as const;
const LANE_TOP = 62;
const LANE_STEP = 46;
const BAR = 28;
const AXIS = LANE_TOP + 3 * LANE_STEP + 4;

/**
 * The whole history as one bar on a true scale, a lens on its last hours when they would vanish, then one lane per delay. Patterns and
 * numbers carry the meaning, colour only helps; the longest delay has a frame. Inputs: `story`, `wide`, `label` (the same in one
 * sentence), `start` (H0 of a blind file, whose days are counted from it).
 */
@Component({
  selector: 'app-delay-drawing',
  host: { class: 'block delay-drawing' },
  imports: [DelayHistory, Icon],
  template: `
    @if (lens(); as window) {
      @if (whole(); as all) {
        <app-delay-history
          [story]="story()"
          [whole]="all"
          [lens]="window"
          [width]="width()"
          [start]="start()"
        />
      }
    }
    <p class="spread">
      <b>{{ detailTitle() }}</b>
      @if (hasNight()) {
        <span class="line small muted"><svg appIcon="moon" class="icon-18" /> {{ t('night') }}</span>
      }
    </p>
    @if (detail(); as window) {
      <svg [attr.viewBox]="'0 0 ' + width() + ' ' + (axis + 26)" role="img" [attr.aria-label]="label()">
        <defs>
          <pattern id="delay-1" width="8" height="8" patternUnits="userSpaceOnUse">
            <rect width="8" height="8" class="d1" />
            <circle cx="4" cy="4" r="1.3" class="on-d" />
          </pattern>
          <pattern
            id="delay-2"
            width="9"
            height="9"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="9" height="9" class="d2" />
            <rect width="2.4" height="9" class="on-d" />
          </pattern>
          <pattern id="delay-3" width="8" height="8" patternUnits="userSpaceOnUse">
            <rect width="8" height="8" class="d3" />
          </pattern>
          <pattern
            id="delay-open"
            width="5"
            height="5"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(-45)"
          >
            <rect width="2.2" height="5" class="on-d" />
          </pattern>
        </defs>
        @for (night of nights(window); track night.from) {
          <rect
            [attr.x]="x()(night.from)"
            [attr.y]="48"
            [attr.width]="x()(night.to) - x()(night.from)"
            [attr.height]="axis - 48"
            class="night"
          />
        }
        @for (tick of ticks(); track tick.x) {
          <line [attr.x1]="tick.x" [attr.x2]="tick.x" y1="48" [attr.y2]="axis" class="grid" />
          <text [attr.x]="tick.x" [attr.y]="axis + 18" text-anchor="middle" class="axis">
            {{ tick.label }}
          </text>
        }
        @for (lane of lanes; track lane) {
          <text x="0" [attr.y]="laneY(lane) + 19" class="lane">
            {{ wide() ? lane + ' ' + laneName(lane) : lane }}
          </text>
        }
        @if (story().inside) {
          <text [attr.x]="gutter()" [attr.y]="laneY(1) + 19" class="axis">
            {{ t('inside.short') }}
          </text>
        }
        @for (bar of bars(); track $index) {
          <rect
            [attr.x]="bar.x"
            [attr.y]="bar.y"
            [attr.width]="bar.width"
            [attr.height]="barHeight"
            rx="4"
            [attr.fill]="fillOf(bar)"
            [class.unsure]="bar.unsure"
          />
          @if (bar.longest) {
            <rect
              [attr.x]="bar.x - 3"
              [attr.y]="bar.y - 3"
              [attr.width]="bar.width + 6"
              [attr.height]="barHeight + 6"
              rx="6"
              class="lens"
            />
          }
          @if (bar.open && !bar.unsure) {
            <rect
              [attr.x]="bar.x + bar.width - 14"
              [attr.y]="bar.y"
              width="14"
              [attr.height]="barHeight"
              fill="url(#delay-open)"
            />
          }
        }
        @for (pin of pins(); track pin.x) {
          <line
            [attr.x1]="pin.x"
            [attr.x2]="pin.x"
            y1="34"
            [attr.y2]="axis"
            [class]="pin.approximate ? 'pin-line about' : 'pin-line'"
          />
        }
        @for (bar of bars(); track $index) {
          @if (bar.labelWidth > 0) {
            <rect
              [attr.x]="bar.x + bar.width / 2 - bar.labelWidth / 2"
              [attr.y]="bar.y + 3"
              [attr.width]="bar.labelWidth"
              height="22"
              rx="4"
              class="label-box"
            />
            <text
              [attr.x]="bar.x + bar.width / 2"
              [attr.y]="bar.y + 19"
              text-anchor="middle"
              class="bar-label"
            >
              {{ bar.label }}
            </text>
          }
        }
        @for (pin of pins(); track pin.x) {
          @if (pin.whisker > 14) {
            <line
              [attr.x1]="pin.x - pin.whisker"
              [attr.x2]="pin.x + pin.whisker"
              y1="20"
              y2="20"
              class="pin-line about"
            />
          }
          <rect
            [attr.x]="pin.x - pin.half"
            y="7"
            [attr.width]="2 * pin.half"
            height="26"
            rx="13"
            [class]="pin.approximate ? 'pin about' : 'pin'"
          />
          <text
            [attr.x]="pin.x"
            y="25"
            text-anchor="middle"
            [class]="pin.approximate ? 'pin-number about' : 'pin-number'"
          >
            {{ pin.label }}
          </text>
        }
      </svg>
    }
    <p class="line wrap small muted delay-legend" aria-hidden="true">
      <span class="line"><i class="pin-dot"></i> {{ t('recorded') }}</span>
      <span class="line"><i class="pin-dot about"></i> {{ t('approximate') }}</span>
      @if (hasUnsure()) {
        <span class="line"><i class="delay-unsure"></i> {{ t('unsure') }}</span>
      }
    </p>
  `,
})
export class DelayDrawing {
  readonly story = input.required<DelayStory>();
  readonly wide = input(false);
  readonly label = input.required<string>();
  readonly start = input<string | null>(null);

  protected readonly t = injectTexts(delayPanelTexts);
  private readonly words = inject(DelayWords);
  protected readonly lanes = LANES;
  protected readonly axis = AXIS;
  protected readonly barHeight = BAR;
  protected readonly fillOf = fillOf;

  protected readonly width = computed(() => (this.wide() ? 660 : 312));
  protected readonly gutter = computed(() => (this.wide() ? 104 : 26));
  protected readonly whole = computed(() => wholeOf(this.story()));
  protected readonly lens = computed(() => lensOf(this.story()));
  protected readonly detail = computed<Span | null>(() => {
    const lens = this.lens();
    const whole = this.whole();
    if (lens !== null || whole === null) return lens;
    const air = (whole.to - whole.from) * 0.04;
    return { from: whole.from - air, to: whole.to + air };
  });

  protected readonly x = computed(() => scaleOf(this.detail(), this.gutter(), this.width() - 16));

  private readonly wording = computed(() => this.words.wording(this.start()));
  protected readonly hasUnsure = computed(() => this.bars().some(({ unsure }) => unsure));

  protected readonly bars = computed<readonly Bar[]>(() => {
    const window = this.detail();
    const wording = this.wording();
    if (window === null || wording === null) return [];
    const x = this.x();
    return drawnLinks(this.story())
      .map((link) => ({ link, span: drawnSpan(link) }))
      .filter(({ span }) => span.to > window.from && span.from < window.to)
      .map(({ link, span }) => {
        const cut = { from: x(Math.max(span.from, window.from)), to: x(Math.min(span.to, window.to)) };
        const bar = barOf(link, cut, this.laneY(link.lane), this.words.bar(link, wording));
        return span.from < window.from ? { ...bar, labelWidth: 0 } : bar;
      });
  });
  protected readonly pins = computed(() => {
    const window = this.detail();
    if (window === null) return [];
    const x = this.x();
    const inside = this.story().marks.filter(({ at }) => at >= window.from && at <= window.to);
    return pinsOf(inside, x, APART).map((pin) => {
      const [first] = pin.marks;
      const last = pin.marks.at(-1);
      const label = pin.marks.length === 1 ? String(first?.n) : `${String(first?.n)}–${String(last?.n)}`;
      const margin = first && pin.marks.length === 1 ? (first.to - first.from) / 2 : 0;
      return {
        x: pin.x,
        label,
        half: pin.marks.length === 1 ? 13 : 18,
        approximate: pin.marks.every(({ approximate }) => approximate),
        whisker: Math.min(60, x(window.from + margin) - x(window.from)),
      };
    });
  });
  protected readonly ticks = computed(() => {
    const window = this.detail();
    if (window === null) return [];
    const x = this.x();
    const daily = window.to - window.from > 2 * DAY;
    return ticksOf(window, this.wide() ? 6 : 5).map((at) => ({
      x: x(at),
      label: daily ? this.dateOf(at) : this.words.clock(at),
    }));
  });
  protected readonly hasNight = computed(() => {
    const window = this.detail();
    return window !== null && nightsOf(window).length > 0;
  });
  protected readonly detailTitle = computed(() => {
    const window = this.detail();
    if (window === null) return '';
    if (this.lens() === null) return this.t('whole');
    const [first, last] = [this.dateOf(window.from), this.dateOf(window.to)];
    return first === last ? this.t('lens.day', { date: first }) : this.t('lens.several');
  });

  protected nights(window: Span): readonly Span[] {
    return nightsOf(window);
  }

  protected laneY(lane: DelayLink['lane']): number {
    return LANE_TOP + (lane - 1) * LANE_STEP;
  }

  protected laneName(lane: DelayLink['lane']): string {
    return this.t(`${String(lane) as '1' | '2' | '3'}.lane`);
  }

  private dateOf(at: number): string {
    const wording = this.wording();
    return wording === null ? '' : this.words.date(at, wording);
  }
}
