import type { Content } from 'pdfmake/interfaces.js';
import type { Answer, Question } from '../domain/forms/form.js';
import { unitLabel } from '../domain/forms/units.js';
import { ANSWER_WIDTH, characters, square, type Choice, type Piece } from './marks.js';
import type { Speaking } from './speaking.js';
import { rangeText, textIn } from './written.js';

/** Digits before the comma, from the widest possible value. */
export function numberBox(question: Question, answer: Answer | undefined, { words }: Speaking): Content {
  const most = question.hard?.[1] ?? 9999;
  const digits = String(Math.floor(most)).length;
  const value =
    answer !== undefined && 'value' in answer && typeof answer.value === 'number' ? answer.value : null;
  const [whole = '', decimals = ''] = value === null ? [] : String(value).split('.');
  const pieces: Piece[] = [{ boxes: Math.max(digits, whole.length), value: whole }];
  if (question.type === 'dec')
    pieces.push(
      { sign: words.language === 'fr' ? ',' : '.' },
      { boxes: Math.max(1, decimals.length), value: value === null ? '' : decimals || '0' },
    );
  const unit = question.unit === undefined ? '' : unitLabel(question.unit, words.language);
  return {
    columnGap: 6,
    columns: [
      { width: 'auto', stack: [characters(pieces, 'plain')] },
      { width: 'auto', text: unit, fontSize: 9.5, margin: [0, 2.5, 0, 0] },
      { width: '*', text: rangeText(question, words), fontSize: 7.5, italics: true, margin: [4, 4, 0, 0] },
    ],
  };
}

export function momentBox(
  question: Question,
  answer: Answer | undefined,
  speaking: Speaking,
  width: number,
): Content {
  const { texts } = speaking.words;
  const pieces = momentPieces(question.type, answer, speaking);
  const precision = question.type === 'date' ? [] : precisionOf(question, answer, speaking);
  if (precision.length === 0) return characters(pieces);
  const [exact, ...about] = precision;
  const row = { fontSize: 7.5, width: 'auto' as const };
  return {
    stack: [
      characters(pieces),
      {
        columnGap: 7,
        margin: [0, 2, 0, 0],
        columns: [
          { ...row, stack: [bare(exact)] },
          { ...row, text: texts.about, margin: [0, 1.5, 0, 0] },
          ...about.map((choice) => ({ ...row, stack: [bare(choice)] })),
          ...(width < ANSWER_WIDTH ? [] : [{ width: '*', text: '' }]),
        ],
      },
    ],
  };
}

/** A box with its word right beside it, as wide as both. */
function bare(choice: Choice | undefined): Content {
  if (choice === undefined) return '';
  return {
    columnGap: 3,
    columns: [square(choice.ticked), { text: choice.label, bold: choice.ticked, width: 'auto' }],
  };
}

/** Boxes of a date, a time or both, with the digits of the answer. */
export function momentPieces(
  type: Question['type'],
  answer: Answer | undefined,
  { words }: Speaking,
  yearBoxes: 2 | 4 = 4,
): readonly Piece[] {
  const { texts } = words;
  const value = textIn(answer);
  const date = type === 'time' ? '' : value;
  const clock = type === 'time' ? value : value.slice(11);
  const isDay = answer !== undefined && 'precision' in answer && answer.precision === 'day';
  const days: readonly Piece[] = [
    { boxes: 2, value: date.slice(8, 10), caption: texts.day },
    { sign: '/' },
    { boxes: 2, value: date.slice(5, 7), caption: texts.month },
    { sign: '/' },
    { boxes: yearBoxes, value: date.slice(4 - yearBoxes, 4), caption: texts.year },
  ];
  const hours: readonly Piece[] = [
    { boxes: 2, value: isDay ? '' : clock.slice(0, 2), caption: texts.hour },
    { sign: ':' },
    { boxes: 2, value: isDay ? '' : clock.slice(3, 5), caption: texts.minute },
  ];
  if (type === 'date') return days;
  return type === 'time' ? hours : [...days, { sign: '  ' }, ...hours];
}

/** How sure a time is: the margins that the screen offers. A time alone has no "during the day". */
function precisionOf(question: Question, answer: Answer | undefined, { words }: Speaking): readonly Choice[] {
  const { texts } = words;
  const isTyped = textIn(answer) !== '';
  const margin = answer !== undefined && 'margin' in answer ? answer.margin : undefined;
  const isDay = answer !== undefined && 'precision' in answer && answer.precision === 'day';
  return [
    { label: texts.exact, ticked: isTyped && margin === undefined && !isDay },
    ...Object.entries(texts.margins).map(([minutes, label]) => ({
      label,
      ticked: String(margin) === minutes,
    })),
    ...(question.type === 'time' ? [] : [{ label: texts.inTheDay, ticked: isDay }]),
  ];
}
