import { Temporal } from 'temporal-polyfill';
import type { Ports, Stores } from '../ports.ts';
import type { CalendarOutcome, Occurrence } from './calendar.ts';
import type { Booking, BookingProblem, ChangedBy, Meeting, MeetingChange, Response } from './meeting.ts';
import { tellNews } from './news-message.ts';
import { noteChanges } from './note-changes.ts';
import { isMeeting, isStanding } from './standing-states.ts';
import { calendarProblem, standingOf } from './standing.ts';
import { loadTogether, type Together } from './together.ts';

/**
 * Brings what is kept of a series in line with what stands in Outlook, whatever was told of it before: what is read now is
 * the truth, so that news that come twice, late, in disorder or not at all change nothing.
 *
 * A meeting that was moved has its new time. One that was cancelled is offered again. One that was declined stands, and the
 * two are offered other times for it. A series that was deleted, or whose organiser has left, has failed with that reason; one
 * whose calendar is out of reach stands as it is known, with a word to the lead.
 */
export async function followSeries(ports: Ports, tenantId: string, seriesId: string): Promise<void> {
  const before = await ports.inTenant(tenantId, (stores) => loadTogether(stores, seriesId));
  for (const booking of before.bookings.filter(isStanding)) {
    const standing = await standingOf(ports, tenantId, booking);
    await ports.inTenant(tenantId, async (stores) => {
      const together = await loadTogether(stores, seriesId, { forUpdate: true });
      const current = together.bookings.find(({ id }) => id === booking.id);
      // It is being taken back, or made anew: the job that does so looks for itself.
      if (!current || !isStanding(current)) return;
      await align(stores, together, current, standing, before.meetings, ports.clock.now());
    });
  }
}

async function align(
  stores: Stores,
  together: Together,
  booking: Booking,
  standing: CalendarOutcome<readonly Occurrence[]>,
  before: readonly Meeting[],
  now: Temporal.Instant,
): Promise<void> {
  const rows = together.meetings.filter(
    (one) => one.bookingId === booking.id && one.state === 'planned' && isUntouched(one, before),
  );
  if (!standing.ok && standing.reason === 'person-gone') {
    const organizer = [together.mentee, together.mentor].find(
      ({ entraObjectId }) => entraObjectId === booking.organizer?.entraObjectId,
    );
    if (organizer) await stores.enqueue('person.look-for', { personId: organizer.id }, { key: organizer.id });
    return lose(stores, together, booking, 'organizer-missing', now);
  }
  if (!standing.ok && standing.reason !== 'gone') {
    // The mailbox may come back with all that stood in it.
    return tellTrouble(stores, together, calendarProblem(standing.reason));
  }
  await tellTrouble(stores, together, null);
  if (!standing.ok && booking.meetingId === null) return lose(stores, together, booking, 'deleted-in-outlook', now);
  const occurrenceOf = pair(rows, standing.ok ? standing.value : [], together.meetings, now);
  for (const row of rows) {
    const one = occurrenceOf.get(row.id);
    if (!one) {
      await becomeOpen(stores, row, organizerSide(together, booking), now);
    } else await keepInLine(stores, together, booking, row, one, now);
  }
}

/**
 * Whether nobody here touches a meeting, or did since before Outlook was asked: what it said then would be taken for a change
 * of somebody's. Outlook tells of what we do as well, so that it is looked at again.
 */
function isUntouched(meeting: Meeting, before: readonly Meeting[]): boolean {
  const was = before.find(({ id }) => id === meeting.id);
  return (
    meeting.order === null &&
    was?.order === null &&
    was.bookingId === meeting.bookingId &&
    was.eventId === meeting.eventId &&
    was.startsAt.equals(meeting.startsAt)
  );
}

/**
 * Which occurrence each meeting is: by its id, or, where the series was moved as a whole and has occurrences that nobody
 * knows, those to come in their order.
 */
function pair(
  rows: readonly Meeting[],
  standing: readonly Occurrence[],
  all: readonly Meeting[],
  now: Temporal.Instant,
): ReadonlyMap<string, Occurrence> {
  const isComing = ({ endsAt }: { readonly endsAt: Temporal.Instant }) => Temporal.Instant.compare(endsAt, now) > 0;
  const known = new Set(all.map(({ eventId }) => eventId));
  const byId = new Map(standing.map((one) => [one.eventId, one]));
  const coming = rows.filter(isComing);
  const isMovedWhole =
    standing.some((one) => !known.has(one.eventId)) && coming.some((row) => !byId.has(row.eventId ?? ''));
  const inOrder = standing.filter(isComing).toSorted((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt));
  return new Map(
    rows.flatMap((row): [string, Occurrence][] => {
      const one = isMovedWhole && isComing(row) ? inOrder[coming.indexOf(row)] : byId.get(row.eventId ?? '');
      return one ? [[row.id, one]] : [];
    }),
  );
}

/** Whether the calendar that the meetings stand in is out of reach, as the lead is told. */
async function tellTrouble(stores: Stores, { series }: Together, problem: BookingProblem | null): Promise<void> {
  const isTold = series.changeProblem === 'organizer-missing' || series.changeProblem === 'organizer-denied';
  if (problem === series.changeProblem || (problem === null && !isTold)) return;
  await stores.series.update({ ...series, changeProblem: problem });
}

/** Whom changes in the organiser's calendar are put down to. */
function organizerSide({ mentee, mentor }: Together, { organizer }: Booking): ChangedBy {
  if (organizer?.entraObjectId === mentee.entraObjectId) return 'mentee';
  return organizer?.entraObjectId === mentor.entraObjectId ? 'mentor' : 'vantage';
}

/** What one of the two has answered to the invitation: a no before anything else, and then what is newest. */
function answerTo({ mentee, mentor }: Together, { responses }: Occurrence): Response | null {
  const theirs = responses.flatMap(({ userPrincipalName, response, at }): Response[] => {
    if (userPrincipalName === mentee.userPrincipalName) return [{ response, at, by: 'mentee' }];
    return userPrincipalName === mentor.userPrincipalName ? [{ response, at, by: 'mentor' }] : [];
  });
  const newest = theirs.toSorted((a, b) => Temporal.Instant.compare(b.at, a.at));
  return newest.find(({ response }) => response === 'declined') ?? newest[0] ?? null;
}

async function keepInLine(
  stores: Stores,
  together: Together,
  booking: Booking,
  row: Meeting,
  one: Occurrence,
  now: Temporal.Instant,
): Promise<void> {
  const changes: Omit<MeetingChange, 'id'>[] = [];
  const isMoved = one.eventId !== row.eventId || !one.startsAt.equals(row.startsAt) || !one.endsAt.equals(row.endsAt);
  if (isMoved) changes.push({ meetingId: row.id, kind: 'moved', by: organizerSide(together, booking), at: now });
  const response = answerTo(together, one);
  const isNews =
    response !== null && !(row.response?.response === response.response && row.response.at.equals(response.at));
  if (isNews && response.response !== 'tentative') {
    changes.push({ meetingId: row.id, kind: response.response, by: response.by, at: response.at });
  }
  if (!isMoved && !isNews) return;
  const { eventId, startsAt, endsAt } = one;
  await stores.meetings.save([{ ...row, eventId, startsAt, endsAt, response: isMoved && !isNews ? null : response }]);
  await noteChanges(stores, changes);
  if (isNews && response.response === 'declined') {
    await stores.enqueue('meeting.offer', { meetingId: row.id }, { key: row.id });
  }
}

/** A meeting stands no more: it is offered again. */
export async function becomeOpen(stores: Stores, row: Meeting, by: ChangedBy, now: Temporal.Instant): Promise<void> {
  await forgetOwnEvent(stores, row);
  const open: Meeting = { ...row, state: 'open', bookingId: null, eventId: null, order: null, response: null };
  await stores.meetings.save([open]);
  await noteChanges(stores, [{ meetingId: row.id, kind: 'cancelled', by, at: now }]);
  await stores.enqueue('meeting.offer', { meetingId: row.id }, { key: row.id });
}

/** An event that was made for one meeting alone is gone with it: nobody looks for it in calendars any more. */
export async function forgetOwnEvent(stores: Stores, { id, bookingId }: Meeting): Promise<void> {
  const booking = bookingId === null ? null : await stores.bookings.byId(bookingId, { forUpdate: true });
  if (booking?.meetingId === id) await stores.bookings.update({ ...booking, state: 'removed' });
}

/** The whole event is gone, or out of reach: its meetings wait until somebody has times looked for again. */
async function lose(
  stores: Stores,
  { series, pairing, meetings }: Together,
  booking: Booking,
  problem: BookingProblem,
  now: Temporal.Instant,
): Promise<void> {
  await stores.bookings.update({ ...booking, state: 'removed' });
  if (booking.organizer) await stores.enqueue('calendar.watch', { organizerId: booking.organizer.entraObjectId });
  // Those that wait for a time already wait for the whole series now.
  const isLost = (one: Meeting) => one.state === 'open' || (one.bookingId === booking.id && one.state === 'planned');
  for (const row of meetings.filter((one) =>
    booking.meetingId === null ? isLost(one) : one.id === booking.meetingId,
  )) {
    const waits = { order: null, options: [], decideBy: null, response: null };
    await stores.meetings.save([{ ...row, ...waits, state: 'open', bookingId: null, eventId: null }]);
  }
  if (booking.meetingId !== null) {
    await stores.enqueue('meeting.offer', { meetingId: booking.meetingId }, { key: booking.meetingId });
    return;
  }
  if (!isMeeting(series)) return;
  await stores.series.update({ ...series, state: 'failed', slot: null, problem });
  if (problem !== 'deleted-in-outlook') return;
  await tellNews(stores, pairing, 'deleted-in-outlook', now);
}
