import { inject, Injectable } from '@angular/core';
import type { Language } from '@domain/accounts/person.js';
import type { Icd10Titles } from '@domain/classification/icd10-codes.js';
import {
  icd10Title,
  isListed,
  loadIcd10Titles,
  searchIcd10,
  type Icd10Choice,
} from '@domain/classification/icd10-search.js';
import type { Icd10Scope } from '@domain/classification/icd10-scope.js';
import type { FlatTexts } from '../../core/domain-texts';
import { defineTexts, TextStore } from '../../core/texts';

const titles = new Map<Language, Icd10Titles>();
const MOST = 12;

async function load(language: Language): Promise<{ readonly default: FlatTexts }> {
  titles.set(language, await loadIcd10Titles(language));
  return { default: { loaded: language } };
}

const icd10Texts = defineTexts<FlatTexts>('icd10', { fr: () => load('fr'), en: () => load('en') });

/**
 * Causes of ICD-10, searched in the browser: once the list is loaded, no network is needed. Titles in the language of the reader come with
 * the first picker drawn; the words of the other language follow with the first search.
 */
@Injectable({ providedIn: 'root' })
export class Icd10 {
  private readonly store = inject(TextStore);
  private asked = false;

  /** The title of a code, `null` while unknown or not loaded yet. */
  title(code: string): string | null {
    const known = this.titles();
    return known ? icd10Title(known, code) : null;
  }

  /** A well-formed code that the list does not name; false while the list is not loaded. */
  isUnlisted(code: string): boolean {
    const known = this.titles();
    return known !== undefined && !isListed(known, code);
  }

  /** By code or by words of either language; the choices are named in the language of the reader. */
  async search(text: string, scope: Icd10Scope | null): Promise<readonly Icd10Choice[]> {
    await this.store.load(icd10Texts);
    const language = this.store.language();
    const known = titles.get(language);
    if (known === undefined) return [];
    const own = searchIcd10(known, text, scope);
    const other = await this.otherWords(language);
    if (other === undefined) return own;
    const found = new Set(own.map(({ code }) => code));
    const more = searchIcd10(other, text, scope)
      .filter(({ code, isKnown }) => isKnown && !found.has(code))
      .map((choice) => ({ ...choice, title: icd10Title(known, choice.code) ?? choice.title }));
    return [...own, ...more].slice(0, MOST);
  }

  /** The titles in the other language; `undefined` while there is no network to load them. */
  private async otherWords(language: Language): Promise<Icd10Titles | undefined> {
    const other = language === 'fr' ? 'en' : 'fr';
    try {
      if (!titles.has(other)) await load(other);
    } catch {
      return undefined;
    }
    return titles.get(other);
  }

  private titles(): Icd10Titles | undefined {
    if (!this.asked) {
      this.asked = true;
      queueMicrotask(() => void this.store.load(icd10Texts));
    }
    this.store.find('icd10.loaded');
    return titles.get(this.store.language());
  }
}
