import { createHash, timingSafeEqual } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  takeNotifications,
  type CalendarNews,
  type ToldOfCalendar,
} from '../../mentoring/meeting/take-notifications.ts';
import type { FindWatches } from '../../mentoring/meeting/watched-calendar-store.ts';
import type { Ports } from '../../mentoring/ports.ts';

/** Graph sends many notifications in one request, each of about a thousand characters. */
const largestBody = 1024 * 1024;
/** Requests that one address may make a minute; Graph comes again with what was turned away. */
const requestsPerMinute = 3_000;
/** Characters of the token that Graph sends to see whether we are there. */
const longestToken = 4_096;

/** As much of a notification as says whom it is of and that it comes from Graph. */
const common = { subscriptionId: z.string(), clientState: z.string().nullish(), tenantId: z.string().nullish() };
const Notifications = z.object({ value: z.array(z.object(common)) });
const LifecycleNotifications = z.object({
  value: z.array(
    z.object({ ...common, organizationId: z.string().nullish(), lifecycleEvent: z.string() }).transform((one) => ({
      ...one,
      tenantId: one.tenantId ?? one.organizationId,
    })),
  ),
});

/** What Graph says of a subscription, in our words. Something new there cannot hurt: we look for ourselves. */
const newsOf = (lifecycleEvent: string): CalendarNews => {
  if (lifecycleEvent === 'reauthorizationRequired') return 'renew';
  return lifecycleEvent === 'subscriptionRemoved' ? 'unwatched' : 'missed';
};

interface Told {
  readonly subscriptionId: string;
  readonly clientState?: string | null | undefined;
  readonly tenantId?: string | null | undefined;
  readonly news: CalendarNews;
}

/**
 * Where Graph tells of changes in calendars. Nobody signs in here: what counts is the secret that we gave Graph. What is
 * genuine is kept before it is acknowledged; what is not is acknowledged too, or Graph would send the batch for hours.
 */
export function graphRoutes(ports: Pick<Ports, 'inTenant'>, findWatches: FindWatches): FastifyPluginAsync {
  const take = async (told: readonly Told[], request: FastifyRequest, reply: FastifyReply) => {
    const watches = await findWatches([...new Set(told.map((one) => one.subscriptionId))]);
    const known = new Map(watches.map((one) => [one.watchId, one]));
    const genuine: ToldOfCalendar[] = [];
    const forged = { 'unknown-watch': 0, 'wrong-secret': 0, 'wrong-tenant': 0 };
    for (const { subscriptionId, clientState, tenantId, news } of told) {
      const watch = known.get(subscriptionId);
      if (!watch) forged['unknown-watch'] += 1;
      else if (!isSecret(clientState ?? '', watch.secretHash)) forged['wrong-secret'] += 1;
      else if (tenantId?.toLowerCase() !== watch.tenantId) forged['wrong-tenant'] += 1;
      else genuine.push({ ...watch, news });
    }
    const refused = Object.values(forged).reduce((sum, count) => sum + count, 0);
    if (refused > 0) request.log.warn({ forged, refused }, 'notifications were refused: they are not of our watches');
    await takeNotifications(ports, genuine);
    return reply.code(202).send();
  };

  return async (server) => {
    await server.register(rateLimit, { max: requestsPerMinute, timeWindow: '1 minute' });
    /** Graph asks whether we are there: the token goes back as it is, as plain text that no browser takes for more. */
    server.addHook('preHandler', async (request, reply) => {
      const { validationToken } = request.query as { readonly validationToken?: unknown };
      if (validationToken === undefined) return;
      if (typeof validationToken !== 'string' || validationToken.length > longestToken) return reply.code(400).send();
      return reply.header('x-content-type-options', 'nosniff').type('text/plain; charset=utf-8').send(validationToken);
    });
    const options = { schema: { hide: true }, bodyLimit: largestBody };
    server.post('/graph/notifications', options, async (request, reply) => {
      const given = Notifications.safeParse(request.body);
      if (!given.success) return reply.code(400).send();
      const told = given.data.value.map((one): Told => ({ ...one, news: 'changed' }));
      return take(told, request, reply);
    });
    server.post('/graph/lifecycle', options, async (request, reply) => {
      const given = LifecycleNotifications.safeParse(request.body);
      if (!given.success) return reply.code(400).send();
      const told = given.data.value.map((one): Told => ({ ...one, news: newsOf(one.lifecycleEvent) }));
      return take(told, request, reply);
    });
  };
}

/** Compared by their hashes and in constant time: how long it takes tells nothing of the secret. */
function isSecret(given: string, secretHash: string): boolean {
  return timingSafeEqual(createHash('sha256').update(given).digest(), Buffer.from(secretHash, 'hex'));
}
