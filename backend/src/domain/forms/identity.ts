import type { Answers, Form } from './form.js';
import { questionsOf } from './questions.js';
import { textOf } from './read.js';

/** Answers as typed, taken apart: what goes to the vault by question code, and what may be kept elsewhere. */
export interface Separated {
  readonly identity: Readonly<Record<string, string>>;
  readonly answers: Answers;
}

/** Takes names, phones and birth dates out of the answers of a form. Identity without a value is dropped. */
export function separateIdentity(form: Form, answers: Answers): Separated {
  const secret = new Set(
    questionsOf(form)
      .filter(({ identity }) => identity === true)
      .map(({ code }) => code),
  );
  const entries = Object.entries(answers);
  return {
    identity: Object.fromEntries(
      entries.flatMap(([code]) => {
        const value = secret.has(code) ? textOf(answers, code) : undefined;
        return value === undefined || value === '' ? [] : [[code, value]];
      }),
    ),
    answers: Object.fromEntries(entries.filter(([code]) => !secret.has(code))),
  };
}
