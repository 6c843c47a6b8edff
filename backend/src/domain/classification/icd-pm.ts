import type { CodeOf } from './code-list.js';
import type { CodeLines, CodeTable } from './code-ranges.js';
import { codeTable, groupIn } from './code-ranges.js';
import { isBetween, readIcd10 } from './icd10.js';

/** Cause group of ICD-PM: A1 to A6 antepartum, I1 to I7 intrapartum, N1 to N11 neonatal. */
export type IcdPmGroup = CodeOf<'ICDPM'>;

/** When the child died, code of CL_CA_TIMING. */
export type Timing = CodeOf<'CL_CA_TIMING'>;

/** A moment of death that has groups of its own. */
export type KnownTiming = Exclude<Timing, 'UNKNOWN'>;

/** Why a code cannot be the cause of a perinatal death. */
export type PerinatalRefusal =
  'injury' | 'obstetric' | 'mother-condition' | 'needs-live-birth' | 'not-for-child';

/**
 * What a code is worth as cause of the death of a fetus or a newborn.
 * - `group`: the code has its group at this timing.
 * - `recode`: an infection of another chapter; `codes` are the perinatal codes proposed for it.
 * - `ask-fourth`: P96 alone may be specified or not.
 * - `ask-timing`: the timing is not known; `groups` are those of the code before and during labour.
 * - `other-timing`: the code has no group at this timing, only at those of `timings`.
 * - `refused`, `unknown`: cannot be chosen; has no place in the table, or is no code.
 */
export type IcdPmResult =
  | { readonly kind: 'group'; readonly group: IcdPmGroup }
  | { readonly kind: 'recode'; readonly group: IcdPmGroup; readonly codes: readonly string[] }
  | { readonly kind: 'ask-fourth'; readonly group: null }
  | { readonly kind: 'ask-timing'; readonly group: null; readonly groups: readonly IcdPmGroup[] }
  | { readonly kind: 'other-timing'; readonly group: null; readonly timings: readonly KnownTiming[] }
  | { readonly kind: 'refused'; readonly group: null; readonly why: PerinatalRefusal }
  | { readonly kind: 'unknown'; readonly group: null };

const antepartum: CodeLines<IcdPmGroup> = [
  ['A1', 'Q00-Q99'],
  ['A2', 'A50 P35 P37 P39'],
  ['A3', 'P20'],
  ['A4', 'P50 P52 P55 P56 P60 P61 P70 P75 P77 P83 P96.0-P96.5 P96.8'],
  ['A5', 'P05 P08'],
  ['A6', 'P95 P96.9'],
];

const intrapartum: CodeLines<IcdPmGroup> = [
  ['I1', 'Q00-Q99'],
  ['I2', 'P10-P15'],
  ['I3', 'P20'],
  ['I4', 'A50 P35 P37 P39'],
  ['I5', 'P50 P52 P55 P56 P60 P61 P70 P96.0-P96.5 P96.8'],
  ['I6', 'P05 P07 P08'],
  ['I7', 'P95 P96.9'],
];

const neonatal: CodeLines<IcdPmGroup> = [
  ['N1', 'Q00-Q99'],
  ['N2', 'P05 P08'],
  ['N3', 'P10-P15'],
  ['N4', 'P20 P21'],
  ['N5', 'P90 P91'],
  ['N6', 'P23 P35-P39 A33 A50 A00-B99 G00-G05 J10-J18'],
  ['N7', 'P22 P24-P29'],
  ['N8', 'P50-P61 P70-P72 P74-P78 P80 P81 P83 P92-P94'],
  ['N9', 'P07'],
  ['N10', 'P96.0-P96.5 P96.8'],
  ['N11', 'P96.9 R99'],
];

/** Groups by timing. [domain 4.2] */
const tables: Readonly<Record<KnownTiming, CodeTable<IcdPmGroup>>> = {
  ANTEPARTUM: codeTable(antepartum),
  INTRAPARTUM: codeTable(intrapartum),
  NEO: codeTable(neonatal),
};
const TIMINGS = ['ANTEPARTUM', 'INTRAPARTUM', 'NEO'] as const satisfies readonly KnownTiming[];

/** Infections of other chapters, and the perinatal code each is proposed as; the first line that holds the code decides. */
const recodes: readonly (readonly [ranges: readonly (readonly [string, string])[], code: string])[] = [
  [[['J10', 'J18']], 'P23'],
  [
    [
      ['A15', 'A19'],
      ['B50', 'B54'],
    ],
    'P37',
  ],
  [
    [
      ['A40', 'A41'],
      ['G00', 'G05'],
    ],
    'P36',
  ],
];

function refusal(code: string, timing: Timing): PerinatalRefusal | null {
  if (isBetween(code, 'S00', 'T98')) return 'injury';
  if (isBetween(code, 'O00', 'O99') || isBetween(code, 'C58', 'C58')) return 'obstetric';
  if (isBetween(code, 'P00', 'P04')) return 'mother-condition';
  if (isBetween(code, 'P21', 'P21') && timing !== 'NEO') return 'needs-live-birth';
  return isBetween(code, 'Z00', 'Z99') || isBetween(code, 'X60', 'X84') || isBetween(code, 'Y90', 'Y98')
    ? 'not-for-child'
    : null;
}

function recodeOf(code: string): readonly string[] | null {
  if (isBetween(code, 'A33', 'A33') || isBetween(code, 'A50', 'A50')) return null;
  const found = recodes.find(([ranges]) => ranges.some(([first, last]) => isBetween(code, first, last)));
  if (found !== undefined) return [found[1]];
  return isBetween(code, 'A00', 'B99') ? ['P23', 'P36', 'P37'] : null;
}

/** A code outside the perinatal chapter that no line names: of a newborn it is still something specified. */
function restOfNewborn(code: string): IcdPmGroup | undefined {
  return code.startsWith('P') ? undefined : 'N10';
}

function atTiming(code: string, timing: KnownTiming): IcdPmGroup | undefined {
  return groupIn(tables[timing], code) ?? (timing === 'NEO' ? restOfNewborn(code) : undefined);
}

/**
 * Cause group of a perinatal death from its timing and its cause (ICD-10, `P20.1`): a stillbirth never falls in N, a newborn never in A
 * or I. [domain 4.2]
 */
export function icdPm(code: string, timing: Timing): IcdPmResult {
  const read = readIcd10(code);
  if (read === null) return { kind: 'unknown', group: null };
  const why = refusal(code, timing);
  if (why !== null) return { kind: 'refused', group: null, why };
  if (code === 'P96') return { kind: 'ask-fourth', group: null };
  if (timing === 'UNKNOWN') {
    const groups = [atTiming(code, 'ANTEPARTUM'), atTiming(code, 'INTRAPARTUM')].filter(
      (group) => group !== undefined,
    );
    if (groups.length > 0) return { kind: 'ask-timing', group: null, groups };
  } else {
    const group = atTiming(code, timing);
    const codes = timing === 'NEO' ? recodeOf(code) : null;
    if (group !== undefined)
      return codes === null ? { kind: 'group', group } : { kind: 'recode', group, codes };
  }
  const timings = TIMINGS.filter((other) => groupIn(tables[other], code) !== undefined);
  return timings.length > 0
    ? { kind: 'other-timing', group: null, timings }
    : { kind: 'unknown', group: null };
}
