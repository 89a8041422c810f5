import { int, num } from './arrays.ts';

/** A queue of nodes by distance; a node may stand in it more than once, and the nearest comes first. */
export class Heap {
  #distances = new Float64Array(1024);
  #nodes = new Int32Array(1024);
  #size = 0;

  get isEmpty(): boolean {
    return this.#size === 0;
  }

  clear(): void {
    this.#size = 0;
  }

  push(node: number, distance: number): void {
    if (this.#size === this.#nodes.length) this.#grow();
    let place = this.#size;
    this.#size += 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = num(this.#distances, parent);
      if (above <= distance) break;
      this.#distances[place] = above;
      this.#nodes[place] = int(this.#nodes, parent);
      place = parent;
    }
    this.#distances[place] = distance;
    this.#nodes[place] = node;
  }

  /** The distance of the nearest; only while there is one. */
  get nearest(): number {
    return num(this.#distances, 0);
  }

  /** Takes the nearest node out; only while there is one. */
  pop(): number {
    const node = int(this.#nodes, 0);
    this.#size -= 1;
    const size = this.#size;
    if (size === 0) return node;
    const distance = num(this.#distances, size);
    const last = int(this.#nodes, size);
    let place = 0;
    for (let child = 1; child < size; child = 2 * place + 1) {
      if (child + 1 < size && num(this.#distances, child + 1) < num(this.#distances, child)) child += 1;
      const below = num(this.#distances, child);
      if (below >= distance) break;
      this.#distances[place] = below;
      this.#nodes[place] = int(this.#nodes, child);
      place = child;
    }
    this.#distances[place] = distance;
    this.#nodes[place] = last;
    return node;
  }

  #grow(): void {
    const distances = new Float64Array(this.#nodes.length * 2);
    const nodes = new Int32Array(this.#nodes.length * 2);
    distances.set(this.#distances);
    nodes.set(this.#nodes);
    this.#distances = distances;
    this.#nodes = nodes;
  }
}
