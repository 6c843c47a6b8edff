import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { codesOfList, loadCodeListLabels } from './code-list.js';
import type { IcdPmGroup, KnownTiming, PerinatalRefusal, Timing } from './icd-pm.js';
import { icdPm } from './icd-pm.js';

/** Every prefix of the three tables, ranges spelled by their ends and what lies between. [domain 4.2] */
const groups: readonly (readonly [KnownTiming, IcdPmGroup, string])[] = [
  ['ANTEPARTUM', 'A1', 'Q00 Q05.9 Q24 Q90 Q99 Q99.9'],
  ['ANTEPARTUM', 'A2', 'A50 A50.9 P35 P35.0 P37 P37.3 P39 P39.2'],
  ['ANTEPARTUM', 'A3', 'P20 P20.0 P20.1 P20.9'],
  ['ANTEPARTUM', 'A4', 'P50 P50.2 P52 P55 P56 P56.0 P60 P61 P70 P70.1 P75 P77 P83 P83.2'],
  ['ANTEPARTUM', 'A4', 'P96.0 P96.1 P96.2 P96.3 P96.4 P96.5 P96.8'],
  ['ANTEPARTUM', 'A5', 'P05 P05.1 P08 P08.2'],
  ['ANTEPARTUM', 'A6', 'P95 P96.9'],
  ['INTRAPARTUM', 'I1', 'Q00 Q79.2 Q99'],
  ['INTRAPARTUM', 'I2', 'P10 P10.0 P11 P12 P13 P14 P15 P15.9'],
  ['INTRAPARTUM', 'I3', 'P20 P20.1'],
  ['INTRAPARTUM', 'I4', 'A50 P35 P37 P39'],
  ['INTRAPARTUM', 'I5', 'P50 P52 P55 P56 P60 P61 P70 P96.0 P96.5 P96.8'],
  ['INTRAPARTUM', 'I6', 'P05 P07 P07.3 P08'],
  ['INTRAPARTUM', 'I7', 'P95 P96.9'],
  ['NEO', 'N1', 'Q00 Q24.9 Q99'],
  ['NEO', 'N2', 'P05 P05.0 P08 P08.1'],
  ['NEO', 'N3', 'P10 P11.0 P12 P13 P14 P15'],
  ['NEO', 'N4', 'P20 P20.9 P21 P21.0 P21.1 P21.9'],
  ['NEO', 'N5', 'P90 P91 P91.0 P91.6'],
  ['NEO', 'N6', 'P23 P23.9 P35 P36 P36.9 P37 P38 P39 A33 A50'],
  ['NEO', 'N7', 'P22 P22.0 P24 P24.0 P25 P26 P27 P28 P29 P29.3'],
  ['NEO', 'N8', 'P50 P51 P52 P53 P54 P55 P56 P57 P58 P59 P60 P61 P70 P71 P72 P74 P75 P76 P77 P78'],
  ['NEO', 'N8', 'P80 P80.9 P81 P83 P92 P93 P94'],
  ['NEO', 'N9', 'P07 P07.0 P07.2'],
  ['NEO', 'N10', 'P96.0 P96.1 P96.2 P96.3 P96.4 P96.5 P96.8 V89 W84 X09 Y09 Y60 R95 K35 I42 D57 E86 R57'],
  ['NEO', 'N11', 'P96.9 R99'],
];

const recoded: readonly (readonly [string, readonly string[]])[] = [
  ['J18.9', ['P23']],
  ['J10', ['P23']],
  ['A41.9', ['P36']],
  ['G00', ['P36']],
  ['G05', ['P36']],
  ['A15', ['P37']],
  ['B50.9', ['P37']],
  ['A09', ['P23', 'P36', 'P37']],
  ['B99', ['P23', 'P36', 'P37']],
];

const refused: readonly (readonly [Timing, string, PerinatalRefusal])[] = [
  ['NEO', 'S06', 'injury'],
  ['NEO', 'T98', 'injury'],
  ['INTRAPARTUM', 'S00', 'injury'],
  ['NEO', 'O72.1', 'obstetric'],
  ['ANTEPARTUM', 'C58', 'obstetric'],
  ['NEO', 'P00.0', 'mother-condition'],
  ['ANTEPARTUM', 'P01', 'mother-condition'],
  ['INTRAPARTUM', 'P02.1', 'mother-condition'],
  ['UNKNOWN', 'P03', 'mother-condition'],
  ['NEO', 'P04.9', 'mother-condition'],
  ['INTRAPARTUM', 'P21.0', 'needs-live-birth'],
  ['ANTEPARTUM', 'P21', 'needs-live-birth'],
  ['UNKNOWN', 'P21.9', 'needs-live-birth'],
  ['NEO', 'Z38', 'not-for-child'],
  ['NEO', 'X70', 'not-for-child'],
  ['NEO', 'Y95', 'not-for-child'],
];

const each = (text: string): readonly string[] => text.split(' ');

describe('the group of a perinatal cause', () => {
  it.each(
    groups.flatMap(([timing, group, codes]) => each(codes).map((code) => [timing, code, group] as const)),
  )('%s: %s is %s', (timing, code, group) => {
    expect(icdPm(code, timing)).toEqual({ kind: 'group', group });
  });

  it.each(recoded)('%s of a newborn is an infection, proposed as %j', (code, codes) => {
    expect(icdPm(code, 'NEO')).toEqual({ kind: 'recode', group: 'N6', codes });
  });

  it.each(refused)('%s: %s is refused, %s', (timing, code, why) => {
    expect(icdPm(code, timing)).toEqual({ kind: 'refused', group: null, why });
  });

  it.each([
    ['ANTEPARTUM', 'P07', ['INTRAPARTUM', 'NEO']],
    ['ANTEPARTUM', 'P10', ['INTRAPARTUM', 'NEO']],
    ['ANTEPARTUM', 'P36', ['NEO']],
    ['ANTEPARTUM', 'P22', ['NEO']],
    ['INTRAPARTUM', 'P75', ['ANTEPARTUM', 'NEO']],
    ['INTRAPARTUM', 'P77', ['ANTEPARTUM', 'NEO']],
    ['INTRAPARTUM', 'P83', ['ANTEPARTUM', 'NEO']],
    ['INTRAPARTUM', 'P91.6', ['NEO']],
    ['NEO', 'P95', ['ANTEPARTUM', 'INTRAPARTUM']],
    ['UNKNOWN', 'P22', ['NEO']],
  ] as const)('%s: %s has no group, only at %j', (timing, code, timings) => {
    expect(icdPm(code, timing)).toEqual({ kind: 'other-timing', group: null, timings });
  });

  it('asks for the timing where it is not known, and for the fourth character of P96', () => {
    expect(icdPm('P20.1', 'UNKNOWN')).toEqual({ kind: 'ask-timing', group: null, groups: ['A3', 'I3'] });
    expect(icdPm('P07', 'UNKNOWN')).toEqual({ kind: 'ask-timing', group: null, groups: ['I6'] });
    expect(icdPm('P96', 'NEO')).toEqual({ kind: 'ask-fourth', group: null });
  });

  it.each(['P96.6', 'P96.7', 'P82', 'p20', 'P2', ''])('%p does not exist', (code) => {
    expect(icdPm(code, 'NEO')).toEqual({ kind: 'unknown', group: null });
  });

  it('uses every group of the list', () => {
    expect([...new Set(groups.map(([, group]) => group))].sort()).toEqual([...codesOfList('ICDPM')].sort());
  });

  it('never throws, and never puts a stillborn in N nor a newborn in A or I', () => {
    const code = fc.oneof(
      fc.string(),
      fc
        .tuple(
          fc.nat(25).map((letter) => String.fromCharCode(65 + letter)),
          fc.nat(99),
          fc.nat(10),
        )
        .map(([letter, number, digit]) => {
          const heading = `${letter}${String(number).padStart(2, '0')}`;
          return digit === 10 ? heading : `${heading}.${String(digit)}`;
        }),
    );
    fc.assert(
      fc.property(code, fc.constantFrom('ANTEPARTUM', 'INTRAPARTUM', 'NEO', 'UNKNOWN'), (typed, timing) => {
        const { group } = icdPm(typed, timing);
        if (group !== null) expect(group.startsWith(timing.charAt(0))).toBe(true);
      }),
      { seed: 20261125, numRuns: 2000 },
    );
  });
});

describe('the words of the groups', () => {
  it.each(['fr', 'en'] as const)(
    'are distinct in %s, also where the moment of death is unknown',
    async (language) => {
      const words = Object.values((await loadCodeListLabels(language))['ICDPM'] ?? {});
      expect(words).toHaveLength(codesOfList('ICDPM').length);
      expect(words.filter((label, at) => words.indexOf(label) !== at)).toEqual([]);
    },
  );
});
