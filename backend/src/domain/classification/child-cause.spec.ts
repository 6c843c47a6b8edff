import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { codesOfList } from './code-list.js';
import type { ChildGroup, ChildRefusal } from './child-cause.js';
import { childCause } from './child-cause.js';

/** Every prefix of the table, ranges spelled by their ends and what lies between. [domain 4.4] */
const groups: readonly (readonly [ChildGroup, string])[] = [
  ['C01', 'B50 B50.0 B51 B52 B53 B54'],
  ['C02', 'J09 J10 J18 J18.9 J22 J69 J69.0 J85 J86 U07.1'],
  ['C03', 'A00 A01.0 A06 A09'],
  [
    'C04',
    'A20 A27 A32 A34 A38 A40 A41.9 A46 A49 A50 A79 A82 A90 A94 A96 A99 B00 B04 B07 B15 B19 B25 B27 B49',
  ],
  ['C04', 'B55 B99 J00 J06 J06.9 L00 L03 L08'],
  ['C05', 'A39 A81 A83 A89 G00 G03.9 G04 G05'],
  ['C06', 'E40 E41 E42 E43 E44 E45 E46 E64.0'],
  ['C07', 'D50 D53 D55 D56 D58 D59 D64 D64.9'],
  ['C08', 'D57 D57.0'],
  ['C09', 'B05 B05.2'],
  ['C10', 'A33 A35 A36 A37 A80 A95 B06 B26'],
  ['C11', 'B20 B22 B24'],
  ['C12', 'A15 A17 A19'],
  ['C13', 'Q00 Q21 Q99'],
  [
    'C14',
    'D65 D89 E00 E10 E16.2 E39 E47 E64 E64.1 E86 E99 F00 F84 G06 G40 G80 G99 H00 H66 H99 I00 I05 I42 I99',
  ],
  [
    'C14',
    'J30 J45 J68 J70 J84 J90 J96 J99 K00 K29 K34 K47 K54 K59.0 K63.0 K64 K70 K99 L09 L51 L99 M00 M99 N00 N17',
  ],
  ['C15', 'C00 C22 C91 C97 D00 D48'],
  ['C16', 'W65 W69 W74 V90 V92'],
  ['C17', 'V01 V03 V89'],
  ['C18', 'V91 V93 V99 W00 W19 W64 W75 W84 W99 X00 X09 X19 X30 X39 X50 X59 Y85 Y86'],
  ['C19', 'X40 X46 X49'],
  ['C20', 'X20 X23 X29'],
  ['C21', 'X85 Y00 Y07 Y09 Y87.1'],
  ['C22', 'K35 K40 K46 K55 K56 K57 K59.3 K63.1 K65 K67'],
  ['C23', 'Y10 Y20 Y34 Y35 Y36 Y87 Y87.0 Y87.2 Y88 Y89'],
  ['C24', 'R00 R50.9 R95 R99'],
];

const refused: readonly (readonly [string, ChildRefusal])[] = [
  ['S00', 'injury'],
  ['S06.9', 'injury'],
  ['T98', 'injury'],
  ['O72.1', 'obstetric'],
  ['C58', 'obstetric'],
  ['Z59', 'not-for-child'],
  ['X60', 'not-for-child'],
  ['X84', 'not-for-child'],
  ['Y90', 'not-for-child'],
  ['Y98', 'not-for-child'],
  ['P00', 'mother-condition'],
  ['P04.9', 'mother-condition'],
  ['U07.2', 'not-for-child'],
  ['U12', 'not-for-child'],
];

describe('the cause group of a child of 28 days to 59 months', () => {
  it.each(groups.flatMap(([group, codes]) => codes.split(' ').map((code) => [code, group] as const)))(
    '%s is %s',
    (code, group) => {
      expect(childCause(code)).toEqual({ kind: 'group', group });
    },
  );

  it.each(['P05', 'P07.1', 'P36.9', 'P96', 'P96.9'])('%s is a perinatal origin after 28 days', (code) => {
    expect(childCause(code)).toEqual({ kind: 'group', group: 'C25', flag: 'perinatal-origin' });
  });

  it.each(['Y40', 'Y60.0', 'Y84'])('%s is an incident of care', (code) => {
    expect(childCause(code)).toEqual({ kind: 'group', group: 'C23', flag: 'incident-of-care' });
  });

  it('asks whether a diarrhoea written K52 is infectious', () => {
    const asked = { kind: 'ask', group: null, groups: ['C03', 'C14'], code: 'A09' };
    expect(childCause('K52')).toEqual(asked);
    expect(childCause('K52.9')).toEqual(asked);
  });

  it.each(refused)('%s is refused, %s', (code, why) => {
    expect(childCause(code)).toEqual({ kind: 'refused', group: null, why });
  });

  it.each(['A10', 'X45.', 'b50', 'B5', '', 'constructor'])('%p has no place in the table', (code) => {
    expect(childCause(code)).toEqual({ kind: 'unknown', group: null });
  });

  it('uses every group of the list', () => {
    const used = new Set([...groups.map(([group]) => group), 'C25']);
    expect([...used].sort()).toEqual([...codesOfList('CHILD_CAUSE')].sort());
  });

  it('never throws, and gives a subdivision the group of its heading unless it is named apart', () => {
    const apart = new Set(['E64.0', 'K59.3', 'K63.1', 'Y87.1', 'U07.1']);
    fc.assert(
      fc.property(fc.string(), (typed) => {
        childCause(typed);
      }),
    );
    fc.assert(
      fc.property(
        fc.nat(25).map((letter) => String.fromCharCode(65 + letter)),
        fc.nat(99),
        fc.nat(9),
        (letter, number, digit) => {
          const heading = `${letter}${String(number).padStart(2, '0')}`;
          const code = `${heading}.${String(digit)}`;
          if (!apart.has(code)) expect(childCause(code)).toEqual(childCause(heading));
        },
      ),
      { seed: 20261125, numRuns: 3000 },
    );
  });
});
