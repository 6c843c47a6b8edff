import type { Answers, Context, Form, Value } from './form.js';

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
