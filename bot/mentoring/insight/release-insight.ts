import { v7 as newId } from 'uuid';
import { Temporal } from 'temporal-polyfill';
import { isPublished } from '../pairing/pairing.ts';
import type { Ports } from '../ports.ts';
import { monthOf } from './months.ts';
import { releaseOf } from './release.ts';

/**
 * Releases what may be told of what was answered before this month, once for each month. Where too few have answered it is
 * written down that nothing was told.
 */
export async function releaseInsight(ports: Ports, tenantId: string, programmeId: string): Promise<void> {
  await ports.inTenant(tenantId, async (stores) => {
    await stores.programmes.lock(programmeId);
    const programme = await stores.programmes.byId(programmeId);
    const releasedAt = ports.clock.now();
    const month = monthOf(releasedAt);
    if (!programme || Temporal.PlainDate.compare(programme.startsOn, month) >= 0) return;
    const before = await stores.insight.releases(programmeId);
    if (before.some((one) => one.month.equals(month))) return;
    const pairings = (await stores.pairings.ofProgramme(programmeId)).filter(isPublished);
    const { figures, usedUp } = releaseOf(await stores.insight.given(programmeId), pairings);
    await stores.insight.insert({ id: newId(), programmeId, month, releasedAt, figures }, usedUp);
  });
}
