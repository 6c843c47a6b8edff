import { inflateRawSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';

/** A file as it was read back: what stands before the lines, the names of the columns, the lines. */
export interface ReadBack {
  readonly notes: readonly string[];
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** One cell of a workbook as the file says it. */
export interface ReadCell {
  readonly at: string;
  readonly type: string;
  readonly style: number;
  readonly text: string;
  readonly isFormula: boolean;
}

/** Reads a CSV with the parser of the product, which did not write it. The apostrophe that keeps formulas away is still there. */
export function readCsv(bytes: Buffer): ReadBack {
  const lines: readonly (readonly string[])[] = parse(bytes, {
    bom: true,
    delimiter: ';',
    record_delimiter: '\r\n',
    relax_column_count: true,
  });
  const notes = lines.filter(([first = ''], at) => first.startsWith('# ') && at < 10);
  const [header = [], ...rows] = lines.slice(notes.length);
  return { notes: notes.map(([note = '']) => note.slice(2)), header, rows };
}

/** The parts of an archive, found by its directory and checked by their lengths. */
export function unzip(bytes: Buffer): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  const end = bytes.length - 22;
  let at = bytes.readUInt32LE(end + 16);
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n -= 1) {
    const [packed, size] = [bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 24)];
    const [name, local] = [bytes.readUInt16LE(at + 28), bytes.readUInt32LE(at + 42)];
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const text = inflateRawSync(bytes.subarray(from, from + packed));
    if (text.length !== size) throw new Error('An archive that lies about its lengths');
    parts.set(bytes.subarray(at + 46, at + 46 + name).toString(), text.toString());
    at += 46 + name;
  }
  return parts;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#10': '\n' };

function unescaped(xml: string): string {
  return xml
    .replaceAll(/&(amp|lt|gt|quot|#10);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replaceAll(/_x([0-9A-F]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** Every cell of a sheet, formulas told apart. */
export function cellsOf(sheet: string): readonly ReadCell[] {
  return [...sheet.matchAll(/<c r="([A-Z]+\d+)" s="(\d+)"(?: t="(\w+)")?>(.*?)<\/c>/gs)].map(
    ([, at = '', style = '', type = 'n', inside = '']) => ({
      at,
      type,
      style: Number(style),
      isFormula: /<f[ >/]/.test(inside) || type === 'str',
      text: unescaped(/<(?:t xml:space="preserve"|v)>(.*)<\/(?:t|v)>/s.exec(inside)?.[1] ?? ''),
    }),
  );
}

/** Reads a workbook of Denba: the notes of its first sheet, the lines of its second. */
export function readXlsx(bytes: Buffer): ReadBack & { readonly cells: readonly ReadCell[] } {
  const parts = unzip(bytes);
  const [first, second] = [1, 2].map((n) => cellsOf(parts.get(`xl/worksheets/sheet${String(n)}.xml`) ?? ''));
  const lines: string[][] = [];
  for (const { at, text } of second ?? []) {
    const [, column = '', row = ''] = /([A-Z]+)(\d+)/.exec(at) ?? [];
    const line = (lines[Number(row) - 1] ??= []);
    line[columnAt(column)] = text;
  }
  const [header = [], ...rows] = lines.map((line) =>
    Array.from(line, (text: string | undefined) => text ?? ''),
  );
  return { notes: (first ?? []).map(({ text }) => text), header, rows, cells: second ?? [] };
}

function columnAt(letters: string): number {
  return (
    Array.from(letters, (letter) => letter.charCodeAt(0) - 64).reduce((sum, one) => sum * 26 + one, 0) - 1
  );
}
