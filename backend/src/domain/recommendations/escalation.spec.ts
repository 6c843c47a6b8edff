import { describe, expect, it } from '@jest/globals';
import { LEVELS } from './audience.js';
import { nextLevel, type EscalationLevel } from './escalation.js';

describe('escalating a blocked action', () => {
  it.each([
    ['FAMILY', 'CSCOM'],
    ['COMMUNITY', 'CSCOM'],
    ['ASACO', 'CSCOM'],
    ['CSCOM', 'DISTRICT'],
    ['COMMUNE', 'DISTRICT'],
    ['DISTRICT', 'REGION'],
    ['REGION', 'NATIONAL'],
    ['NATIONAL', null],
  ] as const)('asks above %s: %s', (level, next) => {
    expect(nextLevel(level, null)).toBe(next);
  });

  it('climbs one step at a time and ends with the country', () => {
    for (const level of LEVELS) {
      const asked: EscalationLevel[] = [];
      for (let next = nextLevel(level, null); next !== null; next = nextLevel(level, next)) asked.push(next);
      expect(asked).toEqual([...new Set(asked)]);
      expect([...asked, level]).toContain('NATIONAL');
    }
  });
});
