import { Temporal } from 'temporal-polyfill';
import type { BotMessage, Identity } from '../chat/chat.ts';
import type { Ports } from '../ports.ts';
import { agendaMessage } from './agenda-message.ts';

/** The agenda of somebody's next meeting, whichever of their pairings it is of: to be set, suggested for, or looked at. */
export async function answerAgendaWish(ports: Ports, who: Identity): Promise<BotMessage> {
  const now = ports.clock.now();
  return ports.inTenant(who.tenantId, async (stores) => {
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    const pairings = me ? (await stores.pairings.ofPerson(me.id)).filter(({ state }) => state === 'active') : [];
    const meetings = await stores.meetings.ofPairings(pairings.map(({ id }) => id));
    const next = meetings
      .filter(({ state, startsAt }) => state === 'planned' && Temporal.Instant.compare(startsAt, now) > 0)
      .toSorted((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt))[0];
    const pairing = pairings.find(({ id }) => id === next?.pairingId);
    if (!me || !next || !pairing) return { kind: 'no-agenda' };
    return agendaMessage(stores, { me, meeting: next, pairing, items: await stores.agenda.ofMeeting(next.id) });
  });
}
