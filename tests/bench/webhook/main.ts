import { createHash, randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { fastify, type FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { Temporal } from 'temporal-polyfill';
import { graphRoutes } from '../../../bot/http/routes/graph.ts';
import { openStorage } from '../../../bot/storage/storage.ts';
import { scratchFolder } from '../../support/scratch.ts';

/** Measures how fast notifications are kept and acknowledged, on the embedded Postgres. Graph wants 3 seconds. */
const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '1000' },
    batch: { type: 'string', default: '20' },
    concurrency: { type: 'string', default: '8' },
    calendars: { type: 'string', default: '500' },
  },
});
const [requests, batch, concurrency, calendars] = [
  Number(values.requests),
  Number(values.batch),
  Number(values.concurrency),
  Number(values.calendars),
];

const log = pino({ level: 'silent' });
const folder = await scratchFolder('bench-webhook');
const storage = await openStorage({ dataFolder: folder, log });
const server = fastify({ loggerInstance: log }) as unknown as FastifyInstance;
await server.register(graphRoutes({ inTenant: storage.inTenant }, storage.findWatches));
const address = await server.listen({ port: 0 });

const tenantId = randomUUID();
const secret = randomUUID();
const secretHash = createHash('sha256').update(secret).digest('hex');
const expiresAt = Temporal.Instant.from('2027-01-01T00:00:00Z');
const watchIds = Array.from({ length: calendars }, () => randomUUID());
await storage.inTenant(tenantId, async (stores) => {
  for (const watchId of watchIds) {
    await stores.watchedCalendars.insertMissing(watchId, expiresAt);
    const watch = { watchId, secretHash, expiresAt };
    const rest = { reading: null, readAt: null, watchAgainAt: expiresAt };
    await stores.watchedCalendars.update({ organizerId: watchId, watch, ...rest });
  }
});

const took: number[] = [];
let sent = 0;
await Promise.all(
  Array.from({ length: concurrency }, async () => {
    while (sent < requests) {
      sent += 1;
      const value = Array.from({ length: batch }, () => ({
        subscriptionId: watchIds[Math.floor(Math.random() * watchIds.length)],
        clientState: secret,
        tenantId,
      }));
      const started = performance.now();
      const answer = await fetch(`${address}/graph/notifications`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ value }),
      });
      took.push(performance.now() - started);
      if (answer.status !== 202) throw new Error(`a notification was answered with ${answer.status}`);
    }
  }),
);
const sorted = took.toSorted((a, b) => a - b);
const at = (share: number) => (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1);
console.log(
  `${requests} requests of ${batch} notifications, ${concurrency} at once, ${calendars} calendars: ` +
    `half answered within ${at(0.5)} ms, 95 % ${at(0.95)} ms, 99 % ${at(0.99)} ms, all ${at(1)} ms`,
);
await server.close();
await storage.close();
await rm(folder, { recursive: true, force: true });
