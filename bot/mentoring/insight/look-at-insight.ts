import type { Temporal } from 'temporal-polyfill';
import { done, refused, type Outcome } from '../outcome.ts';
import type { Ports } from '../ports.ts';
import type { Programme } from '../programme/programme.ts';
import { nextRelease, type MonthOfMeetings } from './months.ts';
import type { InsightRelease } from './release-insight.ts';

/** How a programme goes, as its lead may see it. */
export interface Insight {
  readonly programme: Programme;
  /** In their order; months without a meeting are left out. */
  readonly months: readonly MonthOfMeetings[];
  /** In the order of their months. */
  readonly releases: readonly InsightRelease[];
  /** For which day the next is made. */
  readonly nextRelease: Temporal.PlainDate;
}

export async function lookAtInsight(
  ports: Ports,
  tenantId: string,
  programmeId: string,
): Promise<Outcome<Insight, 'not-found'>> {
  return ports.inTenant(tenantId, async (stores) => {
    const programme = await stores.programmes.byId(programmeId);
    if (!programme) return refused('not-found');
    return done({
      programme,
      months: await stores.insight.months(programmeId),
      releases: await stores.insight.releases(programmeId),
      nextRelease: nextRelease(ports.clock.now()),
    });
  });
}
