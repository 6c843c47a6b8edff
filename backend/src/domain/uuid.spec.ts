import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isUuid, uuidv7 } from './uuid.js';

const random = fc.uint8Array({ minLength: 10, maxLength: 10 });
const moment = fc.integer({ min: 0, max: 2 ** 48 - 1 });

describe('time-ordered ids', () => {
  it('match the example of RFC 9562', () => {
    const bytes = new Uint8Array([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
    expect(uuidv7(0x017f22e279b0, bytes)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });

  it('are version 7 and sort by time, whatever the random bytes', () => {
    fc.assert(
      fc.property(moment, moment, random, random, (first, second, some, other) => {
        const [one, two] = [uuidv7(first, some), uuidv7(second, other)];
        expect(isUuid(one, 7)).toBe(true);
        expect(isUuid(one, 4)).toBe(false);
        if (first < second) expect(one < two).toBe(true);
      }),
    );
  });

  it('want ten random bytes', () => {
    expect(() => uuidv7(0, new Uint8Array(9))).toThrow(RangeError);
  });
});

describe('recognising an id', () => {
  it.each([
    ['017f22e2-79b0-7cc3-98c4-dc0c0c07398f', true],
    ['017F22E2-79B0-7CC3-98C4-DC0C0C07398F', false],
    ['017f22e2-79b0-7cc3-18c4-dc0c0c07398f', false],
    ['017f22e279b07cc398c4dc0c0c07398f', false],
    [7, false],
    [null, false],
  ])('%p is %p', (value, expected) => {
    expect(isUuid(value)).toBe(expected);
  });
});
