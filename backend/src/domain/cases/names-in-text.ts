/** Where a text resembles a name, a title with a name, or a phone; positions in UTF-16 units, `end` excluded. [domain 3.0, V21] */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
  readonly kind: 'vault' | 'staff' | 'title' | 'phone';
}

/** Names to look for: of the dead person and the family (anywhere), of the staff (only where written with a capital). */
export interface NamesToFind {
  readonly vault: readonly string[];
  readonly staff: readonly string[];
}

const SHORTEST = 3;
const WORD = /[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*/gu;
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
  'M\\.',
  'Mr',
  '[Mm]onsieur',
  '[Ss]age-femme',
  '[Mm]atrone',
  '[Ii]nfirmi(?:er|ère)',
  '[Mm]ajor',
  '[Ii]mam',
];
const NAME = "\\p{Lu}[\\p{L}'’-]+";
const TITLE = new RegExp(`(?<!\\p{L})(?:${TITLES.join('|')})\\.?\\s+${NAME}(?:\\s+${NAME})*`, 'gu');

/** Lower case without accents, one character for one, so that positions stay. */
function plain(text: string): string {
  return Array.from(text.normalize('NFC'), (character) => {
    const bare = character.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    return bare.length === character.length ? bare : character;
  }).join('');
}

function wordsOf(names: readonly string[]): ReadonlySet<string> {
  return new Set(
    names.flatMap((name) => plain(name).match(WORD) ?? []).filter((word) => word.length >= SHORTEST),
  );
}

const isCapital = (text: string): boolean => /^\p{Lu}/u.test(text);

/** Merges overlapping spans; the first kind of the list wins. */
function merged(spans: readonly TextSpan[]): readonly TextSpan[] {
  const sorted = [...spans].sort((left, right) => left.start - right.start || right.end - left.end);
  const kept: TextSpan[] = [];
  for (const span of sorted) {
    const last = kept.at(-1);
    if (last !== undefined && span.start < last.end) {
      kept[kept.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    } else kept.push(span);
  }
  return kept;
}

/**
 * Places of a text to look at before it leaves the team: a name of the vault, of the staff of the path, a title before a capitalised
 * name, a phone number. Gives positions and never says which name was meant. [domain 3.0, V21]
 */
export function namesInText(text: string, names: NamesToFind): readonly TextSpan[] {
  const normal = text.normalize('NFC');
  // Positions are those of the text as stored: a text that is not in composed form is looked at as it is.
  const source = normal.length === text.length ? normal : text;
  const [vault, staff] = [wordsOf(names.vault), wordsOf(names.staff)];
  const spans: TextSpan[] = [];
  for (const { 0: word, index } of source.matchAll(WORD)) {
    const parts = [word, ...word.split(/['’-]/u)].map(plain);
    const at = { start: index, end: index + word.length };
    if (parts.some((part) => vault.has(part))) spans.push({ ...at, kind: 'vault' });
    else if (isCapital(word) && parts.some((part) => staff.has(part))) spans.push({ ...at, kind: 'staff' });
  }
  for (const { 0: found, index } of source.matchAll(TITLE)) {
    spans.push({ start: index, end: index + found.length, kind: 'title' });
  }
  for (const { 0: found, index } of source.matchAll(PHONE)) {
    spans.push({ start: index, end: index + found.length, kind: 'phone' });
  }
  return merged(spans);
}
