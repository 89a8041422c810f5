import type { TrafficStore } from '../../../bot/microsoft/graph/traffic.ts';

/** What servers agree on, without a database: as `bot/storage/graph-traffic.ts` keeps it, on the clock of this process. */
export function trafficInMemory(settings: { readonly clock?: () => number; readonly latency?: () => number } = {}) {
  const { clock = Date.now, latency = () => 0 } = settings;
  let [version, state] = [0, null as string | null];
  const counts = { reads: 0, swaps: 0, conflicts: 0, lasting: 0 };
  const standing = () => ({
    version: String(version),
    state: state === null ? null : (JSON.parse(state) as unknown),
    now: clock(),
  });
  const away = async () => {
    const milliseconds = latency();
    if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds));
  };
  const store: TrafficStore = {
    async read() {
      counts.reads += 1;
      await away();
      return standing();
    },
    async swap(seen, next, lasting) {
      counts.swaps += 1;
      await away();
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
