import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { fill } from '../domain/texts/fill.js';
import type { PaperTexts } from '../domain/texts/paper.js';
import { MARK, rule } from './marks.js';

/** What stands on every page. `number` is `null` where the paper is about no case. */
export interface PageFrame {
  readonly title: string;
  readonly lead: string;
  readonly number: string | null;
  readonly printedOn: string;
  readonly texts: PaperTexts;
}

/** A long title is set smaller rather than on two lines. */
const LINE_OF_TITLE = 590;

/** Head and foot of every page: mark, title, version, case number, page of pages; the promise and the date of print. */
export function pages({
  title,
  lead,
  number,
  printedOn,
  texts,
}: PageFrame): Omit<TDocumentDefinitions, 'content'> {
  return {
    info: { title },
    pageMargins: [34, 78, 34, 46],
    header: (page, all) => ({
      margin: [34, 26, 34, 0],
      stack: [
        {
          columns: [
            { svg: MARK, width: 24 },
            {
              width: '*',
              margin: [8, 0, 8, 0],
              stack: [
                { text: title, fontSize: Math.min(14, LINE_OF_TITLE / title.length), bold: true },
                { text: lead, fontSize: 8, margin: [0, 1, 0, 0] },
              ],
            },
            {
              width: 150,
              alignment: 'right',
              stack: [
                { text: fill(texts.page, { page, pages: all }), fontSize: 9.5 },
                ...(number === null
                  ? []
                  : [
                      {
                        text: [`${texts.caseNumber}  `, { text: number, bold: true }],
                        fontSize: 9,
                        margin: [0, 3, 0, 0] as [number, number, number, number],
                      },
                    ]),
              ],
            },
          ],
        },
        rule(6, 1.2),
      ],
    }),
    footer: {
      margin: [34, 10, 34, 0],
      stack: [
        rule(0, 0.6),
        {
          margin: [0, 4, 0, 0],
          fontSize: 8.5,
          columns: [
            { text: texts.foot, bold: true },
            { text: fill(texts.printed, { date: printedOn }), alignment: 'right' },
          ],
        },
      ],
    },
  };
}
