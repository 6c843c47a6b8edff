import type { Answers, Form, Question } from '../forms/form.js';
import { rowsOf, textOf } from '../forms/read.js';

/** A part of a text, in UTF-16 units, `end` excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What stands in a packet where a passage was hidden. */
export const HIDDEN = '▮▮▮';

/** A free text of a file that a person reads before the packet is released; `key` names it among the file's texts. */
export interface FileText {
  readonly key: string;
  readonly text: string;
}

/** Where a text stands: its question, or question, row (from 0) and column of a list. */
export type TextPath = readonly [question: string] | readonly [question: string, row: number, column: string];

/** Key of a free text: `form.question`, or `form.question.row.column` inside a list. */
export function textKey(form: string, ...path: TextPath): string {
  return [form, ...path].join('.');
}

/** The free texts of a document that its packet keeps, in the order of the form. */
export function textsOf(form: Form, answers: Answers): readonly FileText[] {
  const kept = (packet: string): boolean => packet === 'screen' || packet === 'keep';
  return form.sections
    .flatMap(({ questions }) => questions)
    .flatMap((question: Question): readonly FileText[] => {
      if (question.packet === 'drop' || question.identity === true) return [];
      if (question.type === 'list') {
        const columns = (question.columns ?? []).filter(
          ({ type, packet }) => (type === 'text' || type === 'longtext') && kept(packet),
        );
        return rowsOf(answers, question.code).flatMap((row, index) =>
          columns.flatMap(({ code }) => {
            const text = textOf(row, code);
            return text === undefined ? [] : [{ key: textKey(form.name, question.code, index, code), text }];
          }),
        );
      }
      if (question.type !== 'text' && question.type !== 'longtext') return [];
      const text = kept(question.packet) ? textOf(answers, question.code) : undefined;
      return text === undefined ? [] : [{ key: textKey(form.name, question.code), text }];
    });
}

/** Merges overlapping spans and drops what lies outside the text, so that any list of spans can be applied. */
export function tidy(spans: readonly Span[], length: number): readonly Span[] {
  const kept: Span[] = [];
  const inside = spans
    .map(({ start, end }) => ({ start: Math.max(0, start), end: Math.min(length, end) }))
    .filter(({ start, end }) => start < end)
    .sort((left, right) => left.start - right.start);
  for (const span of inside) {
    const last = kept.at(-1);
    if (last !== undefined && span.start <= last.end)
      kept[kept.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else kept.push(span);
  }
  return kept;
}

/** The text with its spans hidden. The text itself is not changed: a third party applies the same spans and gets the same packet. */
export function redacted(text: string, spans: readonly Span[]): string {
  let shown = '';
  let from = 0;
  for (const { start, end } of tidy(spans, text.length)) {
    shown += text.slice(from, start) + HIDDEN;
    from = end;
  }
  return shown + text.slice(from);
}
