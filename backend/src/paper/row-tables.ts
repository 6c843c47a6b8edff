import type { Content, TableCell } from 'pdfmake/interfaces.js';
import { labelOfCode } from '../domain/classification/code-list.js';
import { compileCondition } from '../domain/forms/condition.js';
import type { Answer, Question, Row } from '../domain/forms/form.js';
import { unitLabel } from '../domain/forms/units.js';
import { answerBox, choicesOf } from './answer-box.js';
import { momentPieces } from './digit-boxes.js';
import { characters, GRID_LINES, square, TEXT_WIDTH, tick, ticks } from './marks.js';
import type { Speaking } from './speaking.js';
import { inCell } from './typeset.js';
import { answerText, codesOnPaper, rowsIn } from './written.js';

/** How the lines of a repeating group are laid out, by what its columns ask. */
export type RowLayout = 'cards' | 'side-by-side' | 'printed' | 'table';

const MOST_PRINTED = 24;
const SIDE_BY_SIDE = 5;
const MANY_COLUMNS = 6;

/** Long texts need cards; few lines with many columns stand side by side; a known list of things is printed line by line. */
export function rowLayout(list: Question): RowLayout {
  const columns = list.columns ?? [];
  const [first, second] = columns;
  if (columns.some(({ type }) => type === 'longtext')) return 'cards';
  const isKnown = first?.type === 'code' && first.neverMissing === true && second?.type === 'code';
  if (isKnown && codesOnPaper(first.list ?? '').length <= MOST_PRINTED) return 'printed';
  const most = list.rows?.[1] ?? 50;
  return columns.length >= MANY_COLUMNS && most <= SIDE_BY_SIDE ? 'side-by-side' : 'table';
}

const EMPTY_ROWS = 7;
const EMPTY_CARDS = 3;
const SPARE = 1;

/** The lines to print: those answered, and enough empty ones to go on by hand. */
export function printedRows(list: Question, { filled }: Speaking, layout: RowLayout): readonly Row[] {
  const rows = rowsIn(filled?.answers[list.code]);
  const most = list.rows?.[1] ?? 50;
  const empty = layout === 'cards' || layout === 'side-by-side' ? EMPTY_CARDS : EMPTY_ROWS;
  const wanted = filled === null ? empty : rows.length + SPARE;
  return [...rows, ...Array.from({ length: Math.max(0, Math.min(most, wanted) - rows.length) }, () => ({}))];
}

/** A table of a repeating group: the header row of `span` cells stands above it. */
export interface DrawnTable {
  readonly widths: (number | '*' | 'auto')[];
  readonly headers: TableCell[][];
  readonly body: TableCell[][];
  /** Lists of numbers and conditions of columns, under the table. */
  readonly notes: Content[];
}

const labelIn = (speaking: Speaking, list: Question, column: Question): string =>
  speaking.texts.labels[`${list.code}.${column.code}`] ?? column.code;

function columnHead(speaking: Speaking, list: Question, column: Question, more = ''): TableCell {
  const unit = column.unit === undefined ? '' : ` (${unitLabel(column.unit, speaking.words.language)})`;
  return {
    stack: [
      { text: labelIn(speaking, list, column) + unit, bold: column.need === 'required', fontSize: 8.5 },
      { text: more === '' ? column.code : `${column.code} · ${more}`, fontSize: 6.5 },
    ],
  };
}

/** Columns of short lists are ticked in the cell; longer lists are numbered under the table. */
const MOST_TICKED = 4;
const SHORT = 22;
const isTicked = (column: Question, { words }: Speaking): boolean => {
  const codes = codesOnPaper(column.list ?? '');
  return (
    codes.length <= MOST_TICKED &&
    codes.every((code) => labelOfCode(words.labels, column.list ?? '', code).length <= SHORT)
  );
};

const WIDTHS: Readonly<Partial<Record<Question['type'], number>>> = {
  date: 84,
  datetime: 140,
  time: 47,
  int: 44,
  dec: 50,
  bool: 44,
};

/** One line of the group a row, one question a column. */
export function plainTable(list: Question, speaking: Speaking): DrawnTable {
  const columns = list.columns ?? [];
  const { texts } = speaking.words;
  const numbered = columns.filter((column) => column.type === 'code' && !isTicked(column, speaking));
  const head = columns.map((column) =>
    columnHead(speaking, list, column, numbered.includes(column) ? texts.numberOfList : ''),
  );
  const widths = [
    14,
    ...columns.map((column) =>
      numbered.includes(column) ? (speaking.filled === null ? 46 : '*') : (WIDTHS[column.type] ?? '*'),
    ),
  ];
  const share = sharedWidth(widths);
  const body = printedRows(list, speaking, 'table').map((row, index): TableCell[] => [
    { text: String(index + 1), fontSize: 8.5, alignment: 'right', margin: [0, 4, 0, 9] },
    ...columns.map((column) => cellOf(column, row[column.code], speaking, numbered.includes(column), share)),
  ]);
  return {
    widths,
    headers: [['', ...head]],
    body,
    notes: [
      ...numbered.map((column) => legend(list, column, speaking)),
      ...conditionNotes(list, columns, speaking),
    ],
  };
}

const CELL_PADDING = 6.6;

/** What is left for each column without a width of its own. */
function sharedWidth(widths: readonly (number | '*')[]): number {
  const taken = widths.reduce<number>((sum, width) => sum + (width === '*' ? 0 : width), 0);
  const open = widths.filter((width) => width === '*').length;
  return (TEXT_WIDTH - taken - widths.length * CELL_PADDING) / Math.max(1, open);
}

function cellOf(
  column: Question,
  answer: Answer | undefined,
  speaking: Speaking,
  numbered: boolean,
  width: number,
): TableCell {
  const text = answerText(column, answer, speaking.words, speaking.filled?.places ?? {});
  if (answer !== undefined && 'missing' in answer) return written(text);
  if (column.type === 'date' || column.type === 'datetime' || column.type === 'time')
    return {
      stack: [characters(momentPieces(column.type, answer, speaking, 2), 'small')],
      margin: [0, 1, 0, 0],
    };
  if (column.type === 'code' && !numbered)
    return { stack: [ticks(choicesOf(column, codesOnPaper(column.list ?? ''), answer, speaking), width)] };
  if (!numbered || text === '') return written(text);
  const n =
    codesOnPaper(column.list ?? '').indexOf(
      answer !== undefined && typeof answer.value === 'string' ? answer.value : '',
    ) + 1;
  return written(`${String(n)}. ${text}`);
}

/** The narrowest column of words that these tables leave. */
const NARROWEST = 49;

const written = (text: string): TableCell => ({
  text: inCell(text === '' ? ' ' : text, NARROWEST),
  fontSize: 8.5,
  bold: true,
  margin: [0, 3, 0, 3],
});

/** A sentence ends with one sign. */
const closed = (label: string): string => (/[.?!]$/.test(label) ? label : `${label}.`);

/** Some labels begin with their number, which stands beside them already. */
const OWN_NUMBER = /^\d+\s?:\s/;

/** The numbered codes of a column, read downwards in three columns. */
function legend(list: Question, column: Question, speaking: Speaking): Content {
  const { words } = speaking;
  const codes = codesOnPaper(column.list ?? '');
  const entries = codes.map((code, index): Content => ({
    columnGap: 4,
    columns: [
      { width: 13, text: String(index + 1), bold: true, alignment: 'right' },
      {
        width: '*',
        text: labelOfCode(words.labels, column.list ?? '', code).replace(OWN_NUMBER, ''),
      },
    ],
  }));
  const rows = Math.ceil(entries.length / 3);
  return {
    margin: [0, 4, 0, 2],
    fontSize: 7.5,
    unbreakable: true,
    stack: [
      { text: [{ text: closed(labelIn(speaking, list, column)), bold: true }, ' ', words.texts.writeNumber] },
      {
        columnGap: 8,
        columns: [0, 1, 2].map((part) => ({
          width: '*',
          stack: entries.slice(part * rows, (part + 1) * rows),
        })),
      },
    ],
  };
}

/** "Arrivée : Si …" for each column that is asked on a condition. */
function conditionNotes(list: Question, columns: readonly Question[], speaking: Speaking): Content[] {
  if (speaking.filled !== null) return [];
  return columns.flatMap((column): Content[] => {
    const sentence = sentenceOf(list, column, speaking);
    return sentence === null
      ? []
      : [
          {
            text: [
              { text: `${labelIn(speaking, list, column)}${speaking.words.texts.colon} `, bold: true },
              sentence,
            ],
            fontSize: 7.5,
            italics: true,
          },
        ];
  });
}

function sentenceOf(list: Question, { visibleWhen }: Question, speaking: Speaking): string | null {
  return visibleWhen === undefined || speaking.filled !== null
    ? null
    : speaking.sentenceOf(visibleWhen, list.code);
}

/** A known list of things, one line each with its box under each answer; a thing answered twice has two lines. */
export function printedTable(list: Question, speaking: Speaking): DrawnTable {
  const [item, status, ...more] = list.columns ?? [];
  if (item === undefined || status === undefined) return plainTable(list, speaking);
  const { words, filled } = speaking;
  const rows = rowsIn(filled?.answers[list.code]);
  const statuses = codesOnPaper(status.list ?? '');
  const isWide = more.length === 0;
  const body = codesOnPaper(item.list ?? '').flatMap((code): TableCell[][] => {
    const answered = rows.filter((row) => valueIn(row[item.code]) === code);
    const label = labelOfCode(words.labels, item.list ?? '', code);
    if (!hasStatus(item, status, code))
      return [bareRow(label, answered.length > 0, statuses.length + more.length)];
    return (answered.length === 0 ? [{}] : answered).map((row: Row): TableCell[] => [
      {
        text: label,
        fontSize: 8.5,
        bold: answered.length > 0,
        margin: [0, 2, 0, 2],
      },
      ...statuses.map((one): TableCell => ({
        margin: [isWide ? 24 : 12, 2, 0, 0],
        stack: [square(valueIn(row[status.code]) === one)],
      })),
      ...more.map((column) => cellOf(column, row[column.code], speaking, false, NARROWEST)),
    ]);
  });
  const headers = [
    columnHead(speaking, list, item),
    ...statuses.map((code): TableCell => ({
      text: labelOfCode(words.labels, status.list ?? '', code),
      fontSize: 7,
      alignment: isWide ? 'left' : 'center',
    })),
    ...more.map((column) => columnHead(speaking, list, column)),
  ];
  return {
    widths: [
      isWide ? 120 : 100,
      ...statuses.map(() => (isWide ? '*' : 34) as number | '*'),
      ...more.map((column) => (column.type === 'datetime' ? 140 : '*') as number | '*'),
    ],
    headers: [headers],
    body,
    notes: conditionNotes(list, more, speaking),
  };
}

/** "None of these" is ticked by itself: it has no status of its own. */
function hasStatus(item: Question, { visibleWhen }: Question, code: string): boolean {
  if (visibleWhen === undefined) return true;
  const test = compileCondition(visibleWhen, undefined, new Set([item.code]));
  return test({}, { now: '', documents: {} }, { [item.code]: { value: code } });
}

function bareRow(label: string, ticked: boolean, others: number): TableCell[] {
  return [
    { colSpan: others + 1, stack: [tick({ label, ticked })], margin: [0, 2, 0, 2] },
    ...Array.from({ length: others }, () => ''),
  ];
}

const valueIn = (answer: Answer | undefined): unknown =>
  answer !== undefined && 'value' in answer ? answer.value : undefined;

/** Few lines with many questions: a question a row, a line of the group a column. */
export function sideBySide(list: Question, speaking: Speaking): DrawnTable {
  const rows = printedRows(list, speaking, 'side-by-side');
  const width = Math.floor((527 - 128) / rows.length) - 8;
  const body = (list.columns ?? []).map((column): TableCell[] => {
    const sentence = sentenceOf(list, column, speaking);
    return [
      {
        stack: [
          columnHead(speaking, list, column) as Content,
          ...(sentence === null ? [] : [{ text: sentence, fontSize: 7, italics: true }]),
        ],
      },
      ...rows.map((row): TableCell => ({ stack: [inColumn(column, row[column.code], speaking, width)] })),
    ];
  });
  return {
    widths: [120, ...rows.map(() => '*' as const)],
    headers: [
      [
        '',
        ...rows.map((_, index): TableCell => ({
          text: String(index + 1),
          bold: true,
          fontSize: 9,
          alignment: 'center',
        })),
      ],
    ],
    body,
    notes: [],
  };
}

function inColumn(column: Question, answer: Answer | undefined, speaking: Speaking, width: number): Content {
  if (answer !== undefined && 'missing' in answer)
    return written(speaking.words.texts.missing[answer.missing]) as Content;
  return column.type === 'code'
    ? ticks(choicesOf(column, codesOnPaper(column.list ?? ''), answer, speaking), width)
    : answerBox(column, answer, speaking, width);
}

export const tableLines = GRID_LINES;
