import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { atOnce, filterEach, forEach, inTurns, mapEach, pieceSize, sortEach } from '../../../bot/mentoring/pieces.ts';

const count = 3 * pieceSize + 1;
const numbers = Array.from({ length: count }, (_, index) => (index * 7_919) % count);

describe('work in pieces', () => {
  it('comes to the same in turns and at once', async () => {
    const seen: number[] = [];
    await inTurns(forEach(numbers, (number) => seen.push(number)));
    expect(seen).toEqual(numbers);
    expect(atOnce(mapEach(numbers, (number) => number * 2))).toEqual(numbers.map((number) => number * 2));
    const isEven = (number: number) => number % 2 === 0;
    expect(atOnce(filterEach(numbers, isEven))).toEqual(numbers.filter(isEven));
    expect(await inTurns(mapEach([], String))).toEqual([]);
  });

  it('sorts as a list sorts itself: what is equal keeps its order', () => {
    const [from, to] = [0, 40];
    const lists = fc.array(fc.integer({ min: from, max: to }), { minLength: pieceSize - 5, maxLength: 4 * pieceSize });
    fc.assert(
      fc.property(fc.oneof(fc.array(fc.integer({ min: from, max: to })), lists), (values) => {
        const placed = values.map((value, place) => ({ value, place }));
        const compare = (a: { value: number }, b: { value: number }) => a.value - b.value;
        expect(atOnce(sortEach(placed, compare))).toEqual(placed.toSorted(compare));
      }),
      { numRuns: 40 },
    );
  });

  it('lets others have a turn after every piece, and what fails is told', async () => {
    let turns = 0;
    const take = () => {
      turns += 1;
      if (turns < 100) setImmediate(take);
    };
    setImmediate(take);
    await inTurns(sortEach(numbers, (a, b) => a - b));
    // Each piece is sorted, and the pieces are merged, and those again.
    expect(turns).toBeGreaterThanOrEqual(3 * Math.floor(count / pieceSize));
    turns = 100;
    const failing = () => {
      throw new Error('no');
    };
    await expect(inTurns(mapEach(numbers, failing))).rejects.toThrow('no');
  });
});
