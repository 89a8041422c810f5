import { Temporal } from 'temporal-polyfill';
import type { Stores } from '../ports.ts';
import type { MailboxAddress, Meeting } from './meeting.ts';

/** A series that may still be changed in Outlook, with what stands of it in one calendar. */
export interface RunningSeries {
  readonly seriesId: string;
  /** The series' own event, and those of meetings that stand by themselves. */
  readonly eventIds: readonly string[];
  readonly meetings: readonly Meeting[];
}

/** The series in somebody's calendar that still run: with a meeting that stands, or is not over. */
export async function runningSeries(
  stores: Stores,
  organizerId: string,
  now: Temporal.Instant,
): Promise<{ readonly organizer: MailboxAddress; readonly running: readonly RunningSeries[] } | null> {
  const bookings = await stores.bookings.standingWith(organizerId);
  const organizer = bookings[0]?.organizer;
  if (!organizer) return null;
  const meetings = Map.groupBy(await stores.meetings.ofBookings(bookings.map(({ id }) => id)), (one) => one.seriesId);
  const running = [...Map.groupBy(bookings, (one) => one.seriesId)].flatMap(([seriesId, events]): RunningSeries[] => {
    const own = meetings.get(seriesId) ?? [];
    const isRunning = own.some(({ state, endsAt }) => state === 'planned' || Temporal.Instant.compare(endsAt, now) > 0);
    const eventIds = events.flatMap(({ eventId }) => eventId ?? []);
    return isRunning ? [{ seriesId, eventIds, meetings: own }] : [];
  });
  return { organizer, running };
}
