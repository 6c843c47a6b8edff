import type { DelayLink, DelayStory, Mark } from './delay-story.js';

/** A window of time, in minutes. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where a link is drawn: between its most likely ends, or over all that it may have been when one of them is unknown. */
export function drawnSpan({ from, to, hours }: DelayLink): Span {
  return hours === null ? { from: from.from, to: to.to } : { from: from.at, to: to.at };
}

/** The links that have a length to draw. */
export function drawnLinks({ links }: DelayStory): readonly DelayLink[] {
  return links.filter((link) => {
    const { from, to } = drawnSpan(link);
    return to > from;
  });
}

/** From the first moment to the last; `null` when there are not two. */
export function wholeOf({ marks }: Pick<DelayStory, 'marks'>): Span | null {
  const [first] = marks;
  const last = marks.at(-1);
  return first === undefined || last === undefined || last.at <= first.at
    ? null
    : { from: first.at, to: last.at };
}

const LENS_RATIO = 8;

/**
 * Where a lens is needed: when one link is over eight times another, all links but the longest, with a little of it. `null` when the whole
 * story is read at one scale.
 */
export function lensOf(story: DelayStory): Span | null {
  const spans = drawnLinks(story).map(drawnSpan);
  const lengths = spans.map(({ from, to }) => to - from);
  const longest = Math.max(...lengths);
  if (lengths.length < 2 || longest <= LENS_RATIO * Math.min(...lengths)) return null;
  const rest = spans.filter(({ from, to }) => to - from < longest);
  const from = Math.min(...rest.map((one) => one.from));
  const to = Math.max(...rest.map((one) => one.to));
  const whole = wholeOf(story);
  if (whole === null || to - from > 0.7 * (whole.to - whole.from)) return null;
  const air = (to - from) * 0.09;
  return { from: Math.floor(Math.max(whole.from, from - air)), to: Math.ceil(to + air / 2) };
}

const STEPS = [15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080, 43_200];

/** Round times for an axis, at most `most` of them. */
export function ticksOf({ from, to }: Span, most: number): readonly number[] {
  const step = STEPS.find((minutes) => (to - from) / minutes <= most) ?? Math.ceil((to - from) / most);
  const first = Math.ceil(from / step) * step;
  return Array.from(
    { length: Math.max(0, Math.floor((to - first) / step) + 1) },
    (_, index) => first + index * step,
  );
}

const DAY = 1440;
const DUSK = 18 * 60;
const DAWN = 8 * 60;

/** The nights, 18 h to 8 h, cut to the window. */
export function nightsOf({ from, to }: Span): readonly Span[] {
  const nights: Span[] = [];
  for (let day = Math.floor(from / DAY) - 1; day <= Math.floor(to / DAY); day += 1) {
    const night = { from: Math.max(from, day * DAY + DUSK), to: Math.min(to, (day + 1) * DAY + DAWN) };
    if (night.to > night.from) nights.push(night);
  }
  return nights;
}

/** Marks closer than `apart` on the drawing stand together under their first and last number. */
export interface Pin {
  readonly x: number;
  readonly marks: readonly Mark[];
}

/** Puts the marks of a story on a drawing, in order; `place` gives their distance from the left edge. */
export function pinsOf(marks: readonly Mark[], place: (at: number) => number, apart: number): readonly Pin[] {
  const pins: Pin[] = [];
  for (const mark of marks) {
    const x = place(mark.at);
    const last = pins.at(-1);
    if (last !== undefined && x - last.x < apart) {
      const together = [...last.marks, mark];
      pins[pins.length - 1] = { x: last.x, marks: together };
    } else pins.push({ x, marks: [mark] });
  }
  return pins;
}

/** Minutes to the place on the drawing; everything at the left edge when there is no window. */
export function scaleOf(window: Span | null, left: number, right: number): (at: number) => number {
  if (window === null) return () => left;
  const perMinute = (right - left) / (window.to - window.from);
  return (at) => left + (at - window.from) * perMinute;
}
