import type { Identity } from '../chat/chat.ts';
import { refreshNotices } from '../notice/plan-notice.ts';
import { done, present, refused, type Outcome } from '../outcome.ts';
import { sideOf } from '../pairing/pairing.ts';
import type { Ports } from '../ports.ts';
import { agendaLimit, carried, isEditable, itemsToCarry, meetingToCarryTo } from './agenda.ts';

export type CarryRefusal =
  'not-found' | 'not-over' | 'no-next-meeting' | 'agenda-full' | 'not-yours-to-change' | 'closed';

/**
 * Puts what was not reached in a meeting that is over behind what is on the agenda of the next: one item, or all that are
 * theirs to carry over. What is carried over already stays so, whatever became of it there.
 */
export async function carryOver(
  ports: Ports,
  who: Identity,
  meetingId: string,
  itemId: string | null,
): Promise<Outcome<null, CarryRefusal>> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    const meeting = await stores.meetings.byId(meetingId, { forUpdate: true });
    const pairing = meeting && (await stores.pairings.byId(meeting.pairingId));
    const side = me && pairing && sideOf(pairing, me.id);
    if (!me || !meeting || !side) return refused('not-found');
    if (isEditable(meeting)) return refused('not-over');
    const items = await stores.agenda.ofMeeting(meetingId);
    const one = items.find(({ id }) => id === itemId);
    if (itemId !== null && !one) return refused('not-found');
    const left = itemsToCarry(items, side, me.id).filter(({ id }) => itemId === null || id === itemId);
    // Done before, or reached: nothing is left to be done.
    if (left.length === 0) {
      const isTheirs = one && itemsToCarry([one], 'mentee', me.id).length > 0;
      return isTheirs === true ? refused('not-yours-to-change') : done(null);
    }
    if (pairing.state === 'closed') return refused('closed');
    const found = meetingToCarryTo(meeting, await stores.meetings.ofPairings([pairing.id]));
    if (!found) return refused('no-next-meeting');
    // Always the earlier meeting first, so that two who carry over at once never wait for each other.
    const next = present(await stores.meetings.byId(found.id, { forUpdate: true }), 'next meeting');
    if (!isEditable(next)) return refused('no-next-meeting');
    const there = await stores.agenda.ofMeeting(next.id);
    if (there.length + left.length > agendaLimit) return refused('agenda-full');
    const last = there.at(-1)?.position ?? -1;
    for (const [index, item] of left.entries()) {
      await stores.agenda.save(carried(item, next.id, last + 1 + index));
      await stores.agenda.save({ ...item, state: 'carried-over' });
    }
    await refreshNotices(stores, [meetingId, next.id]);
    return done(null);
  });
}
