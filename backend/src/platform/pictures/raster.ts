/** The bare pixels of a picture, row by row. */
export interface Raster {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 2 | 3 | 4;
}

/** A rectangle in pixels, from the upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Side of the blocks that a JPEG with whole colours is made of. */
const BLOCK = 8;
/** What rounding may leave of black in a decoded block. */
const NEARLY_BLACK = 2;

/** The box with its edges moved outward to whole blocks, inside the picture. */
export function snapped(box: Box, { width, height }: Pick<Raster, 'width' | 'height'>): Box {
  const x = Math.floor(box.x / BLOCK) * BLOCK;
  const y = Math.floor(box.y / BLOCK) * BLOCK;
  const right = Math.min(width, Math.ceil((box.x + box.width) / BLOCK) * BLOCK);
  const bottom = Math.min(height, Math.ceil((box.y + box.height) / BLOCK) * BLOCK);
  return { x, y, width: right - x, height: bottom - y };
}

/** A copy of the picture whose pixels inside the boxes are black. */
export function painted(raster: Raster, boxes: readonly Box[]): Raster {
  const data = Buffer.from(raster.data);
  for (const [start, end] of boxes.flatMap((box) => rowsOf(raster, box))) data.fill(0, start, end);
  return { ...raster, data };
}

/** Whether nothing but black is left inside the box. */
export function isBlack(raster: Raster, box: Box): boolean {
  return rowsOf(raster, box).every(([start, end]) =>
    raster.data.subarray(start, end).every((value) => value <= NEARLY_BLACK),
  );
}

/** Where each row of a box begins and ends in the pixels. */
function rowsOf(raster: Raster, box: Box): readonly (readonly [number, number])[] {
  return Array.from({ length: box.height }, (_, row) => {
    const start = ((box.y + row) * raster.width + box.x) * raster.channels;
    return [start, start + box.width * raster.channels] as const;
  });
}
