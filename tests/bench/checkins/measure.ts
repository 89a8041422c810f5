import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { pino } from 'pino';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { startEmbedded } from '../../../bot/storage/embedded/embedded.ts';
import { openStorage } from '../../../bot/storage/storage.ts';
import { startProductProcess } from '../../../infra/processes/product.ts';
import { startSandboxProcess } from '../../../infra/processes/sandbox.ts';
import { openJournal } from '../../../infra/sandbox/journal.ts';
import { largeOrganisation } from '../../support/microsoft/organisation.ts';
import { allProcessorSeconds, parentOf, processorSeconds } from '../booking/processor.ts';
import { memoryOverTime, residentBytes, type MemoryOverTime } from './memory.ts';
import { conversationOf, seedCheckIns, type Somebody } from './seed.ts';
import { tapper, type Tap } from './taps.ts';

/** What sending came to. */
export interface Sent {
  readonly people: number;
  readonly sent: number;
  readonly undeliverable: number;
  /** From the first message to the last. */
  readonly seconds: number;
  /** Messages and changes of them that the chat took meanwhile. */
  readonly writes: number;
  readonly refused: number;
  /** Requests before their `Retry-After` had passed. */
  readonly early: number;
  readonly highestPerSecond: number;
  /** Cards that people tapped while it sent. */
  readonly taps: readonly Tap[];
  /** Of the server. */
  readonly memory: MemoryOverTime;
  /** Seconds of processor time meanwhile, of each part; 0 where the system does not tell. */
  readonly processor: Readonly<Record<Part, number>>;
}

/** Whose processor time is counted; `others` is what has nothing to do with it. */
export type Part = 'server' | 'database' | 'chat' | 'others';

const Requests = z.object({
  requests: z.record(z.string(), z.object({ statuses: z.record(z.string(), z.number()) })),
  chat: z.object({
    refused: z.record(z.string(), z.number()),
    early: z.number(),
    highestPerSecond: z.number(),
  }),
});
const looks = 500;

/** Sends everybody's check-in with the product as it runs, while so many in a second tap theirs. */
export async function measureCheckIns(
  folder: string,
  { people, tapsPerSecond }: { readonly people: number; readonly tapsPerSecond: number },
): Promise<Sent> {
  const stops: (() => Promise<void>)[] = [];
  const log = pino({ level: 'silent' });
  const surroundings = { logs: folder, say: console.error, died: console.error };
  const data = join(folder, 'sandbox');
  try {
    const organisation = largeOrganisation(people);
    // Once to learn who is there; then everybody has the bot already.
    const before = await startSandboxProcess(surroundings, { data, people: organisation });
    const listed = await fetch(`${before.url}/control/people`);
    const all = ((await listed.json()) as readonly Somebody[]).slice(0, people);
    await before.child.stop();
    const journal = openJournal(data);
    for (const { id } of all)
      journal.put('conversation', conversationOf(id), { id: conversationOf(id), installed: true, blocked: null });
    const sandbox = await startSandboxProcess(surroundings, { data, people: organisation });
    stops.push(() => sandbox.child.stop());

    const database = await startEmbedded(join(folder, 'data'), log);
    stops.push(() => database.stop());
    const storage = await openStorage({ ...database, dataFolder: 'unused', log });
    const tenantId = sandbox.settings.ENTRA_TENANT_IDS;
    const chat = { serviceUrl: `${sandbox.url}/chat/`, botId: `28:${sandbox.settings['BOT_APP_ID'] ?? ''}` };
    let whose: ReadonlyMap<string, Somebody>;
    try {
      whose = await seedCheckIns(storage, tenantId, all, chat, Temporal.Now.instant());
    } finally {
      await storage.close();
    }
    const address = new URL(database.adminUrl);
    address.pathname = new URL(database.databaseUrl).pathname;
    const admin = new pg.Client({ connectionString: address.toString(), options: '-c search_path=vantage' });
    await admin.connect();
    stops.push(() => admin.end());
    const requests = async () => Requests.parse(await (await fetch(`${sandbox.url}/control/requests`)).json());
    await fetch(`${sandbox.url}/control/requests`, { method: 'DELETE' });

    const product = await startProductProcess(surroundings, {
      ...sandbox.settings,
      DATABASE_URL: database.databaseUrl,
      DATABASE_MIGRATION_URL: database.migrationUrl,
      PORT: '0',
    });
    stops.push(() => product.child.stop());
    const tap = await tapper(data, { ...chat, tenantId, messagesUrl: `${product.address}/api/messages` });

    // Every connection of Postgres is a child of one process.
    const { rows } = await admin.query<{ pid: number }>('select pg_backend_pid() as pid');
    const postmaster = parentOf(rows[0]?.pid ?? 0);
    const used = (): Record<Part, number> => {
      const parts = {
        server: processorSeconds(product.child.pid ?? 0),
        database: processorSeconds(postmaster, true),
        chat: processorSeconds(sandbox.child.pid ?? 0),
      };
      const ours = parts.server + parts.database + parts.chat + processorSeconds(process.pid);
      return { ...parts, others: Math.max(0, allProcessorSeconds() - ours) };
    };

    const taps: Tap[] = [];
    const tapped = new Set<string>();
    const underWay = new Set<Promise<void>>();
    const memory: number[] = [];
    let startedAt: number | null = null;
    let usedBefore = used();
    for (;;) {
      const { sent, undeliverable, open } = await statesOf(admin, tapped, (tapsPerSecond * looks) / 1_000);
      const now = performance.now();
      if (startedAt === null && sent > 0) [startedAt, usedBefore] = [now, used()];
      if (startedAt !== null) memory.push(residentBytes(product.child.pid ?? 0));
      if (process.stderr.isTTY) process.stderr.write(`\r  ${sent} of ${people} sent `);
      if (sent + undeliverable >= people) {
        await Promise.all(underWay);
        if (process.stderr.isTTY) process.stderr.write(`\r${' '.repeat(40)}\r`);
        const seen = await requests();
        const usedNow = used();
        return {
          people,
          sent,
          undeliverable,
          seconds: (now - (startedAt ?? now)) / 1_000,
          writes: writesOf(seen),
          refused: Object.values(seen.chat.refused).reduce((sum, count) => sum + count, 0),
          early: seen.chat.early,
          highestPerSecond: seen.chat.highestPerSecond,
          taps,
          memory: memoryOverTime(memory),
          processor: {
            server: usedNow.server - usedBefore.server,
            database: usedNow.database - usedBefore.database,
            chat: usedNow.chat - usedBefore.chat,
            others: usedNow.others - usedBefore.others,
          },
        };
      }
      // Spread over the time to the next look: people do not tap together.
      for (const [index, { checkInId, activityId }] of open.entries()) {
        tapped.add(checkInId);
        const somebody = whose.get(checkInId);
        if (!somebody) continue;
        const tapping: Promise<void> = wait((index * looks) / open.length)
          .then(() => tap(somebody, checkInId, activityId))
          .then((done) => void taps.push(done))
          .finally(() => underWay.delete(tapping));
        underWay.add(tapping);
      }
      await wait(startedAt === null ? 20 : looks);
    }
  } finally {
    for (const stop of stops.toReversed()) await stop();
  }
}

/** What the chat took of what was written in conversations. */
function writesOf({ requests }: z.infer<typeof Requests>): number {
  return Object.entries(requests)
    .filter(([template]) => /^(POST|PUT) \/chat\//.test(template))
    .reduce((sum, [, { statuses }]) => sum + (statuses['200'] ?? 0) + (statuses['201'] ?? 0), 0);
}

/** How far it is, and some check-ins that stand in the chat and nobody has tapped. */
async function statesOf(admin: pg.Client, tapped: ReadonlySet<string>, count: number) {
  const states = await admin.query<{ state: string; count: string }>(
    'select state, count(*) from notice group by state',
  );
  const of = (state: string) => Number(states.rows.find((row) => row.state === state)?.count ?? 0);
  const open = await admin.query<{ checkInId: string; activityId: string }>(
    `select about as "checkInId", activity_ids ->> 0 as "activityId" from notice
     where state = 'sent' and about <> all($1) order by id desc limit $2`,
    [[...tapped], Math.round(count)],
  );
  return { sent: of('sent'), undeliverable: of('undeliverable'), open: open.rows };
}
