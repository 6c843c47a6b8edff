import { describe, expect, it } from '@jest/globals';
import { breakable, frenchSpaces } from './typography';

const shown = (text: string): string => frenchSpaces(text).replaceAll('\u00a0', '~');

describe('French spaces', () => {
  it.each([
    ['Qui est décédé ?', 'Qui est décédé~?'],
    ['Manque : heure', 'Manque~: heure'],
    ['« Éclampsie », mais', '«~Éclampsie~», mais'],
    ['78 % des cas', '78~% des cas'],
    ['21 h 40', '21~h 40'],
    ['soit {n} min', 'soit {n}~min'],
    ['N° de cas', 'N°~de cas'],
    ['plus de 1 500 g', 'plus de 1~500~g'],
    ['2 heures', '2 heures'],
    ['à 10:30', 'à 10:30'],
  ])('writes %s', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });
});

describe('a word that may be broken', () => {
  it.each([
    ['Évaluation/surveillance insuffisante', 'Évaluation/|surveillance insuffisante'],
    ['PCIME/soins essentiels', 'PCIME/|soins essentiels'],
    ['12/03/2026, 40 g/L, 148 /min', '12/03/2026, 40 g/|L, 148 /min'],
  ])('breaks %s after its slash', (text, expected) => {
    expect(breakable(text).replaceAll('\u200b', '|')).toBe(expected);
  });
});
