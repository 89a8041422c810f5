/**
 * Work that can be put down after every piece of it, so that a server with one thread answers others between two pieces;
 * it gives its result at its end.
 */
export type Pieces<Result> = Generator<undefined, Result>;

/** People or couples that one piece is about: a few milliseconds' work. */
export const pieceSize = 1_000;

/** Does all of it without putting it down. */
export function atOnce<Result>(work: Pieces<Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** Does all of it and lets everybody else who waits have a turn between two pieces. */
export async function inTurns<Result>(work: Pieces<Result>): Promise<Result> {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }
}

/** Does something about one after the other. */
export function* forEach<One>(all: Iterable<One>, deed: (one: One) => void): Pieces<void> {
  let count = 0;
  for (const one of all) {
    deed(one);
    count += 1;
    if (count % pieceSize === 0) yield;
  }
}

export function* mapEach<One, Other>(all: Iterable<One>, change: (one: One) => Other): Pieces<readonly Other[]> {
  const changed: Other[] = [];
  yield* forEach(all, (one) => changed.push(change(one)));
  return changed;
}

export function* filterEach<One>(all: Iterable<One>, isWanted: (one: One) => boolean): Pieces<readonly One[]> {
  const wanted: One[] = [];
  yield* forEach(all, (one) => {
    if (isWanted(one)) wanted.push(one);
  });
  return wanted;
}

/** As `Array.toSorted`: what compares as equal keeps its order. */
export function* sortEach<One>(all: readonly One[], compare: (a: One, b: One) => number): Pieces<readonly One[]> {
  let runs: (readonly One[])[] = [];
  for (let from = 0; from < all.length; from += pieceSize) {
    runs.push(all.slice(from, from + pieceSize).toSorted(compare));
    yield;
  }
  while (runs.length > 1) {
    const longer: (readonly One[])[] = [];
    for (let index = 0; index < runs.length; index += 2) {
      longer.push(yield* merge(runs[index] ?? [], runs[index + 1] ?? [], compare));
    }
    runs = longer;
  }
  return runs[0] ?? [];
}

function* merge<One>(
  first: readonly One[],
  second: readonly One[],
  compare: (a: One, b: One) => number,
): Pieces<readonly One[]> {
  if (second.length === 0) return first;
  const merged: One[] = [];
  const rest = second.values();
  let next = rest.next();
  function* take(one: One): Pieces<void> {
    merged.push(one);
    if (merged.length % pieceSize === 0) yield;
  }
  for (const one of first) {
    for (; next.done !== true && compare(one, next.value) > 0; next = rest.next()) yield* take(next.value);
    yield* take(one);
  }
  for (; next.done !== true; next = rest.next()) yield* take(next.value);
  return merged;
}
