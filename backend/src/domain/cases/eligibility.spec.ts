import { describe, expect, it } from '@jest/globals';
import type { Answers, Value } from '../forms/form.js';
import { isEligible, isSuspectedMaternal } from './eligibility.js';

const of = (values: Record<string, Value>): Answers =>
  Object.fromEntries(Object.entries(values).map(([code, value]) => [code, { value }]));

describe('suspecting a maternal death', () => {
  it.each([
    ['PREGNANT', true],
    ['LABOUR', true],
    ['PP42', true],
    ['PP43_1Y', true],
    ['UNK', true],
    ['NOT', false],
  ])('with the pregnancy %s is %p', (status, expected) => {
    expect(isSuspectedMaternal(of({ death_category: 'WRA', pregnancy_status: status }))).toBe(expected);
  });

  it('holds while nobody knows', () => {
    expect(isSuspectedMaternal(of({ death_category: 'WRA' }))).toBe(true);
    expect(isSuspectedMaternal(of({ death_category: 'CHILD' }))).toBe(false);
  });
});

describe('being eligible for an audit', () => {
  it.each<['MAT' | 'SB' | 'NND' | 'CHILD', Record<string, Value>, boolean]>([
    ['MAT', { death_category: 'WRA', pregnancy_status: 'UNK' }, true],
    ['MAT', { death_category: 'MAT', pregnancy_status: 'NOT' }, false],
    ['MAT', { death_category: 'CHILD' }, false],
    ['SB', { death_category: 'SB', gestational_weeks: 28 }, true],
    ['SB', { death_category: 'SB', gestational_weeks: 27, birth_weight_g: 1200 }, false],
    ['SB', { death_category: 'SB', birth_weight_g: 1000 }, true],
    ['SB', { death_category: 'SB', birth_weight_g: 999 }, false],
    ['SB', { death_category: 'SB' }, true],
    ['NND', { death_category: 'NND', age_days: 0 }, true],
    ['NND', { death_category: 'NND' }, false],
    ['NND', { death_category: 'SB', age_days: 3 }, false],
    ['NND', { death_category: 'NND', age_days: 27 }, true],
    ['NND', { death_category: 'NND', age_days: 28 }, false],
    ['CHILD', { death_category: 'CHILD', age_months: 0 }, true],
    ['CHILD', { death_category: 'CHILD' }, false],
    ['CHILD', { death_category: 'NND', age_days: 27 }, false],
    ['CHILD', { death_category: 'CHILD', age_months: 59 }, true],
    ['CHILD', { death_category: 'CHILD', age_months: 60 }, false],
  ])('%s with %j is %p', (kind, values, expected) => {
    expect(isEligible(kind, of(values))).toBe(expected);
  });
});
