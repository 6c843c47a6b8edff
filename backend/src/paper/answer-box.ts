import type { Content } from 'pdfmake/interfaces.js';
import { compileCondition } from '../domain/forms/condition.js';
import { labelOfCode } from '../domain/classification/code-list.js';
import type { Answer, Missing, Question } from '../domain/forms/form.js';
import { offeredMissing } from '../domain/forms/missing-offers.js';
import { fill } from '../domain/texts/fill.js';
import { momentBox, numberBox } from './digit-boxes.js';
import { ANSWER_WIDTH, characters, lines, rowsOfTicks, ticks, type Choice } from './marks.js';
import type { Speaking } from './speaking.js';
import { answerText, causeOnPaper, codesOnPaper, holdsHiv, isApart, textIn } from './written.js';

/** What stands on paper where a question is answered: boxes to tick, boxes for digits or lines, empty or with the answer in them. */
export function answerBox(
  question: Question,
  answer: Answer | undefined,
  speaking: Speaking,
  width = ANSWER_WIDTH,
): Content {
  const { texts } = speaking.words;
  if (question.identity === true) return note(speaking.filled === null ? texts.onStrip : texts.inVault);
  if (isApart(question)) return note(texts.onlyInDenba);
  if (question.need === 'computed') {
    const text = answerText(question, answer, speaking.words, placesOf(speaking));
    return text === '' ? note(texts.computed) : { text, fontSize: 9.5, bold: true };
  }
  switch (question.type) {
    case 'code':
    case 'codes':
    case 'bool':
      return choicesBox(question, answer, speaking, width);
    case 'int':
    case 'dec':
      return numberBox(question, answer, speaking);
    case 'date':
    case 'time':
    case 'datetime':
      return momentBox(question, answer, speaking, width);
    case 'icd10':
      return causeBox(textIn(answer), speaking);
    case 'icd10s':
      return causesBox(answer, speaking);
    case 'place':
    case 'person':
    case 'text':
    case 'longtext':
    case 'list':
    case 'calc':
      return textBox(question, answer, speaking, width);
  }
}

const note = (text: string): Content => ({ text, fontSize: 8, italics: true });
const placesOf = ({ filled }: Speaking) => filled?.places ?? {};

const chosenIn = (answer: Answer | undefined): readonly (string | boolean)[] => {
  if (answer === undefined || 'missing' in answer) return [];
  const { value } = answer;
  if (typeof value === 'string' || typeof value === 'boolean') return [value];
  return Array.isArray(value) ? (value as readonly string[]) : [];
};

/** The choices of a question with what was chosen; a list narrowed by an answer comes in its parts, each under its condition. */
function choicesBox(
  question: Question,
  answer: Answer | undefined,
  speaking: Speaking,
  width: number,
): Content {
  const { texts } = speaking.words;
  const hiv = holdsHiv(question.list) ? [note(texts.hivApart)] : [];
  const offered = narrowed(question, speaking);
  return {
    stack: [
      ...offered.flatMap(({ sentence, codes }) => [
        ...(sentence === null
          ? []
          : [
              {
                text: sentence + texts.colon,
                fontSize: 7.5,
                italics: true,
                margin: [0, 2, 0, 1] as [number, number, number, number],
              },
            ]),
        ticks(choicesOf(question, codes, answer, speaking), width),
      ]),
      ...hiv,
    ],
  };
}

/** How many lines the choices of a question take in the column of answers. */
export function choiceLines(question: Question, answer: Answer | undefined, speaking: Speaking): number {
  if ((question.type !== 'code' && question.type !== 'codes') || isApart(question)) return 0;
  return narrowed(question, speaking)
    .map(
      ({ sentence, codes }) =>
        rowsOfTicks(choicesOf(question, codes, answer, speaking), ANSWER_WIDTH) + (sentence === null ? 0 : 1),
    )
    .reduce((sum, rows) => sum + rows, 0);
}

interface Part {
  readonly sentence: string | null;
  readonly codes: readonly string[];
}

function narrowed(question: Question, { form, filled, sentenceOf }: Speaking): readonly Part[] {
  const all = codesOnPaper(question.list ?? '');
  const choices = question.choices ?? [];
  if (choices.length === 0) return [{ sentence: null, codes: all }];
  if (filled === null)
    return choices.map(({ when, codes }) => ({
      sentence: sentenceOf(when),
      codes: all.filter((code) => codes.includes(code)),
    }));
  const found = choices.find(({ when }) =>
    compileCondition(when, form.conditions)(filled.answers, filled.context, undefined),
  );
  return [
    { sentence: null, codes: found === undefined ? all : all.filter((code) => found.codes.includes(code)) },
  ];
}

/** The choices of a question, ticked as answered. */
export function choicesOf(
  question: Question,
  codes: readonly string[],
  answer: Answer | undefined,
  { words }: Speaking,
): readonly Choice[] {
  const chosen = chosenIn(answer);
  if (question.type === 'bool')
    return [true, false].map((value) => ({
      label: value ? words.texts.yes : words.texts.no,
      ticked: chosen.includes(value),
    }));
  const labels = codes.map((code) => labelOfCode(words.labels, question.list ?? '', code));
  // Before and during labour a cause has the same words: beside each other their codes tell them apart.
  const isTwice = (label: string): boolean => labels.filter((other) => other === label).length > 1;
  return codes.map((code, at) => {
    const label = labels[at] ?? code;
    return { label: isTwice(label) ? `${code} · ${label}` : label, ticked: chosen.includes(code) };
  });
}

const CAUSE = /^([A-Z]\d\d)(?:\.(\d\d?))?$/;

/** A code of ICD-10: a letter, two digits, a point, one digit; beside it a line for its words, or its title. */
function causeBox(code: string, { words }: Speaking): Content {
  const told = code === '' ? '' : causeOnPaper(code, words);
  const [, heading = '', rest = ''] = told.startsWith(code) ? (CAUSE.exec(code) ?? []) : [];
  return {
    columnGap: 8,
    margin: [0, 0, 0, 3],
    columns: [
      {
        width: 'auto',
        stack: [
          characters(
            [{ boxes: 3, value: heading }, { sign: '.' }, { boxes: Math.max(1, rest.length), value: rest }],
            'plain',
          ),
        ],
      },
      told === ''
        ? { width: '*', stack: [lines(1, 180, 12)] }
        : {
            width: '*',
            text: heading === '' ? told : told.slice(code.length + 1),
            fontSize: 9,
            bold: true,
            margin: [0, 2, 0, 0],
          },
    ],
  };
}

const EMPTY_CAUSES = 4;

function causesBox(answer: Answer | undefined, speaking: Speaking): Content {
  const codes = chosenIn(answer).filter((code): code is string => typeof code === 'string');
  const empty = Math.max(0, speaking.filled === null ? EMPTY_CAUSES : EMPTY_CAUSES - codes.length);
  return {
    stack: [...codes, ...Array.from({ length: empty }, () => '')].map((code) => causeBox(code, speaking)),
  };
}

/** Handwriting: points a letter. */
const LETTER = 6;
const MOST_LINES = 13;

function textBox(question: Question, answer: Answer | undefined, speaking: Speaking, width: number): Content {
  const { texts } = speaking.words;
  const text =
    answer !== undefined && 'missing' in answer
      ? ''
      : answerText(question, answer, speaking.words, placesOf(speaking));
  if (text !== '') return { text, fontSize: 9.5, bold: question.type !== 'longtext' };
  if (question.type === 'place' || question.type === 'person')
    return {
      stack: [
        lines(1, width, 15),
        { text: question.type === 'place' ? texts.placeName : texts.personFunction, fontSize: 6.5 },
      ],
    };
  const most = question.length?.[1] ?? 80;
  const count = Math.min(
    MOST_LINES,
    Math.max(question.type === 'longtext' ? 4 : 1, Math.ceil((most * LETTER) / width)),
  );
  return {
    stack: [
      lines(count, width),
      ...(question.length === undefined ? [] : [{ text: fill(texts.upTo, { max: most }), fontSize: 6.5 }]),
    ],
  };
}

/** "Non noté", "Inconnu" and what else the screen offers beside the question. That a time is unknown is one of them on paper. */
export function missingChoices(
  question: Question,
  answer: Answer | undefined,
  { words }: Speaking,
): readonly Choice[] {
  const offered = offeredMissing(question);
  const isTimed = question.type === 'time' || question.type === 'datetime';
  const all: readonly Missing[] =
    isTimed && question.neverMissing !== true && question.need !== 'computed' ? ['UNK', ...offered] : offered;
  if (isApart(question)) return [];
  const given = answer !== undefined && 'missing' in answer ? answer.missing : null;
  const shown = given !== null && !all.includes(given) ? [...all, given] : all;
  return shown.map((code) => ({ label: words.texts.missing[code], ticked: given === code }));
}
