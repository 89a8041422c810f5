import { Temporal } from 'temporal-polyfill';
import { v7 as newId } from 'uuid';
import { noteAct } from '../history/note-act.ts';
import type { Lead } from '../matching/round.ts';
import { done, refused, type Outcome } from '../outcome.ts';
import { isWanted, type PairingFilter } from '../pairing/find-pairings.ts';
import { allSeen } from '../pairing/list-pairings.ts';
import type { Ports } from '../ports.ts';
import { actOf, type Bulk, type Deed } from './bulk.ts';

/** Which pairings: these, or all that are wanted now but for some. */
export type Selection =
  | { readonly kind: 'these'; readonly ids: readonly string[] }
  | { readonly kind: 'all'; readonly filter: PairingFilter; readonly except: readonly string[] };

/**
 * Has something done with many pairings, one after the other, by a job that is enqueued in the same transaction. Ids that are
 * none of the programme's published pairings are left out. `bulk-running`: another wish is being carried out.
 */
export async function startBulk(
  ports: Ports,
  tenantId: string,
  lead: Lead,
  programmeId: string,
  deed: Deed,
  selection: Selection,
): Promise<Outcome<Bulk, 'not-found' | 'bulk-running' | 'none-chosen' | 'day-passed'>> {
  const now = ports.clock.now();
  return ports.inTenant(tenantId, async (stores) => {
    await stores.programmes.lock(programmeId);
    const programme = await stores.programmes.byId(programmeId);
    if (!programme) return refused('not-found');
    const today = now.toZonedDateTimeISO('UTC').toPlainDate();
    const isPast = deed.kind === 'pause' && deed.until && Temporal.PlainDate.compare(deed.until, today) <= 0;
    if (isPast === true) return refused('day-passed');
    if ((await stores.bulks.ofProgramme(programmeId, 1)).some(({ endedAt }) => endedAt === null)) {
      return refused('bulk-running');
    }
    const named = selection.kind === 'these' ? [...new Set(selection.ids)] : undefined;
    const except = new Set(selection.kind === 'all' ? selection.except : []);
    const filter = selection.kind === 'all' ? selection.filter : {};
    const chosen = (await allSeen(stores, programme, now, named)).filter(
      (one) => isWanted(one, filter) && !except.has(one.facts.id),
    );
    if (chosen.length === 0) return refused('none-chosen');
    const bulk: Bulk = { id: newId(), programmeId, deed, askedBy: lead, askedAt: now, endedAt: null };
    await stores.bulks.insert(
      bulk,
      chosen.map(({ facts }) => facts.id),
    );
    const until = deed.kind === 'pause' && deed.until ? { until: deed.until.toString() } : {};
    await noteAct(stores, lead, now, programmeId, actOf[deed.kind], { count: chosen.length, ...until });
    await stores.enqueue('pairings.bulk', { bulkId: bulk.id }, { key: bulk.id });
    return done(bulk);
  });
}
