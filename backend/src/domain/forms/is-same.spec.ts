import { describe, expect, it } from '@jest/globals';
import { isSame } from './is-same.js';

describe('two answers that say the same', () => {
  it('are compared whatever the order of their keys', () => {
    expect(isSame({ value: 1, precision: 'day' }, { precision: 'day', value: 1 })).toBe(true);
    expect(isSame({ value: [1, 2] }, { value: [2, 1] })).toBe(false);
    expect(isSame({ value: [] }, { value: {} })).toBe(false);
  });
});
