/** A stretch of text from `start` up to `end`, excluded, in UTF-16 units. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A piece of a text, with the marked stretch it belongs to when there is one. */
export interface Piece<Span extends Stretch> {
  readonly text: string;
  readonly start: number;
  readonly span: Span | null;
}

/** Cuts a text into plain and marked pieces, in order. A stretch outside the text or over an earlier one is cut to what is left. */
export function piecesOf<Span extends Stretch>(text: string, spans: readonly Span[]): readonly Piece<Span>[] {
  const pieces: Piece<Span>[] = [];
  let at = 0;
  for (const span of [...spans].sort((left, right) => left.start - right.start)) {
    const start = Math.max(at, span.start);
    const end = Math.min(text.length, span.end);
    if (end <= start) continue;
    if (start > at) pieces.push({ text: text.slice(at, start), start: at, span: null });
    pieces.push({ text: text.slice(start, end), start, span });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), start: at, span: null });
  return pieces;
}

/** Words around the marked stretches, so that a long story is read where it matters: at most `around` characters on each side. */
export function excerptAround<Span extends Stretch>(
  text: string,
  spans: readonly Span[],
  around = 60,
): { readonly text: string; readonly spans: readonly Span[] } {
  const first = Math.min(...spans.map(({ start }) => start));
  const last = Math.max(...spans.map(({ end }) => end));
  const from = startOfWord(text, Math.max(0, first - around));
  const to = endOfWord(text, Math.min(text.length, last + around));
  const [before, after] = [from > 0 ? '… ' : '', to < text.length ? ' …' : ''];
  const shift = before.length - from;
  return {
    text: before + text.slice(from, to) + after,
    spans: spans.map((span) => ({ ...span, start: span.start + shift, end: span.end + shift })),
  };
}

function startOfWord(text: string, at: number): number {
  if (at === 0) return 0;
  const space = text.indexOf(' ', at);
  return space < 0 || space - at > 20 ? at : space + 1;
}

function endOfWord(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const space = text.lastIndexOf(' ', at);
  return space < 0 || at - space > 20 ? at : space;
}
