import { describe, expect, it } from '@jest/globals';
import { loadCodeListLabels } from '../classification/code-list.js';
import type { Issue } from '../forms/form.js';
import { loadFormTexts } from '../forms/form-texts.js';
import { ruleKeyOf, ruleSentence } from './rule-sentence.js';
import { RULE_KEYS } from './rules.js';
import { rulesEn } from './rules.en.js';
import { rulesFr } from './rules.fr.js';

const issue = (code: string, more: Partial<Issue> = {}): Issue => ({
  code,
  severity: 'WARN',
  question: 'adm_temp',
  ...more,
});

describe('the sentence of a rule', () => {
  it('exists for every key, in both languages, with the same parameters', () => {
    const named = (text: string): readonly string[] =>
      [...text.matchAll(/\{(\w+)\}/g)].map(([name]) => name).sort();
    for (const key of RULE_KEYS) {
      expect([key, [...new Set(named(rulesFr[key]))]]).toEqual([key, [...new Set(named(rulesEn[key]))]]);
      expect(rulesFr[key]).not.toBe(rulesEn[key]);
    }
  });

  it('blames nobody: no error, no fault, no please', () => {
    for (const text of Object.values(rulesFr))
      expect(text).not.toMatch(/erreur|faute|invalide|échec|veuillez|oops/i);
  });

  it.each<[Partial<Issue> & { readonly code: string }, string]>([
    [
      { code: 'V10.adm_temp', severity: 'ERR', params: { min: 30, max: 43, value: 398, likely: 39.8 } },
      'range.likely',
    ],
    [{ code: 'V10.adm_temp', severity: 'ERR', params: { min: 30, max: 43, value: 3 } }, 'range.impossible'],
    [{ code: 'V08.adm_hb', severity: 'WARN', params: { min: 4, max: 16, value: 3.9 } }, 'range.unusual'],
    [{ code: 'RANGE', severity: 'ERR', params: { min: 4, max: 16, value: 3.9 } }, 'range.impossible'],
    [{ code: 'LENGTH', severity: 'ERR', params: { min: 200, max: 4000, value: 10 } }, 'LENGTH.short'],
    [{ code: 'LENGTH', severity: 'ERR', params: { min: 200, max: 4000, value: 5000 } }, 'LENGTH.long'],
    [{ code: 'ROWS', severity: 'ERR', params: { min: 1, max: 7, value: 8 } }, 'ROWS.many'],
    [{ code: 'V01.dob', severity: 'ERR', params: { which: 'ancient' } }, 'V01.ancient'],
    [{ code: 'V01.death_date', severity: 'ERR', params: { which: 'future' } }, 'V01.future'],
    [{ code: 'V03.depart_at' }, 'V03.order'],
    [{ code: 'V03.arrive2_at', severity: 'ERR' }, 'V03.after-death'],
    [{ code: 'V06.ga_weeks', params: { value: 43 } }, 'V06.weeks'],
    [{ code: 'V19.F22', params: { factor: 'F22' } }, 'V19.factor'],
    [{ code: 'V19.delay1', params: { delay: 1 } }, 'V19.delay'],
    [{ code: 'V21.narrative' }, 'V21.names'],
    [{ code: 'V22.B50' }, 'V22.malaria'],
    [{ code: 'V22.O15' }, 'V22.O15'],
    [{ code: 'V24.artesunate', params: { item: 'ARTESUNATE' } }, 'V24.care'],
    [{ code: 'V99.nowhere' }, 'TYPE'],
  ])('%j uses %s', (given, key) => {
    expect(ruleKeyOf(issue(given.code, given))).toBe(key);
  });

  it('is filled with the label, decimals as the language writes them, and the words of the codes', async () => {
    const [form, codes] = await Promise.all([
      loadFormTexts('maternal_review', 1, 'fr'),
      loadCodeListLabels('fr'),
    ]);
    const texts = { rules: rulesFr, form, codes, language: 'fr' } as const;
    const slip = issue('V10.adm_temp', {
      severity: 'ERR',
      params: { min: 30, max: 43, value: 398, likely: 39.8 },
    });
    expect(ruleSentence(slip, texts).replaceAll('\u00a0', ' ')).toBe(
      '« Température » : 398 n’est pas possible. Vouliez-vous écrire 39,8 ?',
    );
    const care = issue('V24.artesunate', { params: { item: 'ARTESUNATE' } });
    expect(ruleSentence(care, texts)).toContain('Artésunate injectable');
    const ofChild = issue('V24.sam-care', { params: { item: 'SAM_CARE' } });
    expect(ruleSentence(ofChild, texts)).toContain('Prise en charge MAS');
    const eclampsia = issue('V22.O15', { params: { code: 'O15.0', systolic: 105, diastolic: 65 } });
    expect(ruleSentence(eclampsia, texts)).toContain('tension 105/65');
  });
});
