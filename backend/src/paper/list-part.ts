import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { Question, Row } from '../domain/forms/form.js';
import { fill } from '../domain/texts/fill.js';
import { missingChoices } from './answer-box.js';
import { atMargin, lines, rule, tick } from './marks.js';
import {
  band,
  CELLS,
  labelCell,
  PAGE_WIDTH,
  questionRow,
  questionTable,
  spanning,
} from './question-table.js';
import {
  plainTable,
  printedRows,
  printedTable,
  rowLayout,
  sideBySide,
  tableLines,
  type DrawnTable,
} from './row-tables.js';
import type { Speaking } from './speaking.js';
import { answerText, rowsIn, type Words } from './written.js';

/** A repeating group: its question above, its lines as the columns ask for. */
export function listOf(
  speaking: Speaking,
  list: Question,
  sentence: string | null,
  heading: TableCell | null,
): Content[] {
  const layout = rowLayout(list);
  const answer = speaking.filled?.answers[list.code];
  const missing = missingChoices(list, answer, speaking);
  const intro: TableCell = {
    columnGap: 8,
    columns: [
      { width: '*', stack: [labelCell(speaking, list, list.code)] },
      { width: 74, stack: missing.map((choice) => tick(choice, 7.5)) },
    ],
  };
  if (layout === 'cards') return cards(speaking, list, sentence, heading, intro);
  const drawn = draw(layout, list, speaking);
  const inCells: Content[] =
    speaking.filled === null ? [{ text: speaking.words.texts.inCells, fontSize: 7.5, italics: true }] : [];
  return [
    listTable(drawn, sentence, heading, intro, speaking.words),
    { margin: [0, 3, 0, 6], stack: [...inCells, ...drawn.notes] },
  ];
}

function draw(layout: 'side-by-side' | 'printed' | 'table', list: Question, speaking: Speaking): DrawnTable {
  if (layout === 'printed') return printedTable(list, speaking);
  return layout === 'table' ? plainTable(list, speaking) : sideBySide(list, speaking);
}

function listTable(
  { widths, headers, body }: DrawnTable,
  sentence: string | null,
  heading: TableCell | null,
  intro: TableCell,
  words: Words,
): Content {
  const above = [
    ...(heading === null ? [] : [spanning(heading, widths.length)]),
    ...(sentence === null ? [] : [spanning(band(sentence, words), widths.length)]),
    spanning(intro, widths.length),
  ];
  const open = above.map((row) =>
    row.map((cell): TableCell =>
      cell === ''
        ? ''
        : ({ ...(atMargin(cell) as object), border: [false, false, false, true] } as TableCell),
    ),
  );
  return {
    table: {
      widths,
      headerRows: open.length + headers.length,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      body: [...open, ...headers, ...body],
    },
    layout: tableLines,
  };
}

/** Lines to write on that stay with their question; the others go on where the page ends. */
const FIRST_LINES = 3;
const LINES = 13;
const GAP = 17;
const OPEN_BELOW: [boolean, boolean, boolean, boolean] = [false, true, false, false];

/** A line of the group after the other, each with its questions; a long text goes over the end of a page as a letter does. */
function cards(
  speaking: Speaking,
  list: Question,
  sentence: string | null,
  heading: TableCell | null,
  intro: TableCell,
): Content[] {
  const rows = printedRows(list, speaking, 'cards');
  const answered = rowsIn(speaking.filled?.answers[list.code]).length;
  const shown = speaking.filled === null ? rows : rows.slice(0, Math.max(1, answered));
  const long = (list.columns ?? []).find(({ type }) => type === 'longtext');
  return shown.flatMap((row, index): Content[] => {
    const isFirst = index === 0;
    const name: TableCell = {
      text: fill(speaking.words.texts.line, { n: index + 1 }),
      bold: true,
      fontSize: 9,
    };
    const asked = (list.columns ?? []).filter((column) => column !== long);
    const body = [
      ...(isFirst ? [spanning(intro, CELLS)] : []),
      spanning(name, CELLS),
      ...asked.map((column) =>
        questionRow(speaking, column, `${list.code}.${column.code}`, row[column.code]),
      ),
    ];
    const above = isFirst ? heading : null;
    const told = long === undefined ? null : storyOf(speaking, list, long, row);
    const first =
      told === null ? [] : [spanning({ ...(told.first as object), border: OPEN_BELOW } as TableCell, CELLS)];
    return [
      questionTable([...body, ...first], sentence, above, speaking.words, body.length + first.length),
      ...(told === null ? [] : [...told.rest, rule(0, 0.5)]),
    ];
  });
}

/** A long text of a line: how it begins, and what may stand on the next page. */
function storyOf(
  speaking: Speaking,
  list: Question,
  question: Question,
  row: Row,
): { readonly first: TableCell; readonly rest: Content[] } {
  const { texts } = speaking.words;
  const label = labelCell(speaking, question, `${list.code}.${question.code}`);
  const text = answerText(question, row[question.code], speaking.words, speaking.filled?.places ?? {});
  if (text !== '') return { first: label, rest: [{ text, fontSize: 9.5, margin: [0, 2, 0, 6] }] };
  const most = fill(texts.upTo, { max: question.length?.[1] ?? '' });
  return {
    first: { stack: [label, lines(FIRST_LINES, PAGE_WIDTH, GAP)] },
    rest: [
      ...Array.from({ length: LINES - FIRST_LINES }, () => lineBelow()),
      { text: most, fontSize: 6.5, margin: [0, 2, 0, 4] },
    ],
  };
}

/** One line to write on, as far below the one before as those of a block. */
const lineBelow = (): Content =>
  ({ ...(lines(1, PAGE_WIDTH, GAP) as object), margin: [0, 0, 0, 0] }) as Content;
