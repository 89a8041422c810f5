import type { Identity } from '../chat/chat.ts';
import { shownTo } from '../pairing/answer-pairing.ts';
import type { Person } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import type { MyData, Somebody } from './my-data.ts';

/** Everything that is kept of somebody, and nothing that is somebody else's. */
export async function exportMyData(ports: Ports, who: Identity): Promise<MyData> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    return stores.personalData.read(await somebody(stores, who, me));
  });
}

export async function somebody(stores: Stores, { entraObjectId }: Identity, me: Person | null): Promise<Somebody> {
  const pairings = me ? await stores.pairings.ofPerson(me.id) : [];
  return {
    entraObjectId,
    personId: me?.id ?? null,
    userPrincipalName: me?.userPrincipalName ?? null,
    pairingIds: pairings.flatMap((pairing) => (me && shownTo(me, pairing) ? [pairing.id] : [])),
  };
}
