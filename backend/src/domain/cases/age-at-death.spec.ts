import { describe, expect, it } from '@jest/globals';
import { dayOf } from '../forms/local-time.js';
import { ageAtDeath } from './age-at-death.js';

const age = (born: string, died: string) => ageAtDeath(dayOf(born) ?? 0, dayOf(died) ?? 0);

describe('the age at death', () => {
  it.each([
    ['the day of birth is day 0', '2026-01-01', '2026-01-01', 0, 0, 'EARLY_NEONATAL'],
    ['day 6', '2026-01-01', '2026-01-07', 6, 0, 'EARLY_NEONATAL'],
    ['day 7', '2026-01-01', '2026-01-08', 7, 0, 'LATE_NEONATAL'],
    ['day 27', '2026-01-01', '2026-01-28', 27, 0, 'LATE_NEONATAL'],
    ['day 28 is a child’s, in the first month', '2026-01-01', '2026-01-29', 28, 0, 'CHILD'],
    ['day 28 over February: one month and a child’s', '2026-02-01', '2026-03-01', 28, 1, 'CHILD'],
    ['nine months', '2025-07-10', '2026-04-16', 280, 9, 'CHILD'],
    ['the day before the fifth birthday', '2021-04-16', '2026-04-15', 1825, 59, 'CHILD'],
    ['the fifth birthday', '2021-04-16', '2026-04-16', 1826, 60, 'OVER_FIVE'],
    ['born on 29 February, the day before', '2024-02-29', '2029-02-28', 1826, 59, 'CHILD'],
    ['born on 29 February, 1 March', '2024-02-29', '2029-03-01', 1827, 60, 'OVER_FIVE'],
  ])('%s', (_, born, died, days, months, group) => {
    expect(age(born, died)).toEqual({ days, months, group });
  });

  it('is none before the birth', () => {
    expect(age('2026-01-02', '2026-01-01')).toBeNull();
  });
});
