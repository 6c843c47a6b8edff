import { StreamableFile } from '@nestjs/common';

/** A file to be saved, never opened as a page; its name is made of plain letters. */
export function savedAs({
  bytes,
  name,
  type,
}: {
  readonly bytes: Buffer;
  readonly name: string;
  readonly type: string;
}): StreamableFile {
  return new StreamableFile(bytes, {
    type,
    disposition: `attachment; filename="${name}"`,
    length: bytes.length,
  });
}
