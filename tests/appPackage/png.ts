import { inflateSync } from 'node:zlib';

/** A picture as its file holds it: four bytes a pixel, red, green, blue and how opaque, row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Buffer;
}

/** Reads a PNG without any browser's rounding of half-transparent colours. Knows what the icons are: 8-bit RGBA. */
export function readPng(file: Buffer): Picture {
  const signature = '89504e470d0a1a0a';
  if (file.toString('hex', 0, 8) !== signature) throw new Error('this is no PNG');
  const parts: Buffer[] = [];
  let header = Buffer.alloc(0);
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    const content = file.subarray(at + 8, at + 8 + length);
    const kind = file.toString('latin1', at + 4, at + 8);
    if (kind === 'IHDR') header = Buffer.from(content);
    if (kind === 'IDAT') parts.push(content);
    at += length + 12;
  }
  // Bit depth 8, colour type RGBA, the one compression, the one set of filters, not interlaced.
  if (header.toString('hex', 8) !== '0806000000') throw new Error('this is no 8-bit RGBA picture');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  return { width, height, pixels: unfilter(inflateSync(Buffer.concat(parts)), width * 4, height) };
}

/** Takes back what the file does to each row so that it compresses better. */
function unfilter(filtered: Buffer, rowLength: number, height: number): Buffer {
  const pixels = Buffer.alloc(rowLength * height);
  for (let row = 0; row < height; row += 1) {
    const from = row * (rowLength + 1);
    const filter = filtered[from] ?? 0;
    for (let column = 0; column < rowLength; column += 1) {
      const at = row * rowLength + column;
      const left = column < 4 ? 0 : (pixels[at - 4] ?? 0);
      const up = row === 0 ? 0 : (pixels[at - rowLength] ?? 0);
      const upLeft = row === 0 || column < 4 ? 0 : (pixels[at - rowLength - 4] ?? 0);
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, upLeft)][filter];
      if (guess === undefined) throw new Error(`a row has the unknown filter ${filter}`);
      pixels[at] = ((filtered[from + 1 + column] ?? 0) + guess) & 0xff;
    }
  }
  return pixels;
}

function paeth(left: number, up: number, upLeft: number): number {
  const expected = left + up - upLeft;
  const [fromLeft, fromUp, fromUpLeft] = [left, up, upLeft].map((value) => Math.abs(expected - value));
  if (fromLeft === undefined || fromUp === undefined || fromUpLeft === undefined) return 0;
  if (fromLeft <= fromUp && fromLeft <= fromUpLeft) return left;
  return fromUp <= fromUpLeft ? up : upLeft;
}
