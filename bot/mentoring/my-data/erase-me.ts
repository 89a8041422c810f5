import type { Identity } from '../chat/chat.ts';
import { isReachable } from '../chat/conversation.ts';
import { refreshNotices } from '../notice/plan-notice.ts';
import { partWays } from '../pairing/part-ways.ts';
import type { Person } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import { somebody } from './export-my-data.ts';

/**
 * Erases somebody, all in one transaction: what runs of their pairings ends, and what is kept of them is deleted or made
 * nameless. Safe to ask for again; nobody is asked why. A goodbye is said once, by chat, where that can be done: whether it
 * arrives is not looked at, since nothing is known of them any more by which it could be said again.
 */
export async function eraseMe(ports: Ports, who: Identity): Promise<void> {
  const chat = await ports.inTenant(who.tenantId, async (stores) => {
    await lockAbout(stores, await stores.people.byEntraObjectId(who.entraObjectId));
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    const conversation = await stores.conversations.ofPerson(who.entraObjectId);
    const known = await somebody(stores, who, me);
    if (me) await goAway(ports, stores, who, me);
    await stores.personalData.erase(known);
    stores.happened({ kind: 'person.erased' });
    return isReachable(conversation) ? conversation.reference : null;
  });
  if (chat) await ports.messenger.send(who.tenantId, chat, { kind: 'erased' });
}

/** Neither an import, nor the directory's word, nor a matching that ends now brings back what is erased. */
async function lockAbout(stores: Stores, me: Person | null): Promise<void> {
  const programmes = new Set<string>();
  for (const { programmeId } of me ? await stores.participants.ofPerson(me.id) : []) programmes.add(programmeId);
  for (const { programmeId } of me ? await stores.pairings.ofPerson(me.id) : []) programmes.add(programmeId);
  // In one order, so that no two wait for each other.
  for (const id of [...programmes].toSorted()) await stores.programmes.lock(id);
  await stores.people.lockAll();
}

async function goAway(ports: Ports, stores: Stores, who: Identity, me: Person): Promise<void> {
  const pairings = await stores.pairings.ofPerson(me.id);
  await partWays(stores, who, pairings, ports.clock.now());
  // Nothing of ours stands in their calendar any more, so that it is watched no longer.
  await stores.enqueue('calendar.watch', { organizerId: who.entraObjectId }, { key: who.entraObjectId });
  const ids = pairings.map(({ id }) => id);
  const series = (await stores.series.ofPairings(ids)).map(({ id }) => id);
  const meetings = (await stores.meetings.ofPairings(ids)).map(({ id }) => id);
  // The other side's cards still show their name.
  await refreshNotices(stores, [...ids, ...series, ...meetings]);
}
