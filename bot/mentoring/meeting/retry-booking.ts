import { done, refused, type Outcome } from '../outcome.ts';
import type { Ports } from '../ports.ts';

/** Has times looked for again for a series that failed, or one in the making tried at once. */
export async function retryBooking(
  ports: Ports,
  tenantId: string,
  programmeId: string,
  pairingId: string,
): Promise<Outcome<null, 'not-found' | 'not-failed'>> {
  return ports.inTenant(tenantId, async (stores) => {
    const pairing = await stores.pairings.byId(pairingId);
    if (pairing?.programmeId !== programmeId) return refused('not-found');
    const found = (await stores.series.ofPairings([pairingId]))[0];
    const series = found && (await stores.series.byId(found.id, { forUpdate: true }));
    if (series?.state !== 'failed' && series?.state !== 'booking') return refused('not-failed');
    if (series.state === 'failed') await stores.series.update({ ...series, state: 'planned', problem: null });
    await stores.enqueue('series.book', { seriesId: series.id }, { key: series.id });
    return done(null);
  });
}
