/** Milliseconds in which is counted; then everybody begins anew. */
const span = 60_000;

export interface FloodGate {
  /** Counts one more of `key`: `over` beyond the limit, `first-over` for the one that went beyond it. */
  count(key: string): 'within' | 'first-over' | 'over';
}

/**
 * Says who does something more than `most` times a minute. Kept in this process alone, since it is to spare work. `now` in
 * milliseconds, on a clock that only runs.
 */
export function createFloodGate(most: number, now: () => number = () => performance.now()): FloodGate {
  const counts = new Map<string, number>();
  let endsAt = now() + span;
  return {
    count(key) {
      if (now() >= endsAt) {
        counts.clear();
        endsAt = now() + span;
      }
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      if (count <= most) return 'within';
      return count === most + 1 ? 'first-over' : 'over';
    },
  };
}
