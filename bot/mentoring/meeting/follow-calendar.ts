import { Temporal } from 'temporal-polyfill';
import { present, refused, type Outcome } from '../outcome.ts';
import type { Ports } from '../ports.ts';
import type { CalendarChanges, FeedRefusal } from './calendar-feed.ts';
import type { Interval } from './interval.ts';
import type { MailboxAddress } from './meeting.ts';
import { runningSeries, type RunningSeries } from './running-series.ts';
import type { WatchedCalendar } from './watched-calendar.ts';

/** Read before the first meeting to come: it may be moved to an earlier day. */
const marginBefore = Temporal.Duration.from({ hours: 24 * 7 });
/** Read after the last meeting, so that the window need not be widened whenever one is moved or made up for. */
const marginAfter = Temporal.Duration.from({ hours: 24 * 35 });
/** The window is made anew when less than this is left of that margin: changes beyond it would not be seen. */
const leastMarginAfter = Temporal.Duration.from({ hours: 24 * 14 });

/**
 * Reads what happened in somebody's calendar since it was last read, and has each series of ours that it concerns
 * followed. The mark moves on in the transaction that enqueues them, and only from where this reading began, so that a
 * crash or a second reader loses nothing.
 */
export async function followCalendar(ports: Ports, tenantId: string, organizerId: string): Promise<void> {
  const now = ports.clock.now();
  const found = await ports.inTenant(tenantId, async (stores) => {
    const calendar = await stores.watchedCalendars.byOrganizer(organizerId);
    if (!calendar) return null;
    const known = await runningSeries(stores, organizerId, now);
    if (known && known.running.length > 0) return { calendar, ...known };
    await stores.enqueue('calendar.watch', { organizerId });
    return null;
  });
  if (!found) return;
  const { calendar, organizer, running } = found;
  const reading = stillWide(calendar, running) ? calendar.reading : null;
  const window = reading?.window ?? windowOf(running);
  const { answer, isWhole } = await read(ports, tenantId, organizer, reading?.mark ?? null, window);

  await ports.inTenant(tenantId, async (stores) => {
    const current = await stores.watchedCalendars.byOrganizer(organizerId, { forUpdate: true });
    if (!current) return;
    if (current.reading?.mark !== calendar.reading?.mark) {
      // Read by another, or to be read whole since: what is true now decides.
      await stores.enqueue('calendar.follow', { organizerId });
      return;
    }
    const concerned = isWhole || !answer.ok ? running : running.filter((one) => isConcerned(one, answer.value));
    for (const { seriesId } of concerned.toSorted((a, b) => (a.seriesId < b.seriesId ? -1 : 1))) {
      await stores.enqueue('series.follow', { seriesId });
    }
    // A calendar that refuses is unknown: its series look for themselves, and it is read whole when it opens again.
    const next = answer.ok ? { mark: answer.value.mark, window } : null;
    await stores.watchedCalendars.update({ ...current, reading: next, readAt: now });
  });
}

/** Reads from the mark, or all of the window where there is no mark or the calendar does not know it any more. */
async function read(
  ports: Ports,
  tenantId: string,
  organizer: MailboxAddress,
  mark: string | null,
  window: Interval,
): Promise<{ readonly answer: Outcome<CalendarChanges, FeedRefusal>; readonly isWhole: boolean }> {
  const answer = await ports.calendarFeed.changes(tenantId, organizer, mark, window);
  if (answer.ok) return { answer, isWhole: mark === null };
  if (answer.reason !== 'mark-lost') return { answer: refused(answer.reason), isWhole: true };
  if (mark === null) throw new Error('a calendar has lost a mark that it was not given');
  return read(ports, tenantId, organizer, null, window);
}

function isConcerned({ eventIds, meetings }: RunningSeries, { changed, removed }: CalendarChanges): boolean {
  const ids = new Set([...changed, ...removed]);
  return eventIds.some((id) => ids.has(id)) || meetings.some(({ eventId }) => eventId !== null && ids.has(eventId));
}

function windowOf(running: readonly RunningSeries[]): Interval {
  const meetings = running.flatMap((one) => one.meetings).filter(({ state }) => state !== 'held');
  const first = meetings.map(({ startsAt }) => startsAt).toSorted((a, b) => Temporal.Instant.compare(a, b))[0];
  return {
    start: present(first, 'meeting of a running series').subtract(marginBefore),
    end: lastEnd(running).add(marginAfter),
  };
}

function stillWide({ reading }: WatchedCalendar, running: readonly RunningSeries[]): boolean {
  return reading !== null && Temporal.Instant.compare(lastEnd(running).add(leastMarginAfter), reading.window.end) <= 0;
}

function lastEnd(running: readonly RunningSeries[]): Temporal.Instant {
  const ends = running.flatMap((one) => one.meetings.map(({ endsAt }) => endsAt));
  return present(ends.toSorted((a, b) => Temporal.Instant.compare(a, b)).at(-1), 'meeting of a running series');
}
