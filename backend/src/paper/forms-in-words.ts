import { createHash } from 'node:crypto';
import { loadCodeListLabels } from '../domain/classification/code-list.js';
import { icd10Title, loadIcd10Titles } from '../domain/classification/icd10-search.js';
import type { Language } from '../domain/accounts/person.js';
import { loadConditionWords, type SpokenForm } from '../domain/forms/condition-sentence.js';
import { loadFormTexts } from '../domain/forms/form-texts.js';
import type { Form } from '../domain/forms/form.js';
import { publishedForms } from '../domain/forms/registry.js';
import { structureText } from '../domain/forms/structure-hash.js';
import { loadPaperTexts } from '../domain/texts/paper.js';
import { speakingOf, type Speaking } from './speaking.js';
import type { Filled, Words } from './written.js';

/** The words of a language that paper needs. */
export async function loadWords(language: Language): Promise<Words> {
  const [texts, labels, titles] = await Promise.all([
    loadPaperTexts(language),
    loadCodeListLabels(language),
    loadIcd10Titles(language),
  ]);
  return { language, texts, labels, icd10: (code) => icd10Title(titles, code) ?? undefined };
}

async function spoken(form: Form, language: Language): Promise<SpokenForm> {
  return { form, texts: await loadFormTexts(form.name, form.version, language) };
}

/** A form ready to be printed in a language, empty or filled. */
export async function speak(form: Form, filled: Filled | null, language: Language): Promise<Speaking> {
  const documents = await Promise.all(
    publishedForms.map(async (one) => [one.name, await spoken(one, language)] as const),
  );
  return speakingOf(
    await spoken(form, language),
    await loadWords(language),
    await loadConditionWords(language),
    Object.fromEntries(documents),
    filled,
  );
}

/** The SHA-256 that names a published version. */
export function hashOf(form: Form): string {
  return createHash('sha256').update(structureText(form)).digest('hex');
}
