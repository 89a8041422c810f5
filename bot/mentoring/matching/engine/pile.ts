/**
 * Pieces of work that threads take from one pile, each piece once. All of it lies in shared memory, so that it can be sent
 * to another thread, and nobody waits for a thread that has not begun.
 */
export interface Pile {
  readonly size: number;
  /** The first piece that nobody took yet, and how many are done. */
  readonly state: Int32Array;
}

/** Work whose pieces threads share; all else that it names is in shared memory too, or is copied. */
export interface SharedWork {
  readonly kind: string;
  readonly pile: Pile;
}

/** A thread that was given the same input and works along. */
export interface Helper {
  /** Tells it what there is to do, and does not wait for it. */
  help(work: SharedWork): void;
}

/** Pieces that are taken at once: few, so that threads end together, and enough that taking costs nothing. */
const handful = 64;

export function pileOf(size: number): Pile {
  return { size, state: sharedInts(2) };
}

/** Takes pieces and works on them until none are left; `work` is told the first and the one after the last. */
export function workOff({ size, state }: Pile, work: (from: number, end: number) => void): void {
  for (let from = Atomics.add(state, 0, handful); from < size; from = Atomics.add(state, 0, handful)) {
    const end = Math.min(size, from + handful);
    work(from, end);
    Atomics.add(state, 1, end - from);
    Atomics.notify(state, 1);
  }
}

/** Waits until all pieces are done, by whichever thread. */
export function waitFor({ size, state }: Pile): void {
  for (let done = Atomics.load(state, 1); done < size; done = Atomics.load(state, 1)) Atomics.wait(state, 1, done);
}

export function sharedInts(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * length));
}

export function sharedFloats(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(8 * length));
}
