import type { Answer, Answers, Form } from './form.js';
import { has } from './read.js';

/**
 * What of the answers may be kept: everything, or, in a form that asks for consent, the answer on consent alone until it is given. A
 * consent withdrawn takes back what was said. [domain 3.3, 7.8]
 */
export function consented({ consent }: Form, answers: Answers): Answers {
  if (consent === undefined || has(answers, consent.question, ...consent.given)) return answers;
  return Object.fromEntries(Object.entries(answers).filter(([code]) => code === consent.question));
}

/** The questions whose answers go when this one is answered: all others, when consent is not given any more. */
export function withdrawn(
  form: Form,
  answers: Answers,
  question: string,
  answer: Answer | null,
): readonly string[] {
  if (form.consent?.question !== question) return [];
  const kept = answer === null ? {} : consented(form, { ...answers, [question]: answer });
  return Object.keys(answers).filter((code) => code !== question && !(code in kept));
}
