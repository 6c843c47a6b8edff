import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Rest } from './rest.js';

const SECOND = 1000;

let left: number[];
let rest: Rest;
beforeEach(() => {
  jest.useFakeTimers();
  left = [];
  rest = new Rest(() => left.push(performance.now()));
});
afterEach(() => {
  jest.useRealTimers();
});

/** Answers of a form, one each so many seconds; how many requests they became. */
function written(answers: number, seconds: number): number {
  let requests = 0;
  for (let n = 0; n < answers; n += 1) {
    if (!rest.lies()) requests += 1;
    jest.advanceTimersByTime(seconds * SECOND);
  }
  jest.advanceTimersByTime(60 * SECOND);
  return requests + left.length;
}

describe('what may rest', () => {
  it('leaves at once when nothing has left for a minute', () => {
    expect(rest.lies()).toBe(false);
    jest.advanceTimersByTime(60 * SECOND);
    expect(rest.lies()).toBe(false);
    expect(left).toEqual([]);
  });

  it('leaves together, no later than a minute after what left before', () => {
    const began = performance.now();
    expect(rest.lies()).toBe(false);
    jest.advanceTimersByTime(10 * SECOND);
    expect([rest.lies(), rest.lies()]).toEqual([true, true]);
    jest.advanceTimersByTime(120 * SECOND);
    expect(left).toEqual([began + 60 * SECOND]);
  });

  it('is not sent again by a rest that has ended', () => {
    rest.lies();
    rest.lies();
    rest.end();
    jest.advanceTimersByTime(120 * SECOND);
    expect(left).toEqual([]);
  });

  it.each([
    [5, 9],
    [10, 16],
    [20, 31],
    [70, 90],
  ])('makes of ninety answers, one each %i s, %i requests', (seconds, most) => {
    expect(written(90, seconds)).toBeLessThanOrEqual(most);
    expect(written(90, seconds)).toBeGreaterThan(most / 3);
  });
});
