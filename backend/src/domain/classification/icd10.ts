/** Codes of the tenth revision: a letter, two digits, and a further digit or two after a point (`O72.1`). */
const WELL_FORMED = /^([A-Z])(\d\d)(?:\.(\d)\d?)?$/;

/** A code taken apart: its three-character heading (`O72`) and its fourth character, if typed. */
export interface Icd10 {
  readonly heading: string;
  readonly fourth: string | undefined;
}

/** Reads a code as typed (`o721`, `O72,1`, ` O 72.1 `) and writes it as `O72.1`; `null` when it is not a code of ICD-10. */
export function normaliseIcd10(typed: string): string | null {
  const packed = typed.toUpperCase().replace(/[\s.,†*-]/g, '');
  const match = /^([A-Z]\d\d)(\d{0,2})$/.exec(packed);
  if (match === null) return null;
  const [, heading = '', rest = ''] = match;
  return rest === '' ? heading : `${heading}.${rest}`;
}

/** Takes a well-formed code apart; `null` for anything else. */
export function readIcd10(code: string): Icd10 | null {
  const match = WELL_FORMED.exec(code);
  if (match === null) return null;
  const [, letter = '', number = '', fourth] = match;
  return { heading: letter + number, fourth };
}

/** True when the heading of the code lies between two headings, both included: `isBetween('O15.0', 'O13', 'O15')`. */
export function isBetween(code: string, first: string, last: string): boolean {
  const heading = code.slice(0, 3);
  return heading >= first && heading <= last;
}
