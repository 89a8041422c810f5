/**
 * Reading typed arrays where the index is known to be inside. One function for each kind, so that each stays as quick as
 * the access itself.
 */
export const int = (array: Int32Array, index: number): number => array[index] as number;
export const num = (array: Float64Array, index: number): number => array[index] as number;
export const bit = (array: Uint8Array, index: number): number => array[index] as number;

/** Whole numbers for values as they turn up, the same for equal ones; 0 first. */
export class Numbering<Value> {
  readonly values: Value[] = [];
  readonly #known = new Map<string, number>();
  readonly #keyOf: (value: Value) => string;

  constructor(keyOf: (value: Value) => string = String) {
    this.#keyOf = keyOf;
  }

  get size(): number {
    return this.values.length;
  }

  of(value: Value): number {
    const key = this.#keyOf(value);
    const found = this.#known.get(key);
    if (found !== undefined) return found;
    this.#known.set(key, this.values.length);
    return this.values.push(value) - 1;
  }

  /** The number of a value that has one, else -1. */
  find(value: Value): number {
    return this.#known.get(this.#keyOf(value)) ?? -1;
  }
}
