import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { Question } from '../domain/forms/form.js';
import { answerBox, choiceLines, missingChoices } from './answer-box.js';
import { BAR, BESIDE_BAR, BETWEEN, questionLines, TEXT_WIDTH, tick } from './marks.js';
import type { Speaking } from './speaking.js';
import type { Words } from './written.js';

const LABEL = 160;
const MISSING = 74;
/** Label, answer, what is missing. */
export const CELLS = 3;

/** All three are told: a column that takes what is left would grow beyond the margin with a text that spans the table. */
const widthsOf = (conditional: boolean): number[] => [
  LABEL,
  TEXT_WIDTH - LABEL - MISSING - (conditional ? BAR + BESIDE_BAR : 0) - (CELLS - 1) * BETWEEN,
  MISSING,
];

/** The title of a section stands at the edge, also where its first questions stand behind a bar. */
function atEdge(heading: TableCell, sentence: string | null): TableCell {
  return sentence === null ? heading : ({ ...(heading as object), margin: [-8, 9, 0, 2] } as TableCell);
}

/** Cells of one row that spans the whole table. */
export const spanning = (cell: TableCell, count: number): TableCell[] => [
  { ...(cell as object), colSpan: count } as TableCell,
  ...Array.from({ length: count - 1 }, () => ''),
];

export const band = (sentence: string, { texts }: Words): TableCell => ({
  text: sentence + texts.colon,
  bold: true,
  italics: true,
  fontSize: 8.5,
  margin: [0, 1, 0, -2],
});

/** The first `kept` rows stay on one page with what stands above them. */
export function questionTable(
  rows: TableCell[][],
  sentence: string | null,
  heading: TableCell | null,
  words: Words,
  kept = 1,
): Content {
  const headers = [
    ...(heading === null ? [] : [spanning(atEdge(heading, sentence), CELLS)]),
    ...(sentence === null ? [] : [spanning(band(sentence, words), CELLS)]),
  ];
  return {
    table: {
      widths: widthsOf(sentence !== null),
      headerRows: headers.length,
      keepWithHeaderRows: headers.length === 0 && kept === 1 ? 0 : kept,
      dontBreakRows: true,
      body: [...headers, ...rows],
    },
    layout: questionLines(sentence !== null, sentence === null ? -1 : headers.length),
  };
}

/** Longer texts and lists take the width of the page, under their question. */
const LONG_TEXT = 200;
const MOST_LINES = 12;
export const PAGE_WIDTH = 515;

export function questionRow(
  speaking: Speaking,
  question: Question,
  labelCode: string,
  answer: Parameters<typeof answerBox>[1],
): TableCell[] {
  const label = labelCell(speaking, question, labelCode);
  const missing = missingChoices(question, answer, speaking).map((choice) => tick(choice, 7.5));
  const isLong = question.type === 'longtext' && (question.length?.[1] ?? 0) > LONG_TEXT;
  if (isLong || choiceLines(question, answer, speaking) > MOST_LINES) {
    const above: Content = {
      columnGap: 8,
      columns: [
        { width: '*', stack: [label] },
        { width: 74, stack: missing },
      ],
    };
    return spanning({ stack: [above, answerBox(question, answer, speaking, PAGE_WIDTH)] }, CELLS);
  }
  return [label, { stack: [answerBox(question, answer, speaking)] }, { stack: missing }];
}

export function labelCell(speaking: Speaking, question: Question, labelCode: string): Content {
  const { texts, words, numbers } = speaking;
  const number = numbers.get(labelCode);
  const label = texts.labels[labelCode] ?? labelCode;
  const hint = texts.hints[labelCode];
  const isRequired = question.need === 'required';
  const several = question.type === 'codes' ? [`${words.texts.several}.`] : [];
  const said = [...several, ...(hint === undefined ? [] : [hint])].join(' ');
  return {
    stack: [
      {
        text: [
          ...(number === undefined ? [] : [{ text: `${number}  `, bold: true }]),
          { text: label, bold: isRequired },
        ],
        fontSize: 9.5,
      },
      ...(said === '' || speaking.filled !== null ? [] : [{ text: said, fontSize: 7.5, italics: true }]),
      { text: question.code, fontSize: 6.5, margin: [0, 1, 0, 0] },
    ],
  };
}
