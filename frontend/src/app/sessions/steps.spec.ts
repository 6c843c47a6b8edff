import { describe, expect, it } from '@jest/globals';
import { stepAfter, STEPS } from './steps';

describe('the steps of a session', () => {
  it('lead from one to the next, and end with the seal', () => {
    expect(STEPS.map(stepAfter)).toEqual([...STEPS.slice(1), null]);
  });
});
