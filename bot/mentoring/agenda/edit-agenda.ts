import type { Temporal } from 'temporal-polyfill';
import { v7 as newId } from 'uuid';
import type { Identity } from '../chat/chat.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { done, refused, type Outcome } from '../outcome.ts';
import { planNotice, refreshNotices } from '../notice/plan-notice.ts';
import { sideOf, type Pairing } from '../pairing/pairing.ts';
import type { Role } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import { agendaLimit, type AgendaItem } from './agenda.ts';

/** What may be done to an agenda. The mentee sets it; the mentor suggests, and may change their own suggestions. */
export type AgendaEdit =
  | { readonly kind: 'add'; readonly text: string }
  | {
      readonly kind: 'change';
      readonly itemId: string;
      readonly text?: string | undefined;
      readonly takeIn?: boolean | undefined;
      readonly position?: number | undefined;
    }
  | { readonly kind: 'remove'; readonly itemId: string }
  | { readonly kind: 'publish' };

/** Seconds from publishing an agenda to writing it into the invitation. */
const untilWritten = 120;

export type AgendaRefusal = 'not-found' | 'not-yours-to-change' | 'agenda-full' | 'meeting-over';

/** Whether anything may still be done to the agenda of a meeting; one that waits for a new time keeps its own. */
export const isEditable = ({ state }: Meeting): boolean => state === 'planned' || state === 'open';

/** Does one edit; every card about the agenda shows it from then on. */
export async function editAgenda(
  ports: Ports,
  who: Identity,
  meetingId: string,
  edit: AgendaEdit,
): Promise<Outcome<null, AgendaRefusal>> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const edited = await editWithin(stores, who, meetingId, edit, ports.clock.now());
    if (edited.ok) await refreshNotices(stores, [meetingId]);
    return edited;
  });
}

async function editWithin(
  stores: Stores,
  who: Identity,
  meetingId: string,
  edit: AgendaEdit,
  now: Temporal.Instant,
): Promise<Outcome<null, AgendaRefusal>> {
  const me = await stores.people.byEntraObjectId(who.entraObjectId);
  // Held until the end, so that two edits at once number their items one after the other.
  const meeting = await stores.meetings.byId(meetingId, { forUpdate: true });
  const pairing = meeting && (await stores.pairings.byId(meeting.pairingId));
  const side = me && pairing && sideOf(pairing, me.id);
  if (!me || !meeting || !side) return refused('not-found');
  if (!isEditable(meeting)) return refused('meeting-over');
  const items = await stores.agenda.ofMeeting(meetingId);
  switch (edit.kind) {
    case 'add':
      if (items.length >= agendaLimit) return refused('agenda-full');
      await stores.agenda.save({
        id: newId(),
        meetingId,
        authorId: me.id,
        text: edit.text,
        state: side === 'mentee' ? 'taken-in' : 'suggested',
        position: (items.at(-1)?.position ?? -1) + 1,
      });
      return done(null);
    case 'publish':
      if (side !== 'mentee') return refused('not-yours-to-change');
      await publish(stores, pairing, meeting, now);
      return done(null);
    case 'change':
    case 'remove': {
      const item = items.find((one) => one.id === edit.itemId);
      if (!item) return refused('not-found');
      if (!mayChange(item, side, me.id)) return refused('not-yours-to-change');
      if (edit.kind === 'remove') await stores.agenda.remove(item.id);
      else return change(stores, items, item, side, edit);
      return done(null);
    }
  }
}

function mayChange(item: AgendaItem, side: Role, personId: string): boolean {
  return side === 'mentee' || (item.authorId === personId && item.state === 'suggested');
}

/** Publishes an agenda as it stands: the mentor is told once, and the invitation says it too. */
export async function publish(
  stores: Stores,
  { mentorId }: Pairing,
  meeting: Meeting,
  now: Temporal.Instant,
): Promise<void> {
  await stores.meetings.save([{ ...meeting, agendaPublishedAt: now }]);
  // Outlook tells those invited of each change to an invitation: several within two minutes are one.
  await stores.enqueue('invitation.update', { meetingId: meeting.id }, { key: meeting.id, afterSeconds: untilWritten });
  await planNotice(stores, mentorId, { kind: 'agenda-published', meetingId: meeting.id }, now);
}

async function change(
  stores: Stores,
  items: readonly AgendaItem[],
  item: AgendaItem,
  side: Role,
  edit: Extract<AgendaEdit, { kind: 'change' }>,
): Promise<Outcome<null, AgendaRefusal>> {
  // Taking in and ordering are setting the agenda.
  if (side !== 'mentee' && (edit.takeIn === true || edit.position !== undefined)) return refused('not-yours-to-change');
  const changed: AgendaItem = {
    ...item,
    text: edit.text ?? item.text,
    state: edit.takeIn === true ? 'taken-in' : item.state,
  };
  if (edit.position === undefined) {
    await stores.agenda.save(changed);
    return done(null);
  }
  const others = items.filter((one) => one.id !== item.id);
  const order = others.toSpliced(Math.min(edit.position, others.length), 0, changed);
  for (const [position, one] of order.entries()) {
    if (one === changed || one.position !== position) await stores.agenda.save({ ...one, position });
  }
  return done(null);
}
