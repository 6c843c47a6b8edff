import { describe, expect, it } from '@jest/globals';
import { madeOnce } from './made-once';

describe('what is made once', () => {
  it('is made anew for another language or other options only', () => {
    const made: string[] = [];
    const numbers = madeOnce((language, options: Intl.NumberFormatOptions) => {
      made.push(language);
      return new Intl.NumberFormat(language, options);
    });
    expect(numbers('en-GB', { maximumFractionDigits: 1 }).format(1.25)).toBe('1.3');
    expect(numbers('en-GB', { maximumFractionDigits: 1 })).toBe(
      numbers('en-GB', { maximumFractionDigits: 1 }),
    );
    expect(numbers('en-GB', { maximumFractionDigits: 2 }).format(1.25)).toBe('1.25');
    expect(numbers('fr-FR', { maximumFractionDigits: 1 }).format(1.25)).toBe('1,3');
    expect(made).toEqual(['en-GB', 'en-GB', 'fr-FR']);
  });
});
