import type { TrafficStore } from '../../../bot/microsoft/graph/traffic.ts';

/** What servers agree on, without a database: as `bot/storage/graph-traffic.ts` keeps it, on the clock of this process. */
export function trafficInMemory(clock: () => number = Date.now) {
  let [version, state] = [0, null as string | null];
  const counts = { reads: 0, swaps: 0, conflicts: 0, lasting: 0 };
  const standing = () => ({
    version: String(version),
    state: state === null ? null : (JSON.parse(state) as unknown),
    now: clock(),
  });
  const store: TrafficStore = {
    async read() {
      counts.reads += 1;
      return standing();
    },
    async swap(seen, next, lasting) {
      counts.swaps += 1;
      if (seen !== String(version)) {
        counts.conflicts += 1;
        return { ok: false, ...standing() };
      }
      version += 1;
      state = JSON.stringify(next);
      if (lasting) counts.lasting += 1;
      return { ok: true, ...standing() };
    },
  };
  return { ...store, counts };
}
