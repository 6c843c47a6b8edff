import { describe, expect, it } from '@jest/globals';
import type { Answers } from '@domain/forms/form.js';
import { keyOf, mattersOf, takenFrom, type Side } from './sides';

const rows = (...codes: readonly string[]): Answers[string] => ({
  value: codes.map((code) => ({ factor: { value: code } })),
});
const opinion = (group: string, code: string, factors: readonly string[] = ['F02']): Answers => ({
  icdmm_group: { value: group },
  cod_underlying: { value: code },
  delay1_lvl: { value: 'CRIT' },
  factors: rows(...factors),
});
const side = (letter: Side['letter'], answers: Answers): Side => ({ letter, answers });

describe('the opinions before an adjudicator', () => {
  const sides = [
    side('A', opinion('MM7', 'O98.6', ['F02', 'F18'])),
    side('B', opinion('MM2', 'O15.0')),
    side('C', opinion('MM7', 'O98.6', ['F18', 'F02'])),
  ];
  const matters = mattersOf(sides);
  const matter = (item: string) => matters.find((one) => one.item === item);

  it('offers each value once, with the letters that hold it', () => {
    expect(matter('group')?.held.map(({ letters }) => letters)).toEqual([['A', 'C'], ['B']]);
    expect(matter('group')?.level).toBe('MAJOR');
  });
  it('takes two lists of the same factors for the same value, whatever their order', () => {
    expect(matter('factors')?.held.map(({ letters }) => letters)).toEqual([['A', 'C'], ['B']]);
  });
  it('does not count a code under an already different group', () => {
    expect(matter('underlying')).toMatchObject({ level: 'NONE' });
    expect(matter('underlying')?.held).toHaveLength(2);
  });
  it('keeps one value of what all say', () => {
    expect(matter('delay1')).toMatchObject({ level: 'NONE' });
    expect(matter('delay1')?.held).toHaveLength(1);
  });
  it('leaves out what nobody answers, and never offers the absence of an answer', () => {
    expect(matter('timing')).toBeUndefined();
    const [found] = mattersOf([side('A', { avoidability: { value: 'AVOID_YES' } }), side('B', {})]);
    expect(found).toMatchObject({ item: 'avoidability', level: 'MODERATE' });
    expect(found?.held).toHaveLength(1);
  });
});

describe('taking an item from an opinion', () => {
  it('takes the chain of causes with the underlying cause, and clears what that opinion left open', () => {
    const taken = takenFrom('underlying', { cod_underlying: { value: 'O98.6' }, cod_a: { value: 'R40.2' } });
    expect(taken).toContainEqual({ question: 'cod_a', value: { value: 'R40.2' } });
    expect(taken).toContainEqual({ question: 'cod_b', value: null });
  });
  it('makes the draft hold the very value that was chosen', () => {
    const from = opinion('MM7', 'O98.6');
    const draft = Object.fromEntries(
      takenFrom('group', from).flatMap(({ question, value }) => (value === null ? [] : [[question, value]])),
    );
    expect(keyOf('group', draft)).toBe(keyOf('group', from));
  });
});
