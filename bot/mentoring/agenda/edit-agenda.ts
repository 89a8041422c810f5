import type { Temporal } from 'temporal-polyfill';
import type { Identity } from '../chat/chat.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { done, refused, type Outcome } from '../outcome.ts';
import { planNotice, refreshNotices } from '../notice/plan-notice.ts';
import { sideOf, type Pairing } from '../pairing/pairing.ts';
import type { Role } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import { agendaLimit, agendaSeenBy, isEditable, mayChange, newItem, type AgendaItem } from './agenda.ts';
import { readMyMeeting, type MyMeetingPage } from './my-meeting.ts';

/** What may be done to an agenda. The mentee sets it; the mentor suggests, and may change their own suggestions. */
export type AgendaEdit =
  | { readonly kind: 'add'; readonly text: string; readonly questions?: readonly string[] | undefined }
  | {
      readonly kind: 'change';
      readonly itemId: string;
      readonly text?: string | undefined;
      /** All that it is to hold. */
      readonly questions?: readonly string[] | undefined;
      readonly takeIn?: boolean | undefined;
      readonly position?: number | undefined;
    }
  /** Either of the two says that they are done with it, or not after all; in the meeting, or when it is over. */
  | { readonly kind: 'reach'; readonly itemId: string; readonly isReached: boolean }
  | { readonly kind: 'remove'; readonly itemId: string }
  | { readonly kind: 'publish' };

/** Seconds from publishing an agenda to writing it into the invitation. */
const untilWritten = 120;

export type AgendaRefusal =
  'not-found' | 'not-yours-to-change' | 'agenda-full' | 'meeting-over' | 'not-open' | 'changed-meanwhile';

/** Whether what somebody edits is still as they saw it; asked within the transaction, so that nothing comes in between. */
export type IsAsSeen = (stands: MyMeetingPage) => boolean;

/** Does one edit, where things are as its author saw them; every card about the agenda shows it from then on. */
export async function editAgenda(
  ports: Ports,
  who: Identity,
  meetingId: string,
  edit: AgendaEdit,
  isAsSeen: IsAsSeen | null = null,
): Promise<Outcome<null, AgendaRefusal>> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const edited = await editWithin(stores, who, meetingId, edit, isAsSeen, ports.clock.now());
    if (edited.ok) await refreshNotices(stores, [meetingId]);
    return edited;
  });
}

async function editWithin(
  stores: Stores,
  who: Identity,
  meetingId: string,
  edit: AgendaEdit,
  isAsSeen: IsAsSeen | null,
  now: Temporal.Instant,
): Promise<Outcome<null, AgendaRefusal>> {
  const me = await stores.people.byEntraObjectId(who.entraObjectId);
  // Held until the end, so that two edits at once number their items one after the other.
  const meeting = await stores.meetings.byId(meetingId, { forUpdate: true });
  const pairing = meeting && (await stores.pairings.byId(meeting.pairingId));
  const side = me && pairing && sideOf(pairing, me.id);
  if (!me || !meeting || !side) return refused('not-found');
  if (!isEditable(meeting) && !(edit.kind === 'reach' && meeting.state === 'held')) return refused('meeting-over');
  if (isAsSeen) {
    const stands = await readMyMeeting(stores, me, meetingId);
    if (!stands || !isAsSeen(stands)) return refused('changed-meanwhile');
  }
  const items = await stores.agenda.ofMeeting(meetingId);
  switch (edit.kind) {
    case 'add':
      if (items.length >= agendaLimit) return refused('agenda-full');
      await stores.agenda.save(
        newItem(
          {
            meetingId,
            authorId: me.id,
            text: edit.text,
            questions: edit.questions ?? [],
            position: (items.at(-1)?.position ?? -1) + 1,
          },
          side,
        ),
      );
      return done(null);
    case 'reach': {
      const item = agendaSeenBy(items, meeting, side, me.id).find((one) => one.id === edit.itemId);
      if (!item) return refused('not-found');
      const wanted = edit.isReached ? 'reached' : 'taken-in';
      if (item.state === wanted) return done(null);
      if (item.state !== 'taken-in' && item.state !== 'reached') return refused('not-open');
      await stores.agenda.save({ ...item, state: wanted, reachedAt: edit.isReached ? now : null });
      return done(null);
    }
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
  const { text = item.text, questions = item.questions } = edit;
  const isSaidAnew = text !== item.text || JSON.stringify(questions) !== JSON.stringify(item.questions);
  const changed: AgendaItem = {
    ...item,
    text,
    questions,
    version: isSaidAnew ? item.version + 1 : item.version,
    state: edit.takeIn === true && item.state === 'suggested' ? 'taken-in' : item.state,
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
