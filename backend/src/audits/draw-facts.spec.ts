import { describe, expect, it } from '@jest/globals';
import type { Answers, Value } from '../domain/forms/form.js';
import { drawFactsOf } from './draw-facts.js';

const of = (given: Readonly<Record<string, Value>>): Answers =>
  Object.fromEntries(Object.entries(given).map(([code, value]) => [code, { value }]));
const woman = { kind: 'MAT', partner: true, ageDays: null } as const;
const notified = (changes: Readonly<Record<string, Value>>) => ({
  notification: of({ death_date: '2026-05-10', pregnancy_status: 'PP42', ...changes }),
});

describe('the class of a woman’s death, for the draw', () => {
  it.each<[string, Readonly<Record<string, Value>>, string | null, string]>([
    ['direct', {}, 'DIRECT', 'yes'],
    ['not classed', {}, null, 'yes'],
    ['coincidental for the first audit', {}, 'COINCIDENT', 'coincidental'],
    ['late for the first audit', {}, 'LATE', 'late'],
    ['sequelae for the first audit', {}, 'SEQ', 'late'],
    ['42 days after the end', { preg_end_date: '2026-03-29' }, 'DIRECT', 'yes'],
    ['43 days after the end', { preg_end_date: '2026-03-28', pregnancy_status: 'PP43_1Y' }, 'DIRECT', 'late'],
    ['late by what was notified alone', { pregnancy_status: 'PP43_1Y' }, 'DIRECT', 'late'],
    ['of an unknown situation', { pregnancy_status: 'UNK' }, 'SUSPECTED', 'yes'],
    ['late and coincidental', { pregnancy_status: 'PP43_1Y' }, 'COINCIDENT', 'coincidental'],
  ])('%s', (_, changes, given, expected) => {
    const opinion = given === null ? {} : of({ maternal_class: given });
    expect(drawFactsOf(woman, notified(changes), opinion).maternal).toBe(expected);
  });

  it('is no matter of a child', () => {
    const subject = { kind: 'CHILD', partner: true, ageDays: 700 } as const;
    const facts = drawFactsOf(subject, notified({}), of({ maternal_class: 'COINCIDENT' }));
    expect(facts).toMatchObject({ maternal: 'no', ageMonths: 22, targeted: false });
  });
});
