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

async function load(language: Language): Promise<{ readonly default: FlatTexts }> {
  titles.set(language, await loadIcd10Titles(language));
  return { default: { loaded: language } };
}

const icd10Texts = defineTexts<FlatTexts>('icd10', { fr: () => load('fr'), en: () => load('en') });

/** Titles of causes in the language of the reader, loaded when the first one is asked. */
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

  async search(text: string, scope: Icd10Scope | null): Promise<readonly Icd10Choice[]> {
    await this.store.load(icd10Texts);
    const known = titles.get(this.store.language());
    return known ? searchIcd10(known, text, scope) : [];
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
