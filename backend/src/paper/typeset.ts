import type { Content } from 'pdfmake/interfaces.js';
import type { Language } from '../domain/accounts/person.js';

/** French signs keep their distance and stay on the line of their word; "a-t-il" stays in one piece. */
export function typeset(text: string, language: Language): string {
  if (language !== 'fr') return text;
  return text
    .replaceAll('« ', '«\u00a0')
    .replaceAll(/ (?=[»:;?!%])/g, '\u00a0')
    .replaceAll(/-t-(?=il|elle|on)/g, '\u2011t\u2011');
}

const INSIDE = ['text', 'stack', 'columns', 'ul', 'ol', 'table', 'body'];

/** Every text of a document as its language is printed. */
export function typesetContent(content: Content, language: Language): Content {
  return language === 'fr' ? (walked(content) as Content) : content;
}

function walked(part: unknown): unknown {
  if (typeof part === 'string') return typeset(part, 'fr');
  if (Array.isArray(part)) return part.map(walked);
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [
      key,
      INSIDE.includes(key) ? walked(value) : (value as unknown),
    ]),
  );
}

/** Bold letters of 9 points are about this wide. */
const LETTER = 5.4;

/**
 * A text for a cell of a table: a word longer than the cell breaks after its slash or hyphen, else where the cell ends, or it would push the
 * table beyond the margin.
 */
export function inCell(text: string, width: number): Content {
  const fits = (word: string): boolean => word.trim().length * LETTER <= width;
  return text
    .split(/(?<=[ /-])/)
    .map((word) => (fits(word) ? { text: word } : { text: word, wordBreak: 'break-all' }));
}
