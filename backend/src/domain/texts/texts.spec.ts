import { describe, expect, it } from '@jest/globals';
import { eventsEn } from './events.en.js';
import { eventsFr } from './events.fr.js';
import { fill } from './fill.js';
import { phaseEntryEn } from './phase-entry.en.js';
import { phaseEntryFr } from './phase-entry.fr.js';
import { problemsEn } from './problems.en.js';
import { problemsFr } from './problems.fr.js';
import { reasonsEn } from './reasons.en.js';
import { reasonsFr } from './reasons.fr.js';
import { rolesEn } from './roles.en.js';
import { rolesFr } from './roles.fr.js';
import { settingsEn } from './settings.en.js';
import { settingsFr } from './settings.fr.js';
import { statesEn } from './states.en.js';
import { statesFr } from './states.fr.js';

/** Every sentence of a tree of texts, by its path. */
function sentences(texts: object, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(texts).flatMap(([key, text]: [string, unknown]) =>
    typeof text === 'string'
      ? [[`${path}${key}`, text] as const]
      : sentences(text as object, `${path}${key} › `),
  );
}

const french = {
  events: eventsFr,
  phaseEntry: phaseEntryFr,
  problems: problemsFr,
  reasons: reasonsFr,
  roles: rolesFr,
  settings: settingsFr,
  states: statesFr,
};
const english = {
  events: eventsEn,
  phaseEntry: phaseEntryEn,
  problems: problemsEn,
  reasons: reasonsEn,
  roles: rolesEn,
  settings: settingsEn,
  states: statesEn,
};

describe('texts in two languages', () => {
  it('have the same keys and the same parameters', () => {
    const params = (texts: object) =>
      Object.fromEntries(
        sentences(texts).map(([key, text]) => [
          key,
          [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort(),
        ]),
      );
    expect(params(french)).toEqual(params(english));
  });

  it('are never empty, never the key itself, and not the same sentence in both', () => {
    const other = new Map(sentences(english));
    for (const [key, text] of sentences(french)) {
      expect(text.trim()).not.toBe('');
      expect(key.endsWith(text)).toBe(false);
      // A few words are the same in both languages: Matrone, Denba, Documentation.
      if (text.includes(' ')) expect({ key, same: other.get(key) === text }).toEqual({ key, same: false });
    }
  });
});

describe('French as it is written for a tired midwife', () => {
  it('avoids the words of machines and of blame', () => {
    for (const [key, text] of sentences(french)) {
      expect({ key, text }).not.toEqual({
        key,
        text: expect.stringMatching(/erreur|faute|invalide|échec|veuillez|oops|coupable/i),
      });
    }
  });

  it('keeps its punctuation on the line, and its apostrophes round', () => {
    for (const [key, text] of sentences(french)) {
      expect({ key, text }).not.toEqual({ key, text: expect.stringMatching(/ [:;?!»%]|« |'/) });
    }
  });

  it('keeps sentences short', () => {
    for (const [key, text] of sentences(french)) {
      for (const sentence of text.split(/(?<=[.?!])\s/)) {
        expect({ key, words: sentence.split(/\s+/).length <= 20 }).toEqual({ key, words: true });
      }
    }
  });
});

describe('filling a sentence', () => {
  it('puts each parameter in its place and shows a missing one', () => {
    expect(fill('Attendez {seconds} secondes, {name}.', { seconds: 30 })).toBe(
      'Attendez 30 secondes, {name}.',
    );
  });
});
