/** Characters: nobody writes more to a bot about what they want. */
const mostRead = 300;
/** Arabic writes the article onto its word. */
const article = /^ال(?=.{3})/u;

/**
 * The words of a text, without what people leave out in a hurry: capitals, accents, vowel marks, the kind of a letter's
 * carrier, the Arabic article; digits are `0` to `9`. Hyphens stay within words.
 */
export function wordsOf(text: string): readonly string[] {
  const plain = text
    .slice(0, mostRead)
    .toLowerCase()
    .replaceAll('ß', 'ss')
    // Taken apart, letters and their marks are two.
    .normalize('NFKD')
    .replace(/[\p{M}\u0621\u0640]/gu, '')
    .replaceAll('ى', 'ي')
    .replaceAll('ة', 'ه')
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
  return plain
    .split(/[^\p{L}\p{N}-]+/u)
    .map((word) => word.replace(article, ''))
    .filter((word) => word !== '');
}

/**
 * Those of the words known that a word is nearest to, the longest where they are as near as each other; none when it is
 * far from all.
 */
export function nearest(word: string, known: Iterable<string>): readonly string[] {
  let found: string[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (const one of known) {
    const far = distance(word, one);
    if (far === null || far > least) continue;
    if (far < least) found = [];
    least = far;
    found.push(one);
  }
  const longest = Math.max(...found.map(({ length }) => length));
  return found.filter(({ length }) => length === longest);
}

/**
 * How far a word is from the one that may be meant: the letters to put in, leave out, replace or swap with the next, and 1
 * where it is a longer form of it. Null when that is too far: one slip is forgiven in four letters and more, two in nine
 * and more; at the front one, in five and more.
 */
function distance(word: string, meant: string): number | null {
  if (word === meant) return 0;
  if (meant.length > 4 && word.startsWith(meant)) return 1;
  const isFrontRight = word[0] === meant[0];
  if (meant.length < (isFrontRight ? 4 : 5)) return null;
  const forgiven = isFrontRight && meant.length >= 9 ? 2 : 1;
  if (Math.abs(word.length - meant.length) > forgiven) return null;
  const found = slips(word, meant, forgiven);
  return found <= forgiven ? found : null;
}

/** Infinite where they are surely more than those forgiven. */
function slips(word: string, meant: string, forgiven: 1 | 2): number {
  const [from, to] = parting(word, meant);
  // One slip leaves at most two letters that differ: those swapped.
  if (forgiven === 1 && Math.max(from.length, to.length) > 2) return Number.POSITIVE_INFINITY;
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, index) => index)];
  const at = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= from.length; row += 1) {
    rows.push([row]);
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      rows[row]?.push(
        Math.min(
          at(row - 1, column) + 1,
          at(row, column - 1) + 1,
          at(row - 1, column - 1) + (isSame ? 0 : 1),
          isSwap ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return at(from.length, to.length);
}

/** Two words without what they have in common at their beginning and at their end. */
function parting(a: string, b: string): readonly [string, string] {
  const shorter = Math.min(a.length, b.length);
  let front = 0;
  while (front < shorter && a[front] === b[front]) front += 1;
  let back = 0;
  while (back < shorter - front && a[a.length - 1 - back] === b[b.length - 1 - back]) back += 1;
  return [a.slice(front, a.length - back), b.slice(front, b.length - back)];
}
