import { inflateSync } from 'node:zlib';

/** A piece of text where it stands on its page: from the left edge and from the top, in points. */
export interface PdfPiece {
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly font: string;
  readonly size: number;
}

type Unicode = ReadonlyMap<string, string>;

/** Every object of the file by its number; a stream comes inflated. */
function objectsIn(pdf: Buffer): ReadonlyMap<string, { readonly head: string; readonly body: string }> {
  const text = pdf.toString('latin1');
  const objects = new Map<string, { head: string; body: string }>();
  for (const { 1: number = '', index } of text.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)) {
    const end = text.indexOf('endobj', index);
    const whole = text.slice(index, end);
    const start = whole.indexOf('stream\n');
    const head = start < 0 ? whole : whole.slice(0, start);
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0);
    const from = index + start + 'stream\n'.length;
    const raw = pdf.subarray(from, from + length);
    const isPacked = start >= 0 && head.includes('/FlateDecode') && !head.includes('/Subtype /Image');
    objects.set(number, { head, body: isPacked ? inflateSync(raw).toString('latin1') : '' });
  }
  return objects;
}

/** Glyph numbers to characters, as the font itself tells them. */
function unicodeIn(map: string): Unicode {
  const found = new Map<string, string>();
  const decoded = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');
  for (const [, first = '', , list = ''] of map.matchAll(/<(\w{4})> <(\w{4})> \[([^\]]*)\]/g))
    [...list.matchAll(/<([^>]*)>/g)].forEach(([, hex = ''], index) => {
      const glyph = (parseInt(first, 16) + index).toString(16).padStart(4, '0');
      found.set(glyph, decoded(hex.replaceAll(' ', '')));
    });
  return found;
}

/** Every text of a document printed by the product, page by page, as a reader would see it. */
export function pdfPieces(pdf: Buffer): readonly PdfPiece[] {
  const objects = objectsIn(pdf);
  const headOf = (number: string): string => objects.get(number)?.head ?? '';
  const fonts = new Map<string, { readonly name: string; readonly unicode: Unicode }>();
  const fontOf = (number: string) => {
    const known = fonts.get(number);
    if (known !== undefined) return known;
    const head = headOf(number);
    const map = /\/ToUnicode (\d+) 0 R/.exec(head)?.[1] ?? '';
    const fresh = {
      name: /\/BaseFont \/(?:[A-Z]{6}\+)?([\w-]+)/.exec(head)?.[1] ?? '',
      unicode: unicodeIn(objects.get(map)?.body ?? ''),
    };
    fonts.set(number, fresh);
    return fresh;
  };
  const list = [...objects.values()].map(({ head }) => /\/Kids \[([^\]]*)\]/.exec(head)?.[1]);
  const found = list.find((one) => one !== undefined) ?? '';
  const kids = [...found.matchAll(/(\d+) 0 R/g)].map(([, number = '']) => number);
  return kids.flatMap((page, index) => {
    const head = headOf(page);
    const height = Number(/\/MediaBox \[0 0 [\d.]+ ([\d.]+)\]/.exec(head)?.[1] ?? 0);
    const resources = /\/Resources (\d+) 0 R/.exec(head)?.[1];
    const named = new Map(
      [...(resources === undefined ? head : headOf(resources)).matchAll(/\/(F\d+) (\d+) 0 R/g)].map(
        ([, name = '', number = '']) => [name, number],
      ),
    );
    const contents = objects.get(/\/Contents (\d+) 0 R/.exec(head)?.[1] ?? '')?.body ?? '';
    return textsIn(contents, (name) => fontOf(named.get(name) ?? '')).map((piece) => ({
      ...piece,
      page: index + 1,
      y: height - piece.y,
    }));
  });
}

function textsIn(
  contents: string,
  fontOf: (name: string) => { readonly name: string; readonly unicode: Unicode },
): readonly Omit<PdfPiece, 'page'>[] {
  const pieces: Omit<PdfPiece, 'page'>[] = [];
  for (const [, block = ''] of contents.matchAll(/BT\n([^]*?)ET/g)) {
    const [, x, y] = /1 0 0 1 (-?[\d.]+) (-?[\d.]+) Tm/.exec(block) ?? [];
    const [, fontName = '', size] = /\/(F\d+) ([\d.]+) Tf/.exec(block) ?? [];
    const font = fontOf(fontName);
    const shown = [...block.matchAll(/\[([^\]]*)\] TJ/g)]
      .flatMap(([, list = '']) => [...list.matchAll(/<([0-9a-f]+)>/g)])
      .flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
      .map((glyph) => font.unicode.get(glyph) ?? '\ufffd')
      .join('')
      // The hyphen that holds "a-t-il" together reads as any other.
      .replaceAll('\u2011', '-');
    pieces.push({ x: Number(x), y: Number(y), text: shown, font: font.name, size: Number(size) });
  }
  return pieces;
}

/** A word broken after its hyphen goes on where it stopped; everything else stands apart. */
function readAcross(pieces: readonly PdfPiece[]): string {
  const joined = pieces.map((piece, index) => {
    const next = pieces[index + 1];
    const end = piece.x + piece.text.length * piece.size * 0.6;
    return /.[-–/]$/.test(piece.text) && next !== undefined && next.x - end < piece.size
      ? piece.text
      : `${piece.text} `;
  });
  return joined.join('').replaceAll(/\s+/g, ' ').trim();
}

const SAME_LINE = 2.5;

/** The lines of a document as they are read: pieces at one height from left to right, a cell and its neighbour side by side. */
export function pdfLines(pdf: Buffer): readonly string[] {
  const lines: { page: number; y: number; pieces: PdfPiece[] }[] = [];
  for (const piece of pdfPieces(pdf)) {
    const line = lines.find(({ page, y }) => page === piece.page && Math.abs(y - piece.y) <= SAME_LINE);
    if (line === undefined) lines.push({ page: piece.page, y: piece.y, pieces: [piece] });
    else line.pieces.push(piece);
  }
  return lines
    .sort((left, right) => left.page - right.page || left.y - right.y)
    .map(({ pieces }) => readAcross([...pieces].sort((left, right) => left.x - right.x)));
}

/** The whole text of a document. */
export function pdfText(pdf: Buffer): string {
  return pdfLines(pdf).join('\n');
}

/** How far to the right a line is drawn on any page, in points from the left edge. */
export function pdfReach(pdf: Buffer): number {
  const drawn = [...objectsIn(pdf).values()].flatMap(({ body }) => [
    ...[...body.matchAll(/^(-?[\d.]+) -?[\d.]+ [ml]$/gm)].map(([, x]) => Number(x)),
    ...[...body.matchAll(/^(-?[\d.]+) -?[\d.]+ (-?[\d.]+) -?[\d.]+ re$/gm)].map(
      ([, x, width]) => Number(x) + Number(width),
    ),
  ]);
  return Math.max(...drawn);
}
