import type { INestApplicationContext } from '@nestjs/common';
import { demonstrationId } from '../accounts/demonstration.js';
import type { AttachmentKind } from '../domain/cases/attachment.js';
import { Seeded } from '../generator/seeded.js';
import { Pictures } from '../platform/pictures/pictures.js';
import type { Raster } from '../platform/pictures/raster.js';
import { AttachmentCommands } from './attachment-commands.js';
import type { DemonstrationCases, ToldCase } from './demonstration-cases.js';

const [WIDTH, HEIGHT, MARGIN] = [1200, 850, 50];
type Colour = readonly [number, number, number];
const [PAPER, RULE, INK, RED]: readonly [Colour, Colour, Colour, Colour] = [
  [247, 243, 231],
  [150, 170, 200],
  [35, 40, 110],
  [190, 50, 60],
];

/** A page drawn by rule and pen. What looks like writing is none: nothing on it was ever anybody's. */
class Page {
  private readonly data = Buffer.alloc(WIDTH * HEIGHT * 3);

  constructor() {
    this.block(0, 0, WIDTH, HEIGHT, PAPER);
  }

  get raster(): Raster {
    return { data: this.data, width: WIDTH, height: HEIGHT, channels: 3 };
  }

  block(x: number, y: number, width: number, height: number, colour: Colour): void {
    for (let row = Math.max(0, y); row < Math.min(HEIGHT, y + height); row += 1) {
      for (let column = Math.max(0, x); column < Math.min(WIDTH, x + width); column += 1) {
        this.data.set(colour, (row * WIDTH + column) * 3);
      }
    }
  }

  line(from: readonly [number, number], to: readonly [number, number], colour: Colour): void {
    const steps = Math.max(Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1]), 1);
    for (let step = 0; step <= steps; step += 1) {
      const at = (one: 0 | 1): number => Math.round(from[one] + ((to[one] - from[one]) * step) / steps);
      this.block(at(0), at(1), 3, 3, colour);
    }
  }

  /** A word's worth of loops. */
  scribble(x: number, y: number, width: number, random: Seeded): void {
    const [height, pace] = [5 + random.whole(0, 4), 0.35 + random.whole(0, 30) / 100];
    for (let at = 0; at < width; at += 1) {
      const lift = Math.sin(at * pace) * height * (0.6 + 0.4 * Math.sin(at / 9));
      this.block(x + at, Math.round(y - lift), 2, 3, INK);
    }
  }

  grid(columns: readonly number[], rows: number, top: number, height: number): void {
    const right = columns.at(-1) ?? WIDTH;
    for (let row = 0; row <= rows; row += 1) {
      this.block(columns[0] ?? 0, top + row * height, right - (columns[0] ?? 0), 2, RULE);
    }
    for (const x of columns) this.block(x, top, 2, rows * height, RULE);
  }
}

/** Columns of a delivery register, line after line in one hand. */
function register(random: Seeded): Raster {
  const page = new Page();
  const columns = [MARGIN, 130, 420, 560, 720, 900, WIDTH - MARGIN];
  page.block(MARGIN, 40, 420, 26, INK);
  page.block(MARGIN, 92, WIDTH - 2 * MARGIN, 34, [222, 226, 236]);
  page.grid(columns, 14, 126, 48);
  for (let row = 0; row < 14; row += 1) {
    columns.slice(0, -1).forEach((x, index) => {
      const room = (columns[index + 1] ?? x) - x - 24;
      page.scribble(x + 12, 158 + row * 48, Math.round(room * (0.45 + random.whole(0, 50) / 100)), random);
    });
  }
  page.line([MARGIN + 6, 126 + 48 * 9 + 44], [WIDTH - MARGIN - 6, 126 + 48 * 9 + 44], RED);
  return page.raster;
}

/** The two lines of a partograph and a labour that crosses both. */
function partograph(random: Seeded): Raster {
  const page = new Page();
  page.scribble(MARGIN, 60, 260, random);
  page.scribble(700, 60, 180, random);
  const columns = Array.from({ length: 25 }, (_, index) => MARGIN + index * 44);
  page.grid(columns, 10, 120, 44);
  page.grid(columns, 4, 620, 40);
  const cell = (hour: number, dilation: number): readonly [number, number] => [
    MARGIN + hour * 44,
    560 - dilation * 44,
  ];
  page.line(cell(4, 4), cell(10, 10), RED);
  page.line(cell(8, 4), cell(14, 10), RED);
  const course = [4, 4, 5, 5, 6, 6, 7, 7].map((dilation, index) => cell(4 + 2 * index, dilation));
  for (const [index, [x, y]] of course.entries()) {
    page.line([x - 8, y - 8], [x + 8, y + 8], INK);
    page.line([x - 8, y + 8], [x + 8, y - 8], INK);
    const next = course[index + 1];
    if (next) page.line([x, y], next, INK);
  }
  for (let hour = 0; hour < 16; hour += 1) page.scribble(MARGIN + hour * 44 + 6, 650, 30, random);
  return page.raster;
}

const PAGES: readonly (readonly [AttachmentKind, (random: Seeded) => Raster])[] = [
  ['register', register],
  ['partograph', partograph],
];

/** A register page and a partograph, photographed by somebody who documents the case. */
export async function photograph(
  app: INestApplicationContext,
  cases: DemonstrationCases,
  told: ToldCase,
  by: string,
): Promise<void> {
  const random = new Seeded(told.number.length + told.name.length);
  for (const [kind, draw] of PAGES) {
    const { bytes } = await app.get(Pictures).encode(draw(random));
    const request = cases.request(told.name, `photograph ${kind}`);
    await app
      .get(AttachmentCommands)
      .add(await cases.actor(by), { read: (work) => work({ bytes, request }) }, told.id, {
        id: demonstrationId('attachment', told.name, kind),
        kind,
      });
  }
}
