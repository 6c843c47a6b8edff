import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { AttachmentKind } from '../domain/cases/attachment.js';
import type { Answers, Question, Row } from '../domain/forms/form.js';
import { fill } from '../domain/texts/fill.js';
import { atMargin, GRID_LINES, questionLines, rule, TEXT_WIDTH } from './marks.js';
import { pages } from './pages.js';
import { sectionTitle } from './speaking.js';
import { inCell, typesetContent } from './typeset.js';
import { answerText, longDateTime, rowsIn, type Filled, type WordedForm, type Words } from './written.js';

/** One document of the file with its answers, clean of what paper may not hold. */
export interface FileDocument extends WordedForm {
  readonly answers: Answers;
}

/** A frozen file as it is printed. `clock` is the picture of the three delays, `classification` what the case was concluded with. */
export interface PrintedFile {
  readonly number: string;
  readonly centre: string;
  readonly kind: string;
  readonly n: number;
  readonly frozenAt: string;
  readonly sha256: string;
  readonly printedOn: string;
  readonly documents: readonly FileDocument[];
  readonly places: Filled['places'];
  /** One line for each part entered on behalf of its facility: the facility, and where the part comes from. */
  readonly entries: readonly (readonly [string, string])[];
  /** How many pages of each kind were photographed. */
  readonly pictures: readonly (readonly [AttachmentKind, number])[];
  readonly clock: { readonly svg: string; readonly width: number } | null;
  readonly classification: (FileDocument & { readonly source: string }) | null;
  /** The case is over, audited or not. */
  readonly concluded: boolean;
}

/** Where the family lives says who the dead person was: it is left out with the identity. */
const TELLING: readonly string[] = ['village_code'];
const LABEL_WIDTH = 190;
const CELL_PADDING = 7;

/** The file of a case on A4: facts, the picture of the delays, the final classification. No identity. */
export function caseFileDocument(file: PrintedFile, words: Words): TDocumentDefinitions {
  const { texts } = words;
  const lead = file.n > 1 ? fill(texts.file.again, { n: file.n }) : texts.file.frozen;
  const content: Content[] = [
    cover(file, words),
    ...file.documents.flatMap((document) => documentOf(document, file, words)),
    ...(file.clock === null ? [] : [clock(file.clock, words)]),
    ...classification(file, words),
  ];
  return {
    ...pages({ title: texts.file.title, lead, number: file.number, printedOn: file.printedOn, texts }),
    content: typesetContent(content, words.language),
  };
}

function cover(file: PrintedFile, words: Words): Content {
  const { file: texts } = words.texts;
  return {
    stack: [
      pairs([
        [words.texts.caseNumber, file.number],
        [texts.kind, file.kind],
        [texts.centre, file.centre],
        [texts.frozenAt, longDateTime(file.frozenAt, words.language)],
        ...file.entries.map(([place, line]) => [fill(texts.part, { place }), line] as const),
        ...pictures(file, words),
      ]),
      {
        text: [`${texts.hash}${words.texts.colon} `, { text: grouped(file.sha256), bold: true }],
        fontSize: 8,
        margin: [0, 5, 0, 0],
      },
      { text: texts.noIdentity, fontSize: 8.5, italics: true, margin: [0, 5, 0, 0] },
    ],
  };
}

/** The pictures are listed and not printed: they show names. */
function pictures(
  { pictures: kinds }: PrintedFile,
  { texts }: Words,
): readonly (readonly [string, string])[] {
  const named = kinds.map(([kind, n]) => fill(texts.file.pages[kind], { n }));
  return named.length === 0 ? [] : [[texts.file.pictures, named.join(' · ')]];
}

/** A hash has no place to break; it is set in groups so that it stays in its column. */
const grouped = (hash: string): string => (hash.match(/.{1,8}/g) ?? []).join(' ');

function pairs(lines: readonly (readonly [string, string])[]): Content {
  return {
    table: {
      widths: [LABEL_WIDTH, '*'],
      dontBreakRows: true,
      body: lines.map(([label, text]): TableCell[] => [
        { text: label, fontSize: 9 },
        { text, fontSize: 9.5, bold: true },
      ]),
    },
    layout: questionLines(false, -1),
  };
}

function title(text: string): Content {
  return { stack: [{ text, bold: true, fontSize: 14, margin: [0, 16, 0, 3] }, rule(0, 1.2)] };
}

/** A document, section by section; what was not answered is not printed. */
function documentOf(document: FileDocument, file: PrintedFile, words: Words): Content[] {
  const parts = document.form.sections.flatMap((section, index): Content[] => {
    if (section.questions.some(({ identity }) => identity === true)) return [];
    const answered = section.questions.filter((question) => isPrinted(question, document, file, words));
    if (answered.length === 0) return [];
    const { mark, title: name } = sectionTitle(document.texts, section.code, index);
    return partOf(`${mark}.  ${name}`, answered, document, file, words);
  });
  return parts.length === 0 ? [] : [title(document.texts.title), ...parts];
}

function isPrinted(question: Question, { answers }: FileDocument, file: PrintedFile, words: Words): boolean {
  if (TELLING.includes(question.code)) return false;
  const answer = answers[question.code];
  return question.type === 'list' && answer !== undefined && !('missing' in answer)
    ? rowsIn(answer).length > 0
    : answerText(question, answer, words, file.places) !== '';
}

/** Questions of a section: runs of single answers as pairs, each repeating group as a table. The title stays with what follows it. */
function partOf(
  name: string,
  questions: readonly Question[],
  document: FileDocument,
  file: PrintedFile,
  words: Words,
): Content[] {
  return runsOf(questions, document).map((run, index): Content => {
    const heading = index === 0 ? name : null;
    if (run.list !== null) return groupOf(run.list, heading, document, file, words);
    const rows = run.questions.map((question): TableCell[] => {
      const text = answerText(question, document.answers[question.code], words, file.places);
      const label = document.texts.labels[question.code] ?? question.code;
      return [labelled(label, question.code), { text, fontSize: 9.5, bold: true }];
    });
    const headers = heading === null ? [] : [spanning(sectionCell(heading), 2)];
    return {
      table: {
        widths: [LABEL_WIDTH, '*'],
        headerRows: headers.length,
        keepWithHeaderRows: headers.length,
        dontBreakRows: true,
        body: [...headers, ...rows],
      },
      layout: questionLines(false, -1),
    };
  });
}

interface Run {
  readonly questions: readonly Question[];
  readonly list: Question | null;
}

function runsOf(questions: readonly Question[], { answers }: FileDocument): readonly Run[] {
  const runs: Run[] = [];
  for (const question of questions) {
    const last = runs.at(-1);
    if (question.type === 'list' && rowsIn(answers[question.code]).length > 0)
      runs.push({ questions: [], list: question });
    else if (last?.list === null)
      runs[runs.length - 1] = { ...last, questions: [...last.questions, question] };
    else runs.push({ questions: [question], list: null });
  }
  return runs;
}

const NO_BORDER: [boolean, boolean, boolean, boolean] = [false, false, false, false];
const sectionCell = (text: string): TableCell => ({
  text,
  bold: true,
  fontSize: 11.5,
  margin: [0, 8, 0, 1],
  border: NO_BORDER,
});

/** One row across the whole table. */
function spanning(cell: TableCell, count: number): TableCell[] {
  return [
    { ...(cell as object), colSpan: count } as TableCell,
    ...Array.from({ length: count - 1 }, () => ''),
  ];
}

const labelled = (label: string, code: string): TableCell => ({
  text: [
    { text: label, fontSize: 9 },
    { text: `  ${code}`, fontSize: 6.5 },
  ],
});

/** A repeating group as a table of the columns that hold something; a long text stands under the line that it belongs to. */
function groupOf(
  list: Question,
  section: string | null,
  document: FileDocument,
  file: PrintedFile,
  words: Words,
): Content {
  const rows = rowsIn(document.answers[list.code]);
  const textOf = (column: Question, row: Row): string =>
    answerText(column, row[column.code], words, file.places);
  const used = (list.columns ?? []).filter((column) => rows.some((row) => textOf(column, row) !== ''));
  const long = used.find(({ type }) => type === 'longtext');
  const cells = used.filter((column) => column !== long);
  const count = Math.max(1, cells.length);
  const name: TableCell = {
    text: [
      { text: document.texts.labels[list.code] ?? list.code, fontSize: 9, bold: true },
      { text: `  ${list.code}`, fontSize: 6.5 },
    ],
    margin: [-3, 3, 0, 1],
    border: NO_BORDER,
  };
  const heads = cells.map(({ code }) => document.texts.labels[`${list.code}.${code}`] ?? code);
  const widths =
    cells.length === 0
      ? (['*'] as const)
      : columnWidths(cells.map((column, at) => [heads[at] ?? '', ...rows.map((row) => textOf(column, row))]));
  const head = heads.map((text): TableCell => ({ text, fontSize: 8.5 }));
  const headers = [
    ...(section === null ? [] : [spanning(atMargin(sectionCell(section)), count)]),
    spanning(name, count),
    ...(head.length === 0 ? [] : [head]),
  ];
  const body = rows.flatMap((row): TableCell[][] => [
    ...(cells.length === 0
      ? []
      : [
          cells.map((column, at): TableCell => ({
            text: inCell(textOf(column, row), Number(widths[at])),
            fontSize: 9,
            bold: true,
          })),
        ]),
    ...(long === undefined
      ? []
      : [spanning({ text: textOf(long, row), fontSize: 10, lineHeight: 1.15, margin: [0, 2, 0, 4] }, count)]),
  ]);
  return {
    margin: [0, 0, 0, 6],
    table: {
      widths: [...widths],
      headerRows: headers.length,
      keepWithHeaderRows: 1,
      dontBreakRows: long === undefined,
      body: [...headers, ...body],
    },
    layout: GRID_LINES,
  };
}

/** Bold letters of 9 points are about this wide. */
const LETTER = 5.4;
const LONGEST = 36;

/** Columns have room for their longest word, and share what is left by what is written in them; a heading takes two lines before a value does. */
function columnWidths(texts: readonly (readonly string[])[]): readonly number[] {
  const longest = (parts: readonly string[]): number => Math.max(...parts.map(({ length }) => length));
  const words = texts.map((column) => LETTER * longest(column.flatMap((text) => text.split(/(?<=[ /-])/))));
  const weights = texts.map(([head = '', ...told]) =>
    Math.min(LONGEST, Math.max(head.length / 2, longest(told))),
  );
  const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
  const left = TEXT_WIDTH - texts.length * CELL_PADDING - sum(words);
  return words.map((width, at) => width + (left * (weights[at] ?? 0)) / sum(weights));
}

function clock({ svg, width }: NonNullable<PrintedFile['clock']>, { texts }: Words): Content {
  return { unbreakable: true, stack: [title(texts.file.clock), { svg, width, margin: [0, 10, 0, 0] }] };
}

function classification(file: PrintedFile, words: Words): Content[] {
  const { file: texts } = words.texts;
  const { classification: found } = file;
  if (found === null)
    return [
      {
        unbreakable: true,
        stack: [
          title(texts.classification),
          {
            text: file.concluded ? texts.withoutAudit : texts.notConcluded,
            fontSize: 9.5,
            margin: [0, 6, 0, 0],
          },
        ],
      },
    ];
  const [, first = [], ...parts] = documentOf(found, file, words);
  return [
    {
      unbreakable: true,
      stack: [title(texts.classification), pairs([[texts.by, found.source]]), first],
    },
    ...parts,
  ];
}
