import type { Content } from 'pdfmake/interfaces.js';
import type { Question } from '../domain/forms/form.js';
import { questionsOf } from '../domain/forms/questions.js';
import { characters, lines } from './marks.js';
import { momentPieces } from './digit-boxes.js';
import type { Speaking } from './speaking.js';

const DASHES = { length: 6, space: 4 };

/** Names, phone and birth date on a strip to cut off: a leaf of its own, which shares the case number with the form and nothing else. */
export function identityStrip(speaking: Speaking): Content[] {
  const { form, texts, words } = speaking;
  const secrets = questionsOf(form).filter(({ identity }) => identity === true);
  if (secrets.length === 0) return [];
  return [
    {
      // Printed on both sides, the strip must not stand on the back of an answered page: the library leaves out the even ones.
      pageBreak: 'beforeEven',
      stack: [
        {
          margin: [0, 0, 0, 8],
          columns: [
            {
              width: '*',
              canvas: [{ type: 'line', x1: 0, y1: 5, x2: 440, y2: 5, lineWidth: 0.8, dash: DASHES }],
            },
            { width: 'auto', text: words.texts.stripCut, fontSize: 8 },
          ],
        },
        { text: words.texts.strip, bold: true, fontSize: 13 },
        { text: words.texts.stripText, fontSize: 9, margin: [0, 2, 0, 10] },
        {
          margin: [0, 0, 0, 8],
          columnGap: 10,
          columns: [
            { width: 160, text: words.texts.caseNumber, bold: true, fontSize: 9.5, margin: [0, 3, 0, 0] },
            { width: 'auto', text: 'DNB', bold: true, fontSize: 11, margin: [0, 2, 0, 0] },
            {
              width: 'auto',
              stack: [characters([{ sign: '-' }, { boxes: 8 }, { sign: '-' }, { boxes: 1 }], 'plain')],
            },
          ],
        },
        ...secrets.map((question) =>
          secretRow(question, texts.labels[question.code] ?? question.code, speaking),
        ),
        {
          margin: [0, 14, 0, 0],
          canvas: [{ type: 'line', x1: 0, y1: 0, x2: 527, y2: 0, lineWidth: 0.8, dash: DASHES }],
        },
      ],
    },
  ];
}

function secretRow(question: Question, label: string, speaking: Speaking): Content {
  const { texts } = speaking;
  const hint = texts.hints[question.code];
  const sentence = question.visibleWhen === undefined ? null : speaking.sentenceOf(question.visibleWhen);
  return {
    margin: [0, 6, 0, 4],
    columnGap: 10,
    columns: [
      {
        width: 160,
        stack: [
          { text: label, fontSize: 9.5 },
          ...(sentence === null ? [] : [{ text: sentence, fontSize: 7.5, italics: true }]),
          ...(hint === undefined ? [] : [{ text: hint, fontSize: 7.5, italics: true }]),
          { text: question.code, fontSize: 6.5 },
        ],
      },
      { width: '*', stack: [answerLine(question, speaking)] },
    ],
  };
}

function answerLine(question: Question, speaking: Speaking): Content {
  if (question.type === 'date') return characters(momentPieces('date', undefined, speaking));
  if (question.pattern?.includes('223') === true)
    return {
      columns: [
        { width: 'auto', text: '+223  ', margin: [0, 2, 0, 0] },
        { width: 'auto', stack: [characters([{ boxes: 8 }], 'plain')] },
      ],
    };
  return lines(1, 350, 17);
}
