import type { BotMessage } from '../chat/chat.ts';
import { deliver } from '../chat/deliver.ts';
import { present } from '../outcome.ts';
import type { Ports } from '../ports.ts';
import { showTopics } from '../programme/topics.ts';
import { askedOf } from './answer-pairing.ts';
import { partnerOf, sideOf } from './pairing.ts';

/**
 * Tells somebody by chat what is asked of them, if it still is. May come twice after a crash between sending and the
 * job's end: a second card does no harm, since answers count once.
 */
export async function sendAsk(ports: Ports, tenantId: string, pairingId: string, personId: string): Promise<void> {
  const ask = await ports.inTenant(tenantId, async (stores) => {
    const pairing = await stores.pairings.byId(pairingId);
    const me = await stores.people.byId(personId);
    const role = pairing && sideOf(pairing, personId);
    if (!pairing || !role || !me) return null;
    const asked = askedOf(pairing, role);
    if (asked === 'nothing') return null;
    const partner = present(await stores.people.byId(partnerOf(pairing, personId)), 'partner');
    if (asked === 'sign') return { me, message: { kind: 'agreement', pairingId, role, partner } satisfies BotMessage };
    const programme = present(await stores.programmes.byId(pairing.programmeId), 'programme');
    const shared = pairing.reasons.flatMap((reason) => (reason.kind === 'shared-topics' ? reason.topics : []));
    // A card shows up in notifications: sensitive topics are for the tab alone.
    const topics = showTopics(programme.topics, shared, 'others').labels;
    const message: BotMessage = {
      kind: 'offer',
      pairingId,
      programme: programme.name,
      role,
      partner,
      topics,
    };
    return { me, message };
  });
  if (ask) await deliver(ports, tenantId, ask.me.entraObjectId, ask.message);
}
