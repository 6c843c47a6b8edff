import { describe, expect, it } from '@jest/globals';
import { drawn, fresh, moved, resized } from './boxes';

const BOUNDS = { width: 400, height: 300 };

describe('a box over a picture', () => {
  it('lies between two corners, in whichever direction it was drawn', () => {
    const box = { x: 10, y: 20, width: 90, height: 30 };
    expect(drawn({ x: 10, y: 20 }, { x: 100, y: 50 }, BOUNDS)).toEqual(box);
    expect(drawn({ x: 100.2, y: 49.8 }, { x: 9.9, y: 20.1 }, BOUNDS)).toEqual(box);
  });

  it('ends at the edge of the picture', () => {
    expect(drawn({ x: -50, y: -5 }, { x: 900, y: 900 }, BOUNDS)).toEqual({ x: 0, y: 0, ...BOUNDS });
  });

  it('is none after a mere touch', () => {
    expect(drawn({ x: 10, y: 10 }, { x: 12, y: 200 }, BOUNDS)).toBeNull();
  });

  it('moves and grows by keys, inside the picture', () => {
    const box = fresh(BOUNDS);
    expect(box).toEqual({ x: 150, y: 137, width: 100, height: 25 });
    expect(moved(box, -900, 10, BOUNDS)).toEqual({ ...box, x: 0, y: 147 });
    expect(moved(box, 900, 900, BOUNDS)).toEqual({ ...box, x: 300, y: 275 });
    expect(resized(box, 900, -900, BOUNDS)).toEqual({ ...box, width: 250, height: 8 });
  });
});
