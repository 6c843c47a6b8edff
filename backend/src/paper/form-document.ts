import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Condition, Question, Section } from '../domain/forms/form.js';
import { fill } from '../domain/texts/fill.js';
import { labelOfCode } from '../domain/classification/code-list.js';
import { answerBox, missingChoices } from './answer-box.js';
import { identityStrip } from './identity-strip.js';
import { lines, questionLines, tick, ticks } from './marks.js';
import { pages } from './pages.js';
import {
  plainTable,
  printedRows,
  printedTable,
  rowLayout,
  sideBySide,
  tableLines,
  type DrawnTable,
} from './row-tables.js';
import { typesetContent } from './typeset.js';
import { sectionTitle, stands, type Speaking } from './speaking.js';
import { codesOnPaper, rowsIn } from './written.js';

const WIDTHS: (number | '*')[] = [160, '*', 74];
const CELLS = 3;

/** Printed at the head and foot of every page. */
export interface Printing {
  readonly hash: string;
  readonly printedOn: string;
}

/** A form on A4, empty or with its answers: the order, codes and words of the screen, boxes to tick, lines to write on. */
export function formDocument(speaking: Speaking, printing: Printing): TDocumentDefinitions {
  const { form, texts, words, filled } = speaking;
  const version = fill(words.texts.version, { version: form.version, hash: printing.hash.slice(0, 12) });
  return {
    ...pages({
      title: texts.title,
      lead: [words.texts.forms[form.name], `${form.name} · ${version}`]
        .filter((part) => part !== undefined)
        .join(' · '),
      number: filled?.number ?? null,
      printedOn: printing.printedOn,
      texts: words.texts,
    }),
    content: typesetContent(
      [
        filled === null
          ? firstFrame(speaking)
          : { text: words.texts.onlyAsked, fontSize: 8.5, margin: [0, 0, 0, 6] },
        ...form.sections.flatMap((section, index) => sectionOf(speaking, section, index)),
        ...(filled === null ? identityStrip(speaking) : []),
      ],
      words.language,
    ),
  };
}

/** How to fill the form in, and the places for what belongs to the sheet itself. */
function firstFrame({ words: { texts } }: Speaking): Content {
  return {
    margin: [0, 0, 0, 4],
    stack: [
      { ul: [...texts.how], fontSize: 8.5, margin: [0, 0, 0, 6] },
      {
        columnGap: 12,
        columns: texts.filledIn
          .slice(0, 3)
          .map((label) => ({ width: '*', stack: [lines(1, 165, 13), { text: label, fontSize: 7 }] })),
      },
      {
        columnGap: 12,
        columns: [...texts.filledIn.slice(3), ''].map((label) => ({
          width: '*',
          stack: label === '' ? [] : [lines(1, 165, 13), { text: label, fontSize: 7 }],
        })),
      },
    ],
  };
}

/** A run of questions under one condition, or one repeating group, or values that Denba computes. */
interface Run {
  readonly condition: Condition | undefined;
  readonly questions: readonly Question[];
  readonly list: Question | null;
  readonly isComputed: boolean;
}

function runsOf(questions: readonly Question[]): readonly Run[] {
  const runs: Run[] = [];
  for (const question of questions) {
    const last = runs.at(-1);
    const isComputed = question.need === 'computed';
    const condition = isComputed ? undefined : question.visibleWhen;
    if (question.type === 'list') runs.push({ condition, questions: [], list: question, isComputed });
    else if (
      last?.list === null &&
      last.isComputed === isComputed &&
      JSON.stringify(last.condition) === JSON.stringify(condition)
    )
      runs[runs.length - 1] = { ...last, questions: [...last.questions, question] };
    else runs.push({ condition, questions: [question], list: null, isComputed });
  }
  return runs;
}

function sectionOf(speaking: Speaking, section: Section, index: number): Content[] {
  const questions = section.questions.filter((question) => stands(speaking, question));
  if (questions.length === 0) return [];
  const { mark, title } = sectionTitle(speaking.texts, section.code, index);
  const condition = sentenceFor(speaking, section.visibleWhen);
  const heading: TableCell = {
    stack: [
      { text: `${mark}.  ${title}`, bold: true, fontSize: 13 },
      ...(condition === null ? [] : [{ text: condition, fontSize: 8.5, italics: true }]),
    ],
    margin: [0, 9, 0, 2],
    border: [false, false, false, true],
  };
  const drawn = runsOf(questions).flatMap((run, at) => runOf(speaking, run, at === 0 ? heading : null));
  const isFact =
    questions.some(({ kind }) => kind === 'fact') && questions.some(({ identity }) => identity !== true);
  return [...drawn, ...(isFact && speaking.filled === null ? [sourceLine(speaking)] : [])];
}

/** Where the answers of a section come from: ticked by hand, since paper has no provenance of its own. */
function sourceLine({ words: { texts, labels } }: Speaking): Content {
  return {
    margin: [0, 6, 0, 0],
    unbreakable: true,
    stack: [
      { text: texts.source, fontSize: 8, italics: true },
      ticks(
        codesOnPaper('CL_SOURCES').map((code) => ({
          label: labelOfCode(labels, 'CL_SOURCES', code),
          ticked: false,
        })),
        527,
      ),
    ],
  };
}

/** On an answered form the conditions have done their work and are left out. */
function sentenceFor({ filled, sentenceOf }: Speaking, condition: Condition | undefined): string | null {
  return condition === undefined || filled !== null ? null : sentenceOf(condition);
}

function runOf(speaking: Speaking, run: Run, heading: TableCell | null): Content[] {
  const sentence = sentenceFor(speaking, run.condition);
  if (run.list !== null) return listOf(speaking, run.list, sentence, heading);
  if (run.isComputed && speaking.filled === null)
    return [questionTable([spanning(computedLine(speaking, run.questions), CELLS)], null, heading)];
  return [
    questionTable(
      run.questions.map((question) =>
        questionRow(speaking, question, question.code, speaking.filled?.answers[question.code]),
      ),
      sentence,
      heading,
    ),
  ];
}

/** Nothing to write: named together, so that whoever enters the form later finds them in their place. */
function computedLine({ texts, words, numbers }: Speaking, questions: readonly Question[]): TableCell {
  const named = questions.map(
    ({ code }) => `${numbers.get(code) ?? ''} ${texts.labels[code] ?? code} (${code})`,
  );
  return { text: [{ text: `${words.texts.computed} `, italics: true }, named.join(' ; ')], fontSize: 7.5 };
}

/** Cells of one row that spans the whole table. */
const spanning = (cell: TableCell, count: number): TableCell[] => [
  { ...(cell as object), colSpan: count } as TableCell,
  ...Array.from({ length: count - 1 }, () => ''),
];

const band = (sentence: string): TableCell => ({
  text: `${sentence} :`,
  bold: true,
  italics: true,
  fontSize: 8.5,
  margin: [0, 1, 0, -2],
});

function questionTable(rows: TableCell[][], sentence: string | null, heading: TableCell | null): Content {
  const headers = [
    ...(heading === null ? [] : [spanning(heading, CELLS)]),
    ...(sentence === null ? [] : [spanning(band(sentence), CELLS)]),
  ];
  return {
    table: {
      // The library writes into what it is given.
      widths: [...WIDTHS],
      headerRows: headers.length,
      keepWithHeaderRows: headers.length === 0 ? 0 : 1,
      dontBreakRows: true,
      body: [...headers, ...rows],
    },
    layout: questionLines(sentence !== null, sentence === null ? -1 : headers.length),
  };
}

/** Longer texts take the width of the page, under their question. */
const LONG_TEXT = 200;
const PAGE_WIDTH = 515;

function questionRow(
  speaking: Speaking,
  question: Question,
  labelCode: string,
  answer: Parameters<typeof answerBox>[1],
): TableCell[] {
  const label = labelCell(speaking, question, labelCode);
  const missing = missingChoices(question, answer, speaking).map((choice) => tick(choice, 7.5));
  if (question.type === 'longtext' && (question.length?.[1] ?? 0) > LONG_TEXT) {
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

function labelCell(speaking: Speaking, question: Question, labelCode: string): Content {
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

/** A repeating group: its question above, its lines as the columns ask for. */
function listOf(
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
    listTable(drawn, sentence, heading, intro),
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
): Content {
  const above = [
    ...(heading === null ? [] : [spanning(heading, widths.length)]),
    ...(sentence === null ? [] : [spanning(band(sentence), widths.length)]),
    spanning(intro, widths.length),
  ];
  const open = above.map((row) =>
    row.map((cell): TableCell =>
      cell === ''
        ? ''
        : ({ margin: [-3, 0, 0, 0], ...(cell as object), border: [false, false, false, true] } as TableCell),
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
  return [questionTable([spanning(intro, CELLS), ...body], sentence, heading)];
}
