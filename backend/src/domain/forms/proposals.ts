import type { Answers, Context, Form, Row, Value } from './form.js';

/** Values that other answers or documents already tell, for questions without an answer yet. Proposed, never applied by itself. */
export function proposedValues(
  form: Form,
  answers: Answers,
  context: Context,
): Readonly<Record<string, Value>> {
  const proposed: Record<string, Value> = {};
  for (const { question, compute } of form.prefills ?? []) {
    if (answers[question] !== undefined) continue;
    const value = compute(answers, context);
    if (value !== null) proposed[question] = value;
  }
  return proposed;
}

/** What the other cells of a line already tell of a column written `list.column`; `null` when they tell nothing, or it is answered. */
export function proposedCell(form: Form, question: string, row: Row): Value | null {
  const column = question.slice(question.indexOf('.') + 1);
  if (row[column] !== undefined) return null;
  return form.cellPrefills?.find((one) => one.question === question)?.compute(row) ?? null;
}
