import type { AnswerCheck, Fault } from './check-answer.js';
import { answerCheckOf, missingCheck } from './check-answer.js';
import type { Test } from './condition.js';
import { compileCondition } from './condition.js';
import type { Form, Question } from './form.js';

/** A question ready to be asked many times. */
export interface CompiledQuestion {
  readonly question: Question;
  readonly code: string;
  readonly section: number;
  readonly visible: Test | null;
  readonly check: AnswerCheck;
  readonly checkMissing: (missing: unknown) => Fault | null;
  readonly choices: readonly { readonly when: Test; readonly codes: ReadonlySet<string> }[];
  readonly columns: readonly CompiledQuestion[];
  readonly columnCodes: ReadonlySet<string>;
  readonly isRequired: boolean;
  readonly isComputed: boolean;
}

/** A form ready to be validated many times. */
export interface CompiledForm {
  readonly form: Form;
  readonly sectionVisible: readonly (Test | null)[];
  readonly questions: readonly CompiledQuestion[];
  readonly codes: ReadonlySet<string>;
  /** A record with every question code, all unanswered: copies of it keep their shape, which is what makes validation fast. */
  readonly blank: Readonly<Record<string, undefined>>;
}

const compiled = new WeakMap<Form, CompiledForm>();

function compileQuestion(
  question: Question,
  section: number,
  named: Form['conditions'],
  siblings?: ReadonlySet<string>,
): CompiledQuestion {
  const columnCodes = new Set((question.columns ?? []).map(({ code }) => code));
  const columns = (question.columns ?? []).map((column) =>
    compileQuestion(column, section, named, columnCodes),
  );
  return {
    question,
    code: question.code,
    section,
    visible:
      question.visibleWhen === undefined ? null : compileCondition(question.visibleWhen, named, siblings),
    check: answerCheckOf(question),
    checkMissing: missingCheck(question),
    choices: (question.choices ?? []).map(({ when, codes }) => ({
      when: compileCondition(when, named),
      codes: new Set(codes),
    })),
    columns,
    columnCodes,
    isRequired: question.need === 'required',
    isComputed: question.need === 'computed',
  };
}

/** Compiles a form once and remembers it for as long as the form lives. */
export function compileForm(form: Form): CompiledForm {
  const known = compiled.get(form);
  if (known !== undefined) return known;
  const questions = form.sections.flatMap((section, index) =>
    section.questions.map((question) => compileQuestion(question, index, form.conditions)),
  );
  const fresh: CompiledForm = {
    form,
    sectionVisible: form.sections.map(({ visibleWhen }) =>
      visibleWhen === undefined ? null : compileCondition(visibleWhen, form.conditions),
    ),
    questions,
    codes: new Set(questions.map(({ code }) => code)),
    blank: Object.fromEntries(questions.map(({ code }) => [code, undefined])),
  };
  compiled.set(form, fresh);
  return fresh;
}
