import type { Condition, Form, FormTexts, Question } from '../domain/forms/form.js';
import { conditionSentence, type SpokenForm } from '../domain/forms/condition-sentence.js';
import type { ConditionWords } from '../domain/forms/condition-words.js';
import type { Filled, Words } from './written.js';

/** One form about to be printed: its words, its answers if any, and how its conditions and questions are spoken of. */
export interface Speaking {
  readonly form: Form;
  readonly texts: FormTexts;
  readonly words: Words;
  readonly filled: Filled | null;
  /** Number of each question on paper: `C7`, or `2.3` where the sections have no letter of their own. */
  readonly numbers: ReadonlyMap<string, string>;
  readonly sentenceOf: (condition: Condition, list?: string) => string | null;
}

/** The letter or number of a section and its title without it. */
export interface SectionTitle {
  readonly mark: string;
  readonly title: string;
}

const LETTERED = /^([A-Z])\.\s+(.+)$/;

export function sectionTitle(texts: FormTexts, code: string, index: number): SectionTitle {
  const written = texts.sections[code] ?? code;
  const [, letter, title] = LETTERED.exec(written) ?? [];
  return letter === undefined || title === undefined
    ? { mark: String(index + 1), title: written }
    : { mark: letter, title };
}

function numbersOf(form: Form, texts: FormTexts): ReadonlyMap<string, string> {
  const numbers = new Map<string, string>();
  form.sections.forEach((section, at) => {
    const { mark } = sectionTitle(texts, section.code, at);
    const point = /\d$/.test(mark) ? '.' : '';
    section.questions.forEach(({ code }, index) => numbers.set(code, `${mark}${point}${String(index + 1)}`));
  });
  return numbers;
}

export function speakingOf(
  { form, texts }: SpokenForm,
  words: Words,
  conditions: ConditionWords,
  documents: Readonly<Record<string, SpokenForm>>,
  filled: Filled | null,
): Speaking {
  const numbers = numbersOf(form, texts);
  const quoted = (code: string): string => {
    const label = conditions.quoted.replace('{text}', texts.labels[code] ?? code);
    const number = numbers.get(code);
    return number === undefined ? label : `${number} ${label}`;
  };
  const sentenceOf = (condition: Condition, list?: string): string | null =>
    conditionSentence(condition, {
      form,
      texts,
      words: conditions,
      labels: words.labels,
      documents,
      nameOf: quoted,
      ...(list === undefined ? {} : { list }),
    });
  return { form, texts, words, filled, numbers, sentenceOf };
}

/** True when the question stands on this paper: always on an empty form, otherwise when it was asked, or could be computed. */
export function stands({ filled }: Speaking, { code, need }: Question): boolean {
  if (filled === null) return true;
  return filled.asked.has(code) && (need !== 'computed' || filled.answers[code] !== undefined);
}
