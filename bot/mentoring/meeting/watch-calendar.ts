import { Temporal } from 'temporal-polyfill';
import { v4 as randomId } from 'uuid';
import type { Ports } from '../ports.ts';
import type { Watch } from './calendar-feed.ts';
import type { MailboxAddress } from './meeting.ts';
import { runningSeries } from './running-series.ts';
import type { WatchedCalendar } from './watched-calendar.ts';

/** A watch is renewed so long before it ends: two days of something being away lose nothing. */
const renewBefore = Temporal.Duration.from({ hours: 48 });
/** A calendar that cannot be watched is tried again after this; meanwhile it is read by ourselves. */
const tryAgainAfter = Temporal.Duration.from({ hours: 6 });

/**
 * Sees to it that we are told of changes in somebody's calendar for as long as a series of ours runs in it. One of these
 * runs at a time for a calendar.
 */
export async function watchCalendar(ports: Ports, tenantId: string, organizerId: string): Promise<void> {
  const now = ports.clock.now();
  const found = await ports.inTenant(tenantId, async (stores) => {
    const known = await runningSeries(stores, organizerId, now);
    const isNeeded = known !== null && known.running.length > 0;
    if (isNeeded) await stores.watchedCalendars.insertMissing(organizerId, now);
    const calendar = await stores.watchedCalendars.byOrganizer(organizerId);
    return calendar && { calendar, organizer: isNeeded ? known.organizer : null };
  });
  if (!found) return;
  const { calendar, organizer } = found;
  if (organizer === null) await endWatching(ports, tenantId, calendar);
  else if (Temporal.Instant.compare(calendar.watchAgainAt, now) <= 0) {
    await watch(ports, tenantId, organizer, calendar);
  }
}

/** Renews the watch, or makes one. All is read after a new one was made: before, nobody told us. */
async function watch(
  ports: Ports,
  tenantId: string,
  organizer: MailboxAddress,
  calendar: WatchedCalendar,
): Promise<void> {
  const before = calendar.watch;
  const renewed = before && (await ports.calendarFeed.renewWatch(tenantId, before.watchId));
  if (before && renewed?.ok) {
    await record(ports, tenantId, calendar, { ...before, ...renewed.value });
    return;
  }
  // Two random ids: 244 bits that nobody guesses.
  const secret = `${randomId()}${randomId()}`;
  const made = await ports.calendarFeed.watch(tenantId, organizer, secret);
  if (!made.ok) {
    await record(ports, tenantId, calendar, null);
    return;
  }
  const secretHash = await ports.hashOf(secret);
  if (await record(ports, tenantId, calendar, { ...made.value, secretHash })) return;
  await ports.calendarFeed.endWatch(tenantId, made.value.watchId);
}

/** Writes down the watch that there is now; false, and nothing written, when another one stands there meanwhile. */
async function record(
  ports: Ports,
  tenantId: string,
  before: WatchedCalendar,
  watch: (Watch & { readonly secretHash: string }) | null,
): Promise<boolean> {
  const now = ports.clock.now();
  return ports.inTenant(tenantId, async (stores) => {
    const current = await stores.watchedCalendars.byOrganizer(before.organizerId, { forUpdate: true });
    if (!current || current.watch?.watchId !== before.watch?.watchId) return false;
    const isOther = watch?.watchId !== before.watch?.watchId;
    await stores.watchedCalendars.update({
      ...current,
      watch,
      reading: isOther ? null : current.reading,
      watchAgainAt: watch ? watch.expiresAt.subtract(renewBefore) : now.add(tryAgainAfter),
    });
    if (isOther || current.readAt === null) {
      await stores.enqueue('calendar.follow', { organizerId: before.organizerId });
    }
    return true;
  });
}

async function endWatching(ports: Ports, tenantId: string, { organizerId, watch }: WatchedCalendar): Promise<void> {
  if (watch) await ports.calendarFeed.endWatch(tenantId, watch.watchId);
  await ports.inTenant(tenantId, (stores) => stores.watchedCalendars.remove(organizerId));
}
