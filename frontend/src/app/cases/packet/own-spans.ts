import type { PacketSpan } from '@domain/audits/audit.js';

/** A stretch of text chosen by hand, in UTF-16 units, `end` excluded. */
export interface Chosen {
  readonly start: number;
  readonly end: number;
}

/**
 * The spans with one more passage hidden by hand. What it covers of passages already marked is hidden with them; the rest becomes new
 * passages, since spans stand apart from each other.
 */
export function withHidden(spans: readonly PacketSpan[], chosen: Chosen): readonly PacketSpan[] {
  const touched = (span: PacketSpan): boolean => span.start < chosen.end && span.end > chosen.start;
  const kept = spans.map((span): PacketSpan => (touched(span) ? { ...span, decision: 'redact' } : span));
  const own: PacketSpan[] = [];
  let from = chosen.start;
  for (const { start, end } of spans.filter(touched).sort((left, right) => left.start - right.start)) {
    if (start > from) own.push(hidden(from, start));
    from = Math.max(from, end);
  }
  if (from < chosen.end) own.push(hidden(from, chosen.end));
  return [...kept, ...own].sort((left, right) => left.start - right.start);
}

const hidden = (start: number, end: number): PacketSpan => ({ start, end, kind: 'own', decision: 'redact' });

/** The spans with a decision on one of them. A passage added by hand and then kept is no passage any more. */
export function withDecision(
  spans: readonly PacketSpan[],
  span: PacketSpan,
  decision: 'redact' | 'keep',
): readonly PacketSpan[] {
  if (span.kind === 'own' && decision === 'keep') return spans.filter((one) => one !== span);
  return spans.map((one) => (one === span ? { ...one, decision } : one));
}

const BORDER = /[\p{L}\p{N}]/u;

/** Every place of a text where a word or words stand whole, whatever the case. */
export function placesOf(text: string, words: string): readonly Chosen[] {
  const wanted = words.trim().toLowerCase();
  const lower = text.toLowerCase();
  if (wanted === '' || lower.length !== text.length) return [];
  const found: Chosen[] = [];
  for (let start = lower.indexOf(wanted); start >= 0; start = lower.indexOf(wanted, start + 1)) {
    const end = start + wanted.length;
    const inside = BORDER.test(text[start - 1] ?? '') || BORDER.test(text[end] ?? '');
    if (!inside) found.push({ start, end });
  }
  return found;
}

/** A selection without the spaces at its ends; `null` when nothing is left. */
export function trimmed(text: string, { start, end }: Chosen): Chosen | null {
  const from = start + (text.slice(start, end).length - text.slice(start, end).trimStart().length);
  const to = end - (text.slice(start, end).length - text.slice(start, end).trimEnd().length);
  return to > from ? { start: from, end: to } : null;
}
