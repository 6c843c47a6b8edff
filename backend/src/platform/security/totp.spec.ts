import { describe, expect, it } from '@jest/globals';
import { base32, codeOf, otpauthUri, stepAt, stepMatching } from './totp.js';

const SECRET = Buffer.from('12345678901234567890');
const at = (seconds: number) => new Date(seconds * 1000);

describe('a time-based code', () => {
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('at %d seconds is that of RFC 6238, appendix B', (seconds, code) => {
    expect(codeOf(SECRET, stepAt(at(seconds)), 8)).toBe(code);
  });

  it('of an event counter is that of RFC 4226, appendix D', () => {
    const codes = Array.from({ length: 10 }, (_, counter) => codeOf(SECRET, counter));
    expect(codes).toEqual('755224 287082 359152 969429 338314 254676 287922 162583 399871 520489'.split(' '));
  });

  it('is known one step either side and no further', () => {
    const now = at(1_111_111_111);
    const step = stepAt(now);
    const found = [-2, -1, 0, 1, 2].map((away) => stepMatching(SECRET, codeOf(SECRET, step + away), now));
    expect(found).toEqual([undefined, step - 1, step, step + 1, undefined]);
    expect(stepMatching(SECRET, '12345', now)).toBeUndefined();
  });
});

describe('a secret in letters', () => {
  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('%j is that of RFC 4648, 10', (text, letters) => {
    expect(base32(Buffer.from(text))).toBe(letters);
  });

  it('is handed over with the name of the account', () => {
    expect(otpauthUri('point-focal', SECRET)).toBe(
      'otpauth://totp/Denba:point-focal?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Denba',
    );
  });
});
