import type { BotMessage } from '../chat/chat.ts';
import { present } from '../outcome.ts';
import type { Person } from '../people/person.ts';
import type { Stores } from '../ports.ts';
import { showTopics } from '../programme/topics.ts';
import { askedOf } from './answer-pairing.ts';
import { partnerOf, sideOf, type Pairing } from './pairing.ts';

/** What a pairing asks of one of its two now, as a card: the offer or the agreement; null when nothing is asked. */
export async function askMessage(stores: Stores, pairing: Pairing, me: Person): Promise<BotMessage | null> {
  const role = sideOf(pairing, me.id);
  const asked = role === null ? 'nothing' : askedOf(pairing, role);
  if (role === null || asked === 'nothing') return null;
  const partner = present(await stores.people.byId(partnerOf(pairing, me.id)), 'partner');
  if (asked === 'sign') return { kind: 'agreement', pairingId: pairing.id, role, partner };
  const programme = present(await stores.programmes.byId(pairing.programmeId), 'programme');
  const shared = pairing.reasons.flatMap((reason) => (reason.kind === 'shared-topics' ? reason.topics : []));
  // A card shows up in notifications: sensitive topics are for the tab alone.
  const topics = showTopics(programme.topics, shared, 'others').labels;
  return { kind: 'offer', pairingId: pairing.id, programme: programme.name, role, partner, topics };
}
