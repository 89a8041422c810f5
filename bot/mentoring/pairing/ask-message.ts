import type { BotMessage } from '../chat/chat.ts';
import type { SubjectOf } from '../notice/notice.ts';
import type { Reading } from '../notice/reading.ts';
import { present } from '../outcome.ts';
import type { Person } from '../people/person.ts';
import type { Stores } from '../ports.ts';
import { showTopics } from '../programme/topics.ts';
import { askedOf, isShownTo } from './answer-pairing.ts';
import { sharedTopics, sideOf, type Pairing } from './pairing.ts';
import { reasonsTold } from './reasons.ts';
import { waitingFor } from './waiting-for.ts';
import { readPartner } from './read-partner.ts';

/** Reasons told on an offer, besides the topics; the tab tells the rest. */
const mostReasons = 3;

/** The offer of a pairing to one of its two; what came of it once it is answered. */
export async function readOffer(
  stores: Stores,
  { pairingId }: SubjectOf<'offer'>,
  me: Person,
): Promise<Reading | null> {
  const mine = await readMine(stores, pairingId, me);
  if (!mine) return null;
  const { pairing, role, partner } = mine;
  if (askedOf(pairing, role) !== 'answer') return { message: settled(pairing, partner), isDue: false };
  const programme = present(await stores.programmes.byId(pairing.programmeId), 'programme');
  // A card shows up in notifications: sensitive topics are for the tab alone.
  const topics = showTopics(programme.topics, sharedTopics(pairing), 'others').labels;
  const reasons = reasonsTold(pairing, 'others')
    .filter((reason) => reason.kind !== 'shared-topics')
    .slice(0, mostReasons);
  return {
    message: { kind: 'offer', pairingId: pairing.id, programme: programme.name, role, partner, topics, reasons },
    isDue: true,
  };
}

/** The agreement that one of the two is to sign; that they have, once they have. */
export async function readAgreement(
  stores: Stores,
  { pairingId }: SubjectOf<'agreement'>,
  me: Person,
): Promise<Reading | null> {
  const mine = await readMine(stores, pairingId, me);
  if (!mine) return null;
  const { pairing, role, partner } = mine;
  if (askedOf(pairing, role) === 'sign') {
    const programme = present(await stores.programmes.byId(pairing.programmeId), 'programme');
    const { cadence, lengthMinutes } = programme;
    const [mentee, mentor] = role === 'mentee' ? [me, partner] : [partner, me];
    const message = { kind: 'agreement', pairingId: pairing.id, mentee, mentor, cadence, lengthMinutes } as const;
    const named = programme.neutralContact;
    const [contact] = named === null ? [] : await stores.people.byUserPrincipalNames([named]);
    // Somebody who is one of the two is on a side.
    const isAside = contact !== undefined && contact.id !== me.id && contact.id !== partner.id;
    return { message: { ...message, neutralContact: isAside ? contact.displayName : null }, isDue: true };
  }
  if (pairing.state === 'declined') return { message: settled(pairing, partner), isDue: false };
  return { message: { kind: 'signed', partner, both: pairing.state !== 'offered' }, isDue: false };
}

/** What an offer shows that is answered. Both sides read the same where it came to nothing: nobody learns who said no. */
function settled(pairing: Pairing, partner: Person): BotMessage {
  if (pairing.state === 'declined') return { kind: 'not-paired', partner };
  if (pairing.state === 'closed') return { kind: 'no-longer-open', reason: 'closed' };
  const next = waitingFor(pairing) === 'mentor-answer' ? 'mentor-answer' : 'signatures';
  return { kind: 'accepted', partner, waitingFor: next };
}

async function readMine(stores: Stores, pairingId: string, me: Person) {
  const pairing = present(await stores.pairings.byId(pairingId), 'pairing');
  const role = sideOf(pairing, me.id);
  // Somebody who was never told of it hears nothing of its end.
  if (role === null || (!isShownTo(pairing, role) && pairing.state !== 'declined')) return null;
  const partner = await readPartner(stores, pairing, me);
  return { pairing, role, partner };
}
