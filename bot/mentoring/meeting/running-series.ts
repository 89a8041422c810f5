import { Temporal } from 'temporal-polyfill';
import type { Attendee, Stores } from '../ports.ts';
import type { Meeting, Series } from './meeting.ts';

/** A series that may still be changed in Outlook, with its meetings. */
export interface RunningSeries {
  readonly series: Series & { readonly eventId: string };
  readonly meetings: readonly Meeting[];
}

/** The series in somebody's calendar that still run: of an open pairing, with a meeting that is not over. */
export async function runningSeries(
  stores: Stores,
  organizerId: string,
  now: Temporal.Instant,
): Promise<{ readonly organizer: Attendee; readonly running: readonly RunningSeries[] } | null> {
  const person = await stores.people.byEntraObjectId(organizerId);
  if (!person) return null;
  const pairings = (await stores.pairings.ofPerson(person.id)).filter(
    ({ menteeId, state }) => menteeId === person.id && (state === 'active' || state === 'paused'),
  );
  const ids = pairings.map(({ id }) => id);
  const meetings = await stores.meetings.ofPairings(ids);
  const running = (await stores.series.ofPairings(ids)).flatMap((series): RunningSeries[] => {
    const { eventId } = series;
    if (series.state !== 'booked' || eventId === null) return [];
    const own = meetings.filter(({ seriesId }) => seriesId === series.id);
    // One that is cancelled may come back.
    const isRunning = own.some(({ state, endsAt }) => state === 'planned' || Temporal.Instant.compare(endsAt, now) > 0);
    return isRunning ? [{ series: { ...series, eventId }, meetings: own }] : [];
  });
  const { userPrincipalName, displayName } = person;
  return { organizer: { entraObjectId: organizerId, userPrincipalName, displayName }, running };
}
