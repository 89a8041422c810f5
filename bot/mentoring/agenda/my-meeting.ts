import { Temporal } from 'temporal-polyfill';
import type { Identity } from '../chat/chat.ts';
import type { Commitment } from '../commitment/commitment.ts';
import type { Booking, Meeting } from '../meeting/meeting.ts';
import { present } from '../outcome.ts';
import { shownTo } from '../pairing/answer-pairing.ts';
import { readMeeting, type MyMeeting } from '../pairing/my-view.ts';
import type { PublishedPairing } from '../pairing/pairing.ts';
import { readPartner } from '../pairing/read-partner.ts';
import type { Person, Role } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import { meetingToCarryTo } from './agenda.ts';

/** One meeting as one of its two people sees it, with all that its own page shows. */
export interface MyMeetingPage {
  readonly me: Person;
  readonly side: Role;
  readonly partner: Person;
  readonly pairing: PublishedPairing;
  readonly shown: MyMeeting;
  readonly bookings: readonly Booking[];
  /** All meetings of the pairing in their order. */
  readonly meetings: readonly Meeting[];
  /** The meeting that takes up what this one has left; null before it is over, and where there is none. */
  readonly carryTo: Meeting | null;
  /** Of this meeting, and those that the mentee is still on. */
  readonly commitments: readonly Commitment[];
}

/** One meeting of somebody's; null where it is none of theirs. */
export async function myMeeting(ports: Ports, who: Identity, meetingId: string): Promise<MyMeetingPage | null> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    return me && readMyMeeting(stores, me, meetingId);
  });
}

/** The same within a transaction. */
export async function readMyMeeting(stores: Stores, me: Person, meetingId: string): Promise<MyMeetingPage | null> {
  const meeting = await stores.meetings.byId(meetingId);
  const found = meeting && (await stores.pairings.byId(meeting.pairingId));
  const shown = found && shownTo(me, found);
  if (!meeting || !shown) return null;
  const { pairing, side } = shown;
  const programme = present(await stores.programmes.byId(pairing.programmeId), 'programme');
  const meetings = await stores.meetings.ofPairings([pairing.id]);
  const commitments = await stores.commitments.ofPairings([pairing.id]);
  return {
    me,
    side,
    partner: await readPartner(stores, pairing, me),
    pairing,
    shown: await readMeeting(stores, me, meeting, shown, programme),
    bookings: await stores.bookings.ofSeries([meeting.seriesId]),
    meetings,
    carryTo: meetingToCarryTo(meeting, meetings),
    commitments: commitments.filter(
      (one) => one.meetingId === meetingId || one.state === 'open' || one.state === 'said-done',
    ),
  };
}

/** Minutes before its start from which a meeting counts as on, and after its end until which it still does. */
const early = 15;
const late = 60;

/**
 * The meeting that somebody means who opens the panel of a meeting's chat: of those that share the chat, or else of all of
 * theirs, the one that is on, else the next, else the last that was held. Null when they have none. All meetings of a series
 * share one chat.
 */
export function meetingMeant(
  meetings: readonly Pick<Meeting, 'id' | 'bookingId' | 'startsAt' | 'endsAt' | 'state'>[],
  bookings: readonly Pick<Booking, 'id' | 'joinUrl'>[],
  chat: string | null,
  now: Temporal.Instant,
): string | null {
  const ofChat = new Set(
    bookings.filter(({ joinUrl }) => chat !== null && isChatOf(joinUrl, chat)).map(({ id }) => id),
  );
  const there = meetings.filter(({ bookingId }) => bookingId !== null && ofChat.has(bookingId));
  const standing = (there.length > 0 ? there : meetings)
    .filter(({ state }) => state === 'planned' || state === 'held')
    .toSorted((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt));
  const isOver = ({ endsAt }: Pick<Meeting, 'endsAt'>, minutes: number) =>
    Temporal.Instant.compare(endsAt.add({ minutes }), now) <= 0;
  const isOn = standing.filter(
    (one) => Temporal.Instant.compare(one.startsAt.subtract({ minutes: early }), now) <= 0 && !isOver(one, late),
  );
  // Where one has just ended and the next begins, the next is meant.
  const meant = isOn.find((one) => !isOver(one, 0)) ?? isOn.at(-1);
  return (meant ?? standing.find((one) => !isOver(one, 0)) ?? standing.at(-1))?.id ?? null;
}

/** Whether a link joins the meeting of this chat: the chat's id is a part of its path, with `:` and `@` escaped either way. */
function isChatOf(joinUrl: string | null, chat: string): boolean {
  const parts = joinUrl === null ? [] : (URL.parse(joinUrl)?.pathname.split('/') ?? []);
  const plain = (part: string) => part.replaceAll(/%3a/gi, ':').replaceAll(/%40/g, '@');
  return parts.some((part) => part !== '' && plain(part) === chat);
}

/** The meeting that somebody means by a chat, see `meetingMeant`. */
export async function myMeetingOfChat(ports: Ports, who: Identity, chat: string | null): Promise<string | null> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    const pairings = me ? await stores.pairings.ofPerson(me.id) : [];
    const mine = pairings.filter((pairing) => me !== null && shownTo(me, pairing) !== null);
    const meetings = await stores.meetings.ofPairings(mine.map(({ id }) => id));
    const series = [...new Set(meetings.map(({ seriesId }) => seriesId))];
    return meetingMeant(meetings, await stores.bookings.ofSeries(series), chat, ports.clock.now());
  });
}
