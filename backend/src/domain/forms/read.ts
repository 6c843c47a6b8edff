/**
 * Reading answers without trusting their shape: a rule asks for a number and gets one, or nothing. Used by rules, computations and
 * conditions, also on other documents of the case, which may come from anywhere.
 */
import type { Answer, Answers, Context, Missing, Row, Value } from './form.js';
import { DAY, dayOf, minuteOfDay, minutesOf } from './local-time.js';

/** The answer to a question, `undefined` when there is none or when it is no answer at all. */
export function answerOf(answers: Answers | undefined, code: string): Answer | undefined {
  const answer: unknown = answers?.[code];
  return typeof answer === 'object' && answer !== null ? (answer as Answer) : undefined;
}

/** The value answered, `undefined` when unanswered or missing. */
export function valueOf(answers: Answers | undefined, code: string): Value | undefined {
  const answer = answerOf(answers, code);
  return answer !== undefined && 'value' in answer ? answer.value : undefined;
}

/** The coded reason why there is no value, `undefined` when there is one or nothing was answered. */
export function missingOf(answers: Answers | undefined, code: string): Missing | undefined {
  const answer = answerOf(answers, code);
  return answer !== undefined && 'missing' in answer ? answer.missing : undefined;
}

/** A number, `undefined` when there is none. */
export function numberOf(answers: Answers | undefined, code: string): number | undefined {
  const value = valueOf(answers, code);
  return typeof value === 'number' ? value : undefined;
}

/** A text, a code, a date or a place, `undefined` when there is none. */
export function textOf(answers: Answers | undefined, code: string): string | undefined {
  const value = valueOf(answers, code);
  return typeof value === 'string' ? value : undefined;
}

/** The codes of a question with one or several; empty when there are none. */
export function codesOf(answers: Answers | undefined, code: string): readonly string[] {
  const value = valueOf(answers, code);
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** True when the question is answered with one of these codes. */
export function has(answers: Answers | undefined, code: string, ...wanted: readonly string[]): boolean {
  const value = valueOf(answers, code);
  if (typeof value === 'string') return wanted.includes(value);
  return Array.isArray(value) && value.some((item) => typeof item === 'string' && wanted.includes(item));
}

/** The lines of a list question; empty when there are none. */
export function rowsOf(answers: Answers | undefined, code: string): readonly Row[] {
  const value = valueOf(answers, code);
  return Array.isArray(value)
    ? value.filter((item): item is Row => typeof item === 'object' && item !== null && !Array.isArray(item))
    : [];
}

/** A time with its uncertainty, in minutes: it lies somewhere from `from` to `to`, most likely at `at`. */
export interface Moment {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** The moment of a date-time answer, widened by its precision and margin. */
export function momentOf(answers: Answers | undefined, code: string): Moment | undefined {
  const answer = answerOf(answers, code);
  if (answer === undefined || !('value' in answer) || typeof answer.value !== 'string') return undefined;
  const at = minutesOf(answer.value);
  if (at === undefined) return undefined;
  const margin = typeof answer.margin === 'number' ? answer.margin : 0;
  if (answer.precision === 'day') {
    const midnight = Math.floor(at / DAY) * DAY;
    return { at, from: midnight - margin, to: midnight + DAY - 1 + margin };
  }
  if (answer.precision === 'hour') {
    const hour = Math.floor(at / 60) * 60;
    return { at, from: hour - margin, to: hour + 59 + margin };
  }
  return { at, from: at - margin, to: at + margin };
}

/** The moment of a date with a time answered apart; the whole day when the time is unknown. */
export function momentOfDateAndTime(
  answers: Answers | undefined,
  date: string,
  time: string,
): Moment | undefined {
  const day = dayOf(textOf(answers, date) ?? '');
  if (day === undefined) return undefined;
  const minute = minuteOfDay(textOf(answers, time) ?? '');
  if (minute === undefined) return { at: day * DAY, from: day * DAY, to: day * DAY + DAY - 1 };
  const answer = answerOf(answers, time);
  const margin =
    answer !== undefined && 'margin' in answer && typeof answer.margin === 'number' ? answer.margin : 0;
  const at = day * DAY + minute;
  return { at, from: at - margin, to: at + margin };
}

/** True when the first moment certainly lies after the second: their uncertainties do not overlap. */
export function isAfter(first: Moment, second: Moment): boolean {
  return first.from > second.to;
}

/** Another document of the case, `undefined` when the context has none of this name. */
export function documentOf(context: Context, form: string): Answers | undefined {
  const document: unknown = Object.hasOwn(context.documents, form) ? context.documents[form] : undefined;
  return typeof document === 'object' && document !== null ? (document as Answers) : undefined;
}

/** A fact of the context, `undefined` when it is not given. */
export function factOf(context: Context, name: string): string | number | boolean | undefined {
  const facts = context.facts;
  return facts !== undefined && Object.hasOwn(facts, name) ? facts[name] : undefined;
}
