import { labelOfCode, type LabelsByList } from '../domain/classification/code-list.js';
import type { Answer, Answers, Context, Form, FormTexts, Question, Row } from '../domain/forms/form.js';
import { minutesOf } from '../domain/forms/local-time.js';
import { unitAfter } from '../domain/forms/units.js';
import { questionsOf } from '../domain/forms/questions.js';
import { validate } from '../domain/forms/validate.js';
import { minutesFr } from './minutes.fr.js';

/** One printed answer. */
export interface PrintedAnswer {
  readonly label: string;
  readonly text: string;
}

/** What the words of an answer need. */
export interface Words {
  readonly labels: LabelsByList;
  readonly dateTime: (local: string) => string;
  /** Title of a code of ICD-10, `null` for one that is not listed. */
  readonly cause: (code: string) => string | null;
}

/** The answers of a form in French, in its order: what is asked and was answered, nothing else. */
export function printedAnswers(
  form: Form,
  texts: FormTexts,
  answers: Answers,
  context: Context,
  words: Words,
): readonly PrintedAnswer[] {
  const asked = new Set(validate(form, answers, context).visible);
  return questionsOf(form)
    .filter(({ code, need }) => need !== 'computed' && asked.has(code))
    .flatMap((question): readonly PrintedAnswer[] => {
      const answer = answers[question.code];
      const text = answer === undefined ? '' : textOf(question, answer, texts, words);
      return text === '' ? [] : [{ label: texts.labels[question.code] ?? question.code, text }];
    });
}

function textOf(question: Question, answer: Answer, texts: FormTexts, words: Words): string {
  if ('missing' in answer) return minutesFr.missing[answer.missing];
  const { value } = answer;
  if (typeof value === 'boolean') return value ? minutesFr.yes : minutesFr.no;
  if (typeof value === 'number')
    return `${String(value).replace('.', ',')}${question.unit === undefined ? '' : ` ${unitAfter(value, question.unit, 'fr')}`}`;
  if (typeof value === 'string') return wordOf(question, value, words);
  if (question.type === 'list') {
    return (value as readonly Row[])
      .map((row, index) => `${index + 1}. ${lineOf(question, row, texts, words)}`)
      .join('\n');
  }
  return (value as readonly string[]).map((code) => wordOf(question, code, words)).join(', ');
}

function lineOf(question: Question, row: Row, texts: FormTexts, words: Words): string {
  return (question.columns ?? [])
    .flatMap((column) => {
      const answer = row[column.code];
      return answer === undefined ? [] : textOf(column, answer, texts, words);
    })
    .filter((text) => text !== '')
    .join(' · ');
}

function wordOf({ list, type }: Question, value: string, words: Words): string {
  if (value === 'masked:indirect') return minutesFr.masked;
  if (value === 'masked:abortion') return minutesFr.maskedAbortion;
  if (list !== undefined) return labelOfCode(words.labels, list, value);
  const cause = type === 'icd10' || type === 'icd10s' ? words.cause(value) : null;
  if (cause !== null) return `${value} ${cause}`;
  return type === 'datetime' && minutesOf(value) !== undefined ? words.dateTime(value) : value;
}
