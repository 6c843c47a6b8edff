import { describe, expect, it } from '@jest/globals';
import type { Answers } from '../forms/form.js';
import { hasSevereMalnutritionSign, nutritionOf } from './child-nutrition.js';
import { weightAt, weightForHeight } from './weight-for-height.js';

const measured = (sex: string, months: number, height: number, weight: number): Answers => ({
  c_sex: { value: sex },
  c_age_m: { value: months },
  c_height: { value: height },
  c_weight: { value: weight },
});

/** Weights in kg at -3, -2, -1, 0, 1, 2 and 3 deviations. [WHO 2006, simplified field tables] */
const FIELD_TABLES = [
  ['boy, lying', 'M', 8, 65, [5.7, 6.2, 6.7, 7.3, 7.9, 8.6, 9.4]],
  ['girl, lying', 'F', 18, 80, [7.8, 8.5, 9.2, 10.1, 11.0, 12.1, 13.4]],
  ['boy, standing', 'M', 48, 100, [12.1, 13.1, 14.2, 15.4, 16.7, 18.2, 19.9]],
  ['girl, standing', 'F', 40, 95.5, [10.8, 11.8, 12.8, 14.0, 15.4, 16.9, 18.6]],
] as const;

describe('weight for height', () => {
  it.each(FIELD_TABLES)('is as the standard prints it: %s', (_who, sex, months, height, weights) => {
    weights.forEach((weight, at) => {
      const wanted = at - 3;
      const [low, high] = [weight - 0.05, weight + 0.05].map((one) =>
        weightForHeight(measured(sex, months, height, one)),
      );
      expect(low).not.toBeNull();
      expect(low ?? 9).toBeLessThanOrEqual(wanted + 0.01);
      expect(high ?? -9).toBeGreaterThanOrEqual(wanted - 0.01);
    });
  });

  it('goes on by the last step beyond three deviations', () => {
    const at = (weight: number) => weightForHeight(measured('F', 9, 65, weight)) ?? 0;
    expect(at(5.1)).toBeCloseTo(-3.75, 1);
    const steps = [4.6, 4.2, 3.8].map(at);
    expect((steps[0] ?? 0) - (steps[1] ?? 0)).toBeCloseTo((steps[1] ?? 0) - (steps[2] ?? 0), 6);
  });

  it('gives back the weight that stands so far from the median', () => {
    for (const z of [-2.9, -1, 0, 1.5]) {
      const weight = weightAt({ sex: 'F', months: 9, height: 68.3 }, z) ?? 0;
      expect(weightForHeight(measured('F', 9, 68.3, weight))).toBeCloseTo(z, 6);
    }
    expect(weightAt({ sex: 'M', months: 9, height: 44 }, 0)).toBeNull();
  });

  it('grows with the weight and falls with the height, all over the tables', () => {
    for (const [months, from, to] of [
      [6, 45, 110],
      [36, 65, 120],
    ] as const)
      for (const sex of ['M', 'F'])
        for (let height = from; height < to; height += 0.3) {
          const z = weightForHeight(measured(sex, months, height, 8)) ?? Number.NaN;
          expect(weightForHeight(measured(sex, months, height, 8.1))).toBeGreaterThan(z);
          expect(weightForHeight(measured(sex, months, Math.min(height + 0.3, to), 8))).toBeLessThan(z);
        }
  });

  it.each([
    ['without a height', { ...measured('F', 9, 65, 5), c_height: { missing: 'NR' } }],
    ['without a sex', { ...measured('F', 9, 65, 5), c_sex: { value: 'U' } }],
    ['without an age', { ...measured('F', 9, 65, 5), c_age_m: { missing: 'UNK' } }],
    ['shorter than the table', measured('F', 1, 44.9, 2)],
    ['taller than the table, lying', measured('F', 23, 110.5, 18)],
    ['shorter than the table, standing', measured('F', 24, 64.5, 6)],
    ['taller than the table', measured('M', 59, 120.5, 20)],
  ] satisfies readonly (readonly [string, Answers])[])('is unknown %s', (_why, answers) => {
    expect(weightForHeight(answers)).toBeNull();
  });

  it('tells a severe malnutrition where the arm of a baby under six months is not measured', () => {
    expect(hasSevereMalnutritionSign(measured('M', 4, 60, 4.2))).toBe(true);
    expect(nutritionOf(measured('M', 4, 60, 4.2))).toBe('SAM');
    expect(nutritionOf(measured('M', 4, 60, 4.9))).toBe('MAM');
    expect(nutritionOf(measured('M', 4, 60, 6))).toBe('NORMAL');
    expect(nutritionOf({ ...measured('M', 9, 70, 8.4), c_muac: { value: 120 } })).toBe('MAM');
  });
});
