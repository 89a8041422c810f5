import { Temporal } from 'temporal-polyfill';
import type { Ports } from '../ports.ts';

/**
 * What we were told of a calendar by whoever watches it: that something changed there; that we may have missed something;
 * that the watch has to be renewed now; that there is no watch any more.
 */
export type CalendarNews = 'changed' | 'missed' | 'renew' | 'unwatched';

/** Due, whatever a clock says. */
const earliest = Temporal.Instant.from('2000-01-01T00:00:00Z');

/** Something that was told, proven to come from where we asked to be told. */
export interface ToldOfCalendar {
  readonly tenantId: string;
  readonly organizerId: string;
  readonly watchId: string;
  readonly news: CalendarNews;
}

/**
 * Keeps what was told as jobs, in one transaction for each tenant; the work comes later. Hundreds of one calendar become
 * one job, so it does not matter how often or in which order they come.
 */
export async function takeNotifications(
  ports: Pick<Ports, 'inTenant'>,
  told: readonly ToldOfCalendar[],
): Promise<void> {
  for (const [tenantId, ofTenant] of Map.groupBy(told, (one) => one.tenantId)) {
    const calendars = [...Map.groupBy(ofTenant, (one) => one.organizerId)];
    await ports.inTenant(tenantId, async (stores) => {
      // In one order everywhere, or two that come at once would wait for each other.
      for (const [organizerId, ofCalendar] of calendars.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
        const news = new Set(ofCalendar.map((one) => one.news));
        if (news.has('changed') || news.has('missed')) await stores.enqueue('calendar.follow', { organizerId });
        if (!news.has('renew') && !news.has('unwatched')) continue;
        const calendar = await stores.watchedCalendars.byOrganizer(organizerId, { forUpdate: true });
        // Another watch may stand there by now: what is told of an earlier one is no news.
        if (!ofCalendar.some(({ watchId }) => watchId === calendar?.watch?.watchId) || !calendar) continue;
        const lost = news.has('unwatched') ? { watch: null, reading: null } : {};
        await stores.watchedCalendars.update({ ...calendar, ...lost, watchAgainAt: earliest });
        await stores.enqueue('calendar.watch', { organizerId });
      }
    });
  }
}
