import { describe, expect, it } from '@jest/globals';
import { leaksOf } from './batch.js';
import { smartQuestions } from './smart.js';
import { isStanding, STANDING_ACTIONS } from './standing-actions.js';

describe('the standing list of actions', () => {
  it('knows an action whatever its capitals, accents and apostrophes', () => {
    expect(isStanding("FIXER un stock minimal d'ocytocine, et le compter chaque semaine.")).toBe(true);
    expect(isStanding('Repair the ambulance and settle who pays the fuel')).toBe(true);
  });

  it('does not take another action for one of its own', () => {
    expect(isStanding('Réparer l’ambulance')).toBe(false);
    expect(isStanding('')).toBe(false);
  });

  it.each(STANDING_ACTIONS.flatMap(({ fr, en }) => [fr, en]))(
    'says an act and tells of no case: %s',
    (action) => {
      expect(leaksOf(action)).toEqual([]);
      expect(
        smartQuestions({
          action,
          level: 'ASACO',
          owner: 'ASACO_PRESIDENT',
          deadline: '2026-06-30',
          indicator: '1 reçu',
          proof: 'RECEIPT',
        }),
      ).toEqual([]);
    },
  );
});
