import { signal } from '@angular/core';

export const disc = (x: number, y: number, r: number): string =>
  `M${String(x - r)} ${String(y)}a${String(r)} ${String(r)} 0 1 0 ${String(2 * r)} 0a${String(r)} ${String(r)} 0 1 0 ${String(-2 * r)} 0z`;

/**
 * What the door and a problem draw. Shapes on a 24 px grid: filled ones begin with `!`, the others are drawn with a stroke of 1.9 and
 * round ends.
 */
export const DOOR_ICONS = {
  lock: 'M6.5 11h11A1.5 1.5 0 0 1 19 12.5v7a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 19.5v-7A1.5 1.5 0 0 1 6.5 11zM8 11V7a4 4 0 0 1 8 0v4',
  eye: `M2 12c2-4.3 5.7-7 10-7s8 2.7 10 7c-2 4.3-5.7 7-10 7s-8-2.7-10-7z${disc(12, 12, 2.8)}`,
  'eye-off':
    'M9.9 5.2c.7-.1 1.4-.2 2.1-.2 4.3 0 8 2.7 10 7-.7 1.5-1.6 2.8-2.7 3.9M6.3 6.9C4.5 8.1 3 9.9 2 12c2 4.3 5.7 7 10 7 1.9 0 3.7-.5 5.3-1.5M10 10.2a2.8 2.8 0 0 0 3.9 3.9M3 3l18 18',
  shield: 'M12 2.5l8 3v6c0 4.7-3.2 8.3-8 10-4.8-1.7-8-5.3-8-10v-6zM8.5 12l2.5 2.5 4.5-5',
  'circle-alert': `${disc(12, 12, 9)}M12 7.5v5M12 16.2v.01`,
  info: `${disc(12, 12, 9)}M12 11v5.5M12 7.7v.01`,
  'cloud-off': 'M9 5.3a6.5 6.5 0 0 1 9.3 4.6 4 4 0 0 1 2.5 6M17 18H7A5 5 0 0 1 5.5 8.2M3 3l18 18',
  'triangle-alert':
    'M10.3 4L2.2 18a2 2 0 0 0 1.7 3h16.2a2 2 0 0 0 1.7-3L13.7 4a2 2 0 0 0-3.4 0zM12 9.5v4.5M12 17.5v.01',
} as const satisfies Readonly<Record<string, string>>;

const known = signal<Readonly<Record<string, string>>>(DOOR_ICONS);

/** The shapes at hand; a page that is drawn before the others have come is drawn again with them. */
export const shapes = known.asReadonly();

/** From now on these can be drawn too. */
export function drawWith(more: Readonly<Record<string, string>>): void {
  known.set(more);
}
