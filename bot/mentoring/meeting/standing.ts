import { Temporal } from 'temporal-polyfill';
import { present } from '../outcome.ts';
import type { Ports } from '../ports.ts';
import type { CalendarOutcome, CalendarRefusal, Occurrence } from './calendar.ts';
import type { Booking, BookingProblem } from './meeting.ts';
import { occurrencesOf } from './repeats.ts';

/** Days around an event in which its meetings are looked for, wherever somebody moved them. */
const reach = Temporal.Duration.from({ hours: 24 * 62 });

/** The meetings of an event as they stand in the organiser's calendar now, those cancelled left out. */
export async function standingOf(
  ports: Ports,
  tenantId: string,
  booking: Booking,
): Promise<CalendarOutcome<readonly Occurrence[]>> {
  const organizer = present(booking.organizer, 'organizer of an event');
  const eventId = present(booking.eventId, 'id of an event');
  if (booking.meetingId !== null) {
    const one = await ports.calendar.occurrence(tenantId, organizer, eventId);
    return one.ok ? { ok: true, value: [one.value].filter(({ cancelled }) => !cancelled) } : one;
  }
  const all = occurrencesOf(booking.slot);
  const first = present(all[0], 'first meeting').start;
  const last = present(all.at(-1), 'last meeting').end;
  const found = await ports.calendar.occurrences(tenantId, organizer, eventId, first.subtract(reach), last.add(reach));
  return found.ok ? { ok: true, value: found.value.filter(({ cancelled }) => !cancelled) } : found;
}

/** What the organiser's calendar refused, in words for people. */
export function calendarProblem(reason: CalendarRefusal): BookingProblem {
  if (reason === 'no-mailbox' || reason === 'person-gone') return 'organizer-missing';
  return reason === 'access-denied' ? 'organizer-denied' : 'refused-by-calendar';
}
