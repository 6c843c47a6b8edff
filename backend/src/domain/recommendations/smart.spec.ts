import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LEVELS } from './audience.js';
import { isOnlyWeak, isSlogan, smartQuestions, type Proposal } from './smart.js';

const full: Proposal = {
  action: 'Acheter un réfrigérateur et fixer un stock minimal de 20 ampoules d’ocytocine',
  level: 'ASACO',
  owner: 'ASACO_TRESORIER',
  deadline: '2026-05-14',
  indicator: '20 ampoules en stock à chaque comptage',
  proof: 'STOCK_CARD',
};

describe('the SMART check while typing', () => {
  it('answers a bare wish with who, how, by when, how do we know', () => {
    expect(smartQuestions({ action: 'Sensibiliser les femmes' })).toEqual([
      'smart.who',
      'smart.how',
      'smart.by-when',
      'smart.how-known',
    ]);
  });

  it('asks nothing of an empty action, and nothing more of a complete one', () => {
    expect(smartQuestions({ action: '  ' })).toEqual([]);
    expect(smartQuestions(full, '2026-06-12')).toEqual([]);
    expect(
      smartQuestions({
        ...full,
        level: 'DISTRICT',
        owner: 'SRE',
        action: 'Réparer l’ambulance et garantir 2 poches O négatif de garde',
        indicator: '2 poches chaque lundi',
      }),
    ).toEqual([]);
  });

  it.each<[Partial<Proposal>, readonly string[]]>([
    [{ action: 'Ocytocine en stock' }, ['smart.verb']],
    [{ action: 'Sensibiliser les femmes du village' }, ['smart.how']],
    [{ action: 'Former la matrone' }, ['smart.how']],
    [{ action: 'Sensibiliser les femmes : une causerie chaque mois dans 6 villages' }, []],
    [{ action: 'La présidente et le relais tiennent 1 causerie sur les 5 signes de danger chaque mois' }, []],
    [{ action: 'Buy a refrigerator for oxytocin' }, []],
    [{ indicator: 'stock suivi' }, ['smart.how-known']],
    [{ owner: 'MAIRE' }, ['smart.owner-level']],
    [{ deadline: '2026-08-01' }, ['smart.too-late']],
  ])('asks %j for %j', (changes, questions) => {
    expect(smartQuestions({ ...full, ...changes }, '2026-06-12')).toEqual(questions);
  });

  it('knows a slogan from an act', () => {
    expect(
      ['Sensibiliser les femmes', 'Être vigilant', 'Améliorer l’accueil', 'Raise awareness of women'].map(
        isSlogan,
      ),
    ).toEqual([true, false, true, true]);
    expect(isSlogan('Acheter un réfrigérateur')).toBe(false);
  });

  it('never throws, and asks less as more is answered', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...LEVELS), (action, level) => {
        const asked = smartQuestions({ action });
        const later = smartQuestions({ ...full, action, level, owner: 'nobody in the list' });
        for (const question of later) expect(asked).toContain(question);
      }),
    );
  });

  it('sees a set of weak recommendations', () => {
    expect([isOnlyWeak([]), isOnlyWeak(['WEAK', 'WEAK']), isOnlyWeak(['WEAK', 'STRONG'])]).toEqual([
      false,
      true,
      false,
    ]);
  });
});
