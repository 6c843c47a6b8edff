import { Injectable } from '@nestjs/common';
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Language, Role } from '../domain/accounts/person.js';
import { labelOfCode, loadCodeListLabels, type LabelsByList } from '../domain/classification/code-list.js';
import type { ActionView } from '../domain/recommendations/recommendation.js';
import { actionSheetEn } from '../domain/texts/action-sheet.en.js';
import { actionSheetFr } from '../domain/texts/action-sheet.fr.js';
import type { ActionSheetTexts } from '../domain/texts/action-sheet.js';
import { fill } from '../domain/texts/fill.js';
import { Journal } from '../journal/journal.js';
import { PaperSeal } from '../journal/paper-seal.js';
import { Clock } from '../platform/clock.js';
import { pdfOf } from '../platform/pdf/pdf.js';
import type { Actor } from '../platform/security/actor.js';
import { RecommendationQueries } from './recommendation-queries.js';

const TEXTS: Readonly<Record<Language, ActionSheetTexts>> = { fr: actionSheetFr, en: actionSheetEn };
const LOCALES: Readonly<Record<Language, string>> = { fr: 'fr-FR', en: 'en-GB' };
const MEETING_ROLES: readonly Role[] = ['asaco-member', 'action-owner'];
const EMPTY_LINES = 2;
const LINES_OF_A_SHEET = 6;
const WIDTHS = [132, 62, 48, 72, 82, '*'];
/** The open ring around a disc: mother and child. */
const MARK =
  '<svg viewBox="0 0 32 32"><path d="M22 5.6A12 12 0 1 0 28 16" fill="none" stroke="#000" stroke-width="4" stroke-linecap="round"/><circle cx="17" cy="17" r="5.4" fill="#000"/></svg>';

type Box = keyof ActionSheetTexts['boxes'];

interface Words {
  readonly texts: ActionSheetTexts;
  readonly labels: LabelsByList;
  readonly date: (date: string, shape: Intl.DateTimeFormatOptions) => string;
}

/** One A4 for the meeting: what, who, when, boxes to tick by hand, empty lines for new actions, three signatures. */
@Injectable()
export class ActionSheet {
  constructor(
    private readonly queries: RecommendationQueries,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly seal: PaperSeal,
  ) {}

  async of(actor: Actor): Promise<Buffer> {
    const { month, items } = await this.queries.actions(actor);
    const { language } = actor.person;
    const words: Words = {
      texts: TEXTS[language],
      labels: await loadCodeListLabels(language),
      date: (date, shape) =>
        new Intl.DateTimeFormat(LOCALES[language], { ...shape, timeZone: 'UTC' }).format(new Date(date)),
    };
    const places = actor.memberships
      .filter(({ role }) => MEETING_ROLES.includes(role))
      .map(({ placeName }) => placeName);
    await this.journal.recordReading(actor, {
      command: 'print-sheet',
      subject: 'recommendation',
      subjectId: null,
      fields: [],
    });
    return pdfOf(
      sheetOf(words, { month, items, place: [...new Set(places)].join(', '), today: this.clock.today() }),
      await this.seal.line(language),
    );
  }
}

function sheetOf(
  words: Words,
  sheet: {
    readonly month: string;
    readonly items: readonly ActionView[];
    readonly place: string;
    readonly today: string;
  },
): TDocumentDefinitions {
  const { texts, date } = words;
  const monthName = date(`${sheet.month}-01`, { month: 'long', year: 'numeric' });
  const [year, month] = sheet.month.split('-');
  const [tell, sentence] = texts.tell;
  return {
    info: { title: `${texts.title} · ${monthName}` },
    pageMargins: [34, 84, 34, 50],
    header: (page, pages) => ({
      margin: [34, 30, 34, 0],
      stack: [
        {
          columns: [
            { svg: MARK, width: 28 },
            {
              margin: [8, 0, 0, 0],
              stack: [
                { text: texts.title, fontSize: 15, bold: true },
                { text: fill(texts.meeting, { place: sheet.place, month: monthName }), fontSize: 10 },
              ],
            },
            {
              width: 100,
              alignment: 'right',
              fontSize: 10,
              stack: [fill(texts.sheet, { page, pages }), fill(texts.number, { month: sheet.month })],
            },
          ],
        },
        rule(6, 1.4),
      ],
    }),
    footer: {
      margin: [34, 8, 34, 0],
      stack: [
        rule(0, 0.7),
        {
          margin: [0, 5, 0, 0],
          fontSize: 9,
          columns: [
            { text: texts.foot, width: '*' },
            {
              text: fill(texts.printed, {
                date: date(sheet.today, { day: 'numeric', month: 'long', year: 'numeric' }),
              }),
              width: 130,
              alignment: 'right',
            },
          ],
        },
      ],
    },
    content: [
      {
        margin: [0, 0, 0, 8],
        fontSize: 10.5,
        columns: [
          { text: fill(texts.date, { month: `${month ?? ''} / ${year ?? ''}` }), width: 150 },
          { text: texts.present },
        ],
      },
      {
        table: { headerRows: 1, dontBreakRows: true, widths: WIDTHS, body: bodyOf(words, sheet.items) },
        layout: {
          hLineWidth: () => 0.7,
          vLineWidth: () => 0.7,
          paddingTop: () => 6,
          paddingBottom: () => 6,
        },
      },
      {
        unbreakable: true,
        margin: [0, 10, 0, 0],
        stack: [
          { text: [{ text: `${tell} `, bold: true }, sentence], fontSize: 10.5 },
          { margin: [0, 34, 0, 0], columnGap: 18, columns: texts.signatures.map(signature) },
        ],
      },
    ],
  };
}

function bodyOf(words: Words, items: readonly ActionView[]): TableCell[][] {
  const heading = words.texts.columns.map((text) => ({ text, bold: true, fontSize: 10 }));
  const empty = Math.max(EMPTY_LINES, LINES_OF_A_SHEET - items.length);
  const blank = Array.from({ length: empty }, (_, at): TableCell[] => [
    { text: `${items.length + at + 1}.`, margin: [0, 24, 0, 24] },
    ...Array.from({ length: WIDTHS.length - 1 }, () => ''),
  ]);
  return [heading, ...items.map((item, at) => lineOf(words, item, at + 1)), ...blank];
}

function lineOf({ texts, labels, date }: Words, item: ActionView, n: number): TableCell[] {
  const obstacle = item.obstacle === null ? '' : labelOfCode(labels, 'CL_REC_OBSTACLE', item.obstacle);
  const ticked = tickedBox(item);
  return [
    { text: `${n}. ${item.what}`, bold: true, fontSize: 10.5 },
    { text: labelOfCode(labels, 'CL_REC_OWNER_ROLE', item.ownerFunction), fontSize: 10 },
    { text: date(item.deadline, { day: 'numeric', month: 'long' }), fontSize: 10 },
    { stack: (Object.keys(texts.boxes) as Box[]).map((box) => boxOf(texts.boxes[box], box === ticked)) },
    { text: obstacle, fontSize: 9 },
    { text: item.decision ?? '', fontSize: 9.5 },
  ];
}

function tickedBox({ progressWord, overdue }: ActionView): Box | null {
  if (progressWord === 'done' || progressWord === 'verified') return 'done';
  if (progressWord === 'blocked') return 'blocked';
  if (overdue) return 'late';
  return progressWord === 'in-progress' ? 'in-progress' : null;
}

function boxOf(label: string, isTicked: boolean): Content {
  const cross = [
    { type: 'line', x1: 2.5, y1: 2.5, x2: 7.5, y2: 7.5, lineWidth: 1.3 },
    { type: 'line', x1: 7.5, y1: 2.5, x2: 2.5, y2: 7.5, lineWidth: 1.3 },
  ] as const;
  return {
    margin: [0, 2.5, 0, 2.5],
    columnGap: 5,
    columns: [
      {
        width: 10,
        canvas: [{ type: 'rect', x: 0, y: 0, w: 10, h: 10, lineWidth: 0.8 }, ...(isTicked ? cross : [])],
      },
      { text: label, fontSize: 9.5 },
    ],
  };
}

function signature(label: string): Content {
  return {
    stack: [
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: 160, y2: 0, lineWidth: 0.7 }] },
      { text: label, fontSize: 10, margin: [0, 4, 0, 0] },
    ],
  };
}

function rule(top: number, lineWidth: number): Content {
  return { margin: [0, top, 0, 0], canvas: [{ type: 'line', x1: 0, y1: 0, x2: 527, y2: 0, lineWidth }] };
}
