import type { Identity } from '../chat/chat.ts';
import { done, refused, type Outcome } from '../outcome.ts';
import { partWays } from '../pairing/part-ways.ts';
import type { Ports } from '../ports.ts';

/** Somebody leaves a programme, and with it their pairings there. Nobody asks why, and nothing is kept of what they chose. */
export async function leaveProgramme(
  ports: Ports,
  who: Identity,
  programmeId: string,
): Promise<Outcome<null, 'not-found'>> {
  return ports.inTenant(who.tenantId, async (stores) => {
    // Neither an import nor a matching that ends now brings them back.
    await stores.programmes.lock(programmeId);
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    const mine = me ? await stores.participants.ofPerson(me.id) : [];
    const participant = mine.find((one) => one.programmeId === programmeId);
    if (!me || !participant) return refused('not-found');
    const pairings = (await stores.pairings.ofPerson(me.id)).filter((one) => one.programmeId === programmeId);
    await partWays(stores, who, pairings, ports.clock.now());
    await stores.participants.remove(participant.id);
    return done(null);
  });
}
