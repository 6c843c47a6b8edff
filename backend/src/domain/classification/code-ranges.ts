import { readIcd10 } from './icd10.js';

/** Codes and headings with their groups: `Q00-Q99 P35 P96.0-P96.5`. A line written earlier keeps what it took. */
export type CodeLines<Group extends string> = readonly (readonly [group: Group, ranges: string])[];

/** Group by heading (`P35`) or by four-character code (`P96.0`). */
export type CodeTable<Group extends string> = ReadonlyMap<string, Group>;

const FIRST_LETTER = 65;

function rankOf(heading: string): number {
  return (heading.charCodeAt(0) - FIRST_LETTER) * 100 + Number(heading.slice(1, 3));
}

function headingAt(rank: number): string {
  return String.fromCharCode(FIRST_LETTER + Math.floor(rank / 100)) + String(rank % 100).padStart(2, '0');
}

function expand(range: string): readonly string[] {
  const [first = '', last = first] = range.split('-');
  if (first.includes('.')) {
    const [from, to] = [Number(first.slice(4)), Number(last.slice(4))];
    return Array.from({ length: to - from + 1 }, (_, step) => `${first.slice(0, 4)}${String(from + step)}`);
  }
  const from = rankOf(first);
  return Array.from({ length: rankOf(last) - from + 1 }, (_, step) => headingAt(from + step));
}

/** Spells the ranges out, so that looking a code up costs two steps. */
export function codeTable<Group extends string>(lines: CodeLines<Group>): CodeTable<Group> {
  const table = new Map<string, Group>();
  for (const [group, ranges] of lines)
    for (const code of ranges.split(' ').flatMap(expand)) if (!table.has(code)) table.set(code, group);
  return table;
}

/** The group of a code: of its four characters when they are named, else of its heading. The longest match wins. */
export function groupIn<Group extends string>(table: CodeTable<Group>, code: string): Group | undefined {
  const read = readIcd10(code);
  if (read === null) return undefined;
  const { heading, fourth } = read;
  return (fourth === undefined ? undefined : table.get(`${heading}.${fourth}`)) ?? table.get(heading);
}
