import type { Form, Question } from './form.js';

/** Every question of the form in order, columns of lists left out. */
export function questionsOf(form: Form): readonly Question[] {
  return form.sections.flatMap(({ questions }) => questions);
}

/** A question, or the column of a list written `list.column`; `undefined` when the form has none of this code. */
export function findQuestion(form: Form, code: string): Question | undefined {
  const [list, column] = code.split('.');
  const question = questionsOf(form).find((candidate) => candidate.code === list);
  return column === undefined ? question : question?.columns?.find((candidate) => candidate.code === column);
}
