import type { Temporal } from 'temporal-polyfill';
import { noteAct } from '../history/note-act.ts';
import type { Lead } from '../matching/round.ts';
import { done, refused, type Outcome } from '../outcome.ts';
import type { Ports, Stores } from '../ports.ts';
import type { Programme } from '../programme/programme.ts';
import { nextRelease, type MonthOfMeetings } from './months.ts';
import type { InsightRelease } from './release.ts';

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
  return ports.inTenant(tenantId, (stores) => read(ports, stores, programmeId));
}

/** The same, to be taken away as a file; that it was is kept. */
export async function exportInsight(
  ports: Ports,
  tenantId: string,
  lead: Lead,
  programmeId: string,
): Promise<Outcome<Insight, 'not-found'>> {
  return ports.inTenant(tenantId, async (stores) => {
    const found = await read(ports, stores, programmeId);
    if (found.ok) await noteAct(stores, lead, ports.clock.now(), programmeId, 'insight-exported');
    return found;
  });
}

async function read({ clock }: Ports, stores: Stores, programmeId: string): Promise<Outcome<Insight, 'not-found'>> {
  const programme = await stores.programmes.byId(programmeId);
  if (!programme) return refused('not-found');
  return done({
    programme,
    months: await stores.insight.months(programmeId),
    releases: await stores.insight.releases(programmeId),
    nextRelease: nextRelease(clock.now()),
  });
}
