import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { pino } from 'pino';
import { z } from 'zod';
import { startProductProcess } from '../../../infra/processes/product.ts';
import { startSandboxProcess } from '../../../infra/processes/sandbox.ts';
import { startEmbedded } from '../../../bot/storage/embedded/embedded.ts';
import { openStorage } from '../../../bot/storage/storage.ts';
import { largeOrganisation } from '../../support/microsoft/organisation.ts';
import { allProcessorSeconds, parentOf, processorSeconds } from './processor.ts';
import { seedProgramme, type Somebody } from './seed.ts';

/** Which of Microsoft's documents the tenant keeps to. */
export type Reading = 'app' | 'mailbox';

/** Whose processor time is counted; `others` is what has nothing to do with it. */
export type Part = 'server' | 'database' | 'tenant' | 'others';

/** What booking came to. */
export interface Booked {
  readonly reading: Reading;
  readonly pairings: number;
  readonly booked: number;
  readonly failed: number;
  /** From the first request to a mailbox to the last series recorded. */
  readonly seconds: number;
  /** Requests that arrived at Graph, by what they asked for. */
  readonly requests: Readonly<Record<string, number>>;
  /** Calls to mailboxes that were let in. */
  readonly calls: number;
  readonly highestAtOnce: number;
  readonly highestAtOneMailbox: number;
  /** 429s by what was too much, and how many came in the first seconds. */
  readonly throttled: Readonly<Record<string, number>>;
  readonly throttledAtFirst: number;
  /** Requests before their `Retry-After` had passed. */
  readonly early: number;
  /** Seconds of processor time meanwhile, of each part; 0 where the system does not tell. */
  readonly processor: Readonly<Record<Part, number>>;
}

const Requests = z.object({
  requests: z.record(z.string(), z.object({ count: z.number(), statuses: z.record(z.string(), z.number()) })),
  highestConcurrency: z.record(z.string(), z.number()),
  highestAtOnce: z.number(),
  throttled: z.record(z.string(), z.number()),
  early: z.number(),
});
type Requests = z.infer<typeof Requests>;

/** Seconds in which the limits are put to the proof. */
const firstSeconds = 10;
/** What goes to mailboxes: everything below somebody's calendar. */
const isToMailbox = (template: string) => /\/(events|calendar|calendarView|mailboxSettings)\b/.test(template);

/** Books so many series with the product as it runs, on a tenant of their own. */
export async function measureBooking(
  folder: string,
  { reading, pairings, latency }: { readonly reading: Reading; readonly pairings: number; readonly latency: number },
): Promise<Booked> {
  const stops: (() => Promise<void>)[] = [];
  const log = pino({ level: 'silent' });
  const surroundings = { logs: folder, say: console.error, died: console.error };
  try {
    const people = largeOrganisation(2 * pairings);
    const sandbox = await startSandboxProcess(surroundings, { data: join(folder, 'sandbox'), people });
    stops.push(() => sandbox.child.stop());
    const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
      const response = await fetch(`${sandbox.url}/control${path}`, {
        method,
        ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${method} /control${path} answered ${response.status}`);
      return response.status === 204 ? null : response.json();
    };
    await control('PUT', '/limits', { concurrencyScope: reading, latencyMilliseconds: latency });
    const database = await startEmbedded(join(folder, 'data'), log);
    stops.push(() => database.stop());
    const storage = await openStorage({ ...database, dataFolder: 'unused', log });
    const all = (await control('GET', '/people')) as readonly Somebody[];
    try {
      await seedProgramme(storage, sandbox.settings.ENTRA_TENANT_IDS, all.slice(0, 2 * pairings));
    } finally {
      await storage.close();
    }
    const admin = new pg.Client({
      connectionString: withName(database.adminUrl, database.databaseUrl),
      options: '-c search_path=vantage',
    });
    await admin.connect();
    stops.push(() => admin.end());
    await control('DELETE', '/requests');
    const product = await startProductProcess(surroundings, {
      ...sandbox.settings,
      DATABASE_URL: database.databaseUrl,
      DATABASE_MIGRATION_URL: database.migrationUrl,
      PORT: '0',
    });
    stops.push(() => product.child.stop());

    // Every connection of Postgres is a child of one process.
    const { rows } = await admin.query<{ pid: number }>('select pg_backend_pid() as pid');
    const postmaster = parentOf(rows[0]?.pid ?? 0);
    const used = (): Record<Part, number> => {
      const parts = {
        server: processorSeconds(product.child.pid ?? 0),
        database: processorSeconds(postmaster, true),
        tenant: processorSeconds(sandbox.child.pid ?? 0),
      };
      const all = allProcessorSeconds();
      const ours = parts.server + parts.database + parts.tenant + processorSeconds(process.pid);
      return { ...parts, others: all === 0 ? 0 : all - ours };
    };
    let usedBefore = used();
    let startedAt: number | null = null;
    let throttledAtFirst = 0;
    for (;;) {
      const seen = Requests.parse(await control('GET', '/requests'));
      const calls = callsOf(seen);
      const now = performance.now();
      if (startedAt === null && calls > 0) [startedAt, usedBefore] = [now, used()];
      const seconds = startedAt === null ? 0 : (now - startedAt) / 1_000;
      if (seconds < firstSeconds) throttledAtFirst = sumOf(seen.throttled);
      const { booked, failed } = await statesOf(admin);
      if (process.stderr.isTTY) {
        process.stderr.write(
          `\r  ${booked} of ${pairings} booked, ${(calls / Math.max(seconds, 1)).toFixed(1)} calls/s `,
        );
      }
      if (booked + failed >= pairings) {
        if (process.stderr.isTTY) process.stderr.write(`\r${' '.repeat(60)}\r`);
        const { requests, highestAtOnce, highestConcurrency, throttled, early } = seen;
        return {
          reading,
          pairings,
          booked,
          failed,
          seconds,
          requests: Object.fromEntries(Object.entries(requests).map(([name, { count }]) => [name, count])),
          calls,
          highestAtOnce,
          highestAtOneMailbox: Math.max(...Object.values(highestConcurrency)),
          throttled,
          throttledAtFirst,
          early,
          processor: less(used(), usedBefore),
        };
      }
      // Often at first, so that the beginning is seen when it is.
      await wait(startedAt === null ? 20 : 250);
    }
  } finally {
    for (const stop of stops.toReversed()) await stop();
  }
}

const less = (after: Readonly<Record<Part, number>>, before: Readonly<Record<Part, number>>): Record<Part, number> => ({
  server: after.server - before.server,
  database: after.database - before.database,
  tenant: after.tenant - before.tenant,
  others: after.others - before.others,
});

const sumOf = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((sum, one) => sum + one, 0);

function callsOf({ requests }: Requests): number {
  return Object.entries(requests)
    .filter(([template]) => isToMailbox(template))
    .reduce((sum, [, { count, statuses }]) => sum + count - (statuses['429'] ?? 0), 0);
}

async function statesOf(admin: pg.Client): Promise<{ booked: number; failed: number }> {
  const { rows } = await admin.query<{ state: string; count: string }>(
    'select state, count(*) from series group by state',
  );
  const count = (state: string) => Number(rows.find((row) => row.state === state)?.count ?? 0);
  // In both calendars, and seen there.
  return { booked: count('verified'), failed: count('failed') };
}

/** The superuser's address, of the product's database. */
function withName(adminUrl: string, databaseUrl: string): string {
  const address = new URL(adminUrl);
  address.pathname = new URL(databaseUrl).pathname;
  return address.toString();
}
