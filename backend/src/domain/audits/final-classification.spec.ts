import { describe, expect, it } from '@jest/globals';
import type { Answer, Answers } from '../forms/form.js';
import {
  adjudicated,
  anonymousOrder,
  auditAlone,
  classify,
  concludeWithOne,
  unaudited,
  type Outcome,
} from './final-classification.js';

const value = (code: string): Answer => ({ value: code });
const factors = (...codes: readonly string[]): Answer => ({
  value: codes.map((factor) => ({ factor: value(factor) })),
});
const quality = (grades: Readonly<Record<string, string>>): Answer => ({
  value: Object.entries(grades).map(([phase, grade]) => ({ phase: value(phase), grade: value(grade) })),
});

const audit: Answers = {
  eligibility: value('MATERNAL'),
  maternal_class: value('DIRECT'),
  icdmm_group: value('MM3'),
  cod_a: value('R57.1'),
  cod_underlying: value('O72.1'),
  delay1_lvl: value('NO'),
  delay2_lvl: value('YES'),
  delay3_lvl: value('NO'),
  avoidability: value('AVOID_YES'),
  quality_grade: quality({ CPN: 'Q2', CSCOM: 'Q2' }),
  factors: factors('F22', 'F20'),
  confidence: value('HIGH'),
};

function finalOf(outcome: Outcome): Extract<Outcome, { route: 'conclusion' }>['final'] {
  if (outcome.route !== 'conclusion') throw new Error(`goes to ${outcome.route}: ${outcome.open.join(', ')}`);
  return outcome.final;
}

describe('classifying with two reviewers', () => {
  it('keeps the audit’s opinion when no pair is above MINOR', () => {
    const first = { ...audit, cod_underlying: value('O72.0') };
    expect(finalOf(classify({ audit, first, second: audit }))).toEqual({
      source: 'audit',
      answers: audit,
      unsettled: [],
      undetermined: [],
    });
  });

  it('takes each item from the two who agree', () => {
    const first = { ...audit, delay1_lvl: value('POSS'), avoidability: value('AVOID_POT') };
    const second = { ...audit, delay1_lvl: value('POSS') };
    const final = finalOf(classify({ audit, first, second }));
    expect(final.source).toBe('majority');
    expect(final.answers).toEqual({ ...audit, delay1_lvl: value('POSS') });
  });

  it('takes the chain of causes from an opinion that holds the group that was kept', () => {
    const review = {
      ...audit,
      icdmm_group: value('MM4'),
      cod_underlying: value('O85'),
      cod_a: value('R57.2'),
    };
    const final = finalOf(
      classify({ audit, first: { ...review, cod_underlying: value('O86.0') }, second: review }),
    );
    expect(final.answers['icdmm_group']).toEqual(value('MM4'));
    expect([value('O86.0'), value('O85')]).toContainEqual(final.answers['cod_underlying']);
    expect(final.answers['cod_a']).toEqual(value('R57.2'));
    expect(final.answers['confidence']).toEqual(value('HIGH'));
  });

  it('grades quality phase by phase', () => {
    const first = { ...audit, quality_grade: quality({ CPN: 'Q1', CSCOM: 'Q2' }) };
    const second = { ...audit, quality_grade: quality({ CPN: 'Q1', CSCOM: 'Q3' }) };
    expect(finalOf(classify({ audit, first, second })).answers['quality_grade']).toEqual(
      quality({ CPN: 'Q1', CSCOM: 'Q2' }),
    );
  });

  it('drops the sub-delay of a delay that the majority does not hold', () => {
    const delayed = { ...audit, delay3_lvl: value('POSS'), delay3_sub: { value: ['3B_DIAG'] } };
    const final = finalOf(classify({ audit: delayed, first: audit, second: audit }));
    expect(final.answers['delay3_lvl']).toEqual(value('NO'));
    expect(final.answers).not.toHaveProperty('delay3_sub');
  });

  it('keeps the audit’s factors when they are close to a reviewer’s', () => {
    const first = { ...audit, factors: factors('F22', 'F20', 'F01') };
    const second = { ...audit, factors: factors('F30', 'F31') };
    expect(finalOf(classify({ audit, first, second })).answers['factors']).toEqual(audit['factors']);
  });

  it('goes to adjudication on a MAJOR difference, even when the reviewers agree', () => {
    const review = { ...audit, avoidability: value('AVOID_NO') };
    expect(classify({ audit, first: review, second: review })).toMatchObject({
      route: 'adjudication',
      open: ['avoidability'],
    });
  });

  it('goes to adjudication when three values differ above MINOR', () => {
    const first = { ...audit, icdmm_group: value('MM2'), cod_underlying: value('O14.1') };
    const second = { ...audit, icdmm_group: value('MM4'), cod_underlying: value('O85') };
    expect(classify({ audit, first, second })).toMatchObject({ route: 'adjudication', open: ['group'] });
  });
});

describe('classifying with one reviewer', () => {
  it('keeps the audit’s value, unsettled, on a MODERATE difference', () => {
    const final = finalOf(classify({ audit, first: { ...audit, delay1_lvl: value('POSS') } }));
    expect(final).toMatchObject({ source: 'one-reviewer', answers: audit, unsettled: ['delay1'] });
  });

  it('still goes to adjudication on a MAJOR difference', () => {
    expect(classify({ audit, first: { ...audit, delay3_lvl: value('CRIT') } }).route).toBe('adjudication');
  });

  it('leaves MAJOR items undetermined when nobody can adjudicate', () => {
    const review = {
      ...audit,
      avoidability: value('AVOID_NO'),
      delay1_lvl: value('POSS'),
      icdmm_group: value('MM7'),
    };
    const final = concludeWithOne(audit, review);
    expect(final.undetermined).toEqual(['group', 'avoidability']);
    expect(final.unsettled).toEqual(['delay1']);
    expect(final.answers['avoidability']).toEqual(value('AVOID_UND'));
    expect(final.answers['icdmm_group']).toEqual(value('MM_TBS'));
    expect(final.answers['delay1_lvl']).toEqual(audit['delay1_lvl']);
    expect(concludeWithOne(audit, audit).source).toBe('audit');
  });

  it('leaves a perinatal group unknown, and the eligibility undetermined, when these are MAJOR', () => {
    const stillborn: Answers = {
      eligibility: value('STILLBIRTH'),
      timing: value('INTRAPARTUM'),
      icdpm_group: value('I3'),
    };
    const newborn: Answers = {
      eligibility: value('NEONATAL'),
      timing: value('NEO'),
      icdpm_group: value('N4'),
    };
    const final = concludeWithOne(stillborn, newborn);
    expect(final.undetermined).toEqual(['eligibility', 'timing', 'group']);
    expect(final.answers).toEqual({
      eligibility: value('UND'),
      timing: value('UNKNOWN'),
      icdpm_group: { missing: 'UNK' },
    });
  });
});

describe('other conclusions', () => {
  it('takes the adjudicator’s own values and names what stays open', () => {
    const third = { ...audit, avoidability: value('AVOID_UND') };
    expect(adjudicated(third)).toEqual({
      source: 'adjudicated',
      answers: third,
      unsettled: [],
      undetermined: ['avoidability'],
    });
  });

  it('leaves the audit’s opinion alone when the case is skipped or the counter-audit waived', () => {
    expect(auditAlone(audit, 'skipped')).toMatchObject({ source: 'skipped', answers: audit });
  });

  it.each([
    ['MAT', { maternal_class: 'SUSPECTED', icdmm_group: 'MM_TBS' }, ['class', 'group']],
    ['SB', { timing: 'UNKNOWN' }, ['timing']],
    ['NND', { timing: 'UNKNOWN' }, ['timing']],
    ['CHILD', { child_group: 'C24' }, ['group']],
  ] as const)('leaves everything open in a case of kind %s that was not audited', (kind, own, items) => {
    const codes = { eligibility: 'UND', ...own, delay1_lvl: 'UND', delay2_lvl: 'UND', delay3_lvl: 'UND' };
    expect(unaudited(kind)).toEqual({
      source: 'not-audited',
      answers: Object.fromEntries(
        Object.entries({ ...codes, avoidability: 'AVOID_UND' }).map(([code, open]) => [code, value(open)]),
      ),
      unsettled: [],
      undetermined: ['eligibility', ...items, 'delay1', 'delay2', 'delay3', 'avoidability'],
    });
  });

  it('orders the opinions of an adjudication by hash, whatever the order they come in', () => {
    const seals = [{ sha256: 'c' }, { sha256: 'a' }, { sha256: 'b' }];
    expect(anonymousOrder(seals).map(({ sha256 }) => sha256)).toEqual(['a', 'b', 'c']);
    expect(anonymousOrder([...seals].reverse())).toEqual(anonymousOrder(seals));
  });
});
