import { Temporal } from 'temporal-polyfill';
import { v7 as newId } from 'uuid';
import { present } from '../outcome.ts';
import { TemporaryError, type Ports, type Stores } from '../ports.ts';
import { planNotices } from '../notice/plan-notice.ts';
import type { Occurrence } from './calendar.ts';
import type { Interval } from './interval.ts';
import { invitation } from './invitation.ts';
import type { Booking, BookingProblem, MailboxAddress, Meeting, PlannedMeeting } from './meeting.ts';
import { tellNews } from './news-message.ts';
import { noteChanges } from './note-changes.ts';
import { cadenceOf } from './repeats.ts';
import { planFor } from './slots.ts';
import { isStanding, isToCome } from './standing-states.ts';
import { calendarProblem, standingOf } from './standing.ts';
import { endWhenOver, takeAllBack, takeBack } from './take-back-booking.ts';
import { isGivenAway, readTimes } from './time-search.ts';
import { invitedTo, isWanted, loadTogether, orGiveUp, rolesOf, type Together } from './together.ts';

/** Seconds until other times are looked for, when one was taken meanwhile: who took it may be about to take more. */
const untilLooked = 5;

/** A booking with what it is for. */
type Making = Together & { readonly booking: Booking };

/**
 * Makes one event in the organiser's calendar. Each step is written down before the next begins: first that Outlook may
 * have been asked, then what it answered. So a crash at any line and any number of retries lead to one event.
 */
export async function makeBooking(ports: Ports, tenantId: string, bookingId: string, attempt: number): Promise<void> {
  const planned = await plan(ports, tenantId, bookingId, attempt);
  if (!planned) return;
  const { booking } = planned;
  const organizer = present(booking.organizer, 'organizer');
  const made = await ports.calendar.book(tenantId, {
    bookingId,
    isAsked: planned.wasAsked,
    isSeries: booking.meetingId === null,
    organizer,
    attendees: invitedTo(planned, organizer),
    slot: booking.slot,
    ...invitation(planned, ports.tabLink),
  });
  if (!made.ok) return refuse(ports, tenantId, bookingId, calendarProblem(made.reason));
  const { eventId, uid } = made.value;
  await ports.inTenant(tenantId, async (stores) => {
    const current = present(await stores.bookings.byId(bookingId, { forUpdate: true }), 'booking');
    if (current.state === 'making') await stores.bookings.update({ ...current, eventId, uid });
  });
  const joinUrl = made.value.joinUrl ?? (await readJoinLink(ports, tenantId, organizer, eventId));
  const standing = await arrange(ports, tenantId, { ...booking, eventId }, organizer);
  await record(ports, tenantId, bookingId, { eventId, uid, joinUrl }, standing);
}

/**
 * Looks at both calendars once more and decides where each meeting is to stand. Null when there is nothing to make any
 * more. A plan that was written down holds, whoever wrote it.
 */
async function plan(
  ports: Ports,
  tenantId: string,
  bookingId: string,
  attempt: number,
): Promise<(Making & { readonly wasAsked: boolean }) | null> {
  const making = await ports.inTenant(tenantId, (stores) => load(stores, bookingId));
  if (!making) return null;
  if (!isWanted(making, making.booking)) {
    await ports.inTenant(tenantId, (stores) => takeBack(stores, making.booking, 'not-needed'));
    return null;
  }
  if (making.booking.isAsked) return { ...making, wasAsked: true };
  const planned = await orGiveUp<Booking | BookingProblem | null>(
    attempt,
    () => planMeetings(ports, tenantId, making),
    async () => 'calendar-unavailable',
  );
  if (planned === null) return null;
  if (typeof planned === 'string') {
    await refuse(ports, tenantId, bookingId, planned);
    return null;
  }
  return { ...making, booking: planned, wasAsked: false };
}

async function load(stores: Stores, bookingId: string): Promise<Making | null> {
  const booking = present(await stores.bookings.byId(bookingId), 'booking');
  return booking.state === 'making' ? { ...(await loadTogether(stores, booking.seriesId)), booking } : null;
}

/** Null when the time is not to be had any more and others are looked for. */
async function planMeetings(ports: Ports, tenantId: string, making: Making): Promise<Booking | BookingProblem | null> {
  const { booking, series } = making;
  const roles = await rolesOf(ports, tenantId, making);
  if (typeof roles === 'string') return roles;
  const meetings = booking.meetings ?? (await lookOnceMore(ports, tenantId, making));
  if (typeof meetings === 'string') return meetings;
  return ports.inTenant(tenantId, async (stores) => {
    await stores.people.lock([making.mentee.id, making.mentor.id]);
    const together = await loadTogether(stores, series.id, { forUpdate: true });
    const current = present(await stores.bookings.byId(booking.id, { forUpdate: true }), 'booking');
    if (current.state !== 'making') return null;
    if (current.isAsked) return current;
    // Paused or ended while the calendars were read: nobody is invited to what is cancelled at once.
    if (!isWanted(together, current)) {
      await takeBack(stores, current, 'not-needed');
      return null;
    }
    // A single meeting was given this very time; of a series some may be moved or clash, as of those that are offered.
    const isStillFree = meetings.some(({ state }) => state === 'in-place');
    if (!isStillFree || (await isGivenAway(stores, together, meetings))) {
      await lookAgain(stores, together, current, ports.clock.now());
      return null;
    }
    const planned: Booking = { ...current, organizer: roles.organizer, meetings, isAsked: true };
    await stores.bookings.update(planned);
    return planned;
  });
}

/** How each meeting would stand by what both calendars say now. */
async function lookOnceMore(
  ports: Ports,
  tenantId: string,
  making: Making,
): Promise<readonly PlannedMeeting[] | BookingProblem> {
  const { booking, series } = making;
  const read = await readTimes(ports, tenantId, making, {
    meetings: booking.slot.meetings,
    cadence: series.cadence,
    lengthMinutes: booking.slot.lengthMinutes,
    // A series that is changed gives up the times that it has; beside a single meeting the others stay where they are.
    moving: booking.meetingId === null ? timesOf(making.meetings) : [],
  });
  return read.ok ? planFor(read.search, booking.slot) : read.reason;
}

const timesOf = (meetings: readonly Meeting[]): readonly Interval[] =>
  meetings.filter(({ state }) => state === 'planned').map(({ startsAt: start, endsAt: end }) => ({ start, end }));

/** The time was taken by something else between the choice and the booking: times are looked for anew. */
async function lookAgain(stores: Stores, together: Together, booking: Booking, now: Temporal.Instant): Promise<void> {
  await stores.bookings.update({ ...booking, state: 'refused' });
  if (booking.meetingId !== null) {
    const { meetingId } = booking;
    await stores.enqueue('meeting.offer', { meetingId }, { key: meetingId, afterSeconds: untilLooked });
    return;
  }
  const { series } = together;
  if (series.state === 'changing') return keepAsItWas(stores, together, 'no-common-slot', now);
  if (series.state !== 'booking') return;
  await stores.series.update({ ...series, state: 'planned', slot: null });
  await stores.enqueue('series.book', { seriesId: series.id }, { key: series.id, afterSeconds: untilLooked });
}

/** Outlook may make the event first and its online meeting a little later: an event without link is not booked yet. */
async function readJoinLink(
  ports: Ports,
  tenantId: string,
  organizer: MailboxAddress,
  eventId: string,
): Promise<string> {
  const now = await ports.calendar.read(tenantId, organizer, eventId);
  if (!now.ok || now.value.joinUrl === null) throw new TemporaryError('the event has no join link yet', 1);
  return now.value.joinUrl;
}

/** Moves those meetings that clash where they stand, and answers how the event's meetings stand then. */
async function arrange(
  ports: Ports,
  tenantId: string,
  booking: Booking,
  organizer: MailboxAddress,
): Promise<readonly Occurrence[]> {
  const planned = booking.meetings ?? [];
  const standing = await standingOf(ports, tenantId, booking);
  if (!standing.ok || standing.value.length === 0) throw new TemporaryError('the event has no meetings yet', 1);
  const arranged: Occurrence[] = [];
  for (const one of standing.value) {
    const wanted = planned.find((meeting) => isMovedFrom(meeting, one.startsAt));
    arranged.push(wanted ? await move(ports, tenantId, booking, organizer, one, wanted) : one);
  }
  return arranged;
}

const isMovedFrom = (meeting: PlannedMeeting, at: Temporal.Instant): boolean =>
  meeting.state === 'moved' && meeting.from.equals(at);

/** A meeting that Outlook will not have moved stays where the series has it: seen by both, it can be moved by hand. */
async function move(
  ports: Ports,
  tenantId: string,
  { slot }: Booking,
  organizer: MailboxAddress,
  one: Occurrence,
  wanted: PlannedMeeting,
): Promise<Occurrence> {
  const start = wanted.start.toZonedDateTimeISO(slot.start.timeZoneId);
  const moved = await ports.calendar.move(tenantId, organizer, one.eventId, start, slot.lengthMinutes);
  return moved.ok ? { ...one, startsAt: wanted.start, endsAt: wanted.end } : one;
}

/** Writes down what stands now. What it takes the place of is taken back; when it is not meant any more, it itself is. */
async function record(
  ports: Ports,
  tenantId: string,
  bookingId: string,
  event: { readonly eventId: string; readonly uid: string | null; readonly joinUrl: string },
  standing: readonly Occurrence[],
): Promise<void> {
  await ports.inTenant(tenantId, async (stores) => {
    const before = present(await stores.bookings.byId(bookingId), 'booking');
    const together = await loadTogether(stores, before.seriesId, { forUpdate: true });
    const booking = present(await stores.bookings.byId(bookingId, { forUpdate: true }), 'booking');
    if (booking.state !== 'making') return;
    const made: Booking = { ...booking, ...event, state: 'made' };
    await stores.bookings.update(made);
    await stores.enqueue('booking.verify', { bookingId }, { key: bookingId });
    await stores.enqueue('calendar.watch', { organizerId: present(made.organizer, 'organizer').entraObjectId });
    if (!isWanted(together, made)) return takeBack(stores, made, 'not-needed');
    if (booking.meetingId === null) await recordSeries(stores, together, made, standing, ports.clock.now());
    else await recordMeeting(stores, together, made, standing, ports.clock.now());
  });
}

async function recordSeries(
  stores: Stores,
  together: Together,
  booking: Booking,
  standing: readonly Occurrence[],
  now: Temporal.Instant,
): Promise<void> {
  const { series, pairing } = together;
  const isChange = series.state === 'changing';
  const rows = together.meetings.filter((one) => one.state === 'open' || (isChange && isToCome(one, now)));
  const inOrder = standing.toSorted((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt));
  const last = together.meetings.at(-1)?.number ?? 0;
  const placed = inOrder.map((one, index) =>
    standsAt(rows[index] ?? newMeeting(together, last + index - rows.length + 1), booking, one),
  );
  await stores.meetings.save(placed);
  await tellAgendas(stores, placed);
  // Outlook holds fewer than there are to be: somebody cancelled one before we looked.
  for (const row of rows.slice(placed.length)) {
    await stores.meetings.save([{ ...row, state: 'open', bookingId: null, eventId: null }]);
    await stores.enqueue('meeting.offer', { meetingId: row.id }, { key: row.id });
  }
  await stores.series.update({ ...series, state: 'booked', problem: null, changeProblem: null });
  if (isChange) await takeAllBack(stores, together, 'new-time', booking.id);
  await planNotices(stores, pairing, { kind: 'booked', seriesId: series.id, occasion: booking.id }, now);
}

async function recordMeeting(
  stores: Stores,
  { meetings }: Together,
  booking: Booking,
  standing: readonly Occurrence[],
  now: Temporal.Instant,
): Promise<void> {
  const one = present(standing[0], 'meeting of an event that was just made');
  const row = present(
    meetings.find(({ id }) => id === booking.meetingId),
    'meeting that an event was made for',
  );
  const placed = standsAt(row, booking, one);
  await stores.meetings.save([placed]);
  await tellAgendas(stores, [placed]);
  await noteChanges(stores, [{ meetingId: row.id, kind: 'given-a-new-time', by: 'vantage', at: now }]);
}

function standsAt(
  row: Omit<Meeting, 'startsAt' | 'endsAt'>,
  booking: Booking,
  { eventId, startsAt, endsAt }: Occurrence,
): Meeting {
  const waits = { order: null, orderProblem: null, options: [], decideBy: null, response: null };
  return { ...row, ...waits, bookingId: booking.id, eventId, startsAt, endsAt, state: 'planned' };
}

/** A new invitation knows nothing of the agenda that stood in the old one. */
async function tellAgendas(stores: Stores, meetings: readonly Meeting[]): Promise<void> {
  for (const { id } of meetings.filter(({ agendaPublishedAt }) => agendaPublishedAt !== null)) {
    await stores.enqueue('invitation.update', { meetingId: id }, { key: id });
  }
}

function newMeeting({ series, pairing }: Together, number: number): Omit<Meeting, 'startsAt' | 'endsAt'> {
  return {
    id: newId(),
    seriesId: series.id,
    pairingId: pairing.id,
    bookingId: null,
    number,
    eventId: null,
    state: 'open',
    response: null,
    order: null,
    orderProblem: null,
    options: [],
    decideBy: null,
    agendaPublishedAt: null,
  };
}

/** Outlook will not have it: nothing stands, and what stood before the attempt goes on standing. */
async function refuse(ports: Ports, tenantId: string, bookingId: string, problem: BookingProblem): Promise<void> {
  await ports.inTenant(tenantId, async (stores) => {
    const before = present(await stores.bookings.byId(bookingId), 'booking');
    const together = await loadTogether(stores, before.seriesId, { forUpdate: true });
    const booking = present(await stores.bookings.byId(bookingId, { forUpdate: true }), 'booking');
    if (booking.state !== 'making') return;
    await stores.bookings.update({ ...booking, state: 'refused' });
    stores.happened({ kind: 'booking.refused', bookingId, problem });
    await endWhenOver(stores, together.series.id);
    if (booking.meetingId !== null) return leaveOpen(stores, together, booking.meetingId);
    if (together.series.state === 'changing') return keepAsItWas(stores, together, problem, ports.clock.now());
    if (together.series.state === 'booking') {
      await stores.series.update({ ...together.series, state: 'failed', slot: null, problem });
    }
  });
}

async function leaveOpen(stores: Stores, { meetings }: Together, meetingId: string): Promise<void> {
  const row = meetings.find(({ id }) => id === meetingId);
  if (row) await stores.meetings.save([{ ...row, order: null, orderProblem: 'refused-by-calendar' }]);
}

/** A change that could not be booked leaves the series as it stands, and both are told. */
async function keepAsItWas(
  stores: Stores,
  together: Together,
  changeProblem: BookingProblem,
  now: Temporal.Instant,
): Promise<void> {
  const { series, pairing, bookings } = together;
  const standing = bookings.findLast((one) => one.meetingId === null && isStanding(one));
  // What stood before was deleted in Outlook meanwhile.
  if (!standing) {
    await stores.series.update({
      ...series,
      state: 'failed',
      slot: null,
      problem: 'deleted-in-outlook',
      changeProblem,
    });
    return;
  }
  const { slot } = standing;
  await stores.series.update({
    ...series,
    state: standing.state === 'verified' ? 'verified' : 'booked',
    slot,
    lengthMinutes: slot.lengthMinutes,
    cadence: cadenceOf(slot.repeats),
    changeProblem,
  });
  await tellNews(stores, pairing, 'change-refused', now);
}
