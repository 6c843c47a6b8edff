/** The last bytes of a table of LevelDB, where Chromium keeps IndexedDB and much else. [LevelDB, doc/table_format.md] */
const MAGIC = Buffer.from('57fb808b247547db', 'hex');
const FOOTER = 48;

interface Handle {
  readonly offset: number;
  readonly size: number;
}

/** The blocks of a table, unpacked; nothing when these bytes are no table. */
export function tablesIn(bytes: Buffer): readonly Buffer[] {
  if (bytes.length < FOOTER || !bytes.subarray(-MAGIC.length).equals(MAGIC)) return [];
  const footer = new Cursor(bytes, bytes.length - FOOTER);
  footer.handle();
  const index = blockAt(bytes, footer.handle());
  return handlesIn(index).map((handle) => blockAt(bytes, handle));
}

/** What snappy has packed from this place on. Throws when it is not that. [google/snappy, format_description.txt] */
export function unsnapped(bytes: Buffer, from = 0): Buffer {
  const cursor = new Cursor(bytes, from);
  const out = Buffer.alloc(bounded(cursor.number()));
  let filled = 0;
  while (filled < out.length) {
    const tag = cursor.byte();
    const [kind, size] = [tag & 3, tag >> 2];
    if (kind === 0) {
      const length = size < 60 ? size + 1 : cursor.little(size - 59) + 1;
      filled += cursor.bytes(length).copy(out, filled);
      continue;
    }
    const length = kind === 1 ? (size & 7) + 4 : size + 1;
    const back = kind === 1 ? ((tag >> 5) << 8) | cursor.byte() : cursor.little(kind === 2 ? 2 : 4);
    if (back === 0 || back > filled) throw new RangeError('not snappy');
    for (let n = 0; n < length; n += 1, filled += 1) out[filled] = out[filled - back] ?? 0;
  }
  return out;
}

const LARGEST = 64 * 1024 * 1024;

function bounded(length: number): number {
  if (length > LARGEST) throw new RangeError('not snappy');
  return length;
}

function blockAt(bytes: Buffer, { offset, size }: Handle): Buffer {
  const block = bytes.subarray(offset, offset + size);
  return bytes[offset + size] === 1 ? unsnapped(block) : block;
}

/** The values of the index: where the blocks of data lie. */
function handlesIn(index: Buffer): readonly Handle[] {
  const end = index.length - 4 - 4 * index.readUInt32LE(index.length - 4);
  const cursor = new Cursor(index, 0);
  const handles: Handle[] = [];
  while (cursor.at < end) {
    cursor.number();
    const [own, size] = [cursor.number(), cursor.number()];
    cursor.bytes(own);
    handles.push(new Cursor(cursor.bytes(size), 0).handle());
  }
  return handles;
}

class Cursor {
  constructor(
    private readonly source: Buffer,
    public at: number,
  ) {}

  byte(): number {
    const byte = this.source[this.at];
    if (byte === undefined) throw new RangeError('the bytes end');
    this.at += 1;
    return byte;
  }

  bytes(length: number): Buffer {
    if (this.at + length > this.source.length) throw new RangeError('the bytes end');
    this.at += length;
    return this.source.subarray(this.at - length, this.at);
  }

  little(length: number): number {
    return this.bytes(length).readUIntLE(0, length);
  }

  /** Seven bits a byte, the lowest first. */
  number(): number {
    let value = 0;
    for (let unit = 1; unit < 2 ** 49; unit *= 128) {
      const byte = this.byte();
      value += (byte & 127) * unit;
      if (byte < 128) return value;
    }
    throw new RangeError('not a number');
  }

  handle(): Handle {
    return { offset: this.number(), size: this.number() };
  }
}
