import { codesOfList } from '../classification/code-list.js';
import type { Answer, Issue, Missing, Question, Value } from './form.js';
import { MISSING } from './form.js';
import { minuteOfDay, startOf } from './local-time.js';

type Params = NonNullable<Issue['params']>;

/** What is wrong with one answer by itself. `keeps`: the value is unusual but usable, so it still counts. */
export interface Fault {
  readonly code: string;
  readonly severity: 'ERR' | 'WARN';
  readonly keeps: boolean;
  readonly params?: Params;
}

/** The message of a fault; a row is given for cells of lists. */
export function issueOf(fault: Fault, question: string, row?: number): Issue {
  return {
    code: fault.code,
    severity: fault.severity,
    question,
    ...(fault.params === undefined ? {} : { params: fault.params }),
    ...(row === undefined ? {} : { row }),
  };
}

/** Checks one answer of one question at a minute of the clock; `null` when nothing is wrong. Lists are checked row by row elsewhere. */
export type AnswerCheck = (answer: unknown, now: number) => Fault | null;

const ICD10 = /^[A-Z]\d\d(\.\d{1,2})?$/;
const MARGINS: readonly unknown[] = [30, 120, 720, 1440];
const PRECISIONS: readonly unknown[] = ['minute', 'hour', 'day'];
const ANSWER_KEYS = new Set(['value', 'missing', 'precision', 'margin', 'source']);
const LONGEST: Readonly<Partial<Record<Question['type'], number>>> = {
  text: 200,
  longtext: 4000,
  place: 64,
  person: 64,
};
const MOST_CODES = 60;

// Control characters, lone surrogates and NUL cannot be stored; line breaks and tabs can.
const UNSTORABLE = /[^\P{Cc}\t\n\r]|\p{Cs}/u;

const fault = (code: string, params?: Params): Fault =>
  params === undefined
    ? { code, severity: 'ERR', keeps: false }
    : { code, severity: 'ERR', keeps: false, params };

const TYPE = fault('TYPE');
const UNREADABLE = fault('CHARACTERS');

/** The text cannot be kept as it is: control characters or broken Unicode. */
export function isUnstorable(text: string): boolean {
  return UNSTORABLE.test(text);
}

type ValueCheck = (value: unknown, now: number) => Fault | null;

function rangeCheck(question: Question): (value: number) => Fault | null {
  const { hard, soft, slips } = question;
  const code = question.rangeRule === undefined ? 'RANGE' : `${question.rangeRule}.${question.code}`;
  return (value) => {
    if (hard !== undefined && (value < hard[0] || value > hard[1])) {
      const likely = slips
        ?.map((factor) => Math.round(value * factor * 10) / 10)
        .find((candidate) => candidate >= (soft ?? hard)[0] && candidate <= (soft ?? hard)[1]);
      const params = { min: hard[0], max: hard[1], value };
      return fault(code, likely === undefined ? params : { ...params, likely });
    }
    if (soft !== undefined && (value < soft[0] || value > soft[1]))
      return { code, severity: 'WARN', keeps: true, params: { min: soft[0], max: soft[1], value } };
    return null;
  };
}

function numberCheck(question: Question): ValueCheck {
  const range = rangeCheck(question);
  const whole = question.type === 'int';
  return (value) => {
    if (typeof value !== 'number' || !Number.isFinite(value) || (whole && !Number.isSafeInteger(value)))
      return TYPE;
    return range(value);
  };
}

function textCheck(question: Question): ValueCheck {
  const [shortest, longest] = question.length ?? [0, LONGEST[question.type] ?? 200];
  const pattern = question.pattern === undefined ? null : new RegExp(question.pattern, 'u');
  return (value) => {
    if (typeof value !== 'string') return TYPE;
    if (value.length > longest || value.length < shortest)
      return fault('LENGTH', { min: shortest, max: longest, value: value.length });
    if (isUnstorable(value)) return UNREADABLE;
    return pattern === null || pattern.test(value) ? null : fault('PATTERN');
  };
}

function codeCheck(question: Question): ValueCheck {
  const codes = new Set(codesOfList(question.list ?? ''));
  return (value) => (typeof value !== 'string' ? TYPE : codes.has(value) ? null : fault('CODE'));
}

function severalCheck(one: ValueCheck, exclusive: readonly string[]): ValueCheck {
  return (value, now) => {
    if (!Array.isArray(value) || value.length > MOST_CODES) return TYPE;
    const seen = new Set<unknown>();
    for (const item of value as readonly unknown[]) {
      const wrong = one(item, now);
      if (wrong !== null) return wrong;
      if (seen.has(item)) return fault('DUPLICATE');
      seen.add(item);
    }
    return seen.size > 1 && exclusive.some((code) => seen.has(code)) ? fault('EXCLUSIVE') : null;
  };
}

const EARLIEST = { event: startOf('2000-01-01') ?? 0, birth: startOf('1950-01-01') ?? 0 };

function dateCheck(question: Question): ValueCheck {
  const { past, type } = question;
  const length = type === 'date' ? 10 : 16;
  return (value, now) => {
    if (typeof value !== 'string' || value.length !== length) return TYPE;
    const start = startOf(value);
    if (start === undefined) return TYPE;
    if (past === undefined) return null;
    if (start > now) return fault(`V01.${question.code}`, { which: 'future' });
    return start < EARLIEST[past] ? fault(`V01.${question.code}`, { which: 'ancient' }) : null;
  };
}

const timeCheck: ValueCheck = (value) =>
  typeof value === 'string' && minuteOfDay(value) !== undefined ? null : TYPE;
const boolCheck: ValueCheck = (value) => (typeof value === 'boolean' ? null : TYPE);
const icd10Check: ValueCheck = (value) =>
  typeof value !== 'string' ? TYPE : ICD10.test(value) ? null : fault('PATTERN');
const never: ValueCheck = () => TYPE;

function valueCheckOf(question: Question): ValueCheck {
  switch (question.type) {
    case 'text':
    case 'longtext':
    case 'place':
    case 'person':
      return textCheck(question);
    case 'int':
    case 'dec':
      return numberCheck(question);
    case 'date':
    case 'datetime':
      return dateCheck(question);
    case 'time':
      return timeCheck;
    case 'bool':
      return boolCheck;
    case 'code':
      return codeCheck(question);
    case 'codes':
      return severalCheck(codeCheck(question), question.exclusive ?? []);
    case 'icd10':
      return icd10Check;
    case 'icd10s':
      return severalCheck(icd10Check, []);
    case 'list':
    case 'calc':
      return never;
  }
}

const isTimed = (type: Question['type']): boolean =>
  type === 'time' || type === 'datetime' || type === 'date';

function checkPrecision(answer: Readonly<Record<string, unknown>>, timed: boolean): Fault | null {
  const { precision, margin, source } = answer;
  if (precision !== undefined && (!timed || !PRECISIONS.includes(precision))) return fault('PRECISION');
  if (margin !== undefined && (!timed || !MARGINS.includes(margin))) return fault('PRECISION');
  if (source === undefined) return null;
  if (!timed || typeof source !== 'string' || source.length > 100) return fault('PRECISION');
  return isUnstorable(source) ? UNREADABLE : null;
}

/** True for an answer that says nothing: an emptied text, no choice, no line. It counts as unanswered. */
export function isEmpty(value: unknown): boolean {
  return value === '' || (Array.isArray(value) && value.length === 0);
}

/** The check of a coded missing value: accepted, unless the value is indispensable or the list has it as a code. */
export function missingCheck(question: Question): (missing: unknown) => Fault | null {
  const codes = codesOfList(question.list ?? '');
  const refused = question.neverMissing === true ? fault('MISSING') : null;
  return (missing) => {
    if (!MISSING.includes(missing as Missing)) return TYPE;
    return codes.includes(missing as string) ? fault('USE_CODE') : refused;
  };
}

/** An answer is an object with exactly one of `value` and `missing`, and nothing else but what a time may carry. */
export function isAnswerShaped(answer: unknown): answer is Answer {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return false;
  for (const key in answer) if (!ANSWER_KEYS.has(key)) return false;
  return 'value' in answer !== 'missing' in answer;
}

/** Compiles the check of a question that is not a list. */
export function answerCheckOf(question: Question): AnswerCheck {
  const checkValue = valueCheckOf(question);
  const checkMissing = missingCheck(question);
  const timed = isTimed(question.type);
  return (answer, now) => {
    if (!isAnswerShaped(answer)) return TYPE;
    if ('missing' in answer) return Object.keys(answer).length === 1 ? checkMissing(answer.missing) : TYPE;
    const value: Value | null | undefined = answer.value;
    if (isEmpty(value)) return null;
    const wrong = checkValue(value, now);
    if (wrong?.severity === 'ERR') return wrong;
    return checkPrecision(answer, timed) ?? wrong;
  };
}

/** The minute of the context's clock; a clock that cannot be read counts as the far future, so that nothing is refused by it. */
export function nowOf(now: string): number {
  return startOf(now.slice(0, 16)) ?? Number.MAX_SAFE_INTEGER;
}
