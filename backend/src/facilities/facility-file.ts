import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import {
  columnsOf,
  type ColumnsOfList,
  type ListedFacility,
  readLine,
} from '../domain/facilities/facility-list.js';
import type { RefusedLine } from '../domain/facilities/place.js';
import { Problem } from '../domain/problem.js';

export interface FacilityFile {
  readonly total: number;
  readonly facilities: readonly ListedFacility[];
  readonly refused: readonly RefusedLine[];
}

type Columns = Exclude<ColumnsOfList, { missing: string }>;

/** Ten times the facilities of the country: a longer file is no list of them. */
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

/** Gives each record and its line to `take`, and keeps none: all of them at once would take the server's memory. */
function eachRecord(csv: string, take: (record: readonly string[], line: number) => void): void {
  try {
    parse(csv, {
      bom: true,
      delimiter: delimiterOf(csv),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      // The heading, and one more than may be: enough to know that there are too many.
      to: MAX_LINES + 2,
      on_record: (record, { lines }) => {
        take(record, lines);
        return null;
      },
    });
  } catch {
    throw new Problem('invalid', 'request.unreadable', { fields: [{ field: 'csv', code: 'field.type' }] });
  }
}

/** The columns that the heading names, or why the file cannot be a list. */
function columnsIn(heading: readonly string[]): Columns | Problem {
  const columns = columnsOf(heading);
  if (!('missing' in columns)) return columns;
  const isHeading = heading.some((cell) => cell.trim() !== '' && !/\d/.test(cell));
  if (!isHeading) return new Problem('invalid', 'import.no-heading');
  return new Problem('invalid', 'import.column-missing', { params: { column: columns.missing } });
}

class ListReader {
  private columns: Columns | Problem | null = null;
  private total = 0;
  private readonly facilities: ListedFacility[] = [];
  private readonly refused: RefusedLine[] = [];

  take(record: readonly string[], line: number): void {
    if (this.columns === null) {
      this.columns = columnsIn(record);
      return;
    }
    this.total += 1;
    if (this.columns instanceof Problem) return;
    const read = readLine(record, line, this.columns);
    if ('key' in read) this.facilities.push(read);
    else this.refused.push(read);
  }

  file(): FacilityFile {
    if (this.columns instanceof Problem) throw this.columns;
    if (this.total === 0) throw new Problem('invalid', 'import.empty');
    if (this.total > MAX_LINES) {
      throw new Problem('invalid', 'import.too-long', { params: { max: MAX_LINES } });
    }
    return { total: this.total, facilities: this.facilities, refused: this.refused };
  }
}

/** Reads a list of facilities: its lines, each kept or refused with a reason. */
export function readFacilities(csv: string): FacilityFile {
  const reader = new ListReader();
  eachRecord(csv, (record, line) => {
    reader.take(record, line);
  });
  return reader.file();
}
