import { HIV_QUESTIONS, shownCause } from '../domain/access/masking.js';
import type { Language } from '../domain/accounts/person.js';
import { codesOfList, labelOfCode, type LabelsByList } from '../domain/classification/code-list.js';
import type { Answer, Answers, Context, Form, FormTexts, Question, Row } from '../domain/forms/form.js';
import { minutesOf } from '../domain/forms/local-time.js';
import { unitAfter, unitLabel } from '../domain/forms/units.js';
import { fill } from '../domain/texts/fill.js';
import type { PaperTexts } from '../domain/texts/paper.js';

/** The words of one language that paper is written with. */
export interface Words {
  readonly language: Language;
  readonly texts: PaperTexts;
  readonly labels: LabelsByList;
  /** Title of a code of ICD-10, `undefined` for one that is not listed. */
  readonly icd10: (code: string) => string | undefined;
}

/** Answers on paper: what was asked, and the names of the places they refer to. */
export interface Filled {
  readonly number: string;
  readonly answers: Answers;
  readonly asked: ReadonlySet<string>;
  readonly context: Context;
  readonly places: Readonly<Record<string, string>>;
}

/** A form with its words. */
export interface WordedForm {
  readonly form: Form;
  readonly texts: FormTexts;
}

const LOCALES: Readonly<Record<Language, string>> = { fr: 'fr-FR', en: 'en-GB' };
const LONG = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;

export function longDate(date: string, language: Language): string {
  const said = new Intl.DateTimeFormat(LOCALES[language], LONG).format(
    new Date(`${date.slice(0, 10)}T00:00:00Z`),
  );
  return language === 'fr' ? said.replace(/^1 /, '1er ') : said;
}

/** "18 mars 2026, 10 h 05", as it is said. */
export function longDateTime(local: string, language: Language): string {
  const [hour, minute] = [local.slice(11, 13), local.slice(14, 16)];
  return `${longDate(local, language)}, ${language === 'fr' ? `${hour} h ${minute}` : `${hour}:${minute}`}`;
}

/** What reveals HIV is neither asked nor written on paper. [domain 7.7] */
export const isApart = ({ code }: Pick<Question, 'code'>): boolean => HIV_QUESTIONS.includes(code);
const HIV_CODES: readonly string[] = ['HIV', 'C11'];
const LISTS_WITH_HIV: readonly string[] = [
  'CL_PREEXISTING',
  'CL_P_MOTHER_CHRONIC',
  'CL_C_COD_TEXT',
  'CHILD_CAUSE',
];

/** The codes of a list that may stand on paper, in the order of the screen. */
export function codesOnPaper(list: string): readonly string[] {
  const codes = codesOfList(list);
  return LISTS_WITH_HIV.includes(list) ? codes.filter((code) => !HIV_CODES.includes(code)) : codes;
}

export const holdsHiv = (list: string | undefined): boolean =>
  list !== undefined && codesOnPaper(list).length < codesOfList(list).length;

/** A cause as paper may tell it: never HIV, never the type of an abortion. [domain 7.3, 7.7] */
export function causeOnPaper(code: string, { texts, icd10 }: Words): string {
  const masked = /^masked:(indirect|abortion)$/.exec(code)?.[1];
  if (masked === 'indirect' || masked === 'abortion') return texts.masked[masked];
  const cause = shownCause(code, { hiv: false, opinion: false });
  if ('masked' in cause) return texts.masked[cause.masked];
  const title = icd10(code);
  return title === undefined ? code : `${code} ${title}`;
}

const GROUPED = 10_000;

/** A number as it is written in the language. */
export function numberText(value: number, language: Language): string {
  return value
    .toLocaleString(LOCALES[language], {
      maximumFractionDigits: 3,
      useGrouping: Math.abs(value) >= GROUPED,
    })
    .replaceAll('\u202f', '\u00a0');
}

/** An answer in words, empty when there is none or none that may stand on paper. */
export function answerText(
  question: Question,
  answer: Answer | undefined,
  words: Words,
  places: Filled['places'],
): string {
  if (answer === undefined || isApart(question)) return '';
  const { texts, language } = words;
  if ('missing' in answer) return texts.missing[answer.missing];
  const { value } = answer;
  if (typeof value === 'boolean') return value ? texts.yes : texts.no;
  if (typeof value === 'number') {
    const unit = question.unit === undefined ? '' : ` ${unitAfter(value, question.unit, language)}`;
    return numberText(value, language) + unit;
  }
  if (typeof value === 'string') return stringText(question, answer, value, words, places);
  return (value as readonly string[])
    .filter((code) => question.list === undefined || codesOnPaper(question.list).includes(code))
    .map((code) =>
      question.list === undefined
        ? causeOnPaper(code, words)
        : labelOfCode(words.labels, question.list, code),
    )
    .join(', ');
}

function stringText(
  question: Question,
  answer: Answer,
  value: string,
  words: Words,
  places: Filled['places'],
): string {
  const { texts, language, labels } = words;
  if (question.list !== undefined)
    return holdsHiv(question.list) && HIV_CODES.includes(value)
      ? texts.masked.indirect
      : labelOfCode(labels, question.list, value);
  if (question.type === 'place') return places[value] ?? value;
  if (question.type === 'icd10' || question.type === 'icd10s') return causeOnPaper(value, words);
  if (question.type === 'date' && value.length === 10) return longDate(value, language);
  if (question.type === 'time')
    return withMargin(value.replace(':', language === 'fr' ? ' h ' : ':'), answer, texts);
  if (minutesOf(value) === undefined) return value;
  if ('precision' in answer && answer.precision === 'day')
    return `${longDate(value, language)}, ${texts.inTheDay}`;
  return withMargin(longDateTime(value, language), answer, texts);
}

function withMargin(text: string, answer: Answer, texts: PaperTexts): string {
  const margin = 'margin' in answer ? String(answer.margin) : '';
  const said = texts.margins[margin as keyof PaperTexts['margins']] as string | undefined;
  return said === undefined ? text : `${text} (${said})`;
}

/** "de 10 à 55 ans, d’habitude de 12 à 49". */
export function rangeText({ hard, soft, unit }: Question, { texts, language }: Words): string {
  if (hard === undefined) return '';
  const between = (sentence: string, [min, max]: readonly [number, number]): string =>
    fill(sentence, { min: numberText(min, language), max: numberText(max, language) });
  const widest = between(texts.range, hard) + (unit === undefined ? '' : ` ${unitLabel(unit, language)}`);
  return soft === undefined ? widest : `${widest}, ${between(texts.usual, soft)}`;
}

/** The lines of a list question. */
export function rowsIn(answer: Answer | undefined): readonly Row[] {
  return answer !== undefined && 'value' in answer && Array.isArray(answer.value)
    ? (answer.value as readonly Row[])
    : [];
}

/** The text of an answer, empty when it has none. */
export const textIn = (answer: Answer | undefined): string =>
  answer !== undefined && 'value' in answer && typeof answer.value === 'string' ? answer.value : '';
