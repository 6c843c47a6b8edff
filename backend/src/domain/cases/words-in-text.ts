const WORD = /[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*/gu;
/** What ends a sentence before the next word, opening quotes included. */
const SENTENCE_START = /(?:^|[.!?\n]\s*|[«"“]\s*)$/u;

/** A word where it stands, in UTF-16 units, `end` excluded; `parts` are itself and what an apostrophe or a hyphen separates. */
export interface FoundWord {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  readonly parts: readonly string[];
  /** It opens the text, a sentence or a quotation. */
  readonly opens: boolean;
}

/** The words of a text. */
export function wordsIn(text: string): readonly FoundWord[] {
  return Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({
    word,
    start: index,
    end: index + word.length,
    parts: [word, ...word.split(/['’-]/u)],
    opens: SENTENCE_START.test(text.slice(Math.max(0, index - 4), index)),
  }));
}

/** Lower case without accents, one character for one, so that positions stay. */
export function plain(text: string): string {
  return Array.from(text.normalize('NFC'), (character) => {
    const bare = character.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    return bare.length === character.length ? bare : character;
  }).join('');
}

/** Whether a word begins with a capital. */
export const isCapital = (text: string): boolean => /^\p{Lu}/u.test(text);

/** Whether a word has a capital for itself (`inside` a sentence), or may have it from the sentence it opens. */
export function capitalOf({ parts, opens }: FoundWord): 'none' | 'opening' | 'inside' {
  const [first = '', ...rest] = parts;
  // "d’Aminata" opens a sentence with a small letter, and the name in it has its own capital.
  if (rest.slice(1).some(isCapital)) return 'inside';
  if (!isCapital(first)) return 'none';
  return opens ? 'opening' : 'inside';
}
