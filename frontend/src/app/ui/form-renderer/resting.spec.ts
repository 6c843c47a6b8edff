import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Resting } from './resting';

describe('typing that waits for the fingers to rest', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('runs the last of quick calls once', () => {
    const done: string[] = [];
    const resting = new Resting();
    for (const text of ['a', 'ab', 'abc']) {
      resting.later(() => done.push(text));
      jest.advanceTimersByTime(50);
    }
    expect(done).toEqual([]);
    jest.advanceTimersByTime(1000);
    expect(done).toEqual(['abc']);
  });

  it('runs at once when the box is left, and not again', () => {
    const done: string[] = [];
    const resting = new Resting();
    resting.later(() => done.push('a'));
    resting.now();
    resting.now();
    jest.advanceTimersByTime(1000);
    expect(done).toEqual(['a']);
  });
});
