import { describe, expect, it } from '@jest/globals';
import { normaliseIcd10, readIcd10 } from './icd10.js';
import { icd10Codes } from './icd10-codes.js';
import { icd10Title, loadIcd10Titles, searchIcd10 } from './icd10-search.js';
import { icdMm } from './icd-mm.js';

const fr = await loadIcd10Titles('fr');
const en = await loadIcd10Titles('en');
const found = (typed: string, titles = fr): readonly string[] =>
  searchIcd10(titles, typed).map(({ code }) => code);

describe('reading a code', () => {
  it.each([
    ['o721', 'O72.1'],
    ['O72,1', 'O72.1'],
    [' O 72.1 ', 'O72.1'],
    ['o72', 'O72'],
    ['O72.11', 'O72.11'],
    ['O7', null],
    ['72.1', null],
    ['HPP', null],
    ['', null],
  ])('%p is %p', (typed, code) => {
    expect(normaliseIcd10(typed)).toBe(code);
  });

  it('takes it apart', () => {
    expect(readIcd10('O72.1')).toEqual({ heading: 'O72', fourth: '1' });
    expect(readIcd10('O72')).toEqual({ heading: 'O72', fourth: undefined });
    expect(readIcd10('o72')).toBeNull();
  });
});

describe('searching a cause', () => {
  it.each([
    ['HPP', 'O72.1'],
    ['hpp', 'O72'],
    ['eclampsie', 'O15'],
    ['Éclampsie', 'O15'],
    ['palu', 'O98.6'],
    ['paludisme grossesse', 'O98.6'],
    ['hémorragie post-partum', 'O72'],
    ['HRP', 'O45'],
    ['geu', 'O00'],
    ['rupture uterine', 'O71.1'],
    ['embolie amniotique', 'O88.1'],
    ['sepsis post partum', 'O85'],
    ['oedeme', 'J81'],
    ['coeur', 'O99.4'],
  ])('%p finds %s', (typed, code) => {
    expect(found(typed)).toContain(code);
  });

  it('finds in English too', () => {
    expect(found('pph', en)).toContain('O72.1');
    expect(found('fits', en)).toContain('O15.0');
    expect(found('malaria', en)[0]).toBe('O98.6');
  });

  it('begins with what begins so', () => {
    expect(found('hémorragie du post')[0]).toBe('O72');
    expect(found('paludisme')[0]).toBe('O98.6');
  });

  it('finds by code and by the beginning of a code', () => {
    expect(found('o72')).toEqual(['O72', 'O72.0', 'O72.1', 'O72.2', 'O72.3']);
    expect(found('o72.1')).toEqual(['O72.1']);
    expect(found('o7').every((code) => code.startsWith('O7'))).toBe(true);
  });

  it('accepts a well-formed code that it does not name, and marks it', () => {
    expect(searchIcd10(fr, 'O72.8')[0]).toEqual({
      code: 'O72.8',
      title: 'Hémorragie du post-partum',
      isKnown: false,
    });
    expect(searchIcd10(fr, 'H65.9')[0]).toEqual({ code: 'H65.9', title: '', isKnown: false });
    expect(icd10Title(fr, 'O72.1')).toBe('Autre hémorragie immédiate du post-partum');
    expect(icd10Title(fr, 'H65')).toBeNull();
  });

  it('finds nothing for nothing', () => {
    expect(found('')).toEqual([]);
    expect(found('  ')).toEqual([]);
    expect(found('zzzz')).toEqual([]);
    expect(found('é'.repeat(1000))).toEqual([]);
  });

  it('gives 12 choices at most', () => {
    expect(found('grossesse').length).toBe(12);
  });

  it('names only codes of ICD-10 that the automaton knows', () => {
    expect(new Set(icd10Codes).size).toBe(icd10Codes.length);
    for (const code of icd10Codes) {
      expect(normaliseIcd10(code)).toBe(code);
      expect([code, icdMm(code).kind]).not.toEqual([code, 'unknown']);
    }
  });
});
