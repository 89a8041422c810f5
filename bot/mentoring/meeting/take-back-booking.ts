import { Temporal } from 'temporal-polyfill';
import { present } from '../outcome.ts';
import { isNameless } from '../people/nameless.ts';
import type { Ports, Stores } from '../ports.ts';
import type { CalendarRefusal } from './calendar.ts';
import { farewells } from './invitation.ts';
import type { Booking, BookingProblem, Farewell, MailboxAddress } from './meeting.ts';
import { isStanding, mayStand } from './standing-states.ts';
import { calendarProblem, standingOf } from './standing.ts';
import { loadTogether, type Together } from './together.ts';

/** Has what is to come of an event cancelled. One that Outlook was never asked for is gone at once. */
export async function takeBack(stores: Stores, booking: Booking, farewell: Farewell): Promise<void> {
  if (!booking.isAsked) {
    await stores.bookings.update({ ...booking, state: 'removed' });
    return endWhenOver(stores, booking.seriesId);
  }
  await stores.bookings.update({ ...booking, state: 'removing', farewell });
  await stores.enqueue('booking.take-back', { bookingId: booking.id }, { key: booking.id });
}

/** A series that is ending has ended once nothing of it can stand any more. To be called when one of its events is gone. */
export async function endWhenOver(stores: Stores, seriesId: string): Promise<void> {
  const { series, bookings } = await loadTogether(stores, seriesId, { forUpdate: true });
  if (series.state !== 'ending' || bookings.some(mayStand)) return;
  await stores.series.update({ ...series, state: 'ended' });
}

/** Has every event of a series taken back that stands, but one. One in the making finds out by itself. */
export async function takeAllBack(
  stores: Stores,
  { bookings }: Together,
  farewell: Farewell,
  exceptId: string | null = null,
): Promise<void> {
  for (const booking of bookings.filter((one) => one.id !== exceptId && isStanding(one))) {
    await takeBack(stores, booking, farewell);
  }
}

/**
 * Cancels what is to come of an event, each meeting with a word to those invited, or all at once where none has been;
 * meetings that have been stay. What is cancelled already counts as done, so that this can be done again.
 */
export async function takeBackBooking(ports: Ports, tenantId: string, bookingId: string): Promise<void> {
  const booking = await ports.inTenant(tenantId, async (stores) =>
    present(await stores.bookings.byId(bookingId), 'booking'),
  );
  if (booking.state !== 'removing') return;
  const problem = booking.organizer ? await cancelComing(ports, tenantId, booking, booking.organizer) : null;
  await ports.inTenant(tenantId, async (stores) => {
    const { series, mentee, mentor } = await loadTogether(stores, booking.seriesId, { forUpdate: true });
    const current = present(await stores.bookings.byId(bookingId, { forUpdate: true }), 'booking');
    if (current.state !== 'removing') return;
    // Whoever had themselves erased was named here only until their meetings were gone from Outlook.
    const isForgotten = isNameless(mentee) || isNameless(mentor);
    const event = isForgotten ? { organizer: null, eventId: null, uid: null, joinUrl: null } : {};
    await stores.bookings.update({ ...current, ...event, state: 'removed' });
    if (problem !== null) await stores.series.update({ ...series, changeProblem: problem });
    await endWhenOver(stores, series.id);
  });
}

async function cancelComing(
  ports: Ports,
  tenantId: string,
  booking: Booking,
  organizer: MailboxAddress,
): Promise<BookingProblem | null> {
  const comment = farewells[booking.farewell ?? 'not-needed'];
  let { eventId } = booking;
  if (eventId === null) {
    const found = await ports.calendar.find(tenantId, organizer, booking.id);
    if (!found.ok) return problemOf(found.reason);
    eventId = found.value?.eventId ?? null;
  }
  if (eventId === null) return null;
  const now = ports.clock.now();
  const standing = await standingOf(ports, tenantId, { ...booking, eventId });
  if (!standing.ok) return problemOf(standing.reason);
  const coming = standing.value.filter(({ startsAt }) => Temporal.Instant.compare(startsAt, now) > 0);
  const hasNonePast = coming.length > 0 && coming.length === standing.value.length;
  for (const id of hasNonePast ? [eventId] : coming.map((one) => one.eventId)) {
    const cancelled = await ports.calendar.cancel(tenantId, organizer, id, comment);
    if (!cancelled.ok) return problemOf(cancelled.reason);
  }
  return null;
}

/** What is gone is what was wanted. */
const problemOf = (reason: CalendarRefusal): BookingProblem | null =>
  reason === 'gone' ? null : calendarProblem(reason);
