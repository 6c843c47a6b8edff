import { isUtf8 } from 'node:buffer';
import { parse, type Info } from 'csv-parse/sync';
import { columnsOf, type ListedFacility, readLine } from '../domain/facilities/facility-list.js';
import type { RefusedLine } from '../domain/facilities/place.js';
import { Problem } from '../domain/problem.js';

export interface FacilityFile {
  readonly total: number;
  readonly facilities: readonly ListedFacility[];
  readonly refused: readonly RefusedLine[];
}

interface Line {
  readonly record: readonly string[];
  readonly info: Info;
}

/** Ten times the facilities of the country: a longer file is no list of them, and reading it would take the server's memory. */
const MAX_LINES = 20_000;

const DELIMITERS = [',', ';', '\t'];

/** Spreadsheets save in the old Western encoding too. */
export function textOf(bytes: Buffer): string {
  return new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'windows-1252').decode(bytes);
}

function delimiterOf(csv: string): string {
  const heading = csv.slice(0, 4000).split(/\r?\n/, 1)[0] ?? '';
  const count = (delimiter: string) => heading.split(delimiter).length;
  return DELIMITERS.toSorted((a, b) => count(b) - count(a))[0] ?? ',';
}

function linesOf(csv: string): readonly Line[] {
  try {
    return parse(csv, {
      bom: true,
      delimiter: delimiterOf(csv),
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      // The heading, and one more than may be: enough to know that there are too many.
      to: MAX_LINES + 2,
    }) as unknown as readonly Line[];
  } catch {
    throw new Problem('invalid', 'request.unreadable', { fields: [{ field: 'csv', code: 'field.type' }] });
  }
}

/** Reads a list of facilities: its lines, each kept or refused with a reason. */
export function readFacilities(csv: string): FacilityFile {
  const [heading, ...lines] = linesOf(csv);
  if (!heading) throw new Problem('invalid', 'import.empty');
  const columns = columnsOf(heading.record);
  if ('missing' in columns) {
    const isHeading = heading.record.some((cell) => cell.trim() !== '' && !/\d/.test(cell));
    if (!isHeading) throw new Problem('invalid', 'import.no-heading');
    throw new Problem('invalid', 'import.column-missing', { params: { column: columns.missing } });
  }
  if (lines.length === 0) throw new Problem('invalid', 'import.empty');
  if (lines.length > MAX_LINES)
    throw new Problem('invalid', 'import.too-long', { params: { max: MAX_LINES } });
  const read = lines.map(({ record, info }) => readLine(record, info.lines, columns));
  return {
    total: read.length,
    facilities: read.filter((line): line is ListedFacility => 'key' in line),
    refused: read.filter((line): line is RefusedLine => !('key' in line)),
  };
}
