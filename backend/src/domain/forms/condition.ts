import type { Answer, Answers, Condition, Context, Form, NamedCondition, Row } from './form.js';
import { answerOf, codesOf, documentOf, factOf, numberOf, rowsOf } from './read.js';

/** A compiled condition: answers seen so far, context, and the row when it stands on a column. Never throws. */
export type Test = (answers: Answers, context: Context, row: Row | undefined) => boolean;

type Scalar = string | number | boolean;

const NO_COLUMNS: ReadonlySet<string> = new Set();

function holdsOneOf(answer: Answer | undefined, wanted: ReadonlySet<unknown>): boolean {
  if (answer === undefined) return false;
  if ('missing' in answer) return wanted.has(answer.missing);
  const value = answer.value;
  if (!Array.isArray(value)) return wanted.has(value);
  return value.some((item) => wanted.has(item));
}

function isAnswered(answer: Answer | undefined): boolean {
  if (answer === undefined) return false;
  return (
    'missing' in answer ||
    (answer.value !== '' && !(Array.isArray(answer.value) && answer.value.length === 0))
  );
}

function contextTest(path: string, accepted: readonly Scalar[]): Test {
  const wanted: ReadonlySet<unknown> = new Set(accepted);
  const [form, question] = path.split('.');
  if (form === undefined || question === undefined) return (_, context) => wanted.has(factOf(context, path));
  return (_, context) => holdsOneOf(answerOf(documentOf(context, form), question), wanted);
}

function questionTest(
  question: string,
  columns: ReadonlySet<string>,
  holds: (answers: Answers, code: string) => boolean,
): Test {
  if (!columns.has(question)) return (answers) => holds(answers, question);
  return (answers, _, row) => holds(row ?? answers, question);
}

/**
 * Compiles a condition. `columns` are the codes of the list it stands in: they are read from the same row. An unknown name never holds.
 */
export function compileCondition(
  condition: Condition,
  named: Form['conditions'],
  columns: ReadonlySet<string> = NO_COLUMNS,
): Test {
  if ('all' in condition) {
    const tests = condition.all.map((part) => compileCondition(part, named, columns));
    return (answers, context, row) => tests.every((test) => test(answers, context, row));
  }
  if ('any' in condition) {
    const tests = condition.any.map((part) => compileCondition(part, named, columns));
    return (answers, context, row) => tests.some((test) => test(answers, context, row));
  }
  if ('not' in condition) {
    const test = compileCondition(condition.not, named, columns);
    return (answers, context, row) => !test(answers, context, row);
  }
  if ('named' in condition) {
    const test: NamedCondition | undefined = named?.[condition.named];
    return (answers, context) => test?.(answers, context) ?? false;
  }
  if ('context' in condition) return contextTest(condition.context, condition.in);
  if ('in' in condition) {
    const wanted: ReadonlySet<unknown> = new Set(condition.in);
    return questionTest(condition.question, columns, (answers, code) =>
      holdsOneOf(answerOf(answers, code), wanted),
    );
  }
  if ('notIn' in condition) {
    const refused: ReadonlySet<unknown> = new Set(condition.notIn);
    return questionTest(condition.question, columns, (answers, code) => {
      const answer = answerOf(answers, code);
      return isAnswered(answer) && !holdsOneOf(answer, refused);
    });
  }
  if ('atLeast' in condition) {
    const { atLeast } = condition;
    return questionTest(
      condition.question,
      columns,
      (answers, code) => (numberOf(answers, code) ?? -Infinity) >= atLeast,
    );
  }
  if ('rowHas' in condition) {
    const { column, in: wanted } = condition.rowHas;
    return questionTest(condition.question, columns, (answers, code) =>
      rowsOf(answers, code).some((row) => codesOf(row, column).some((value) => wanted.includes(value))),
    );
  }
  return questionTest(condition.question, columns, (answers, code) => isAnswered(answerOf(answers, code)));
}
