import { describe, expect, it } from '@jest/globals';
import { excerptAround, piecesOf } from './text-pieces';

const TEXT = 'La matrone Awa a appelé le 76 12 34 56 avant le départ.';
const name = { start: 11, end: 14 };
const phone = { start: 27, end: 38 };

describe('cutting a text at what was marked in it', () => {
  it('gives plain and marked pieces in order, and loses nothing', () => {
    const pieces = piecesOf(TEXT, [phone, name]);
    expect(pieces.map(({ text }) => text).join('')).toBe(TEXT);
    expect(pieces.filter(({ span }) => span !== null).map(({ text }) => text)).toEqual([
      'Awa',
      '76 12 34 56',
    ]);
  });

  it('cuts what overlaps and what lies outside', () => {
    const pieces = piecesOf('abcdef', [
      { start: 1, end: 4 },
      { start: 3, end: 5 },
      { start: 5, end: 99 },
      { start: 40, end: 41 },
    ]);
    expect(pieces.map(({ text }) => text)).toEqual(['a', 'bcd', 'e', 'f']);
    expect(pieces.map(({ start }) => start)).toEqual([0, 1, 4, 5]);
  });

  it('gives the whole text when nothing is marked', () => {
    expect(piecesOf('abc', [])).toEqual([{ text: 'abc', start: 0, span: null }]);
    expect(piecesOf('', [])).toEqual([]);
  });
});

describe('reading a long story where it matters', () => {
  const long = `${'mot '.repeat(50)}Awa ${'suite '.repeat(50)}`;
  const at = { start: 200, end: 203 };

  it('keeps the words around and moves the mark with them', () => {
    const { text, spans } = excerptAround(long, [at], 20);
    const [span] = spans;
    expect(text.slice(span?.start, span?.end)).toBe('Awa');
    expect(text.length).toBeLessThan(60);
    expect(text.startsWith('… mot')).toBe(true);
    expect(text.endsWith(' …')).toBe(true);
  });

  it('keeps a short text whole', () => {
    expect(excerptAround(TEXT, [name, phone])).toEqual({ text: TEXT, spans: [name, phone] });
  });
});
