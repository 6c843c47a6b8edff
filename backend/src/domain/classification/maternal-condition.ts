import type { CodeOf } from './code-list.js';
import { readIcd10 } from './icd10.js';
import type { IcdPmGroup } from './icd-pm.js';

/** Main maternal condition of a perinatal death: M1 to M5, their sub-codes, or M_NR (not assessable). */
export type MaternalCondition = CodeOf<'ICDPM_M'>;

/** A group of maternal conditions. */
export type MaternalConditionGroup = 'M1' | 'M2' | 'M3' | 'M4' | 'M5' | 'M_NR';

/** Sub-code of each perinatal code that names one; of the others only the group is certain. [domain 4.2] */
const subCodes: Readonly<Record<string, MaternalCondition>> = {
  'P00.1': 'M4.4',
  'P00.2': 'M4.5',
  'P00.3': 'M4.6',
  'P00.4': 'M4.7',
  'P00.5': 'M4.8',
  'P00.6': 'M4.9',
  'P00.7': 'M4.10',
  'P00.9': 'M4.17',
  'P01.0': 'M2.1',
  'P01.1': 'M2.2',
  'P01.2': 'M2.3',
  'P01.3': 'M2.3',
  'P01.4': 'M2.4',
  'P01.5': 'M2.5',
  'P01.6': 'M2.6',
  'P01.7': 'M2.7',
  'P01.8': 'M2.8',
  'P01.9': 'M2.8',
  'P02.0': 'M1.1',
  'P02.1': 'M1.2',
  'P02.2': 'M1.3',
  'P02.3': 'M1.4',
  'P02.4': 'M1.5',
  'P02.5': 'M1.5',
  'P02.6': 'M1.5',
  'P02.7': 'M1.6',
  'P02.8': 'M1.7',
  'P02.9': 'M1.7',
  'P03.0': 'M3.1',
  'P03.1': 'M3.2',
  'P03.2': 'M3.3',
  'P03.3': 'M3.3',
  'P03.4': 'M3.4',
  'P03.5': 'M3.5',
  'P03.6': 'M3.7',
  'P03.8': 'M3.7',
  'P03.9': 'M3.7',
  'P04.0': 'M4.12',
  'P04.1': 'M4.13',
  'P04.2': 'M4.14',
  'P04.3': 'M4.14',
  'P04.4': 'M4.14',
  'P04.5': 'M4.15',
  'P04.6': 'M4.16',
  'P04.9': 'M4.17',
};

/** Whole blocks. */
const groups: Readonly<Record<string, MaternalCondition>> = {
  P00: 'M4',
  P01: 'M2',
  P02: 'M1',
  P03: 'M3',
  P04: 'M4',
};

const at = <Found>(map: Readonly<Record<string, Found>>, key: string): Found | undefined =>
  Object.hasOwn(map, key) ? map[key] : undefined;

/** The maternal condition that a code names (P00 to P04): its sub-code where there is one, else its group; `null` for other codes. */
export function maternalConditionOf(code: string): MaternalCondition | null {
  const read = readIcd10(code);
  if (read === null) return null;
  return (
    (read.fourth === undefined ? undefined : at(subCodes, `${read.heading}.${read.fourth}`)) ??
    at(groups, read.heading) ??
    null
  );
}

/** The group of a condition: `M3.2` is M3. */
export function conditionGroup(condition: string): MaternalConditionGroup | null {
  const group = condition.split('.')[0] ?? '';
  return group === 'M1' ||
    group === 'M2' ||
    group === 'M3' ||
    group === 'M4' ||
    group === 'M5' ||
    group === 'M_NR'
    ? group
    : null;
}

/**
 * How a cause group and the mother's condition go together. `expected` and `possible` are usual, `rare` asks to look twice, `none` is not
 * in the table; `investigate`: acceptable, but the cause should be looked for; `silent`: the specification says nothing.
 */
export type Plausibility = 'expected' | 'possible' | 'rare' | 'none' | 'investigate' | 'silent';

type Line = readonly [
  m1: Plausibility,
  m2: Plausibility,
  m3: Plausibility,
  m4: Plausibility,
  m5: Plausibility,
];

/** Rows of the matrix with the groups they hold for. */
const matrix: readonly (readonly [groups: readonly IcdPmGroup[], line: Line])[] = [
  [
    ['A1', 'I1', 'N1'],
    ['rare', 'possible', 'rare', 'possible', 'expected'],
  ],
  [
    ['A2', 'I4', 'N6'],
    ['possible', 'possible', 'possible', 'expected', 'possible'],
  ],
  [['A3'], ['expected', 'possible', 'possible', 'expected', 'possible']],
  [['I3'], ['expected', 'possible', 'expected', 'possible', 'possible']],
  [
    ['A5', 'I6', 'N2', 'N9'],
    ['possible', 'expected', 'possible', 'expected', 'possible'],
  ],
  [['N4'], ['possible', 'possible', 'expected', 'possible', 'rare']],
  [
    ['A6', 'I7', 'N11'],
    ['none', 'none', 'none', 'none', 'investigate'],
  ],
];

const COLUMNS: readonly MaternalConditionGroup[] = ['M1', 'M2', 'M3', 'M4', 'M5'];
const INFECTIONS: readonly string[] = ['A2', 'I4', 'N6'];

const lineOf = new Map<string, Line>(
  matrix.flatMap(([held, line]) => held.map((group) => [group, line] as const)),
);

/**
 * The matrix of ICD-PM: how usual this maternal condition is with this cause group. With an infection, of the placenta, cord and
 * membranes only a chorioamnionitis (M1.6) is usual. Warns, never blocks. [domain 4.2]
 */
export function plausibility(group: string, condition: string): Plausibility {
  const line = lineOf.get(group);
  const mother = conditionGroup(condition);
  if (line === undefined || mother === null || mother === 'M_NR') return 'silent';
  if (mother === 'M1' && INFECTIONS.includes(group)) {
    return condition === 'M1' || condition === 'M1.6' ? 'possible' : 'rare';
  }
  return line[COLUMNS.indexOf(mother)] ?? 'silent';
}
