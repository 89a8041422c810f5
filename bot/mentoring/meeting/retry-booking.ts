import { noteAct } from '../history/note-act.ts';
import { done, refused, type Outcome } from '../outcome.ts';
import type { Ports, Stores } from '../ports.ts';
import type { Asker } from './find-mine.ts';

export type RetryRefusal = 'not-found' | 'not-failed';

/** Has times looked for again for a series that failed, or one in the making tried at once. */
export async function retryBooking(
  ports: Ports,
  { tenantId, programmeId, lead }: Extract<Asker, { readonly kind: 'lead' }>,
  pairingId: string,
): Promise<Outcome<null, RetryRefusal>> {
  return ports.inTenant(tenantId, async (stores) => {
    const retried = await retryIn(stores, programmeId, pairingId);
    const now = ports.clock.now();
    if (retried.ok) await noteAct(stores, lead, now, programmeId, 'booking-tried-again', { pairingId });
    return retried;
  });
}

/** The same within a transaction that does more. */
export async function retryIn(
  stores: Stores,
  programmeId: string,
  pairingId: string,
): Promise<Outcome<null, RetryRefusal>> {
  const pairing = await stores.pairings.byId(pairingId);
  if (pairing?.programmeId !== programmeId) return refused('not-found');
  const found = (await stores.series.ofPairings([pairingId]))[0];
  const series = found && (await stores.series.byId(found.id, { forUpdate: true }));
  if (series?.state !== 'failed' && series?.state !== 'booking') return refused('not-failed');
  if (series.state === 'failed') await stores.series.update({ ...series, state: 'planned', problem: null });
  await stores.enqueue('series.book', { seriesId: series.id }, { key: series.id });
  return done(null);
}
