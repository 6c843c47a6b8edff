import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { csvOf, harmless } from '../../backend/src/platform/spreadsheets/csv.js';
import type { Table } from '../../backend/src/platform/spreadsheets/table.js';
import { xlsxOf } from '../../backend/src/platform/spreadsheets/xlsx.js';
import { readCsv, readXlsx } from '../support/spreadsheet.js';

const SEED = 20261126;
const HOW_MANY = 10_000;
const STARTS = Array.from('=+-@\t\r\n\u0000＝＋－＠\'";, ');
const FORMULAS = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '\u0000=1',
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM(A1)',
  ' =1+1',
  '\u200B=1',
  '=HYPERLINK("http://x";"y")',
  "=cmd|' /C calc'!A0",
  "'=1",
  "''",
  '";=1+1;"',
  '"\r\n=1+1',
  ';=1',
  '#REF!',
  '</t></is></c><c r="A1"><f>1+1</f></c>',
  ']]>&#61;1',
  '_x003D_1+1',
  '_x005F_x003D_',
  'é à ’ “ ”',
  '',
];

/** Texts that would be run, mixed with anything that Unicode has and the database could hold or be made to hold. */
function hostileTexts(): readonly string[] {
  const one = fc.oneof(
    fc.constantFrom(...FORMULAS),
    fc
      .tuple(fc.constantFrom(...STARTS), fc.string({ unit: 'binary', maxLength: 40 }))
      .map((parts) => parts.join('')),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({ unit: 'binary', maxLength: 60 }),
  );
  return fc.sample(one, { seed: SEED, numRuns: HOW_MANY }).map((text) => text.replaceAll('\uFEFF', ''));
}

const texts = hostileTexts();
const table: Table = {
  name: 'Cas',
  notes: ['CONFIDENTIEL', '=1+1'],
  columns: [
    { label: 'n', type: 'number' },
    { label: '=label', type: 'text' },
    { label: 'jour', type: 'day' },
  ],
  rows: texts.map((text, at) => [at, text, '2026-11-26']),
};
const marks = {
  title: 'Cas',
  confidential: 'CONFIDENTIEL',
  author: 'Denba',
  at: new Date('2026-11-26T19:00:00Z'),
  foot: 'Sceau & suite',
};

/** What a spreadsheet computes: its own signs, the full-width ones, what hides before them, and what begins with a control sign. */
const runs = (text: string): boolean =>
  /^[\s\u200B]*[=+\-@＝＋－＠]/u.test(text) || (text !== '' && text.charCodeAt(0) < 32);
const asWritten = (cell: string): string => (cell.startsWith("'") ? cell.slice(1) : cell);

describe('ten thousand hostile texts', () => {
  it('leave in a CSV as texts, and are read back as they were', () => {
    const read = readCsv(csvOf(table));
    expect(read.notes).toEqual(table.notes);
    expect(read.header).toEqual(['n', "'=label", 'jour']);
    expect(read.rows).toHaveLength(HOW_MANY);
    expect(read.rows.filter(([, text = '']) => runs(text))).toEqual([]);
    expect(read.rows.map(([, text = '']) => asWritten(text))).toEqual(texts);
    expect(read.rows.map(([n, , day]) => [n, day])).toEqual(texts.map((_, at) => [String(at), '2026-11-26']));
  });

  it('leave in a workbook as strings, and are read back as they were', async () => {
    const read = readXlsx(await xlsxOf(table, marks));
    expect(read.cells.filter(({ isFormula }) => isFormula)).toEqual([]);
    expect(read.notes).toEqual(table.notes);
    expect(read.rows.map(([, text = '']) => text)).toEqual(texts);
    const kinds = new Set(
      read.cells.slice(3).map(({ at, type, style }) => `${at.charAt(0)} ${type} ${String(style)}`),
    );
    expect([...kinds].sort()).toEqual(['A n 0', 'B inlineStr 1', 'C n 2']);
    expect(read.cells.find(({ at }) => at === 'C2')?.text).toBe('46352');
  });

  it('would be seen to run', () => {
    const unguarded = texts.filter(runs);
    expect(unguarded.length).toBeGreaterThan(1000);
    expect(unguarded.filter((text) => harmless(text) === text)).toEqual([]);
    const planted = '<c r="A1" s="1"><f>1+1</f><v>2</v></c>';
    expect(readXlsxCells(planted)).toBe(1);
  });
});

function readXlsxCells(sheet: string): number {
  return [...sheet.matchAll(/<f[ >/]/g)].length;
}
