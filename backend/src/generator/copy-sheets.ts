import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** What one cell may hold: text and numbers as they are, dates as instants, lists as arrays, everything else as JSON. */
export type Cell = string | number | boolean | Date | Buffer | null | readonly (string | number)[] | object;

function escaped(text: string): string {
  return /[\\\t\n\r]/.test(text)
    ? text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
    : text;
}

function arrayText(values: readonly (string | number)[]): string {
  const parts = values.map((value) =>
    typeof value === 'number' ? String(value) : `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`,
  );
  return `{${parts.join(',')}}`;
}

function isList(cell: object): cell is readonly (string | number)[] {
  return Array.isArray(cell) && cell.every((value) => typeof value === 'string' || typeof value === 'number');
}

function cellText(cell: Cell): string {
  if (cell === null) return '\\N';
  if (typeof cell === 'string') return escaped(cell);
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'boolean') return cell ? 't' : 'f';
  if (cell instanceof Date) return cell.toISOString();
  if (Buffer.isBuffer(cell)) return `\\\\x${cell.toString('hex')}`;
  if (isList(cell)) return escaped(arrayText(cell));
  return escaped(JSON.stringify(cell));
}

/** Rows of one table, written with COPY: indexes, constraints and triggers stay as they are. */
export class Sheet<Column extends string> {
  private lines: string[] = [];
  rows = 0;

  constructor(
    readonly table: string,
    private readonly columns: readonly Column[],
  ) {}

  add(row: Readonly<Record<Column, Cell>>): void {
    this.lines.push(`${this.columns.map((column) => cellText(row[column])).join('\t')}\n`);
    this.rows += 1;
  }

  /** The rows collected so far, and an empty sheet again. */
  take(): Page {
    const { lines } = this;
    this.lines = [];
    return { table: this.table, columns: this.columns, lines };
  }
}

/** Rows of one table that are about to be written. */
export interface Page {
  readonly table: string;
  readonly columns: readonly string[];
  readonly lines: readonly string[];
}

const LINES_AT_ONCE = 200;

export async function writePage(client: pg.Client, { table, columns, lines }: Page): Promise<void> {
  if (lines.length === 0) return;
  const stream = client.query(copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN`));
  for (let from = 0; from < lines.length; from += LINES_AT_ONCE) {
    if (!stream.write(lines.slice(from, from + LINES_AT_ONCE).join(''))) await once(stream, 'drain');
  }
  stream.end();
  await finished(stream);
}
