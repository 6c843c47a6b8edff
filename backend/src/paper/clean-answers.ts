import { withoutHiv } from '../domain/access/masking.js';
import { HIDDEN, redacted } from '../domain/audits/packet-text.js';
import { namesInText, type NamesToFind } from '../domain/cases/names-in-text.js';
import type { Answer, Answers, Form, Question, Row } from '../domain/forms/form.js';
import { questionsOf } from '../domain/forms/questions.js';

/** The sign of a hidden passage on the screen is not in the font of paper. */
const ON_PAPER = '[…]';

/** Paper goes where no right follows it: names found in free text are hidden, HIV and whatever belongs to the vault are left out. */
export function cleanAnswers(form: Form, answers: Answers, names: NamesToFind): Answers {
  const asked = new Map(questionsOf(form).map((question) => [question.code, question]));
  return Object.fromEntries(
    Object.entries(withoutHiv(answers)).flatMap(([code, answer]): readonly (readonly [string, Answer])[] => {
      const question = asked.get(code);
      return question === undefined || question.identity === true
        ? []
        : [[code, cleanAnswer(question, answer, names)]];
    }),
  );
}

function cleanAnswer(question: Question, answer: Answer, names: NamesToFind): Answer {
  if ('missing' in answer) return answer;
  const { value } = answer;
  if (typeof value === 'string' && (question.type === 'text' || question.type === 'longtext'))
    return { ...answer, value: redacted(value, namesInText(value, names)).replaceAll(HIDDEN, ON_PAPER) };
  if (question.type !== 'list' || !Array.isArray(value)) return answer;
  const columns = new Map((question.columns ?? []).map((column) => [column.code, column]));
  const rows = (value as readonly Row[]).map((row): Row =>
    Object.fromEntries(
      Object.entries(row).map(([code, cell]) => {
        const column = columns.get(code);
        return [code, column === undefined ? cell : cleanAnswer(column, cell, names)];
      }),
    ),
  );
  return { ...answer, value: rows };
}
