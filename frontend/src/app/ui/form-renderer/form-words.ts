import { inject, Injectable } from '@angular/core';
import { loadCodeListLabels, type LabelsByList } from '@domain/classification/code-list.js';
import { loadFormTexts } from '@domain/forms/form-texts.js';
import type { Form, FormTexts, Issue } from '@domain/forms/form.js';
import { ruleSentence } from '@domain/texts/rule-sentence.js';
import type { RuleTexts } from '@domain/texts/rules.js';
import type { Language } from '@domain/accounts/person.js';
import { codeTexts, flatTexts, type FlatTexts } from '../../core/domain-texts';
import { defineTexts, TextStore, type TextScope } from '../../core/texts';
import { frenchSpaces } from '../../core/typography';

type Published = Pick<Form, 'name' | 'version'>;

const scopes = new Map<string, TextScope<string>>();
/** The texts as the domain has them, for the sentences that it makes itself. */
const forms = new Map<string, FormTexts>();
const rules = new Map<Language, RuleTexts>();
const codes = new Map<Language, LabelsByList>();

const keyOf = ({ name, version }: Published): string => `form-${name}-${String(version)}`;

async function loadRules(language: Language): Promise<{ readonly default: FlatTexts }> {
  const [texts, labels] = await Promise.all([
    language === 'fr'
      ? import('@domain/texts/rules.fr.js').then(({ rulesFr }) => rulesFr)
      : import('@domain/texts/rules.en.js').then(({ rulesEn }) => rulesEn),
    loadCodeListLabels(language),
  ]);
  rules.set(language, texts);
  codes.set(language, labels);
  return { default: { loaded: language } };
}

const ruleTexts = defineTexts<FlatTexts>('rule', { fr: () => loadRules('fr'), en: () => loadRules('en') });

/** The texts of one published form: `sections.*`, `labels.*`, `hints.*`. Its `ready` can guard a route. */
export function textsOfForm({ name, version }: Published): TextScope<string> {
  const key = keyOf({ name, version });
  const known = scopes.get(key);
  if (known) return known;
  const load = async (language: Language): Promise<{ readonly default: FlatTexts }> => {
    const texts = await loadFormTexts(name, version, language);
    forms.set(`${key}/${language}`, texts);
    return flatTexts(texts);
  };
  const scope = defineTexts<FlatTexts>(key, { fr: () => load('fr'), en: () => load('en') });
  scopes.set(key, scope);
  return scope;
}

/**
 * Labels, hints and messages of forms in the language of the reader. `app-form-section` and `app-form-pages` load them by themselves.
 *
 *     words.label(form, 'adm_sbp')   words.hint(form, 'adm_sbp')   words.section(form, 'admission')   words.issue(form, issue)
 */
@Injectable({ providedIn: 'root' })
export class FormWords {
  private readonly store = inject(TextStore);

  async load(form: Published): Promise<void> {
    await Promise.all([textsOfForm(form), ruleTexts, codeTexts].map((scope) => this.store.load(scope)));
  }

  title(form: Published): string {
    return this.find(form, 'title') ?? '';
  }

  section(form: Published, code: string): string {
    return this.find(form, `sections.${code}`) ?? '';
  }

  /** The label of a question, or of a column written `list.column`. */
  label(form: Published, key: string): string {
    return this.find(form, `labels.${key}`) ?? '';
  }

  hint(form: Published, key: string): string | null {
    return this.find(form, `hints.${key}`);
  }

  /** The sentence of a rule message: what to do about it. */
  issue(form: Published, issue: Issue): string {
    const language = this.store.language();
    this.store.find('rule.loaded');
    const [rule, code, texts] = [
      rules.get(language),
      codes.get(language),
      forms.get(`${keyOf(form)}/${language}`),
    ];
    if (!rule || !code || !texts) return '';
    const sentence = ruleSentence(issue, { rules: rule, form: texts, codes: code, language });
    return language === 'fr' ? frenchSpaces(sentence) : sentence;
  }

  private find(form: Published, key: string): string | null {
    return this.store.find(`${keyOf(form)}.${key}`);
  }
}
