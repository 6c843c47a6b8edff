import type { Span, Stretch } from './delay-story';

/** A stretch as a bar: its place on the drawing, and its length in words where there is room for them (`labelWidth` 0: there is none). */
export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly lane: Stretch['lane'];
  readonly open: boolean;
  readonly label: string;
  readonly labelWidth: number;
}

const LETTER = 7.6;
const AIR = 14;

/** A bar from `from` to `to`, never thinner than a line. */
export function barOf(stretch: Stretch, from: number, to: number, y: number, label: string): Bar {
  const width = Math.max(2, to - from);
  const labelWidth = label.length * LETTER + AIR;
  return {
    x: from,
    y,
    width,
    lane: stretch.lane,
    open: stretch.open,
    label,
    labelWidth: labelWidth + 8 <= width ? labelWidth : 0,
  };
}

/** Minutes to the place on the drawing; everything at the left edge when there is no window. */
export function scaleOf(window: Span | null, left: number, right: number): (at: number) => number {
  if (window === null) return () => left;
  const perMinute = (right - left) / (window.to - window.from);
  return (at) => left + (at - window.from) * perMinute;
}

/** The pattern of a delay, drawn once on the page by the lanes. */
export function fillOf(lane: Stretch['lane']): string {
  return `url(#delay-${String(lane)})`;
}
