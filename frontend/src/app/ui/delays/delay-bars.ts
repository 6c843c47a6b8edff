import type { Span } from '@domain/classification/delay-layout.js';
import type { DelayLink } from '@domain/classification/delay-story.js';

/** A link as a bar: its place on the drawing, and its length in words where there is room for them (`labelWidth` 0: there is none). */
export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly lane: DelayLink['lane'];
  /** Its end never came, or is not yet said. */
  readonly open: boolean;
  /** One of its ends is unknown: only an outline is drawn. */
  readonly unsure: boolean;
  readonly longest: boolean;
  readonly label: string;
  readonly labelWidth: number;
}

const LETTER = 7.6;
const AIR = 14;

/** A bar over a span of the drawing, never thinner than a line. */
export function barOf(link: DelayLink, { from, to }: Span, y: number, label: string): Bar {
  const width = Math.max(2, to - from);
  const labelWidth = label.length * LETTER + AIR;
  return {
    x: from,
    y,
    width,
    lane: link.lane,
    open: link.open || link.censored,
    unsure: link.hours === null,
    longest: link.longest,
    label,
    labelWidth: labelWidth + 8 <= width ? labelWidth : 0,
  };
}

/** The pattern of a delay, drawn once on the page by the lanes. */
export function fillOf({ lane, unsure }: Pick<Bar, 'lane' | 'unsure'>): string {
  return unsure ? 'none' : `url(#delay-${String(lane)})`;
}
