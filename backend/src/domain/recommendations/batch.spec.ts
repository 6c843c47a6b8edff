import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { audienceOf, isCareTeamOnly, LEVELS, mayReachAsaco, type Audience } from './audience.js';
import { leaksOf, monthlyBatch, type BatchCandidate } from './batch.js';

const action = (id: string, changes: Partial<BatchCandidate> = {}): BatchCandidate => ({
  id,
  factor: 'F22',
  audience: 'ASACO',
  text: 'Acheter un réfrigérateur pour l’ocytocine',
  open: true,
  published: false,
  standing: false,
  ...changes,
});

describe('who may see a recommendation', () => {
  it('keeps skills, behaviour and records with the care team, whatever the level', () => {
    for (const level of LEVELS) {
      for (const factor of ['F15', 'F18', 'F20', 'F27', 'F29', 'F31', 'F32', 'F34']) {
        expect(audienceOf(factor, level)).toBe('CARE_TEAM');
      }
    }
    expect(['F14', 'F21', 'F22', 'F26', 'F30', 'F33'].map(isCareTeamOnly)).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it('shows means to the ASACO, and what goes higher to all levels concerned', () => {
    expect([
      audienceOf('F22', 'ASACO'),
      audienceOf('F11', 'COMMUNE'),
      audienceOf('F02', 'COMMUNITY'),
    ]).toEqual(['ASACO', 'ALL', 'ASACO']);
    expect(mayReachAsaco('F18', 'ALL')).toBe(false);
    expect(mayReachAsaco('F22', 'CARE_TEAM')).toBe(false);
  });
});

describe('the monthly batch of an ASACO', () => {
  it('waits for company: two alone are not published, three together are', () => {
    expect(monthlyBatch([action('a'), action('b')], 3)).toEqual({ published: [], waiting: ['a', 'b'] });
    expect(monthlyBatch([action('a'), action('b'), action('c')], 3)).toEqual({
      published: ['a', 'b', 'c'],
      waiting: [],
    });
  });

  it('publishes one of the standing list alone, and leaves the others waiting', () => {
    expect(monthlyBatch([action('a'), action('s', { standing: true })], 3)).toEqual({
      published: ['s'],
      waiting: ['a'],
    });
  });

  it('counts neither what was published, nor what is ended, nor what the ASACO may not see', () => {
    const others = [
      action('old', { published: true }),
      action('ended', { open: false }),
      action('skill', { factor: 'F18' }),
      action('team', { audience: 'CARE_TEAM' }),
      action('story', { text: 'Acheter une moto après le décès de la patiente' }),
    ];
    expect(monthlyBatch([action('a'), action('b'), ...others], 3)).toEqual({
      published: [],
      waiting: ['a', 'b'],
    });
  });

  it('never publishes what it may not, whatever comes', () => {
    const any = fc.record({
      id: fc.uuid(),
      factor: fc.constantFrom('F11', 'F15', 'F22', 'F34'),
      audience: fc.constantFrom<Audience>('CARE_TEAM', 'ASACO', 'ALL'),
      text: fc.constantFrom('Acheter des gants', 'Cas DNB-7K3M9QXA-X', 'Réparer le puits'),
      open: fc.boolean(),
      published: fc.boolean(),
      standing: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 8 }), (candidates) => {
        const { published } = monthlyBatch(candidates, 3);
        const chosen = candidates.filter(({ id }) => published.includes(id));
        for (const one of chosen)
          expect(mayReachAsaco(one.factor, one.audience) && leaksOf(one.text).length === 0).toBe(true);
        expect(chosen.length === 0 || chosen.length >= 3 || chosen.every(({ standing }) => standing)).toBe(
          true,
        );
      }),
    );
  });
});

describe('what would tell of a case', () => {
  it.each<[string, readonly string[]]>([
    ['Acheter un réfrigérateur et fixer un stock de 20 ampoules', []],
    ['Organiser la garde de nuit, 2 personnes', []],
    ['Cas DNB-7K3M9QXA-X : acheter des gants', ['asaco.case-number']],
    ['Depuis le 14 mars, réparer la moto', ['asaco.date']],
    ['Acheter du sang après le décès', ['asaco.a-death']],
    ['Parler avec Mme Traoré', ['asaco.a-person']],
  ])('%s', (text, reasons) => {
    expect(leaksOf(text)).toEqual(reasons);
  });
});
