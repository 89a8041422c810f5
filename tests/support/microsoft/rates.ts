import type { Claims, RateStore } from '../../../bot/microsoft/rate-claims.ts';

/** What servers claim of rates, without a database: as `bot/storage/shared-rates.ts` keeps it, on the clock of this process. */
export function ratesInMemory(settings: { readonly clock?: () => number; readonly latency?: () => number } = {}) {
  const { clock = Date.now, latency = () => 0 } = settings;
  const claims = new Map<string, Claims>();
  const counts = { changes: 0 };
  let last: Promise<void> = Promise.resolve();
  const away = async () => {
    const milliseconds = latency();
    if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds));
  };
  const store: RateStore = {
    change(rate, decide) {
      const changed = last.then(async () => {
        counts.changes += 1;
        await away();
        const next = decide(structuredClone(claims.get(rate)) ?? null, clock());
        await away();
        claims.set(rate, next);
      });
      last = changed.catch(() => undefined);
      return changed;
    },
  };
  return { ...store, claims, counts };
}
