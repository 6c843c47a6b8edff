import { crc32, createDeflateRaw } from 'node:zlib';

/** A file inside an archive: its path, and its text in pieces, so that a large one is never whole in memory before it is small. */
export interface Part {
  readonly path: string;
  readonly text: Iterable<string>;
}

interface Packed {
  readonly path: Buffer;
  readonly bytes: Buffer;
  readonly crc: number;
  readonly size: number;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
const UTF8_NAMES = 0x0800;
const DEFLATED = 8;
/** 1 January 1980, the first day an archive knows: when it was made stands inside, where somebody reads it. */
const NO_DATE = 0x21;

/** An archive as Office and its kin read it. At most 4 GB and 65,535 parts, far from what leaves here. [APPNOTE 6.3.10] */
export async function zipOf(parts: readonly Part[]): Promise<Buffer> {
  const body: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const packed = await pack(part);
    const local = Buffer.concat([headOf(packed, LOCAL), packed.path, packed.bytes]);
    directory.push(Buffer.concat([headOf(packed, CENTRAL, offset), packed.path]));
    body.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  return Buffer.concat([...body, central, endOf(parts.length, central.length, offset)]);
}

async function pack({ path, text }: Part): Promise<Packed> {
  const deflate = createDeflateRaw();
  const out: Buffer[] = [];
  deflate.on('data', (chunk: Buffer) => out.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    deflate.on('end', resolve);
    deflate.on('error', reject);
  });
  let crc = 0;
  let size = 0;
  for (const piece of text) {
    const bytes = Buffer.from(piece);
    crc = crc32(bytes, crc);
    size += bytes.length;
    if (!deflate.write(bytes)) await new Promise((resolve) => deflate.once('drain', resolve));
  }
  deflate.end();
  await ended;
  return { path: Buffer.from(path), bytes: Buffer.concat(out), crc, size };
}

function headOf({ path, bytes, crc, size }: Packed, signature: number, offset?: number): Buffer {
  const isCentral = offset !== undefined;
  const head = Buffer.alloc(isCentral ? 46 : 30);
  head.writeUInt32LE(signature, 0);
  if (isCentral) head.writeUInt16LE(VERSION, 4);
  const at = isCentral ? 6 : 4;
  head.writeUInt16LE(VERSION, at);
  head.writeUInt16LE(UTF8_NAMES, at + 2);
  head.writeUInt16LE(DEFLATED, at + 4);
  head.writeUInt16LE(NO_DATE, at + 8);
  head.writeUInt32LE(crc, at + 10);
  head.writeUInt32LE(bytes.length, at + 14);
  head.writeUInt32LE(size, at + 18);
  head.writeUInt16LE(path.length, at + 22);
  if (isCentral) head.writeUInt32LE(offset, 42);
  return head;
}

function endOf(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
