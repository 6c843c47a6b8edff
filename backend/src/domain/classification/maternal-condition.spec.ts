import { describe, expect, it } from '@jest/globals';
import { codesOfList } from './code-list.js';
import type { Plausibility } from './maternal-condition.js';
import { conditionGroup, maternalConditionOf, plausibility } from './maternal-condition.js';

describe('the maternal condition that a code names', () => {
  it.each([
    ['P00', 'M4'],
    ['P00.0', 'M4'],
    ['P00.1', 'M4.4'],
    ['P00.2', 'M4.5'],
    ['P00.4', 'M4.7'],
    ['P00.9', 'M4.17'],
    ['P01', 'M2'],
    ['P01.1', 'M2.2'],
    ['P01.5', 'M2.5'],
    ['P01.6', 'M2.6'],
    ['P02', 'M1'],
    ['P02.1', 'M1.2'],
    ['P02.4', 'M1.5'],
    ['P02.7', 'M1.6'],
    ['P03', 'M3'],
    ['P03.0', 'M3.1'],
    ['P03.1', 'M3.2'],
    ['P03.6', 'M3.7'],
    ['P04', 'M4'],
    ['P04.0', 'M4.12'],
    ['P05', null],
    ['O15.0', null],
    ['P0', null],
    ['', null],
  ])('%s: %s', (code, condition) => {
    expect(maternalConditionOf(code)).toBe(condition);
  });

  it('stays in the block of its code', () => {
    const block: Readonly<Record<string, string>> = { P00: 'M4', P01: 'M2', P02: 'M1', P03: 'M3', P04: 'M4' };
    for (const [heading, group] of Object.entries(block))
      for (let digit = 0; digit <= 9; digit += 1) {
        const condition = maternalConditionOf(`${heading}.${String(digit)}`);
        expect(codesOfList('ICDPM_M')).toContain(condition);
        expect(conditionGroup(condition ?? '')).toBe(group);
      }
    expect(conditionGroup('M9')).toBeNull();
  });
});

/** The matrix as it is written, row by row: M1 to M5. */
const matrix: readonly (readonly [string, readonly Plausibility[]])[] = [
  ['A1 I1 N1', ['rare', 'possible', 'rare', 'possible', 'expected']],
  ['A2 I4 N6', ['possible', 'possible', 'possible', 'expected', 'possible']],
  ['A3', ['expected', 'possible', 'possible', 'expected', 'possible']],
  ['I3', ['expected', 'possible', 'expected', 'possible', 'possible']],
  ['A5 I6 N2 N9', ['possible', 'expected', 'possible', 'expected', 'possible']],
  ['N4', ['possible', 'possible', 'expected', 'possible', 'rare']],
  ['A6 I7 N11', ['none', 'none', 'none', 'none', 'investigate']],
  ['A4 I2 I5 N3 N5 N7 N8 N10', ['silent', 'silent', 'silent', 'silent', 'silent']],
];

describe('how a cause group and the mother’s condition go together', () => {
  const cells = matrix.flatMap(([rows, line]) =>
    rows
      .split(' ')
      .flatMap((group) =>
        line.map((expected, column) => [group, `M${String(column + 1)}`, expected] as const),
      ),
  );

  it.each(cells)('%s with %s is %s', (group, condition, expected) => {
    expect(plausibility(group, condition)).toBe(expected);
  });

  it('covers every group of the list', () => {
    expect([...new Set(cells.map(([group]) => group))].sort()).toEqual([...codesOfList('ICDPM')].sort());
  });

  it('takes a chorioamnionitis with an infection, and says nothing of a mother who was not assessed', () => {
    expect(plausibility('N6', 'M1.6')).toBe('possible');
    expect(plausibility('N6', 'M1.2')).toBe('rare');
    expect(plausibility('A3', 'M1.2')).toBe('expected');
    expect(plausibility('N4', 'M_NR')).toBe('silent');
    expect(plausibility('nothing', 'M1')).toBe('silent');
    expect(plausibility('N4', 'nothing')).toBe('silent');
  });
});
