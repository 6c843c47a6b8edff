import type { CodeOf } from './code-list.js';
import type { CodeLines } from './code-ranges.js';
import { codeTable, groupIn } from './code-ranges.js';
import { isBetween, readIcd10 } from './icd10.js';

/** Cause group of a death from 28 days to under 5 years, C01 to C25. */
export type ChildGroup = CodeOf<'CHILD_CAUSE'>;

/** Why a code cannot be the cause of a child's death. */
export type ChildRefusal = 'injury' | 'obstetric' | 'mother-condition' | 'not-for-child';

/**
 * What a code is worth as underlying cause of the death of a child of 28 days to 59 months.
 * - `group`: the code has its group; `flag` asks to look twice (an incident of care, a perinatal origin so late).
 * - `ask`: an answer decides between two groups (a diarrhoea that may be infectious).
 * - `refused`, `unknown`: cannot be chosen; has no place in the table, or is no code.
 */
export type ChildResult =
  | {
      readonly kind: 'group';
      readonly group: ChildGroup;
      readonly flag?: 'incident-of-care' | 'perinatal-origin';
    }
  | {
      readonly kind: 'ask';
      readonly group: null;
      readonly groups: readonly [yes: ChildGroup, no: ChildGroup];
      readonly code: string;
    }
  | { readonly kind: 'refused'; readonly group: null; readonly why: ChildRefusal }
  | { readonly kind: 'unknown'; readonly group: null };

/** Cause groups in the order in which their ranges take precedence: what is named apart comes before "every other". [domain 4.4] */
const lines: CodeLines<ChildGroup> = [
  ['C01', 'B50-B54'],
  ['C02', 'J09-J22 J69 J85-J86 U07.1'],
  ['C03', 'A00-A09'],
  ['C05', 'A39 A81 A83-A89 G00-G05'],
  ['C06', 'E40-E46 E64.0'],
  ['C08', 'D57'],
  ['C07', 'D50-D64'],
  ['C09', 'B05'],
  ['C10', 'A33 A35-A37 A80 A95 B06 B26'],
  ['C11', 'B20-B24'],
  ['C12', 'A15-A19'],
  ['C04', 'A20-B99 J00-J06 L00-L08'],
  ['C13', 'Q00-Q99'],
  ['C15', 'C00-D48'],
  ['C22', 'K35-K46 K55-K57 K59.3 K63.1 K65-K67'],
  ['C14', 'D65-D89 E00-E99 F00-F99 G06-G99 H00-H99 I00-I99 J30-J99 K00-K99 L00-L99 M00-M99 N00-N99'],
  ['C16', 'W65-W74 V90 V92'],
  ['C17', 'V01-V89'],
  ['C18', 'V91 V93-V99 W00-W64 W75-W99 X00-X19 X30-X39 X50-X59 Y85-Y86'],
  ['C19', 'X40-X49'],
  ['C20', 'X20-X29'],
  ['C21', 'X85-Y09 Y87.1'],
  ['C23', 'Y10-Y36 Y40-Y84 Y87-Y89'],
  ['C24', 'R00-R99'],
  ['C25', 'P05-P96'],
];

const table = codeTable(lines);

function refusal(code: string): ChildRefusal | null {
  if (isBetween(code, 'S00', 'T98')) return 'injury';
  if (isBetween(code, 'O00', 'O99') || isBetween(code, 'C58', 'C58')) return 'obstetric';
  if (isBetween(code, 'P00', 'P04')) return 'mother-condition';
  const isRefused =
    isBetween(code, 'Z00', 'Z99') ||
    isBetween(code, 'X60', 'X84') ||
    isBetween(code, 'Y90', 'Y98') ||
    (isBetween(code, 'U00', 'U99') && !code.startsWith('U07.1'));
  return isRefused ? 'not-for-child' : null;
}

/** Cause group of an underlying cause (ICD-10, `A09`) of a death from 28 days to under 5 years. [domain 4.4] */
export function childCause(code: string): ChildResult {
  const read = readIcd10(code);
  if (read === null) return { kind: 'unknown', group: null };
  const why = refusal(code);
  if (why !== null) return { kind: 'refused', group: null, why };
  if (read.heading === 'K52') return { kind: 'ask', group: null, groups: ['C03', 'C14'], code: 'A09' };
  const group = groupIn(table, code);
  if (group === undefined) return { kind: 'unknown', group: null };
  if (group === 'C25') return { kind: 'group', group, flag: 'perinatal-origin' };
  return isBetween(code, 'Y40', 'Y84')
    ? { kind: 'group', group, flag: 'incident-of-care' }
    : { kind: 'group', group };
}
