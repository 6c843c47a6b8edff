import { inject, Injectable } from '@angular/core';
import type { Language } from '@domain/accounts/person.js';
import type { Icd10Titles } from '@domain/classification/icd10-codes.js';
import {
  icd10Title,
  loadIcd10Titles,
  searchIcd10,
  type Icd10Choice,
} from '@domain/classification/icd10-search.js';
import type { FlatTexts } from '../../core/domain-texts';
import { defineTexts, TextStore } from '../../core/texts';

const titles = new Map<Language, Icd10Titles>();

async function load(language: Language): Promise<{ readonly default: FlatTexts }> {
  titles.set(language, await loadIcd10Titles(language));
  return { default: { loaded: language } };
}

const icd10Texts = defineTexts<FlatTexts>('icd10', { fr: () => load('fr'), en: () => load('en') });

/** What most maternal deaths are due to: offered before anything is typed. */
const FREQUENT = ['O72.1', 'O14.1', 'O15.9', 'O85', 'O71.1', 'O45.9', 'O98.6', 'O99.0'] as const;

/** Titles of causes in the language of the reader, loaded when the first one is asked. */
@Injectable({ providedIn: 'root' })
export class Icd10 {
  private readonly store = inject(TextStore);
  private asked = false;

  /** The title of a code, `null` while unknown or not loaded yet. */
  title(code: string): string | null {
    if (!this.asked) {
      this.asked = true;
      queueMicrotask(() => void this.store.load(icd10Texts));
    }
    this.store.find('icd10.loaded');
    const known = titles.get(this.store.language());
    return known ? icd10Title(known, code) : null;
  }

  async search(text: string): Promise<readonly Icd10Choice[]> {
    await this.store.load(icd10Texts);
    const known = titles.get(this.store.language());
    return known ? searchIcd10(known, text) : [];
  }

  frequent(): readonly string[] {
    return FREQUENT;
  }
}
