import { describe, expect, it } from '@jest/globals';
import { generateCaseNumber, isCaseNumber, readCaseNumber } from './case-number.js';

describe('a case number', () => {
  it('is the example of the product page', () => {
    expect(isCaseNumber('DNB-7K3M9QXA-X')).toBe(true);
  });

  it('is made from random bytes with its check character', () => {
    const number = generateCaseNumber(Uint8Array.from([7, 19, 3, 20, 9, 23, 29, 10]));
    expect(number).toBe('DNB-7K3M9QXA-X');
    expect(isCaseNumber(generateCaseNumber(new Uint8Array(8)))).toBe(true);
  });

  it('notices one wrong character and two neighbours swapped', () => {
    for (const wrong of ['DNB-7K3M9QXB-X', 'DNB-7K3M9QAX-X', 'DNB-K73M9QXA-X', 'DNB-7K3M9QXA-Y']) {
      expect(isCaseNumber(wrong)).toBe(false);
    }
  });

  it.each(['', 'DNB-7K3M9QXA', 'dnb-7k3m9qxa-x', 'DNB-7K3M9QIA-X', ' DNB-7K3M9QXA-X'])(
    'is not %p',
    (text) => {
      expect(isCaseNumber(text)).toBe(false);
    },
  );

  it('is read as people write it', () => {
    expect(readCaseNumber('dnb 7k3m 9qxa x')).toBe('DNB-7K3M9QXA-X');
    expect(readCaseNumber('7K3M9QXA-X')).toBe('DNB-7K3M9QXA-X');
    expect(readCaseNumber('7K3M9QXA-Y')).toBeNull();
  });
});
