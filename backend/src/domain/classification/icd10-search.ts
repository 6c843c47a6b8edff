import { normaliseIcd10 } from './icd10.js';
import type { Icd10Titles } from './icd10-codes.js';
import type { Icd10Scope } from './icd10-scope.js';
import { isOffered } from './icd10-scope.js';

/** One choice of the picker. `isKnown` is false for a well-formed code that the list does not name. */
export interface Icd10Choice {
  readonly code: string;
  readonly title: string;
  readonly isKnown: boolean;
}

const MOST_CHOICES = 12;

/** Letters and digits only, lower case, without accents: what a search compares. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

interface Entry {
  readonly choice: Icd10Choice;
  readonly title: readonly string[];
  readonly all: readonly string[];
}

const prepared = new WeakMap<Icd10Titles, readonly Entry[]>();

function entriesOf(titles: Icd10Titles): readonly Entry[] {
  const known = prepared.get(titles);
  if (known !== undefined) return known;
  const entries = Object.entries(titles).map(([code, [title, words]]): Entry => {
    return {
      choice: { code, title, isKnown: true },
      title: plain(title).split(' '),
      all: plain(`${title} ${words}`).split(' '),
    };
  });
  prepared.set(titles, entries);
  return entries;
}

/** How well an entry answers: 3 begins with it, 2 all in the title, 1 found through other words, 0 not at all. */
function rank({ title, all }: Entry, words: readonly string[]): number {
  const isIn = (among: readonly string[]): boolean =>
    words.every((word) => among.some((candidate) => candidate.startsWith(word)));
  if (!isIn(all)) return 0;
  if (!isIn(title)) return 1;
  return title[0]?.startsWith(words[0] ?? '') === true ? 3 : 2;
}

/** Whether the list names the code itself. */
export function isListed(titles: Icd10Titles, code: string): boolean {
  return Object.hasOwn(titles, code);
}

/** The title of a code: its own, else its heading's, else none. */
export function icd10Title(titles: Icd10Titles, code: string): string | null {
  const byCode: Readonly<Record<string, readonly [string, string]>> = titles;
  const named = [code, code.slice(0, 3)].find((one) => Object.hasOwn(byCode, one));
  return named === undefined ? null : (byCode[named]?.[0] ?? null);
}

/**
 * Choices for what is typed: a code or its beginning (`o72`), or words in any order, without regard to accents (`eclampsie`, `palu`,
 * `HPP`), limited to what suits `scope`. A well-formed code typed in full is always offered, marked when the list does not name it. Best
 * first, 12 at most.
 */
export function searchIcd10(
  titles: Icd10Titles,
  typed: string,
  scope: Icd10Scope | null = null,
): readonly Icd10Choice[] {
  const entries = entriesOf(titles).filter(({ choice }) => isOffered(choice.code, scope));
  const code = normaliseIcd10(typed);
  if (code !== null) {
    const found = entries.filter(({ choice }) => choice.code.startsWith(code)).map(({ choice }) => choice);
    if (found.some((choice) => choice.code === code)) return found.slice(0, MOST_CHOICES);
    const title = icd10Title(titles, code) ?? '';
    return [{ code, title, isKnown: isListed(titles, code) }, ...found].slice(0, MOST_CHOICES);
  }
  const beginning = plain(typed).replaceAll(' ', '');
  if (/^[a-z]\d$/.test(beginning))
    return entries
      .filter(({ choice }) => choice.code.toLowerCase().startsWith(beginning))
      .map(({ choice }) => choice)
      .slice(0, MOST_CHOICES);
  const words = plain(typed)
    .split(' ')
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  return entries
    .map((entry, order) => ({ entry, order, rank: rank(entry, words) }))
    .filter((found) => found.rank > 0)
    .sort((left, right) => right.rank - left.rank || left.order - right.order)
    .slice(0, MOST_CHOICES)
    .map(({ entry }) => entry.choice);
}

/** Titles in one language, loaded when a picker first opens. */
export async function loadIcd10Titles(language: 'fr' | 'en'): Promise<Icd10Titles> {
  return language === 'fr'
    ? (await import('./icd10-titles.fr.js')).icd10TitlesFr
    : (await import('./icd10-titles.en.js')).icd10TitlesEn;
}
