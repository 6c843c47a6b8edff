import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS = 256;

function chunksOf(png) {
  const chunks = [];
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    chunks.push({
      name: png.toString('latin1', at + 4, at + 8),
      content: png.subarray(at + 8, at + 8 + length),
    });
    at += length + 12;
  }
  return chunks;
}

function chunk(name, content) {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length);
  frame.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
}

/** What the filters of PNG foretell of a byte from those to the left, above, and above the left. */
const FORETOLD = [
  () => 0,
  (left) => left,
  (_left, above) => above,
  (left, above) => (left + above) >> 1,
  (left, above, corner) => {
    const guess = left + above - corner;
    const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
    return a <= b && a <= c ? left : b <= c ? above : corner;
  },
];

function pixelsOf(data, width, height, bytes) {
  const stride = width * bytes;
  const pixels = Buffer.alloc(stride * height);
  for (let row = 0; row < height; row += 1) {
    const foretold = FORETOLD[data[row * (stride + 1)]];
    for (let at = 0; at < stride; at += 1) {
      const here = row * stride + at;
      const left = at >= bytes ? pixels[here - bytes] : 0;
      const above = row > 0 ? pixels[here - stride] : 0;
      const corner = at >= bytes && row > 0 ? pixels[here - stride - bytes] : 0;
      pixels[here] = data[row * (stride + 1) + 1 + at] + foretold(left, above, corner);
    }
  }
  return pixels;
}

const partsOf = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];
const distance = (one, other) => one.reduce((sum, part, at) => sum + (part - other[at]) ** 2, 0);

/** The place of the nearest colour of a palette, remembered for the next time. */
function nearestIn(palette) {
  const parts = palette.map(partsOf);
  const known = new Map(palette.map((colour, place) => [colour, place]));
  return (colour) => {
    if (!known.has(colour)) {
      const wanted = partsOf(colour);
      const distances = parts.map((candidate) => distance(wanted, candidate));
      known.set(colour, distances.indexOf(Math.min(...distances)));
    }
    return known.get(colour);
  };
}

/** The same picture with the 256 colours it uses most: the flat ones of a screen stay as they are, the edges of letters come near. */
export function smallPng(png) {
  const chunks = chunksOf(png);
  const head = Buffer.from(chunks.find(({ name }) => name === 'IHDR').content);
  const [width, height, bytes] = [head.readUInt32BE(0), head.readUInt32BE(4), head[9] === 6 ? 4 : 3];
  const packed = Buffer.concat(chunks.filter(({ name }) => name === 'IDAT').map(({ content }) => content));
  const pixels = pixelsOf(inflateSync(packed), width, height, bytes);
  const colourAt = (pixel) => pixels.readUIntBE(pixel * bytes, 3);
  const uses = new Map();
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const colour = colourAt(pixel);
    uses.set(colour, (uses.get(colour) ?? 0) + 1);
  }
  const palette = [...uses.entries()]
    .sort((a, b) => b[1] - a[1])
    .slice(0, COLOURS)
    .map(([colour]) => colour);
  const nearest = nearestIn(palette);
  const rows = Buffer.alloc((width + 1) * height);
  for (let pixel = 0; pixel < width * height; pixel += 1)
    rows[pixel + Math.floor(pixel / width) + 1] = nearest(colourAt(pixel));
  head[9] = 3;
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette.flatMap(partsOf))),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
