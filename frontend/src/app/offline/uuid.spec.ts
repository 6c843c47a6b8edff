import { describe, expect, it } from '@jest/globals';
import { uuidv7 } from './uuid';

describe('UUIDv7', () => {
  it('writes the time, the version and the variant where RFC 9562 puts them', () => {
    const random = new Uint8Array([0xfc, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
    expect(uuidv7(0x017f22e279b0, random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });

  it('sorts by time', () => {
    expect(uuidv7(1) < uuidv7(2)).toBe(true);
  });
});
