import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { Question } from '../domain/forms/form.js';
import { fill } from '../domain/texts/fill.js';
import { missingChoices } from './answer-box.js';
import { atMargin, tick } from './marks.js';
import { band, CELLS, labelCell, questionRow, questionTable, spanning } from './question-table.js';
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
import { rowsIn, type Words } from './written.js';

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

/** A line of the group after the other, each with its questions. */
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
  const body = shown.flatMap((row, index): TableCell[][] => [
    spanning({ text: fill(speaking.words.texts.line, { n: index + 1 }), bold: true, fontSize: 9 }, CELLS),
    ...(list.columns ?? []).map((column) =>
      questionRow(speaking, column, `${list.code}.${column.code}`, row[column.code]),
    ),
  ]);
  return [questionTable([spanning(intro, CELLS), ...body], sentence, heading, speaking.words)];
}
