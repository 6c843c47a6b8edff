import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { recordsPdf } from './pdf-made.js';

/** One hostile or broken file. `refused` is the code of the answer; without it the file is taken and must come back harmless. */
export interface Specimen {
  readonly name: string;
  readonly bytes: Buffer;
  readonly refused?: string;
}

export const PLACE_AND_NAME = 'Coulibaly Aminata, Tiendo';

/** A page with lines on it, `seed` makes it another one. */
export function page(seed = 0, width = 640, height = 480): Sharp {
  const data = Buffer.alloc(width * height * 3, 240);
  for (let y = 20; y < height; y += 24) {
    for (let x = 20; x < width - 20; x += 1)
      data.fill((x * (seed + 7) + y) % 180, (y * width + x) * 3, (y * width + x) * 3 + 3);
  }
  return sharp(data, { raw: { width, height, channels: 3 } });
}

export const photo = (seed = 0, width?: number, height?: number): Promise<Buffer> =>
  page(seed, width, height).jpeg().toBuffer();

/** A picture that no encoding makes small: it has several pieces. */
export function noisy(width = 640, height = 480): Promise<Buffer> {
  const data = Buffer.alloc(width * height * 3);
  for (let n = 0; n < data.length; n += 1) data[n] = (n * 7919 + (n >> 7) * 104_729) % 251;
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 95 })
    .toBuffer();
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A PNG by hand, so that its header may say what its data does not hold. */
export function png(width: number, height: number, pixels: Buffer, interlaced = false): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, interlaced ? 1 : 0], 8);
  const sign = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    sign,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const text = (content: string): Buffer => Buffer.from(content, 'utf8');

/** A JPEG that tells where it was taken, by whom, and when. */
export function telling(orientation = 1): Promise<Buffer> {
  return page(3)
    .jpeg()
    .withExif({
      IFD0: {
        ImageDescription: PLACE_AND_NAME,
        Artist: PLACE_AND_NAME,
        Make: 'Telephone',
      },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '12/1 39/1 10/1',
        GPSLongitudeRef: 'W',
        GPSLongitude: '8/1 0/1 5/1',
      },
    })
    .withMetadata({ orientation })
    .toBuffer();
}

/** A comment in a JPEG, where a script likes to hide. */
function withComment(jpeg: Buffer, comment: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(comment.length + 2);
  return Buffer.concat([
    jpeg.subarray(0, 2),
    Buffer.from([0xff, 0xfe]),
    length,
    text(comment),
    jpeg.subarray(2),
  ]);
}

/** Everything that must be refused or come back harmless. Made here: no file comes from elsewhere. */
export async function corpus(): Promise<readonly Specimen[]> {
  const jpeg = await photo(1);
  const script = '<script>fetch("//x")</script>';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>1</script></svg>`;
  const damaged = 'attachment.damaged';
  const type = 'attachment.type';
  return [
    { name: 'a drawing with a script', bytes: text(svg), refused: type },
    { name: 'a drawing that begins like XML', bytes: text(`<?xml version="1.0"?>${svg}`), refused: type },
    { name: 'a web page', bytes: text(`<!doctype html>${script}`), refused: type },
    { name: 'a script', bytes: text('alert(1)'), refused: type },
    {
      name: 'the test virus',
      bytes: text('X5O!P%@AP[4\\PZX54(P^)7CC)7}$' + 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'),
      refused: type,
    },
    { name: 'an archive', bytes: Buffer.concat([text('PK\u0003\u0004'), Buffer.alloc(200)]), refused: type },
    {
      name: 'a GIF that is a script',
      bytes: text('GIF89a/*' + '.'.repeat(60) + '*/=1;alert(1)//'),
      refused: type,
    },
    { name: 'a TIFF', bytes: await page(1).tiff().toBuffer(), refused: type },
    { name: 'a WebP', bytes: await page(1).webp().toBuffer(), refused: 'attachment.convert' },
    {
      name: 'a PDF with an action',
      bytes: text('%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj'),
      refused: 'attachment.pdf-damaged',
    },
    { name: 'a PDF with a script, a hidden file and names', bytes: recordsPdf(1) },
    {
      name: 'the beginning of a JPEG and then a web page',
      bytes: Buffer.concat([jpeg.subarray(0, 3), text(script)]),
      refused: damaged,
    },
    {
      name: 'the sign of a PNG and then a drawing',
      bytes: Buffer.concat([png(1, 1, Buffer.alloc(2)).subarray(0, 8), text(svg)]),
      refused: damaged,
    },
    { name: 'half a JPEG', bytes: jpeg.subarray(0, jpeg.length / 2), refused: damaged },
    {
      name: 'a PNG of 60,000 by 60,000',
      bytes: png(60_000, 60_000, Buffer.alloc(1000)),
      refused: 'attachment.pixels',
    },
    {
      name: 'a PNG that says it is small and unpacks to 200 MB',
      bytes: png(64, 64, Buffer.alloc(200_000_000)),
    },
    {
      name: 'an interlaced PNG of 36 megapixels',
      bytes: png(6000, 6000, Buffer.alloc(36_006_000), true),
      refused: 'attachment.pixels',
    },
    { name: 'a JPEG with a web page at its end', bytes: Buffer.concat([jpeg, text(script)]) },
    {
      name: 'a JPEG with an archive at its end',
      bytes: Buffer.concat([await photo(11), text('PK\u0003\u0004'), Buffer.alloc(200)]),
    },
    { name: 'a JPEG with a script in its comment', bytes: withComment(await photo(12), script) },
    { name: 'a JPEG that tells where it was taken', bytes: await telling() },
    {
      name: 'a JPEG with names in its description',
      bytes: await page(5)
        .jpeg()
        .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${PLACE_AND_NAME}</x:xmpmeta>`)
        .toBuffer(),
    },
    {
      name: 'a JPEG in the colours of printers',
      bytes: await page(6).toColourspace('cmyk').jpeg().toBuffer(),
    },
    { name: 'a PNG that one can see through', bytes: await page(7).ensureAlpha(0.5).png().toBuffer() },
  ];
}

/** What may follow the pixels of a kept picture: nothing. And no block of it may carry text of others. */
export function tellsNothing(kept: Buffer): boolean {
  const content = kept.toString('latin1');
  const forbidden = [
    'Exif',
    'http',
    'script',
    'GPS',
    'ICC_PROFILE',
    'Photoshop',
    'PK\u0003\u0004',
    'Coulibaly',
    'Telephone',
  ];
  return (
    kept.subarray(-2).equals(Buffer.from([0xff, 0xd9])) && forbidden.every((word) => !content.includes(word))
  );
}
