import { describe, expect, it } from '@jest/globals';
import { pictureType } from './picture-type.js';

const bytes = (...parts: readonly (string | number)[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'number' ? [part] : [...Buffer.from(part, 'latin1')])),
  );

describe('what a file is', () => {
  it.each([
    ['jpeg', bytes(0xff, 0xd8, 0xff, 0xe1)],
    ['png', bytes(0x89, 'PNG', 13, 10, 0x1a, 10, 0)],
    ['pdf', bytes('%PDF-1.7')],
    ['webp', bytes('RIFF', 1, 2, 3, 4, 'WEBP')],
    ['heic', bytes(0, 0, 0, 24, 'ftypheic')],
  ])('%s by its first bytes', (type, head) => {
    expect(pictureType(head)).toBe(type);
  });

  it.each([
    ['a drawing', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a page', bytes('<!doctype html>')],
    ['a GIF that is a script', bytes('GIF89a=1;alert(1)//')],
    ['a PDF that begins later', bytes(' %PDF-1.7')],
    ['nothing', bytes()],
    ['half a sign', bytes(0xff, 0xd8)],
  ])('is not known for %s', (_, head) => {
    expect(pictureType(head)).toBeUndefined();
  });
});
