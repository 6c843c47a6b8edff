import { describe, expect, it } from '@jest/globals';
import { isUuid } from '../domain/uuid.js';
import { Seeded } from './seeded.js';

const first = (count: number, seed: number): readonly number[] => {
  const random = new Seeded(seed);
  return Array.from({ length: count }, () => random.word());
};

describe('seeded randomness', () => {
  it('repeats itself for the same seed and not for another', () => {
    expect(first(100, 7)).toEqual(first(100, 7));
    expect(first(100, 7)).not.toEqual(first(100, 8));
  });

  it('spreads evenly over its bounds', () => {
    const random = new Seeded(1);
    const counts = new Map<number, number>();
    for (let n = 0; n < 60_000; n += 1) {
      const face = random.whole(1, 6);
      counts.set(face, (counts.get(face) ?? 0) + 1);
    }
    expect([...counts.keys()].toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
    for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });

  it('follows the weights', () => {
    const random = new Seeded(2);
    const drawn = Array.from({ length: 10_000 }, () => random.weighted({ often: 9, rarely: 1, never: 0 }));
    const rarely = drawn.filter((name) => name === 'rarely').length;
    expect(Math.abs(rarely - 1000)).toBeLessThan(150);
    expect(drawn).not.toContain('never');
  });

  it('makes identifiers that are all different', () => {
    const random = new Seeded(3);
    const ids = Array.from({ length: 1000 }, () => random.uuid());
    expect(new Set(ids).size).toBe(1000);
    expect(ids.every((id) => isUuid(id, 4))).toBe(true);
  });
});
