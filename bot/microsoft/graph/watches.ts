import type { Logger } from 'pino';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Subscription } from '@microsoft/microsoft-graph-types';
import type { CalendarFeed, Watch } from '../../mentoring/meeting/calendar-feed.ts';
import { done, refused } from '../../mentoring/outcome.ts';
import type { Clock } from '../../mentoring/ports.ts';
import { calendarRefusal } from './feed-refusal.ts';
import { GraphRefusal, type Graph } from './client.ts';

/** A subscription to events lasts at most 10,080 minutes; less, as Graph's clock is not ours. */
const lifetime = Temporal.Duration.from({ minutes: 10_000 });

const Made = z.object({ id: z.string(), expirationDateTime: z.string() });
const Page = z.object({
  value: z.array(z.object({ id: z.string(), resource: z.string() })),
  '@odata.nextLink': z.string().optional(),
});

const watchOf = (answer: unknown): Watch => {
  const { id, expirationDateTime } = Made.parse(answer);
  return { watchId: id, expiresAt: Temporal.Instant.from(expirationDateTime) };
};

/** Gone, or kept from us: either way Graph tells us nothing more, and what is left ends by itself within a week. */
const isNotOurs = (error: unknown): boolean =>
  error instanceof GraphRefusal && (error.status === 404 || error.status === 403);

/**
 * Watches calendars by Graph's change notifications. `publicUrl` is where Graph reaches us; null where it cannot, and then
 * nothing is watched.
 */
export function createWatches(
  graph: Graph,
  { clock, publicUrl, log }: { readonly clock: Clock; readonly publicUrl: string | null; readonly log: Logger },
): Omit<CalendarFeed, 'changes'> {
  const expirationDateTime = () => clock.now().add(lifetime).toString({ smallestUnit: 'second' });
  const path = (watchId: string) => `/subscriptions/${encodeURIComponent(watchId)}`;

  const endWatch: CalendarFeed['endWatch'] = async (tenantId, watchId) => {
    try {
      await graph({ tenantId, method: 'DELETE', path: path(watchId) });
    } catch (error) {
      if (!isNotOurs(error)) throw error;
    }
  };

  /** Ends what our app has on a resource already: left by a crash, of which only Graph knows. */
  const endThose = async (tenantId: string, resource: string): Promise<void> => {
    for (let next: string | undefined = '/subscriptions'; next !== undefined;) {
      const page: z.infer<typeof Page> = Page.parse(await graph({ tenantId, path: next }));
      for (const one of page.value) {
        const isSame = one.resource.replace(/^\//, '').toLowerCase() === resource.toLowerCase();
        if (isSame) await endWatch(tenantId, one.id);
      }
      next = page['@odata.nextLink'];
    }
  };

  return {
    endWatch,

    async watch(tenantId, organizer, secret) {
      if (publicUrl === null) return refused('not-reachable');
      const resource = `users/${organizer.entraObjectId}/events`;
      const body: Subscription = {
        changeType: 'created,updated,deleted',
        resource,
        notificationUrl: `${publicUrl}/graph/notifications`,
        lifecycleNotificationUrl: `${publicUrl}/graph/lifecycle`,
        clientState: secret,
        expirationDateTime: expirationDateTime(),
      };
      const make = async () => watchOf(await graph({ tenantId, method: 'POST', path: '/subscriptions', body }));
      try {
        try {
          return done(await make());
        } catch (error) {
          if (!(error instanceof GraphRefusal) || error.status !== 409) throw error;
          await endThose(tenantId, resource);
          return done(await make());
        }
      } catch (error) {
        if (!(error instanceof GraphRefusal)) throw error;
        if (error.code === 'ValidationError') {
          log.warn('Graph got no answer at the addresses for its notifications, so this calendar is looked at instead');
          return refused('not-reachable');
        }
        // What the mailbox said comes in words alone here; either way there is no calendar to watch.
        const reason = calendarRefusal(error) ?? (error.status === 404 ? 'no-mailbox' : null);
        if (reason === null) throw error;
        return refused(reason);
      }
    },

    async renewWatch(tenantId, watchId) {
      const body: Subscription = { expirationDateTime: expirationDateTime() };
      try {
        return done(watchOf(await graph({ tenantId, method: 'PATCH', path: path(watchId), body })));
      } catch (error) {
        if (isNotOurs(error)) return refused('gone');
        throw error;
      }
    },
  };
}
