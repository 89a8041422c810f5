import type { Identity } from '../chat/chat.ts';
import { done, refused, type Outcome } from '../outcome.ts';
import { shownTo } from '../pairing/answer-pairing.ts';
import { partnerOf } from '../pairing/pairing.ts';
import type { Ports } from '../ports.ts';
import { agendaSeenBy } from './agenda.ts';

/**
 * Tells the other one of a meeting's two in which item of its agenda somebody is now; null for none. Nothing is kept of it,
 * and of an item that the other one does not see nothing is told.
 */
export async function tellPresence(
  ports: Ports,
  who: Identity,
  meetingId: string,
  itemId: string | null,
): Promise<Outcome<null, 'not-found'>> {
  const found = await ports.inTenant(who.tenantId, async (stores) => {
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    const meeting = await stores.meetings.byId(meetingId);
    const pairing = meeting && (await stores.pairings.byId(meeting.pairingId));
    const shown = me && pairing && shownTo(me, pairing);
    if (!meeting || !shown) return null;
    const { side } = shown;
    const items = await stores.agenda.ofMeeting(meetingId);
    const partnerId = partnerOf(pairing, me.id);
    const seenBy = (reader: 'mentee' | 'mentor', personId: string) =>
      agendaSeenBy(items, meeting, reader, personId).some(({ id }) => id === itemId);
    return {
      me,
      partnerId,
      isMine: seenBy(side, me.id),
      isTheirs: seenBy(side === 'mentee' ? 'mentor' : 'mentee', partnerId),
    };
  });
  if (!found || (itemId !== null && !found.isMine)) return refused('not-found');
  const { me, partnerId, isTheirs } = found;
  const shown = isTheirs ? itemId : null;
  await ports.live.whisper(who.tenantId, {
    kind: 'presence',
    people: [partnerId],
    meetingId,
    itemId: shown,
    personId: me.id,
  });
  return done(null);
}
