import { describe, expect, it } from '@jest/globals';
import type { ComparisonView } from '@domain/audits/audit.js';
import { compareRound } from '@domain/audits/comparison.js';
import type { Answers } from '@domain/forms/form.js';
import { factorsIn, linesOf, reviewersAgree, sharesIn } from './compared';

const grades = (...pairs: readonly (readonly [string, string])[]): Answers[string] => ({
  value: pairs.map(([phase, grade]) => ({ phase: { value: phase }, grade: { value: grade } })),
});
const factors = (...codes: readonly string[]): Answers[string] => ({
  value: codes.map((code) => ({ factor: { value: code } })),
});
const audit: Answers = {
  maternal_class: { value: 'DIRECT' },
  icdmm_group: { value: 'MM2' },
  cod_underlying: { value: 'O15.0' },
  delay1_lvl: { value: 'CRIT' },
  quality_grade: grades(['CPN', 'Q1'], ['CSCOM', 'Q1']),
  factors: factors('F02', 'F01'),
};
const review: Answers = {
  maternal_class: { value: 'INDIRECT' },
  icdmm_group: { value: 'MM7' },
  cod_underlying: { value: 'O98.6' },
  delay1_lvl: { value: 'CRIT' },
  quality_grade: grades(['CPN', 'Q1'], ['CSCOM', 'Q2']),
  factors: factors('F02', 'F18'),
};

function viewOf(first: Answers, second: Answers): ComparisonView {
  const { items, level } = compareRound({ audit, first, second });
  const columns = [
    { seat: 'A' as const, answers: audit },
    { seat: 'R1' as const, answers: first },
    { seat: 'R2' as const, answers: second },
    { seat: 'FINAL' as const, answers: first },
  ];
  return { caseId: 'c', number: 'n', route: 'adjudicated', level, columns, items, reason: null };
}

describe('the opinions side by side', () => {
  const view = viewOf(review, review);
  const line = (key: string) => linesOf(view).find((one) => one.key === key);

  it('marks the cells that differ from the audit', () => {
    expect(line('class')).toMatchObject({ level: 'MAJOR', differing: ['R1', 'R2'] });
    expect(line('delay1')).toMatchObject({ level: 'NONE', differing: [] });
  });
  it('says that a code follows its group instead of counting it again', () => {
    expect(line('underlying')).toMatchObject({ level: 'NONE', follows: true, differing: ['R1', 'R2'] });
  });
  it('reads the quality phase by phase', () => {
    expect(line('quality-CPN')).toMatchObject({ level: 'NONE', differing: [] });
    expect(line('quality-CSCOM')).toMatchObject({
      level: 'MODERATE',
      phase: 'CSCOM',
      differing: ['R1', 'R2'],
    });
  });
  it('keeps the factors apart, those that most hold first, with what is shared', () => {
    expect(linesOf(view).some(({ item }) => item === 'factors')).toBe(false);
    expect(factorsIn(view).map(({ code }) => code)).toEqual(['F02', 'F18', 'F01']);
    expect(sharesIn(view)).toEqual([
      { pair: 'A–R1', share: 1 / 3 },
      { pair: 'A–R2', share: 1 / 3 },
    ]);
  });
  it('tells whether the reviewers agree with each other against the audit', () => {
    expect(reviewersAgree(view)).toBe(true);
    expect(reviewersAgree(viewOf(review, audit))).toBe(false);
    expect(reviewersAgree(viewOf(audit, audit))).toBe(false);
  });
});
