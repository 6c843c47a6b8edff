import type { CellValue, Marks, Table, TableColumn } from './table.js';
import { zipOf, type Part } from './zip.js';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const ROWS_IN_A_PIECE = 500;
/** The longest text that a cell holds. */
const LONGEST = 32_767;

/** Cell formats, by their place in `styles.xml`. A text stays one when somebody edits it: its format is text, its prefix an apostrophe. */
const STYLES = { text: 1, number: 0, day: 2, head: 3, note: 4 } as const;
const WIDTHS: Readonly<Record<TableColumn['type'], number>> = { text: 26, number: 14, day: 14 };

/** Signs that XML cannot hold, and what would be read as one of them. [ECMA-376 22.9.2.19] */
const NOT_IN_XML = /[^\t\n\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]|_(?=x[0-9A-Fa-f]{4}_)/gu;
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign).replaceAll('\n', '&#10;');
}

function cellText(text: string): string {
  return escaped(
    text
      .slice(0, LONGEST)
      .replaceAll(LONE_SURROGATE, '\uFFFD')
      .replaceAll(
        NOT_IN_XML,
        (sign) => `_x${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}_`,
      ),
  );
}

/** `A`, `Z`, `AA`. */
function letters(at: number): string {
  const first = at >= 26 ? letters(Math.floor(at / 26) - 1) : '';
  return first + String.fromCharCode(65 + (at % 26));
}

const DAY = /^\d{4}-\d\d-\d\d$/;
/** Days since 30 December 1899, as spreadsheets count them. */
function serialOf(day: string): number | null {
  const time = DAY.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
  return Number.isNaN(time) ? null : Math.round(time / 86_400_000) + 25_569;
}

function textCell(at: string, text: string, style: number): string {
  return `<c r="${at}" s="${String(style)}" t="inlineStr"><is><t xml:space="preserve">${cellText(text)}</t></is></c>`;
}

function cell(at: string, value: CellValue, type: TableColumn['type']): string {
  if (value === null) return '';
  const number = type === 'day' && typeof value === 'string' ? serialOf(value) : value;
  if (type !== 'text' && typeof number === 'number' && Number.isFinite(number))
    return `<c r="${at}" s="${String(STYLES[type])}"><v>${String(number)}</v></c>`;
  return textCell(at, String(value), STYLES.text);
}

function rowOf(n: number, cells: readonly string[]): string {
  return `<row r="${String(n)}">${cells.join('')}</row>`;
}

/** In heads and feet an ampersand begins an instruction; twice it is itself. */
function printed({ confidential, foot }: Marks): string {
  const [head, tail] = [confidential, foot].map((text) => escaped(text.replaceAll('&', '&&').slice(0, 200)));
  return `<headerFooter><oddHeader>&amp;C&amp;B${head ?? ''}</oddHeader><oddFooter>&amp;L${tail ?? ''}&amp;R&amp;P / &amp;N</oddFooter></headerFooter>`;
}

function* noteSheet({ notes }: Table, marks: Marks): Generator<string> {
  yield `${XML}<worksheet xmlns="${MAIN}"><cols><col min="1" max="1" width="110" customWidth="1"/></cols><sheetData>`;
  yield notes
    .map((note, at) => {
      const n = at + 1;
      return rowOf(n, [textCell(`A${String(n)}`, note, at === 0 ? STYLES.head : STYLES.note)]);
    })
    .join('');
  yield `</sheetData>${printed(marks)}</worksheet>`;
}

function* dataSheet({ columns, rows }: Table, marks: Marks): Generator<string> {
  const names = columns.map((_, at) => letters(at));
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`;
  yield columns
    .map(
      ({ type }, at) =>
        `<col min="${String(at + 1)}" max="${String(at + 1)}" width="${String(WIDTHS[type])}" customWidth="1"/>`,
    )
    .join('');
  yield '</cols><sheetData>';
  yield rowOf(
    1,
    columns.map(({ label }, at) => textCell(`${names[at] ?? ''}1`, label, STYLES.head)),
  );
  for (let from = 0; from < rows.length; from += ROWS_IN_A_PIECE) {
    yield rows
      .slice(from, from + ROWS_IN_A_PIECE)
      .map((row, index) => {
        const n = from + index + 2;
        return rowOf(
          n,
          columns.map(({ type }, at) => cell(`${names[at] ?? ''}${String(n)}`, row[at] ?? null, type)),
        );
      })
      .join('');
  }
  yield `</sheetData><pageSetup orientation="landscape" paperSize="9"/>${printed(marks)}</worksheet>`;
}

const STYLE_SHEET = `${XML}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyFont="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf></cellXfs></styleSheet>`;

function core({ title, confidential, author, at, foot }: Marks): string {
  const when = `${at.toISOString().slice(0, 19)}Z`;
  const [named, said, by, seal] = [title, confidential, author, foot].map(cellText);
  return `${XML}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${named ?? ''}</dc:title><dc:subject>${said ?? ''}</dc:subject><dc:creator>${by ?? ''}</dc:creator><cp:keywords>${seal ?? ''}</cp:keywords><dcterms:created xsi:type="dcterms:W3CDTF">${when}</dcterms:created></cp:coreProperties>`;
}

function workbook(name: string, confidential: string): string {
  const sheets = [confidential, name]
    .map(
      (sheet, at) =>
        `<sheet name="${cellText(sheet.replaceAll(/[\\/?*[\]:']/g, ' ').slice(0, 31))}" sheetId="${String(at + 1)}" r:id="rId${String(at + 1)}"/>`,
    )
    .join('');
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets>${sheets}</sheets></workbook>`;
}

const relation = (id: number, type: string, target: string): string =>
  `<Relationship Id="rId${String(id)}" Type="${type}" Target="${target}"/>`;
const relations = (...all: readonly string[]): string =>
  `${XML}<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`;

const OFFICE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const TYPES = `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${OFFICE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${OFFICE}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${OFFICE}.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="${OFFICE}.worksheet+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`;

/**
 * The table as a workbook: what is said of it on the first sheet, its lines on the second. No cell holds a formula: a text is an inline
 * string, a number or a day a value, and this file knows no other. [ECMA-376]
 */
export async function xlsxOf(table: Table, marks: Marks): Promise<Buffer> {
  const parts: readonly Part[] = [
    { path: '[Content_Types].xml', text: [TYPES] },
    {
      path: '_rels/.rels',
      text: [
        relations(
          relation(1, `${DOCUMENT}/officeDocument`, 'xl/workbook.xml'),
          relation(2, `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'),
        ),
      ],
    },
    { path: 'docProps/core.xml', text: [core(marks)] },
    { path: 'xl/workbook.xml', text: [workbook(table.name, marks.confidential)] },
    {
      path: 'xl/_rels/workbook.xml.rels',
      text: [
        relations(
          relation(1, `${DOCUMENT}/worksheet`, 'worksheets/sheet1.xml'),
          relation(2, `${DOCUMENT}/worksheet`, 'worksheets/sheet2.xml'),
          relation(3, `${DOCUMENT}/styles`, 'styles.xml'),
        ),
      ],
    },
    { path: 'xl/styles.xml', text: [STYLE_SHEET] },
    { path: 'xl/worksheets/sheet1.xml', text: noteSheet(table, marks) },
    { path: 'xl/worksheets/sheet2.xml', text: dataSheet(table, marks) },
  ];
  return zipOf(parts);
}
