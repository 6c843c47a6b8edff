import { labelOfCode, type LabelsByList } from '../classification/code-list.js';
import { fill } from '../texts/fill.js';
import type { ConditionWords } from './condition-words.js';
import type { Condition, Form, FormTexts, Missing, Question } from './form.js';
import { MISSING } from './form.js';
import { findQuestion } from './questions.js';

type Scalar = string | number | boolean;

/** A form that a condition may speak of, with its words. */
export interface SpokenForm {
  readonly form: Form;
  readonly texts: FormTexts;
}

/** What telling a condition needs: its form, the words of the language, and the other documents by name. */
export interface Telling extends SpokenForm {
  readonly words: ConditionWords;
  readonly labels: LabelsByList;
  readonly documents: Readonly<Record<string, SpokenForm>>;
  /** How a question of the form is pointed at: its number on the paper beside its label, for instance. Without it, its label in quotes. */
  readonly nameOf?: (code: string) => string;
  /** Code of the list whose columns the condition stands in. */
  readonly list?: string;
}

/** Words for the language of the reader, loaded when first needed. */
export async function loadConditionWords(language: 'fr' | 'en'): Promise<ConditionWords> {
  return language === 'fr'
    ? (await import('./condition-words.fr.js')).conditionWordsFr
    : (await import('./condition-words.en.js')).conditionWordsEn;
}

/**
 * When a question is asked, as a plain sentence without a full stop: « Si la réponse à « Parité » est 1 ou plus ». `null` when it speaks
 * only of documents that are not among those given.
 */
export function conditionSentence(condition: Condition, telling: Telling): string | null {
  if ('not' in condition) {
    const clause = clauseOf(condition.not, telling);
    return clause === null ? null : joined(telling.words.unless, { clause });
  }
  const clause = clauseOf(condition, telling);
  return clause === null ? null : joined(telling.words.when, { clause });
}

function clauseOf(condition: Condition, telling: Telling): string | null {
  const { words } = telling;
  if ('all' in condition) return several(condition.all, words.and, telling);
  if ('any' in condition) return several(condition.any, words.or, telling);
  if ('not' in condition) {
    const clause = clauseOf(condition.not, telling);
    return clause === null ? null : fill(words.not, { clause });
  }
  if ('named' in condition) {
    const { named } = condition;
    return words.named[`${telling.form.name}.${named}`] ?? words.named[named] ?? named;
  }
  if ('context' in condition) return contextClause(condition.context, condition.in, telling);
  const [name, asked] = asking(condition.question, telling);
  if ('in' in condition)
    return fill(words.is, { question: name, values: valuesOf(condition.in, asked, telling) });
  if ('notIn' in condition) {
    const told = condition.notIn.filter((value) => !isMissing(value) || isOfList(value, asked, telling));
    if (told.length === 0) return fill(words.isKnown, { question: name });
    const params = { question: name, values: valuesOf(told, asked, telling) };
    return fill(told.length < condition.notIn.length ? words.isKnownAndNot : words.isNot, params);
  }
  if ('atLeast' in condition) return fill(words.atLeast, { question: name, n: condition.atLeast });
  if ('rowHas' in condition) {
    const column = asked?.columns?.find(({ code }) => code === condition.rowHas.column);
    return fill(words.rowHas, { question: name, values: valuesOf(condition.rowHas.in, column, telling) });
  }
  return fill(words.answered, { question: name });
}

function several(parts: readonly Condition[], between: string, telling: Telling): string | null {
  const clauses = parts.flatMap((part) => clauseOf(part, telling) ?? []);
  return clauses.length === 0 ? null : clauses.join(between);
}

/** The question, looked for in the same row first, and how it is pointed at. */
function asking(code: string, telling: Telling): readonly [string, Question | undefined] {
  const { form, texts, list, nameOf, words } = telling;
  const column = list === undefined ? undefined : findQuestion(form, `${list}.${code}`);
  const key = column === undefined ? code : `${list ?? ''}.${code}`;
  const name = nameOf?.(key) ?? quoted(texts.labels[key] ?? code, words);
  return [name, column ?? findQuestion(form, code)];
}

function contextClause(path: string, values: readonly Scalar[], telling: Telling): string | null {
  const { words } = telling;
  const [name = '', code] = path.split('.');
  if (code === undefined) {
    const fact = words.facts[name];
    const told = values.map((value) => fact?.values[String(value)] ?? String(value));
    return fill(fact?.clause ?? '{values}', { values: listed(told, words) });
  }
  const document = telling.documents[name];
  if (document === undefined) return null;
  const question = fill(words.inDocument, {
    question: quoted(document.texts.labels[code] ?? code, words),
    document: document.texts.title,
  });
  const asked = findQuestion(document.form, code);
  return fill(words.is, { question, values: valuesOf(values, asked, telling) });
}

function valuesOf(values: readonly Scalar[], question: Question | undefined, telling: Telling): string {
  const told = values.map((value) => valueOf(value, question, telling));
  return listed([...new Set(told)], telling.words);
}

function valueOf(value: Scalar, question: Question | undefined, { words, labels }: Telling): string {
  if (typeof value === 'boolean') return quoted(value ? words.yes : words.no, words);
  if (typeof value === 'number') return String(value);
  const label = question?.list === undefined ? value : labelOfCode(labels, question.list, value);
  return quoted(label === value && isMissing(value) ? words.missing[value] : label, words);
}

const isMissing = (value: Scalar): value is Missing => MISSING.includes(value as Missing);

/** Some lists hold "not recorded" as a code of their own, under their own label. */
function isOfList(value: Missing, question: Question | undefined, { labels }: Telling): boolean {
  return question?.list !== undefined && labelOfCode(labels, question.list, value) !== value;
}

function listed(values: readonly string[], words: ConditionWords): string {
  const last = values.at(-1) ?? '';
  return values.length < 2 ? last : `${values.slice(0, -1).join(', ')}${words.orValue}${last}`;
}

const quoted = (text: string, words: ConditionWords): string => fill(words.quoted, { text });

/** "Si" gives way before "il". */
function joined(sentence: string, params: { readonly clause: string }): string {
  return fill(sentence, params).replaceAll(/\b([Ss])i (?=ils?\b)/g, '$1’');
}
