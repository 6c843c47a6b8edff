import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { fill } from '../domain/texts/fill.js';
import type { QuorumCondition } from '../domain/sessions/session.js';
import { minutesFr } from './minutes.fr.js';
import type { PrintedAnswer } from './minutes-answers.js';

/** Somebody of the session as the minutes print it: function, never a name; the line to sign stays empty. */
export interface PrintedAttendance {
  readonly function: string;
  readonly profession: string;
  readonly facility: string;
  readonly presence: string;
  readonly voice: string;
  readonly charter: string;
}

/** What both forms of the minutes say. */
export interface Minutes {
  readonly centre: string;
  readonly held: string;
  readonly type: string;
  readonly quorum: readonly (QuorumCondition & { readonly label: string })[];
  readonly quorumMet: boolean;
  readonly attendances: readonly PrintedAttendance[];
  readonly recommendationCount: number;
  readonly sealedAt: string | null;
  readonly sha256: string | null;
  readonly sourceSha256: string | null;
  readonly commitment: string | null;
  readonly printedOn: string;
  /** Only in the full form, under double key. */
  readonly opinions: {
    readonly caseNumber: string;
    readonly course: readonly PrintedAnswer[];
    readonly opinion: readonly PrintedAnswer[];
    readonly agrees: number;
    readonly dissents: readonly string[];
    readonly recommendations: readonly PrintedAnswer[];
  } | null;
}

/** The procès-verbal on A4, black on white, pages numbered, in one of its two forms. */
export function minutesDocument(minutes: Minutes): TDocumentDefinitions {
  const form = minutes.opinions === null ? minutesFr.short : minutesFr.full;
  return {
    info: { title: minutesFr.title },
    pageMargins: [34, 76, 34, 50],
    header: (page, pages) => ({
      margin: [34, 28, 34, 0],
      columns: [
        {
          stack: [
            { text: minutesFr.title, fontSize: 15, bold: true },
            { text: form, fontSize: 9.5 },
          ],
        },
        { text: fill(minutesFr.page, { page, pages }), width: 110, alignment: 'right', fontSize: 9.5 },
      ],
    }),
    footer: {
      margin: [34, 14, 34, 0],
      columns: [
        { text: minutesFr.foot, bold: true, fontSize: 9.5 },
        { text: fill(minutesFr.printed, { date: minutes.printedOn }), alignment: 'right', fontSize: 9.5 },
      ],
    },
    content: [
      ...heading(minutes),
      ...quorum(minutes),
      ...attendance(minutes),
      ...(minutes.opinions === null ? count(minutes) : opinions(minutes.opinions)),
      ...seals(minutes),
    ],
  };
}

function heading(minutes: Minutes): Content[] {
  const { opinions: full } = minutes;
  return [
    pairs([
      { label: minutesFr.centre, text: minutes.centre },
      { label: minutesFr.held, text: minutes.held },
      { label: minutesFr.type, text: minutes.type },
      full === null
        ? { label: minutesFr.agenda, text: minutesFr.oneFile }
        : { label: minutesFr.caseNumber, text: full.caseNumber },
    ]),
    title(minutesFr.charterTitle),
    { ol: [...minutesFr.charterLines], fontSize: 10 },
  ];
}

function quorum({ quorum: conditions, quorumMet }: Minutes): Content[] {
  const head = [minutesFr.condition, minutesFr.have, minutesFr.need, ''].map(bold);
  const lines = conditions.map(({ label, have, need, met }): TableCell[] => [
    label,
    { text: String(have), alignment: 'right' },
    { text: String(need), alignment: 'right' },
    met ? minutesFr.met : minutesFr.unmet,
  ]);
  return [
    title(`${minutesFr.quorum} : ${quorumMet ? minutesFr.met : minutesFr.unmet}`),
    grid(['*', 60, 60, 70], [head, ...lines]),
  ];
}

function attendance({ attendances }: Minutes): Content[] {
  const head = [
    minutesFr.function,
    minutesFr.profession,
    minutesFr.facility,
    minutesFr.presence,
    minutesFr.voice,
    minutesFr.charter,
    minutesFr.signature,
  ].map(bold);
  const lines = attendances.map((one): TableCell[] => [
    { text: one.function, margin: [0, 4, 0, 4] },
    ...[one.profession, one.facility, one.presence, one.voice, one.charter].map((text) => ({
      text,
      margin: [0, 4, 0, 4] as [number, number, number, number],
    })),
    '',
  ]);
  const listed: Content =
    lines.length === 0
      ? { text: minutesFr.nobody, fontSize: 10 }
      : grid(['*', 72, 82, 50, 60, 40, 96], [head, ...lines], 9);
  return [title(minutesFr.attendance), listed];
}

function count({ recommendationCount }: Minutes): Content[] {
  return [
    title(minutesFr.recommendations),
    pairs([{ label: minutesFr.recommendationCount, text: String(recommendationCount) }]),
  ];
}

function opinions(full: NonNullable<Minutes['opinions']>): Content[] {
  return [
    title(minutesFr.opinion),
    pairs(full.opinion, minutesFr.noOpinion),
    title(minutesFr.agreement),
    pairs([
      { label: minutesFr.agrees, text: String(full.agrees) },
      {
        label: minutesFr.dissents,
        text: full.dissents.length === 0 ? minutesFr.noDissent : full.dissents.join('\n'),
      },
    ]),
    title(minutesFr.course),
    pairs(full.course, minutesFr.nothingNoted),
    title(minutesFr.recommendations),
    pairs(full.recommendations, minutesFr.none),
  ];
}

function seals(minutes: Minutes): Content[] {
  const sealed =
    minutes.sealedAt === null
      ? [{ label: minutesFr.seal, text: minutesFr.notSealed }]
      : [
          { label: minutesFr.sealedAt, text: minutes.sealedAt },
          { label: minutesFr.hash, text: minutes.sha256 ?? '' },
          { label: minutesFr.source, text: minutes.sourceSha256 ?? '' },
        ];
  return [
    together(
      title(minutesFr.seal),
      pairs(sealed),
      title(minutesFr.draw),
      pairs([{ label: minutesFr.commitment, text: minutes.commitment ?? minutesFr.noCommitment }]),
    ),
  ];
}

const bold = (text: string): TableCell => ({ text, bold: true });

/** A short part that no page break may tear from its title. */
function together(...parts: Content[]): Content {
  return { unbreakable: true, stack: parts };
}

function title(text: string): Content {
  return { text, bold: true, fontSize: 12, margin: [0, 10, 0, 3] };
}

function pairs(lines: readonly PrintedAnswer[], none = ''): Content {
  if (lines.length === 0) return { text: none, fontSize: 10 };
  return grid(
    [170, '*'],
    lines.map(({ label, text }): TableCell[] => [{ text: label, bold: true }, breakable(text)]),
  );
}

/** A hash has no place to break; it is set in groups, small enough for one line. */
function breakable(text: string): TableCell {
  return /^[0-9a-f]{64}$/.test(text)
    ? { text: (text.match(/.{1,8}/g) ?? []).join(' '), fontSize: 8, margin: [0, 1, 0, 0] }
    : text;
}

function grid(widths: (number | '*')[], body: TableCell[][], fontSize = 10): Content {
  return {
    table: { widths, body, dontBreakRows: true },
    layout: { hLineWidth: () => 0.6, vLineWidth: () => 0.6, paddingTop: () => 3, paddingBottom: () => 3 },
    fontSize,
  };
}
