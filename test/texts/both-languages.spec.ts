import { globSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { englishIn, frenchIn } from '../support/languages.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Minutes are signed in French, the language of the record. */
const FRENCH_ONLY = join('backend', 'src', 'sessions', 'minutes.fr.ts');
const FRENCH_FILES = globSync(['frontend/src/**/*.fr.ts', 'backend/src/**/*.fr.ts'], { cwd: ROOT })
  .filter((file) => file !== FRENCH_ONLY)
  .sort();

type Sentences = ReadonlyMap<string, string>;

/** Every sentence of a tree of texts, by its path. */
function sentencesIn(texts: unknown, path: string): readonly (readonly [string, string])[] {
  if (typeof texts === 'string') return [[path, texts]];
  if (typeof texts !== 'object' || texts === null) return [];
  // A title and what else it is searched by: synonyms need no twin.
  if (Array.isArray(texts)) return sentencesIn(texts[0], path);
  return Object.entries(texts).flatMap(([key, value]) => sentencesIn(value, `${path} › ${key}`));
}

/** Names of exports end with the language: `statesFr`, `statesEn`. */
async function sentencesOf(file: string, language: 'Fr' | 'En'): Promise<Sentences> {
  const exported = (await import(pathToFileURL(join(ROOT, file)).href)) as Readonly<Record<string, unknown>>;
  return new Map(
    Object.entries(exported).flatMap(([name, texts]) =>
      sentencesIn(texts, name.replace(new RegExp(`${language}$`), '')),
    ),
  );
}

const parametersOf = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{\{?\s*\w+\s*\}?\}/g)].map(([name]) => name))].sort();

/** Titles of the classification of diseases are quoted in the words of its authors. */
const isQuoted = (file: string): boolean => file.includes('icd10-titles');

describe('the texts of the product', () => {
  it('are found', () => {
    expect(FRENCH_FILES.length).toBeGreaterThan(20);
  });

  it.each(FRENCH_FILES)('%s has its English twin, sentence by sentence', async (file) => {
    const french = await sentencesOf(file, 'Fr');
    const english = await sentencesOf(file.replace(/\.fr\.ts$/, '.en.ts'), 'En');
    expect(french.size).toBeGreaterThan(0);
    expect([...english.keys()].sort()).toEqual([...french.keys()].sort());
    const empty = [...french, ...english].filter(([, text]) => text.trim() === '').map(([key]) => key);
    expect(empty).toEqual([]);
    const unlike = [...french].filter(
      ([key, text]) => parametersOf(text).join() !== parametersOf(english.get(key) ?? '').join(),
    );
    expect(unlike).toEqual([]);
  });

  it.each(FRENCH_FILES.filter((file) => !isQuoted(file)))(
    '%s holds no English, its twin no French',
    async (file) => {
      const french = await sentencesOf(file, 'Fr');
      const english = await sentencesOf(file.replace(/\.fr\.ts$/, '.en.ts'), 'En');
      const inFrench = [...french].flatMap(([key, text]) =>
        englishIn(text).map((word) => `${word}: ${key}: ${text}`),
      );
      const inEnglish = [...english].flatMap(([key, text]) =>
        frenchIn(text).map((word) => `${word}: ${key}: ${text}`),
      );
      expect(inFrench).toEqual([]);
      expect(inEnglish).toEqual([]);
    },
  );
});

describe('looking for the other language', () => {
  it('finds what slipped in', () => {
    expect(englishIn('Le dossier is sealed')).toEqual(['is', 'sealed']);
    expect(frenchIn('The séance is ouverte')).toEqual(['séance', 'ouverte']);
    expect(frenchIn('Last period : week 11. Sealed\u00a0? It is: yes.')).toEqual(['d :', 'd\u00a0?']);
  });

  it('leaves alone what belongs to both', () => {
    expect(
      englishIn('La file d’attente du district, session de mars : continue, or, main, date, note'),
    ).toEqual([]);
    expect(frenchIn('The ASACO, the CSCom, a relais and a matrone')).toEqual([]);
  });
});
