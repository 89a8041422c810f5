import { Temporal } from 'temporal-polyfill';
import { v7 as newId } from 'uuid';
import { planNotice } from '../notice/plan-notice.ts';
import { present } from '../outcome.ts';
import { isNameless } from '../people/nameless.ts';
import { TemporaryError, type Ports } from '../ports.ts';

/** Seconds until a calendar that is out of reach is asked again whether a meeting stood. */
const untilLookedAgain = 3_600;

/**
 * A meeting's end has passed by what we know: looks at the calendar, where it may have been moved or cancelled, and only
 * then plans both check-ins, each within its person's working hours.
 */
export async function meetingEnded(ports: Ports, tenantId: string, meetingId: string): Promise<void> {
  const { meeting, booking, mentee, mentor } = await ports.inTenant(tenantId, async (stores) => {
    const meeting = present(await stores.meetings.byId(meetingId), 'meeting');
    const pairing = present(await stores.pairings.byId(meeting.pairingId), 'pairing');
    return {
      meeting,
      booking: meeting.bookingId === null ? null : await stores.bookings.byId(meeting.bookingId),
      mentee: present(await stores.people.byId(pairing.menteeId), 'mentee'),
      mentor: present(await stores.people.byId(pairing.mentorId), 'mentor'),
    };
  });
  if (meeting.state !== 'planned') return;
  const isForgotten = isNameless(mentee) || isNameless(mentor);
  // Where one of the two had themselves erased meanwhile, nobody knows any more whose calendar it stood in.
  const stands =
    isForgotten && booking?.organizer === null
      ? ({ ok: true, value: { ...meeting, cancelled: false } } as const)
      : await ports.calendar.occurrence(
          tenantId,
          present(booking?.organizer, 'organizer of a meeting that stands'),
          present(meeting.eventId, 'event of a meeting'),
        );
  const now = ports.clock.now();
  await ports.inTenant(tenantId, async (stores) => {
    const current = present(await stores.meetings.byId(meetingId, { forUpdate: true }), 'meeting');
    if (current.state !== 'planned') return;
    if (!stands.ok && stands.reason !== 'gone' && stands.reason !== 'person-gone') {
      throw new TemporaryError('the calendar is out of reach', untilLookedAgain);
    }
    // Cancelled or deleted: which it is comes out when the series is looked at as a whole.
    if (!stands.ok || stands.value.cancelled) {
      await stores.enqueue('series.follow', { seriesId: current.seriesId }, { key: current.seriesId });
      return;
    }
    const times = { startsAt: stands.value.startsAt, endsAt: stands.value.endsAt };
    if (Temporal.Instant.compare(times.endsAt, now) > 0) {
      await stores.meetings.save([{ ...current, ...times }]);
      return;
    }
    await stores.meetings.save([{ ...current, ...times, ...(isForgotten && { eventId: null }), state: 'held' }]);
    stores.happened({ kind: 'meeting.held', meetingId });
    for (const person of [mentee, mentor]) {
      if (isNameless(person)) continue;
      const personId = person.id;
      const checkIn = { id: newId(), meetingId, personId, answers: null };
      await stores.checkIns.insert(checkIn);
      await planNotice(stores, personId, { kind: 'check-in', checkInId: checkIn.id }, now);
    }
  });
}
