import type { CellValue, Table, TableColumn } from './table.js';

const BOM = '\uFEFF';
const END = '\r\n';
/** Signs that make a spreadsheet compute a cell, and their full-width twins. */
const FORMULA_SIGNS = '=+-@＝＋－＠';
/** What is not seen before the first sign: a spreadsheet may skip it as a reader does. */
const UNSEEN = /^[\s\u200B-\u200F\u2060]+/u;
const MUST_BE_QUOTED = /[";\r\n\t]|^\s|\s$/;

/**
 * A text that no spreadsheet takes for a formula: an apostrophe stands before what could begin one. A text that begins with an apostrophe
 * gets another, so that taking one away always gives back what was written. [OWASP CSV injection]
 */
export function harmless(text: string): string {
  const first = text.replace(UNSEEN, '').charAt(0);
  const isDangerous =
    text.startsWith("'") || isControl(text) || (first !== '' && FORMULA_SIGNS.includes(first));
  return isDangerous ? `'${text}` : text;
}

/** TAB, CR, LF, NUL and the like at the beginning. */
function isControl(text: string): boolean {
  const code = text.charCodeAt(0);
  return code < 32 || code === 127;
}

function quoted(text: string): string {
  return MUST_BE_QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function written(value: CellValue, { type }: TableColumn): string {
  if (value === null) return '';
  if (type === 'number' && typeof value === 'number' && Number.isFinite(value)) return String(value);
  return quoted(harmless(String(value)));
}

/** The table as French spreadsheets open it: UTF-8 with a mark of the order of bytes, semicolons, CRLF, notes first behind `#`. [RFC 4180] */
export function csvOf({ notes, columns, rows }: Table): Buffer {
  const lines = [
    ...notes.map((note) => quoted(`# ${note}`)),
    columns.map(({ label }) => quoted(harmless(label))).join(';'),
    ...rows.map((row) => columns.map((column, at) => written(row[at] ?? null, column)).join(';')),
  ];
  return Buffer.from(BOM + lines.join(END) + END);
}
