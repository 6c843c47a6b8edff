import type { CanvasElement, Column, Content, ContentTable, TableCell } from 'pdfmake/interfaces.js';

/** The open ring around a disc: mother and child. */
export const MARK =
  '<svg viewBox="0 0 32 32"><path d="M22 5.6A12 12 0 1 0 28 16" fill="none" stroke="#000" stroke-width="4" stroke-linecap="round"/><circle cx="17" cy="17" r="5.4" fill="#000"/></svg>';

/** Between the margins of a page, in points. */
export const TEXT_WIDTH = 527.28;
/** The bar beside questions asked on a condition, the room beside it, the room between two columns. */
export const BAR = 2.4;
export const BESIDE_BAR = 8;
export const BETWEEN = 6;
/** Width of the column of answers, in points. */
export const ANSWER_WIDTH = 268;

const SIDE = 8.5;

/** Fresh lines each time: the library moves what it is given to its place. */
const cross = (): CanvasElement[] => [
  { type: 'line', x1: 2, y1: 2, x2: SIDE - 2, y2: SIDE - 2, lineWidth: 1.4 },
  { type: 'line', x1: SIDE - 2, y1: 2, x2: 2, y2: SIDE - 2, lineWidth: 1.4 },
];

/** One choice with its box to tick. */
export interface Choice {
  readonly label: string;
  readonly ticked: boolean;
}

/** A square, crossed when it was chosen. */
export function square(ticked: boolean): Column {
  return {
    width: SIDE,
    margin: [0, 1, 0, 0],
    canvas: [{ type: 'rect', x: 0, y: 0, w: SIDE, h: SIDE, lineWidth: 0.7 }, ...(ticked ? cross() : [])],
  };
}

export function tick({ label, ticked }: Choice, fontSize = 8.5): Content {
  return {
    columnGap: 4,
    margin: [0, 1, 0, 1],
    columns: [square(ticked), { text: label, fontSize, bold: ticked, width: '*' }],
  };
}

/** Letters of 8.5 points are about this wide. */
const LETTER = 4.2;
const BETWEEN_CHOICES = 6;
const BESIDE_WORDS = SIDE + BETWEEN_CHOICES + 4;
const MOST_COLUMNS = 4;
/** Of ten labels three may run over two lines. */
const FITTING = 0.7;

/** As many columns as the words of the choices leave room for. */
function columnsFor(choices: readonly Choice[], width: number): number {
  const fits = (columns: number): boolean => {
    const room = (width / columns - BESIDE_WORDS) / LETTER;
    const fitting = choices.filter(({ label }) => label.length <= room).length;
    return fitting >= choices.length * FITTING && choices.every(({ label }) => label.length <= 2 * room);
  };
  return [...Array(Math.min(MOST_COLUMNS, choices.length)).keys()].map((n) => n + 1).findLast(fits) ?? 1;
}

/** How many choices stand below each other. */
export const rowsOfTicks = (choices: readonly Choice[], width: number): number =>
  Math.ceil(choices.length / columnsFor(choices, width));

/** Boxes to tick in columns, read downwards like the list on the screen. */
export function ticks(choices: readonly Choice[], width: number): Content {
  const columns = columnsFor(choices, width);
  if (columns === 1) return { stack: choices.map((choice) => tick(choice)) };
  const rows = Math.ceil(choices.length / columns);
  return {
    columnGap: BETWEEN_CHOICES,
    columns: Array.from({ length: columns }, (_, index) => ({
      width: '*',
      stack: choices.slice(index * rows, (index + 1) * rows).map((choice) => tick(choice)),
    })),
  };
}

/** A run of boxes for one character each, or the sign that stands between two runs. */
export type Piece =
  { readonly boxes: number; readonly value?: string; readonly caption?: string } | { readonly sign: string };

const BOX = 11.5;
const SMALL_BOX = 9.5;
const NO_BORDER: [boolean, boolean, boolean, boolean] = [false, false, false, false];

/** Boxes for one character each, filled from the right where a number is shorter, with what they stand for underneath. */
export function characters(
  pieces: readonly Piece[],
  size: 'captioned' | 'plain' | 'small' = 'captioned',
): Content {
  const isCaptioned = size === 'captioned';
  const box = size === 'small' ? SMALL_BOX : BOX;
  const cells = pieces.flatMap((piece): TableCell[] =>
    'sign' in piece
      ? [{ text: piece.sign, border: NO_BORDER, alignment: 'center', fontSize: 9 }]
      : Array.from((piece.value ?? '').padStart(piece.boxes, ' '), (character) => ({
          text: character,
          alignment: 'center',
          fontSize: 9.5,
          bold: true,
        })),
  );
  const captions = pieces.flatMap((piece): TableCell[] =>
    'sign' in piece
      ? [{ text: '', border: NO_BORDER }]
      : [
          {
            text: piece.caption ?? '',
            colSpan: piece.boxes,
            border: NO_BORDER,
            alignment: 'center',
            fontSize: 6,
          },
          ...Array.from({ length: piece.boxes - 1 }, () => ''),
        ],
  );
  const widths = pieces.flatMap((piece) =>
    'sign' in piece ? [piece.sign.length > 1 ? 12 : 7] : Array.from({ length: piece.boxes }, () => box),
  );
  return {
    table: {
      widths,
      heights: (row) => (row === 0 ? 13 : 6),
      body: isCaptioned ? [cells, captions] : [cells],
    },
    layout: TIGHT,
  };
}

const TIGHT = {
  hLineWidth: () => 0.6,
  vLineWidth: () => 0.6,
  paddingLeft: () => 0,
  paddingRight: () => 0,
  paddingTop: () => 1,
  paddingBottom: () => 0,
};

/** Lines to write on. */
export function lines(count: number, width: number, gap = 17): Content {
  return {
    margin: [0, 2, 0, 2],
    canvas: Array.from({ length: count }, (_, index) => ({
      type: 'line' as const,
      x1: 0,
      y1: (index + 1) * gap,
      x2: width,
      y2: (index + 1) * gap,
      lineWidth: 0.5,
      dash: { length: 1, space: 2 },
    })),
  };
}

export function rule(top: number, lineWidth: number): Content {
  return { margin: [0, top, 0, 0], canvas: [{ type: 'line', x1: 0, y1: 0, x2: 527, y2: 0, lineWidth }] };
}

/** Lines of a table of questions: hairlines between them but not after row `open`, a bar beside those asked on a condition. */
export function questionLines(conditional: boolean, open: number): NonNullable<ContentTable['layout']> {
  return {
    hLineWidth: (line) => (line === 0 || line === open ? 0 : 0.5),
    vLineWidth: (column) => (conditional && column === 0 ? BAR : 0),
    paddingLeft: (column) => (column === 0 ? (conditional ? BESIDE_BAR : 0) : BETWEEN),
    paddingRight: () => 0,
    paddingTop: () => 3.5,
    paddingBottom: () => 3.5,
  };
}

/** Lines of a grid; what stands above it has none of its own. */
export const GRID_LINES: NonNullable<ContentTable['layout']> = {
  hLineWidth: (line) => (line === 0 ? 0 : 0.6),
  vLineWidth: () => 0.6,
  paddingLeft: () => 3,
  paddingRight: () => 3,
  paddingTop: () => 3,
  paddingBottom: () => 3,
};

/** What stands above a grid begins at the margin, as the rest of the page does: the padding of a cell is taken back. */
export function atMargin(cell: TableCell): TableCell {
  const [, top = 0, right = 0, bottom = 0] = ((cell as { readonly margin?: unknown }).margin ??
    []) as readonly number[];
  return { ...(cell as object), margin: [-3, top, right, bottom] } as TableCell;
}
