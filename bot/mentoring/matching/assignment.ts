/**
 * Finds who goes with whom: as many rows as possible, and among all such choices one of the greatest total value.
 *
 * `values[row][column]` is a whole number ≥ 1, or null where the two cannot go together. Answers the column of each row,
 * or null. Method: shortest augmenting paths with potentials (Kuhn 1955, Munkres 1957; in the form of Jonker and
 * Volgenant 1987), O(rows² · columns) — each row also has a column of its own that means "alone" and costs more than any
 * gain from values, which makes leaving somebody out the last resort.
 */
export function assign(values: readonly (readonly (number | null)[])[]): readonly (number | null)[] {
  const rows = values.length;
  const columns = values[0]?.length ?? 0;
  const width = columns + rows;
  const highest = values.reduce(
    (most, row) => row.reduce<number>((best, value) => Math.max(best, value ?? 0), most),
    0,
  );
  // One row more placed outweighs everything that the values of all rows could make up for.
  const alone = highest * rows + 1;
  const never = alone * (rows + 1) + 1;
  const cost = (row: number, column: number): number => {
    if (column < columns) {
      const value = values[row]?.[column] ?? null;
      return value === null ? never : highest - value;
    }
    return column - columns === row ? alone : never;
  };

  // Classic arrays from 1; index 0 stands for "none".
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(width + 1);
  const rowOf = new Int32Array(width + 1);
  const before = new Int32Array(width + 1);
  const at = (array: Float64Array | Int32Array, index: number): number => array[index] ?? 0;
  for (let row = 1; row <= rows; row += 1) {
    const shortest = new Float64Array(width + 1).fill(Number.POSITIVE_INFINITY);
    const isSettled = new Uint8Array(width + 1);
    let column = 0;
    rowOf[0] = row;
    do {
      isSettled[column] = 1;
      const current = at(rowOf, column);
      let delta = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let candidate = 1; candidate <= width; candidate += 1) {
        if (isSettled[candidate] === 1) continue;
        const reduced = cost(current - 1, candidate - 1) - at(rowPotential, current) - at(columnPotential, candidate);
        if (reduced < at(shortest, candidate)) {
          shortest[candidate] = reduced;
          before[candidate] = column;
        }
        if (at(shortest, candidate) < delta) {
          delta = at(shortest, candidate);
          next = candidate;
        }
      }
      for (let candidate = 0; candidate <= width; candidate += 1) {
        if (isSettled[candidate] === 1) {
          const owner = at(rowOf, candidate);
          rowPotential[owner] = at(rowPotential, owner) + delta;
          columnPotential[candidate] = at(columnPotential, candidate) - delta;
        } else {
          shortest[candidate] = at(shortest, candidate) - delta;
        }
      }
      column = next;
    } while (at(rowOf, column) !== 0);
    while (column !== 0) {
      const previous = at(before, column);
      rowOf[column] = at(rowOf, previous);
      column = previous;
    }
  }

  const result: (number | null)[] = Array.from({ length: rows }, () => null);
  for (let column = 1; column <= columns; column += 1) {
    const row = at(rowOf, column);
    if (row > 0 && (values[row - 1]?.[column - 1] ?? null) !== null) result[row - 1] = column - 1;
  }
  return result;
}
