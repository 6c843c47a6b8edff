export type PictureType = 'jpeg' | 'png' | 'pdf' | 'webp' | 'heic';

const SIGNS: readonly (readonly [PictureType, number, readonly number[]])[] = [
  ['jpeg', 0, [0xff, 0xd8, 0xff]],
  ['png', 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['pdf', 0, [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['webp', 8, [0x57, 0x45, 0x42, 0x50]],
  ['heic', 4, [0x66, 0x74, 0x79, 0x70]],
];

/** What a file is by its first bytes, whatever its name or sender say; `undefined` for everything else. */
export function pictureType(head: Uint8Array): PictureType | undefined {
  return SIGNS.find(([, at, sign]) => sign.every((byte, index) => head[at + index] === byte))?.[0];
}
