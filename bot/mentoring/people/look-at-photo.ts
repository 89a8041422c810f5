import type { Identity } from '../chat/chat.ts';
import { done, refused, type Outcome } from '../outcome.ts';
import { shownTo } from '../pairing/answer-pairing.ts';
import { sideOf } from '../pairing/pairing.ts';
import type { Ports, Stores } from '../ports.ts';
import type { Photo } from './photos.ts';

/**
 * Somebody's picture, null where there is none to be had. It is shown to themselves, to those they are paired with, and to a
 * lead when they take part in a programme; for anybody else nobody is there.
 */
export async function lookAtPhoto(
  ports: Ports,
  who: Identity & { readonly isLead: boolean },
  personId: string,
): Promise<Outcome<Photo | null, 'not-found'>> {
  const found = await ports.inTenant(who.tenantId, async (stores) => {
    const person = await stores.people.byId(personId);
    return person && (await maySee(stores, who, personId)) ? person : null;
  });
  if (!found) return refused('not-found');
  // Somebody who came in by a file may not have been looked up yet.
  if (found.entraObjectId === null) return done(null);
  return done(await ports.photos.of(who.tenantId, found.entraObjectId));
}

async function maySee(
  stores: Stores,
  who: Identity & { readonly isLead: boolean },
  personId: string,
): Promise<boolean> {
  const me = await stores.people.byEntraObjectId(who.entraObjectId);
  if (me?.id === personId) return true;
  const pairings = me ? await stores.pairings.ofPerson(me.id) : [];
  const isPartner = pairings.some(
    (pairing) => me !== null && sideOf(pairing, personId) !== null && shownTo(me, pairing) !== null,
  );
  return isPartner || (who.isLead && (await stores.participants.ofPerson(personId)).length > 0);
}
