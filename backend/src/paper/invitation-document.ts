import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { InvitationSheet } from '../cases/invitation-queries.js';
import { groupedCode } from '../domain/cases/invitation.js';
import { narrativeQuestionOf, pathQuestionOf } from '../domain/cases/phases.js';
import type { FormTexts } from '../domain/forms/form.js';
import { fill } from '../domain/texts/fill.js';
import { lines } from './marks.js';
import { pages } from './pages.js';
import { typesetContent } from './typeset.js';
import { longDate, longDateTime, type Words } from './written.js';

/** The sheet with its words and what was typed for it alone. */
export interface PrintedSheet extends InvitationSheet {
  readonly address: string;
  readonly telephone: string;
  readonly printedOn: string;
  readonly texts: FormTexts;
}

/** More labels than these are told by the name of their section. */
const MOST_LABELS = 6;
const SQUARE = 150;
const HEADING = { bold: true, fontSize: 12.5, margin: [0, 14, 0, 4] as [number, number, number, number] };

/** One page: which passage it is about, what is asked, until when, how, and whom to call. */
export function invitationDocument(sheet: PrintedSheet, words: Words): TDocumentDefinitions {
  const { invitation: said } = words.texts;
  return {
    ...pages({
      title: said.title,
      lead: sheet.placeName,
      number: sheet.number,
      printedOn: sheet.printedOn,
      texts: words.texts,
    }),
    content: typesetContent(
      [
        { text: fill(said.request, { place: sheet.placeName, district: sheet.districtName }) },
        { text: said.passage, ...HEADING },
        ...passageOf(sheet, words),
        { text: said.asked, ...HEADING },
        { ul: [...askedOf(sheet, words)] },
        { text: said.how, ...HEADING },
        {
          columnGap: 18,
          columns: [
            { width: '*', stack: [{ ol: [...said.steps], margin: [0, 0, 0, 8] }, ...doorOf(sheet, words)] },
            { width: SQUARE, qr: `${sheet.address}#${sheet.code}`, fit: SQUARE, eccLevel: 'M' },
          ],
        },
        { text: said.help, ...HEADING },
        { text: fill(said.call, { district: sheet.districtName }) },
        sheet.telephone === ''
          ? lines(1, 260, 22)
          : { text: sheet.telephone, bold: true, fontSize: 15, margin: [0, 4, 0, 0] },
        { text: said.keep, fontSize: 9.5, margin: [0, 16, 0, 0] },
      ],
      words.language,
    ),
  };
}

function passageOf({ number, arrivals }: PrintedSheet, { texts, language }: Words): readonly Content[] {
  const line = (label: string, value: string): Content => ({
    columnGap: 8,
    margin: [0, 0, 0, 3],
    columns: [
      { width: 130, text: label },
      { width: '*', text: value, bold: true },
    ],
  });
  const at = (local: string): string =>
    local.length > 10 ? longDateTime(local, language) : longDate(local, language);
  return [
    line(texts.caseNumber, number),
    ...arrivals.map((arrival) => line(texts.invitation.arrival, at(arrival))),
    ...(arrivals.length === 0 ? [{ text: texts.invitation.noArrival, italics: true }] : []),
  ];
}

/** The times and the story in plain words; of the rest the questions, or their sections where there are many. */
function askedOf({ form, questions, texts }: PrintedSheet, words: Words): readonly string[] {
  const { invitation: said } = words.texts;
  const [path, story] = [pathQuestionOf(form), narrativeQuestionOf(form)];
  const rest = questions.filter((code) => code !== path && code !== story);
  const sections = form.sections
    .filter((section) => section.questions.some(({ code }) => rest.includes(code)))
    .map(({ code }) => (texts.sections[code] ?? code).replace(/^[A-Z]\. /, ''));
  const labels = rest.map((code) => texts.labels[code] ?? code);
  return [
    ...(path !== undefined && questions.includes(path) ? [said.times] : []),
    ...(labels.length > MOST_LABELS ? sections : labels),
    ...(story !== undefined && questions.includes(story) ? [said.story] : []),
  ];
}

function doorOf({ address, code, until }: PrintedSheet, { texts, language }: Words): readonly Content[] {
  const { invitation: said } = texts;
  const groups = groupedCode(code);
  return [
    { text: said.address, fontSize: 9.5 },
    { text: address, bold: true, margin: [0, 1, 0, 6] },
    { text: said.code, fontSize: 9.5 },
    { text: groups.slice(0, 19), bold: true, fontSize: 16, characterSpacing: 1, preserveLeadingSpaces: true },
    { text: groups.slice(20), bold: true, fontSize: 16, characterSpacing: 1, margin: [0, 0, 0, 6] },
    { text: fill(said.until, { date: longDateTime(until.toISOString(), language) }), bold: true },
  ];
}
