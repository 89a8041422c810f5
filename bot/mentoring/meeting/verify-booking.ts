import { present } from '../outcome.ts';
import { TemporaryError, type Ports } from '../ports.ts';
import type { Booking, MailboxAddress } from './meeting.ts';
import { invitedTo, loadTogether } from './together.ts';

/** Seconds between two looks for a copy: Outlook delivers within a minute, or much later when it is busy. */
const waits = [1, 2, 5, 15, 60, 300, 900, 3_600] as const;
/** After so many looks, about a day, the lead is told that the meetings do not show in somebody's calendar. */
const lastLook = 28;

/** Looks whether an event has arrived in the calendars of all who are invited; until it has, it is asked again. */
export async function verifyBooking(ports: Ports, tenantId: string, bookingId: string, attempt: number): Promise<void> {
  const { booking, invited } = await ports.inTenant(tenantId, async (stores) => {
    const found = present(await stores.bookings.byId(bookingId), 'booking');
    const { organizer } = found;
    const together = await loadTogether(stores, found.seriesId);
    return { booking: found, invited: organizer ? invitedTo(together, organizer) : [] };
  });
  if (booking.state !== 'made') return;
  const organizer = present(booking.organizer, 'organizer');
  let { uid } = booking;
  if (uid === null) {
    const event = await ports.calendar.read(tenantId, organizer, present(booking.eventId, 'event'));
    uid = event.ok ? event.value.uid : null;
  }
  const isThere = uid !== null && (await haveCopies(ports, tenantId, invited, uid));
  if (!isThere && attempt < lastLook) {
    const seconds = waits[Math.min(attempt, waits.length) - 1] ?? waits[0];
    throw new TemporaryError('the invitation has not arrived everywhere yet', seconds);
  }
  await ports.inTenant(tenantId, async (stores) => {
    const { series } = await loadTogether(stores, booking.seriesId, { forUpdate: true });
    const current = present(await stores.bookings.byId(bookingId, { forUpdate: true }), 'booking');
    if (current.state !== 'made') return;
    if (!isThere) {
      stores.happened({ kind: 'booking.missing', bookingId });
      await stores.series.update({ ...series, changeProblem: 'invitation-missing' });
      return;
    }
    const verified: Booking = { ...current, uid, state: 'verified' };
    await stores.bookings.update(verified);
    stores.happened({ kind: 'booking.verified', bookingId });
    // The only one of a whole series that stands; its version is not the series' own after a change that was refused.
    if (series.state === 'booked' && current.meetingId === null) {
      await stores.series.update({ ...series, state: 'verified' });
    }
  });
}

async function haveCopies(
  ports: Ports,
  tenantId: string,
  invited: readonly MailboxAddress[],
  uid: string,
): Promise<boolean> {
  for (const one of invited) {
    const copy = await ports.calendar.hasCopy(tenantId, one, uid);
    // Somebody whose calendar we may not read is not seen to have it: what is unknown is not done.
    if (!copy.ok || !copy.value) return false;
  }
  return true;
}
