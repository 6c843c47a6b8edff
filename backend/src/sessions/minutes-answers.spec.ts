import { describe, expect, it } from '@jest/globals';
import { loadCodeListLabels } from '../domain/classification/code-list.js';
import { icd10Title, loadIcd10Titles } from '../domain/classification/icd10-search.js';
import { loadFormTexts } from '../domain/forms/form-texts.js';
import type { Answers } from '../domain/forms/form.js';
import { getForm } from '../domain/forms/registry.js';
import { printedAnswers } from './minutes-answers.js';

async function printed(form: string, answers: Answers): Promise<readonly string[]> {
  const titles = await loadIcd10Titles('fr');
  const words = {
    labels: await loadCodeListLabels('fr'),
    dateTime: (local: string) => local,
    cause: (code: string) => icd10Title(titles, code),
  };
  const context = { now: '2026-03-18T10:00', documents: {}, facts: { kind: 'MAT', auditKind: 'audit' } };
  const texts = await loadFormTexts(form, 1, 'fr');
  return printedAnswers(getForm(form), texts, answers, context, words).map(({ text }) => text);
}

describe('the answers of the minutes', () => {
  it('name a cause by its code and its words', async () => {
    const told = await printed('opinion', { cod_underlying: { value: 'O72.1' }, cod_a: { value: 'Z99.9' } });
    expect(told).toContain('O72.1 Autre hémorragie immédiate du post-partum');
    expect(told).toContain('Z99.9');
  });

  it('count in the words of the language', async () => {
    expect(await printed('session', { duration_min: { value: 75 } })).toContain('75 min');
  });
});
