import { done, present, refused, type Outcome } from '../outcome.ts';
import type { Person } from '../people/person.ts';
import type { Ports } from '../ports.ts';
import type { Bulk, BulkCounts, BulkItem } from './bulk.ts';
import { byId } from '../by-id.ts';

export interface BulkSeen {
  readonly bulk: Bulk;
  readonly counts: BulkCounts;
}

/** What came of each pairing, in the order in which they have their turns. */
export interface BulkPage extends BulkSeen {
  readonly items: readonly (BulkItem & { readonly mentee: Person; readonly mentor: Person })[];
  /** Position of the last that is shown where more follow. */
  readonly next: number | null;
}

/** Newest wishes looked back at. */
const most = 10;

/** The newest wishes of a programme. */
export async function listBulks(
  ports: Ports,
  tenantId: string,
  programmeId: string,
): Promise<Outcome<readonly BulkSeen[], 'not-found'>> {
  return ports.inTenant(tenantId, async (stores) => {
    if (!(await stores.programmes.byId(programmeId))) return refused('not-found');
    const seen: BulkSeen[] = [];
    for (const bulk of await stores.bulks.ofProgramme(programmeId, most)) {
      seen.push({ bulk, counts: await stores.bulks.counts(bulk.id) });
    }
    return done(seen);
  });
}

/** One wish with some of its pairings, those alone where nothing was done when `skippedOnly`. */
export async function readBulk(
  ports: Ports,
  tenantId: string,
  programmeId: string,
  bulkId: string,
  wanted: { readonly skippedOnly: boolean; readonly after: number; readonly limit: number },
): Promise<Outcome<BulkPage, 'not-found'>> {
  return ports.inTenant(tenantId, async (stores) => {
    const bulk = await stores.bulks.byId(bulkId);
    if (bulk?.programmeId !== programmeId) return refused('not-found');
    const found = await stores.bulks.items(bulkId, { ...wanted, limit: wanted.limit + 1 });
    const items = found.slice(0, wanted.limit);
    const pairings = byId(await stores.pairings.byIds(items.map(({ pairingId }) => pairingId)));
    const ids = [...pairings.values()].flatMap(({ menteeId, mentorId }) => [menteeId, mentorId]);
    const people = byId(await stores.people.byIds(ids));
    return done({
      bulk,
      counts: await stores.bulks.counts(bulkId),
      items: items.map((item) => {
        const { menteeId, mentorId } = present(pairings.get(item.pairingId), 'pairing');
        return {
          ...item,
          mentee: present(people.get(menteeId), 'mentee'),
          mentor: present(people.get(mentorId), 'mentor'),
        };
      }),
      next: found.length > wanted.limit ? (items.at(-1)?.position ?? null) : null,
    });
  });
}
