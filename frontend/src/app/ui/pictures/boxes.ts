import type { PictureBox } from '@domain/cases/attachment.js';

/** The size of the picture that boxes lie over, in pixels. */
export interface Bounds {
  readonly width: number;
  readonly height: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const SMALLEST = 8;

const between = (low: number, value: number, high: number): number => Math.min(Math.max(value, low), high);

/** The box between two corners, wherever the finger went; nothing for a mere touch. */
export function drawn(from: Point, to: Point, bounds: Bounds): PictureBox | null {
  const [left, right] = [from.x, to.x]
    .map((x) => Math.round(between(0, x, bounds.width)))
    .sort((a, b) => a - b);
  const [top, bottom] = [from.y, to.y]
    .map((y) => Math.round(between(0, y, bounds.height)))
    .sort((a, b) => a - b);
  const box = {
    x: left ?? 0,
    y: top ?? 0,
    width: (right ?? 0) - (left ?? 0),
    height: (bottom ?? 0) - (top ?? 0),
  };
  return box.width < SMALLEST || box.height < SMALLEST ? null : box;
}

/** A box in the middle of the picture, a quarter of it wide: where the keys begin. */
export function fresh({ width, height }: Bounds): PictureBox {
  const [w, h] = [Math.ceil(width / 4), Math.ceil(height / 12)];
  return { x: Math.floor((width - w) / 2), y: Math.floor((height - h) / 2), width: w, height: h };
}

/** The same box elsewhere, never outside the picture. */
export function moved(box: PictureBox, dx: number, dy: number, bounds: Bounds): PictureBox {
  return {
    ...box,
    x: between(0, box.x + dx, bounds.width - box.width),
    y: between(0, box.y + dy, bounds.height - box.height),
  };
}

/** The same box with its lower right corner elsewhere. */
export function resized(box: PictureBox, dx: number, dy: number, bounds: Bounds): PictureBox {
  return {
    ...box,
    width: between(SMALLEST, box.width + dx, bounds.width - box.x),
    height: between(SMALLEST, box.height + dy, bounds.height - box.y),
  };
}
