import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IcdMmGroup, IcdMmResult } from './icd-mm.js';
import { contributingOnly, icdMm } from './icd-mm.js';

const groups: readonly (readonly [IcdMmGroup, string])[] = [
  ['MM1', 'O00 O00.1 O01 O02.9 O03 O03.0 O04.5 O05 O06.1 O07.0'],
  ['MM2', 'O11 O12 O12.0 O13 O14 O14.0 O14.1 O14.2 O14.9 O15 O15.0 O15.1 O15.2 O15.9 O16'],
  [
    'MM3',
    'O20 O20.0 O20.8 O20.9 O43.2 O44.1 O45 O45.0 O45.8 O45.9 O46 O46.0 O46.8 O46.9 O67 O67.0 O67.8 O67.9',
  ],
  ['MM3', 'O71.0 O71.1 O71.3 O71.4 O71.7 O72 O72.0 O72.1 O72.2 O72.3'],
  ['MM4', 'O23 O23.0 O23.5 O23.9 O41.1 O75.3 O85 O86 O86.0 O86.4 O86.8 O91 O91.0 O91.2 A34'],
  [
    'MM5',
    'O21.1 O21.2 O22 O22.3 O22.5 O22.8 O22.9 O24.4 O26.6 O26.9 O71.2 O71.5 O71.6 O71.8 O71.9 O73 O73.0 O73.1',
  ],
  ['MM5', 'O75.4 O75.8 O75.9 O87 O87.1 O87.3 O87.9 O88 O88.0 O88.1 O88.3 O88.8 O90 O90.0 O90.5 O90.8 O90.9'],
  ['MM5', 'F53 F53.1 E23.0 M83.0 C58 D39.2 X60 X68 X84 X84.9 Y87.0'],
  ['MM6', 'O29 O29.1 O74 O74.9 O89 O89.0 Y40 Y60 Y84 Y88 Y88.1'],
  [
    'MM7',
    'O10 O10.0 O10.4 O10.9 O24.0 O24.3 O24.9 O25 O98 O98.0 O98.4 O98.6 O98.7 O98.9 O99 O99.0 O99.4 O99.8',
  ],
  ['MM8', 'O95'],
  ['MM9', 'V01 V89 W19 W65 X09 X20 X59 X85 Y09 Y35 Y36 Y85 Y86 Y87.1 Y89'],
  ['LATE', 'O96 O96.0 O96.1 O96.9'],
  ['SEQ', 'O97 O97.0'],
];

const askFourth = 'O21 O24 O26 O41 O43 O44 O71 O75';
const notAlone =
  'O08 O08.1 O10.5 O20.1 O21.0 O21.8 O21.9 O22.0 O22.1 O22.2 O22.4 O26.0 O26.5 O26.7 O26.8 O28 O30 O31 O32 O33 O34.2 O35 O36 O40 ' +
  'O41.0 O41.8 O41.9 O42 O43.0 O43.1 O43.8 O43.9 O44.0 O47 O48 O60 O61 O62 O63 O64 O65 O66 O68 O69 O70 O75.0 O75.1 O75.2 ' +
  'O75.5 O75.6 O75.7 O80 O81 O82 O83 O84 O87.0 O87.2 O87.8 O92 O94 O99.9';

const proposals: readonly (readonly [typed: string, code: string | null, group: IcdMmGroup])[] = [
  ['A15', 'O98.0', 'MM7'],
  ['A19.9', 'O98.0', 'MM7'],
  ['A50', 'O98.1', 'MM7'],
  ['A54', 'O98.2', 'MM7'],
  ['A55', 'O98.3', 'MM7'],
  ['A64', 'O98.3', 'MM7'],
  ['B15', 'O98.4', 'MM7'],
  ['B19', 'O98.4', 'MM7'],
  ['A80', 'O98.5', 'MM7'],
  ['B05', 'O98.5', 'MM7'],
  ['B25', 'O98.5', 'MM7'],
  ['B34', 'O98.5', 'MM7'],
  ['B50', 'O98.6', 'MM7'],
  ['B54', 'O98.6', 'MM7'],
  ['B64', 'O98.6', 'MM7'],
  ['B20', 'O98.7', 'MM7'],
  ['B24', 'O98.7', 'MM7'],
  ['A01.0', 'O98.8', 'MM7'],
  ['A65', 'O98.8', 'MM7'],
  ['B99', 'O98.8', 'MM7'],
  ['D50', 'O99.0', 'MM7'],
  ['D57.0', 'O99.0', 'MM7'],
  ['D64.9', 'O99.0', 'MM7'],
  ['D65', 'O99.1', 'MM7'],
  ['D89', 'O99.1', 'MM7'],
  ['E10', 'O24', 'MM_TBS'],
  ['E14.9', 'O24', 'MM_TBS'],
  ['E40', 'O25', 'MM7'],
  ['E46', 'O25', 'MM7'],
  ['E66', 'O99.2', 'MM7'],
  ['E23.2', 'O99.2', 'MM7'],
  ['F20', 'O99.3', 'MM7'],
  ['G40', 'O99.3', 'MM7'],
  ['I10', 'O10', 'MM7'],
  ['I15', 'O10', 'MM7'],
  ['I42', 'O99.4', 'MM7'],
  ['J18.9', 'O99.5', 'MM7'],
  ['K35', 'O99.6', 'MM7'],
  ['L08', 'O99.7', 'MM7'],
  ['C53', 'O99.8', 'MM7'],
  ['D48', 'O99.8', 'MM7'],
  ['D39.1', 'O99.8', 'MM7'],
  ['H65', 'O99.8', 'MM7'],
  ['M32', 'O99.8', 'MM7'],
  ['M83.1', 'O99.8', 'MM7'],
  ['N18', 'O99.8', 'MM7'],
  ['N39.1', 'O99.8', 'MM7'],
  ['Q24', 'O99.8', 'MM7'],
  ['Y10', null, 'MM9'],
  ['Y34', null, 'MM9'],
  ['Y87.2', null, 'MM9'],
];

const each = (text: string): readonly string[] => text.split(' ');

describe('the group of an underlying cause', () => {
  it.each(groups.flatMap(([group, codes]) => each(codes).map((code) => [code, group] as const)))(
    '%s is %s',
    (code, group) => {
      expect(icdMm(code)).toEqual({ kind: 'group', group });
    },
  );

  it.each(each(askFourth))('%s asks for its fourth character', (code) => {
    expect(icdMm(code)).toEqual({ kind: 'ask-fourth', group: 'MM_TBS' });
  });

  it.each(each(notAlone))('%s is no cause of death by itself', (code) => {
    expect(icdMm(code)).toMatchObject({ kind: 'not-alone', group: 'MM_TBS' });
  });

  it.each(['O64', 'O65.4', 'O66'])('%s offers rupture, infection, haemorrhage', (code) => {
    expect(icdMm(code)).toEqual({
      kind: 'not-alone',
      group: 'MM_TBS',
      offers: ['O71.1', 'O85', 'O75.3', 'O67', 'O72', 'O75.8'],
    });
  });

  it.each(proposals)('%s is proposed as %s, %s', (typed, code, group) => {
    expect(icdMm(typed)).toEqual({ kind: 'proposed', group, code });
  });

  it.each([
    ['A41.9', 'postpartum', 'O85', 'MM4'],
    ['A41.9', 'labour', 'O75.3', 'MM4'],
    ['A41.9', 'pregnancy', 'O98.8', 'MM7'],
    ['A40', 'postpartum', 'O85', 'MM4'],
    ['N10', 'pregnancy', 'O23', 'MM4'],
    ['N39.0', 'postpartum', 'O86.2', 'MM4'],
    ['N30', 'labour', 'O23', 'MM4'],
  ] as const)('%s in %s is proposed as %s, %s', (typed, moment, code, group) => {
    expect(icdMm(typed, moment)).toEqual({ kind: 'proposed', group, code });
  });

  it.each(['R57.1', 'R99', 'R00'])('%s is a sign', (code) => {
    expect(icdMm(code).kind).toBe('symptom');
  });

  it.each(['S06', 'T98', 'P21.0'])('%s is refused', (code) => {
    expect(icdMm(code)).toEqual({ kind: 'refused', group: 'MM_TBS' });
  });

  it.each(['Z34', 'U07.1', 'T99', 'Y95', 'O7', 'o72', '', 'constructor'])(
    '%p has no place in the table',
    (code) => {
      expect(icdMm(code)).toEqual({ kind: 'unknown', group: 'MM_TBS' });
    },
  );

  it('never falls silently into the unknown causes', () => {
    const code = fc
      .tuple(
        fc.integer({ min: 65, max: 90 }).map((letter) => String.fromCharCode(letter)),
        fc.integer({ min: 0, max: 99 }),
        fc.option(fc.integer({ min: 0, max: 9 })),
      )
      .map(
        ([letter, number, fourth]) =>
          `${letter}${String(number).padStart(2, '0')}${fourth === null ? '' : `.${String(fourth)}`}`,
      );
    fc.assert(
      fc.property(code, (typed) => {
        const result: IcdMmResult = icdMm(typed);
        if (result.group === 'MM8') expect(typed.slice(0, 3)).toBe('O95');
        if (result.kind === 'proposed' && result.code !== null)
          expect(icdMm(result.code).group).toBe(result.group);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });
});

describe('conditions that only contribute', () => {
  it.each([
    ['O64', 'obstructed'],
    ['O66.9', 'obstructed'],
    ['O34.2', 'scar'],
    ['Z91.7', 'fgm'],
    ['E66', 'obesity'],
    ['Y07.0', 'violence'],
    ['O98.7', 'hiv'],
    ['B22', 'hiv'],
    ['O99.0', 'anaemia'],
    ['D62', 'anaemia'],
    ['O72.1', null],
    ['O34', null],
    ['O98.6', null],
  ])('%s: %s', (code, reservation) => {
    expect(contributingOnly(code)).toBe(reservation);
  });
});
