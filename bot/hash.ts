import { createHash } from 'node:crypto';
import type { HashOf } from './mentoring/ports.ts';
import { inTurns, type Pieces } from './mentoring/pieces.ts';

/** Units of text that are read in one piece. */
const pieceSize = 500_000;

/** SHA-256 of a text in UTF-8, in hexadecimal. Others have their turns while a long one is read. */
export const hashOf: HashOf = (text) => inTurns(hashing(text));

function* hashing(text: string): Pieces<string> {
  const hash = createHash('sha256');
  for (let from = 0; from < text.length;) {
    let end = Math.min(text.length, from + pieceSize);
    // The two halves of a character stay together: apart they have no bytes of their own.
    if (end < text.length && isFirstHalf(text.charCodeAt(end - 1))) end += 1;
    hash.update(text.slice(from, end), 'utf8');
    from = end;
    yield;
  }
  return hash.digest('hex');
}

const isFirstHalf = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
