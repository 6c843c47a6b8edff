import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Condition, Question, Section } from '../domain/forms/form.js';
import { fill } from '../domain/texts/fill.js';
import { labelOfCode } from '../domain/classification/code-list.js';
import { identityStrip } from './identity-strip.js';
import { listOf } from './list-part.js';
import { lines, ticks } from './marks.js';
import { pages } from './pages.js';
import { CELLS, questionRow, questionTable, spanning } from './question-table.js';
import { typesetContent } from './typeset.js';
import { sectionTitle, stands, type Speaking } from './speaking.js';
import { codesOnPaper } from './written.js';

/** Forms that are not about a case: they have no case number. */
const OF_NO_CASE: readonly string[] = ['zero_report'];
/** On an empty form the number is written by hand. */
const BY_HAND = 'DNB- _ _ _ _ _ _ _ _ - _';

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
      number: OF_NO_CASE.includes(form.name) ? null : (filled?.number ?? BY_HAND),
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
  return [...drawn, ...(isSourced(speaking, questions) ? [sourceLine(speaking, mark)] : [])];
}

/** Facts of a case come from somewhere; a section that asks for its sources itself needs no second line. */
function isSourced({ form, filled }: Speaking, questions: readonly Question[]): boolean {
  if (filled !== null || OF_NO_CASE.includes(form.name)) return false;
  if (questions.some(({ list }) => list?.includes('SOURCES') === true)) return false;
  return questions.some(({ kind, identity }) => kind === 'fact' && identity !== true);
}

/**
 * Where the answers of a section come from: ticked by hand, since paper has no provenance of its own. It names its section, since it may
 * come on the page after it.
 */
function sourceLine({ words: { texts, labels } }: Speaking, mark: string): Content {
  return {
    margin: [0, 6, 0, 0],
    unbreakable: true,
    stack: [
      { text: [{ text: `${mark}.  `, bold: true }, texts.source], fontSize: 8, italics: true },
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
    return [
      questionTable([spanning(computedLine(speaking, run.questions), CELLS)], null, heading, speaking.words),
    ];
  return [
    questionTable(
      run.questions.map((question) =>
        questionRow(speaking, question, question.code, speaking.filled?.answers[question.code]),
      ),
      sentence,
      heading,
      speaking.words,
    ),
  ];
}

/** Nothing to write: named together, so that whoever enters the form later finds them in their place. */
function computedLine({ texts, words, numbers }: Speaking, questions: readonly Question[]): TableCell {
  const named = questions.map(
    ({ code }) => `${numbers.get(code) ?? ''} ${texts.labels[code] ?? code} (${code})`,
  );
  return {
    text: [{ text: `${words.texts.computed} `, italics: true }, named.join(words.texts.semicolon)],
    fontSize: 7.5,
  };
}
