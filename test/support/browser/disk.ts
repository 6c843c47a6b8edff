import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { constants, gunzipSync, inflateSync } from 'node:zlib';
import { tablesIn, unsnapped } from './leveldb.js';

/** One file: what lies in it, and what lies packed in it. */
interface Found {
  readonly path: string;
  readonly texts: readonly Buffer[];
}

const GZIP = Buffer.from([0x1f, 0x8b, 0x08]);
const ZLIB = [0x01, 0x5e, 0x9c, 0xda].map((level) => Buffer.from([0x78, level]));
/** How Chromium marks a value of IndexedDB that it has packed. */
const PACKED_VALUE = Buffer.from([0xff, 0x11, 0x02]);

/** All that a browser has written into its folder, read once; the browser is not running any more. */
export class Disk {
  private constructor(private readonly files: readonly Found[]) {}

  static read(folder: string): Disk {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    return new Disk(
      files.map(({ parentPath, name }) => {
        const bytes = readFileSync(join(parentPath, name));
        const plain = [bytes, ...tried(() => tablesIn(bytes))];
        return {
          path: relative(folder, join(parentPath, name)),
          texts: plain.flatMap((one) => [one, ...unpacked(one)]),
        };
      }),
    );
  }

  /** Where these bytes lie, in any of the encodings that a browser writes, whatever became of capital letters. */
  where(needle: string | Buffer): readonly string[] {
    const forms = typeof needle === 'string' ? formsOf(needle) : bytesOf(needle);
    return this.files
      .filter(({ texts }) => texts.some((text) => forms.some((form) => text.includes(form))))
      .map(({ path }) => path);
  }
}

function formsOf(needle: string): readonly Buffer[] {
  const spellings = new Set([needle, needle.toLowerCase(), needle.toUpperCase(), encodeURIComponent(needle)]);
  return [...spellings].flatMap((text) =>
    (['utf8', 'utf16le', 'latin1'] as const).map((encoding) => Buffer.from(text, encoding)),
  );
}

const bytesOf = (needle: Buffer): readonly Buffer[] => [
  needle,
  Buffer.from(needle.toString('hex')),
  Buffer.from(needle.toString('base64url')),
  Buffer.from(needle.toString('base64')),
];

/** What lies gzipped, deflated or packed by IndexedDB at any place of these bytes; what is cut off is read as far as it goes. */
function unpacked(bytes: Buffer): readonly Buffer[] {
  const cut = { finishFlush: constants.Z_SYNC_FLUSH };
  return [
    ...places(bytes, GZIP).flatMap((at) => tried(() => [gunzipSync(bytes.subarray(at), cut)])),
    ...ZLIB.flatMap((head) => places(bytes, head)).flatMap((at) =>
      tried(() => [inflateSync(bytes.subarray(at), cut)]),
    ),
    ...places(bytes, PACKED_VALUE).flatMap((at) => tried(() => [unsnapped(bytes, at + PACKED_VALUE.length)])),
  ];
}

function places(bytes: Buffer, head: Buffer): readonly number[] {
  const found: number[] = [];
  for (let at = bytes.indexOf(head); at >= 0; at = bytes.indexOf(head, at + 1)) found.push(at);
  return found;
}

/** Most places only look like the beginning of something packed. */
function tried(unpack: () => readonly Buffer[]): readonly Buffer[] {
  try {
    return unpack();
  } catch {
    return [];
  }
}
