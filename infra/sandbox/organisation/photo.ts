import { crc32, deflateSync } from 'node:zlib';
import { numberOf } from '../guid.ts';

type Colour = readonly [red: number, green: number, blue: number];

/** Grounds with the hair and the clothes that go with them. */
const SCHEMES: readonly (readonly [ground: Colour, hair: Colour, clothes: Colour])[] = [
  [
    [205, 222, 240],
    [58, 46, 40],
    [43, 87, 151],
  ],
  [
    [233, 220, 204],
    [92, 60, 36],
    [120, 66, 58],
  ],
  [
    [214, 232, 216],
    [34, 32, 36],
    [46, 102, 74],
  ],
  [
    [230, 216, 236],
    [120, 84, 48],
    [92, 62, 128],
  ],
  [
    [240, 224, 226],
    [70, 44, 34],
    [160, 74, 92],
  ],
  [
    [222, 226, 232],
    [128, 126, 124],
    [64, 74, 92],
  ],
];
const SKINS: readonly Colour[] = [
  [245, 214, 190],
  [224, 178, 142],
  [188, 132, 94],
  [138, 90, 62],
  [96, 62, 46],
];

/** A drawn head and shoulders that shows nobody: a square PNG that depends on nothing but the id. */
export function photoOf(personId: string, size: number): Buffer {
  const of = <T>(what: string, choices: readonly T[]): T =>
    choices[numberOf(`${what} ${personId}`, choices.length)] as T;
  const [ground, hair, clothes] = of('scheme', SCHEMES);
  const skin = of('skin', SKINS);
  const length = of('hair', [0.4, 0.46, 0.62, 0.7]);
  const colourAt = (x: number, y: number): Colour => {
    const within = (cx: number, cy: number, rx: number, ry: number) => ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1;
    if (within(0.5, 0.44, 0.155, 0.19) && y > 0.33) return skin;
    if (within(0.5, 0.4, 0.2, 0.22) && y < 0.44) return hair;
    if (within(0.5, 1.04, 0.36, 0.36)) return within(0.5, 0.7, 0.09, 0.06) ? skin : clothes;
    if (Math.abs(x - 0.5) < 0.07 && y > 0.5 && y < 0.72) return skin;
    return Math.abs(x - 0.5) < 0.2 && y > 0.38 && y < length ? hair : ground;
  };
  return png(size, (column, row) => {
    // Four looks at each pixel, so that no edge is jagged.
    const looks = [0.25, 0.75].flatMap((dy) =>
      [0.25, 0.75].map((dx) => colourAt((column + dx) / size, (row + dy) / size)),
    );
    return [0, 1, 2].map((part) => Math.round(looks.reduce((sum, one) => sum + (one[part] ?? 0), 0) / looks.length));
  });
}

function png(size: number, pixel: (column: number, row: number) => readonly number[]): Buffer {
  const rows = Buffer.alloc(size * (size * 3 + 1));
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      rows.set(pixel(column, row), row * (size * 3 + 1) + 1 + column * 3);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // Eight bits of red, green and blue.
  header.set([8, 2], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(content.length, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}
