import type { Answers } from '../../../../backend/src/domain/forms/form.js';

/** The word with nothing glued to it: `sage-femme` and not `sage-femme-csref`. */
export function wholeWord(word: string): RegExp {
  return new RegExp(`(^|[\\s«])${word}([\\s»]|$)`);
}

export function without(answers: Answers, ...codes: readonly string[]): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([code]) => !codes.includes(code)));
}

export function only(answers: Answers, ...codes: readonly string[]): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([code]) => codes.includes(code)));
}
