import type { Temporal } from 'temporal-polyfill';
import { findMine } from '../meeting/find-mine.ts';
import { endIn } from '../meeting/pause-and-end.ts';
import type { Identity } from '../chat/chat.ts';
import { refreshNotices } from '../notice/plan-notice.ts';
import { present } from '../outcome.ts';
import type { Stores } from '../ports.ts';
import type { Pairing } from './pairing.ts';

/**
 * Somebody goes: what runs of their pairings ends, with its meetings to come, and what is still an offer is off, as by a no.
 * Proposals stay until the next matching, and cannot be published.
 */
export async function partWays(
  stores: Stores,
  who: Identity,
  pairings: readonly Pairing[],
  now: Temporal.Instant,
): Promise<void> {
  for (const { id, state } of pairings) {
    if (state === 'active' || state === 'paused') {
      const mine = present(await findMine(stores, { kind: 'participant', who }, id), 'series of a pairing');
      await endIn(stores, mine, mine.by, now);
    } else if (state === 'offered') {
      const pairing = present(await stores.pairings.byId(id, { forUpdate: true }), 'pairing');
      // Both may have signed meanwhile: then it is one that runs.
      if (pairing.state === 'offered') await stores.pairings.update([{ ...pairing, state: 'declined' }]);
      else await partWays(stores, who, [pairing], now);
      await refreshNotices(stores, [id]);
    }
  }
}
