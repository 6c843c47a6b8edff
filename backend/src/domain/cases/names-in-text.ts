import { ALSO_WORDS, FAMILY_NAMES, FIRST_NAMES } from './malian-names.js';
import { capitalOf, isCapital, plain, wordsIn, type FoundWord } from './words-in-text.js';

/** What a passage resembles; `name` is a name of the country that belongs to nobody known of the case. */
export type NameKind = 'vault' | 'staff' | 'name' | 'title' | 'phone';

/** Where a text resembles a name, a title with a name, or a phone; positions in UTF-16 units, `end` excluded. [domain 3.0, V21] */
export interface TextSpan<Kind = NameKind> {
  readonly start: number;
  readonly end: number;
  readonly kind: Kind;
}

/** Names to look for: of the dead person and the family (anywhere), of the staff (only where written with a capital). */
export interface NamesToFind {
  readonly vault: readonly string[];
  readonly staff: readonly string[];
}

const SHORTEST = 3;
/** A name of the list is known in lower case only when it is long enough to be no other word. */
const SHORTEST_IN_LOWER_CASE = 6;
/** Eight digits of Mali in pairs or groups, with or without +223. */
const PHONE = /(?<![\d.,])(?:(?:\+|00)\s?223[\s.-]?)?\d{2}(?:[\s.-]?\d{2}){3}(?![\d])/gu;
const TITLES = [
  '[Dd]r',
  '[Dd]octeure?',
  '[Pp]r',
  '[Pp]rofesseure?',
  '[Mm]me',
  '[Mm]adame',
  '[Mm]lle',
  '[Mm]ademoiselle',
  'M\\.',
  'Mr',
  '[Mm]onsieur',
  'DTC',
  'MCD',
  '[Ss]age-femme',
  '[Mm]atrone',
  '[Aa]ide-soignante?',
  '[Ii]nfirmi(?:er|ère)',
  '[Mm]ajor',
  '[Ii]mam',
  '[Pp]asteur',
  '[Mm]aire',
  '[Pp]réfet',
  '[Cc]olonel',
  '[Cc]ommandant',
  '[Cc]apitaine',
  '[Ll]ieutenant',
  '[Aa]djudant',
  '[Vv]ieux',
  '[Vv]ieille',
  '[Ee]l [Hh]adj[i]?',
];
const NAME = "\\p{Lu}[\\p{L}'’-]+";
const TITLE = new RegExp(`(?<!\\p{L})(?:${TITLES.join('|')})\\.?\\s+${NAME}(?:\\s+${NAME})*`, 'gu');

function partsOf(names: readonly string[]): ReadonlySet<string> {
  return new Set(
    names
      .flatMap((name) => wordsIn(plain(name)))
      .map(({ word }) => word)
      .filter((word) => word.length >= SHORTEST),
  );
}

/** Whether a word is a name of the country where it stands; a name that is also a word asks for a capital inside a sentence. */
function isListed(found: FoundWord): boolean {
  return found.parts.some((part) => {
    const name = plain(part);
    if (!FAMILY_NAMES.has(name) && !FIRST_NAMES.has(name)) return false;
    if (ALSO_WORDS.has(name)) return capitalOf(found) === 'inside';
    return isCapital(part) || name.length >= SHORTEST_IN_LOWER_CASE;
  });
}

const PERSONS: readonly string[] = ['vault', 'staff', 'name', 'title'];

/** Joins passages that overlap, and names that stand side by side; the kind of the first one stays. */
export function joined<Kind extends string>(
  text: string,
  spans: readonly TextSpan<Kind>[],
): readonly TextSpan<Kind>[] {
  const sorted = [...spans].sort((left, right) => left.start - right.start || right.end - left.end);
  const kept: TextSpan<Kind>[] = [];
  for (const span of sorted) {
    const last = kept.at(-1);
    const between = last === undefined ? '' : text.slice(last.end, span.start);
    const areNames = last !== undefined && PERSONS.includes(last.kind) && PERSONS.includes(span.kind);
    const touches =
      last !== undefined && (span.start < last.end || (areNames && /^[ \u00a0]$/u.test(between)));
    if (last !== undefined && touches) kept[kept.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    else kept.push(span);
  }
  return kept;
}

/**
 * Places of a text to look at before it leaves the team: a name of the vault, of the staff of the path, another name borne in the
 * country, a title before a capitalised name, a phone number. Gives positions and never says which name was meant. [domain 3.0, V21]
 */
export function namesInText(text: string, names: NamesToFind): readonly TextSpan[] {
  return joined(text, rawNames(text, names));
}

/** The same, not joined yet. */
export function rawNames(text: string, names: NamesToFind): readonly TextSpan[] {
  const [vault, staff] = [partsOf(names.vault), partsOf(names.staff)];
  const spans: TextSpan[] = [];
  for (const found of wordsIn(text)) {
    const at = { start: found.start, end: found.end };
    const parts = found.parts.map(plain);
    if (parts.some((part) => vault.has(part))) spans.push({ ...at, kind: 'vault' });
    else if (found.parts.some((part) => isCapital(part) && staff.has(plain(part))))
      spans.push({ ...at, kind: 'staff' });
    else if (isListed(found)) spans.push({ ...at, kind: 'name' });
  }
  for (const { 0: found, index } of text.matchAll(TITLE)) {
    spans.push({ start: index, end: index + found.length, kind: 'title' });
  }
  for (const { 0: found, index } of text.matchAll(PHONE)) {
    spans.push({ start: index, end: index + found.length, kind: 'phone' });
  }
  return spans;
}
