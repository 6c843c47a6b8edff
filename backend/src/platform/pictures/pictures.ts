import { Injectable } from '@nestjs/common';
import sharp, { type Sharp } from 'sharp';
import { Problem } from '../../domain/problem.js';
import { pdfPages, type PdfCaps } from './pdf-pages.js';
import { pictureType } from './picture-type.js';
import { isBlack, painted, snapped, type Box, type Raster } from './raster.js';

/** A picture as it is kept: a JPEG drawn anew from the pixels alone. */
export interface Picture {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
}

/** How much of a picture is read, and how large it is kept. */
export interface PictureCaps {
  readonly pixels: number;
  /** Progressive and interlaced pictures have to be held whole in memory while they are read. */
  readonly interlacedPixels: number;
  readonly longestSide: number;
}

const QUALITY = 80;
const READ = { failOn: 'error', sequentialRead: true } as const;

// Nothing but these two is ever decoded, whatever a file pretends to be; one picture at a time, and nothing is kept in memory after it.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer'] });
sharp.concurrency(1);
sharp.cache(false);

/**
 * Draws pictures anew: what goes in is never kept. Only pixels come through, so neither place, date, camera, comment, thumbnail, colour
 * profile, nor anything hung on to the end of the file.
 */
@Injectable()
export class Pictures {
  private last: Promise<unknown> = Promise.resolve();

  /**
   * What a file shows, upright, in sRGB, on white, no side longer than the cap: one picture, or one for each page of a PDF. Throws a
   * `Problem` for everything that is no sound JPEG, PNG or PDF.
   */
  drawn(file: Buffer, caps: PictureCaps & PdfCaps): Promise<readonly Picture[]> {
    const type = assertType(file);
    if (type === 'pdf') return this.inTurn(() => pagesDrawn(file, caps));
    return this.inTurn(async () => [await readable(() => redrawn(file, caps))]);
  }

  /** Refuses by its first bytes what `drawn` would refuse by them once the whole is here. */
  assertType(head: Buffer): void {
    assertType(head);
  }

  /** A copy with the boxes painted black, widened to whole blocks of the encoding so that none keeps a trace of what it covered. */
  burn(kept: Buffer, boxes: readonly Box[]): Promise<Picture> {
    return this.inTurn(async () => {
      const before = await rasterOf(kept);
      const covered = boxes.map((box) => snapped(box, before));
      const picture = await encoded(pixelsOf(painted(before, covered)));
      const after = await rasterOf(picture.bytes);
      if (!covered.every((box) => isBlack(after, box))) throw new Error('a covered place is not black');
      return picture;
    });
  }

  /** A picture made here, of pixels alone. */
  encode(raster: Raster): Promise<Picture> {
    return this.inTurn(() => encoded(pixelsOf(raster)));
  }

  /** One after the other: two large pictures at once would need twice the memory. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work, work);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}

/** What each EXIF orientation asks for; 1 stands upright. */
const UPRIGHT: Readonly<Record<number, (picture: Sharp) => Sharp>> = {
  2: (picture) => picture.flop(),
  3: (picture) => picture.rotate(180),
  4: (picture) => picture.flip(),
  5: (picture) => picture.flip().rotate(90),
  6: (picture) => picture.rotate(90),
  7: (picture) => picture.flop().rotate(90),
  8: (picture) => picture.rotate(270),
};

async function redrawn(file: Buffer, caps: PictureCaps): Promise<Picture> {
  const read = { ...READ, limitInputPixels: caps.pixels };
  const { width, height, orientation, isProgressive } = await sharp(file, read).metadata();
  const cap = isProgressive ? caps.interlacedPixels : caps.pixels;
  if (width * height > cap) throw new Problem('invalid', 'attachment.pixels');
  const small = sharp(file, read)
    .resize({
      width: caps.longestSide,
      height: caps.longestSide,
      fit: 'inside',
      withoutEnlargement: true,
    })
    .flatten({ background: '#fff' })
    .toColourspace('srgb');
  const stand = UPRIGHT[orientation ?? 1];
  if (stand === undefined) return encoded(small);
  // Made small before it is turned: turning needs the whole picture in memory.
  const { data, info } = await small.raw().toBuffer({ resolveWithObject: true });
  return encoded(stand(pixelsOf({ data, ...info })));
}

async function pagesDrawn(file: Buffer, caps: PdfCaps): Promise<readonly Picture[]> {
  const pages: Picture[] = [];
  for await (const raster of pdfPages(file, caps)) pages.push(await encoded(pixelsOf(raster)));
  return pages;
}

function assertType(file: Buffer): 'jpeg' | 'png' | 'pdf' {
  const type = pictureType(file);
  switch (type) {
    case 'jpeg':
    case 'png':
    case 'pdf':
      return type;
    case 'webp':
    case 'heic':
      throw new Problem('invalid', 'attachment.convert');
    case undefined:
      throw new Problem('invalid', 'attachment.type');
  }
}

/** Whatever the decoder cannot make sense of is a damaged picture, or one with too many pixels; its own words tell nothing to anybody. */
async function readable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Problem) throw error;
    const isTooBig = error instanceof Error && error.message.includes('pixel limit');
    throw new Problem('invalid', isTooBig ? 'attachment.pixels' : 'attachment.damaged');
  }
}

async function rasterOf(bytes: Buffer): Promise<Raster> {
  const { data, info } = await sharp(bytes, READ).raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}

const pixelsOf = ({ data, width, height, channels }: Raster): Sharp =>
  sharp(data, { raw: { width, height, channels } });

/** Every block on its own colours (4:4:4): a block painted black takes nothing from its neighbours. */
async function encoded(picture: Sharp): Promise<Picture> {
  const { data, info } = await picture
    .jpeg({ quality: QUALITY, chromaSubsampling: '4:4:4' })
    .toBuffer({ resolveWithObject: true });
  return { bytes: data, width: info.width, height: info.height };
}
