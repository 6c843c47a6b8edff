import { describe, expect, it } from '@jest/globals';
import { normaliseIcd10, readIcd10 } from './icd10.js';
import { icd10Codes } from './icd10-codes.js';
import { icd10Title, loadIcd10Titles, searchIcd10 } from './icd10-search.js';
import { childCause } from './child-cause.js';
import { contributingOnly, icdMm } from './icd-mm.js';
import { icdPm } from './icd-pm.js';
import type { Icd10Scope } from './icd10-scope.js';
import { frequentCodes, icd10Scope, isOffered } from './icd10-scope.js';
import { maternalConditionOf } from './maternal-condition.js';

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

  it('names about 400 codes of ICD-10, each with a place in one of the tables', () => {
    expect(new Set(icd10Codes).size).toBe(icd10Codes.length);
    expect(icd10Codes.length).toBeGreaterThan(400);
    for (const code of icd10Codes) {
      expect(normaliseIcd10(code)).toBe(code);
      const kinds = [
        icdMm(code).kind,
        icdPm(code, 'NEO').kind,
        icdPm(code, 'ANTEPARTUM').kind,
        childCause(code).kind,
      ];
      const hasPlace = kinds.some((kind) => kind !== 'unknown' && kind !== 'refused');
      expect([
        code,
        hasPlace || contributingOnly(code) !== null || maternalConditionOf(code) !== null,
      ]).toEqual([code, true]);
    }
  });

  it('titles every code in both languages, in the order of the list', () => {
    expect(Object.keys(fr)).toEqual([...icd10Codes]);
    expect(Object.keys(en)).toEqual([...icd10Codes]);
  });
});

describe('searching within what suits the death', () => {
  const within = (typed: string, scope: Icd10Scope): readonly string[] =>
    searchIcd10(fr, typed, scope).map(({ code }) => code);

  it.each<[Icd10Scope, string, string, string | null]>([
    ['woman', 'avortement', 'O03', null],
    ['woman', 'asphyxie', 'O98.6', 'none'],
    ['newborn', 'asphyxie', 'P21.0', null],
    ['stillborn', 'asphyxie', 'P20.1', null],
    ['stillborn', 'souffrance foetale', 'P20.1', null],
    ['child', 'palu', 'B50', null],
    ['child', 'paludisme', 'B50', null],
    ['child', 'deshydratation', 'E86', null],
    ['child', 'déshydratation', 'A09.0', null],
    ['child', 'kwashiorkor', 'E40', null],
    ['child', 'noyade', 'W65', null],
    ['newborn', 'tetanos', 'A33', null],
    ['newborn', 'prematurite', 'P07.3', null],
    ['mother-of-child', 'eclampsie', 'P00.0', null],
    ['mother-of-child', 'HRP', 'P02.1', null],
    ['mother-of-child', 'dystocie', 'P03.1', null],
  ])('%s, %p: %s', (scope, typed, code, absent) => {
    const codes = within(typed, scope);
    if (absent === null) expect(codes).toContain(code);
    else expect(codes).not.toContain(code);
    for (const offered of codes) expect(isOffered(offered, scope)).toBe(true);
  });

  it('limits what a beginning of a code finds, and never hides a code typed in full', () => {
    expect(within('P2', 'stillborn')).not.toContain('P21.0');
    expect(within('P2', 'newborn')).toContain('P21.0');
    expect(within('O7', 'child')).toEqual([]);
    expect(searchIcd10(fr, 'P21.0', 'stillborn')).toEqual([
      { code: 'P21.0', title: 'Asphyxie grave à la naissance', isKnown: true },
    ]);
  });

  it('offers as frequent only what suits', () => {
    for (const scope of ['woman', 'stillborn', 'newborn', 'child', 'mother-of-child'] as const)
      for (const code of frequentCodes(scope)) {
        expect(icd10Codes).toContain(code);
        expect(isOffered(code, scope)).toBe(true);
      }
    expect(icd10Scope('MAT', 'cod_a')).toBe('woman');
    expect(icd10Scope('SB', 'maternal_condition_icd')).toBe('mother-of-child');
    expect(icd10Scope(undefined, 'cod_a')).toBeNull();
    expect(icd10Scope('constructor', 'cod_a')).toBeNull();
  });
});
