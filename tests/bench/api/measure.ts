import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import { pino } from 'pino';
import { Agent, fetch as ask } from 'undici';
import { startEmbedded } from '../../../bot/storage/embedded/embedded.ts';
import { openStorage } from '../../../bot/storage/storage.ts';
import { startProductProcess } from '../../../infra/processes/product.ts';
import { startSandboxProcess } from '../../../infra/processes/sandbox.ts';
import { largeOrganisation } from '../../support/microsoft/organisation.ts';
import { allProcessorSeconds, processorSeconds } from '../booking/processor.ts';
import { memoryOverTime, residentBytes, type MemoryOverTime } from '../checkins/memory.ts';
import { adminOf, postmasterOf } from './admin.ts';
import { seedProgramme, type Somebody } from './seed.ts';

/** What the tab asks for when somebody opens their mentoring. */
export const requests = ['/me', '/my/pairings', '/my/participations'] as const;

/** How one request went. */
export interface Answered {
  readonly path: (typeof requests)[number];
  /** From when it was to be sent, not from when it was: what waits behind a slow one has waited too. */
  readonly milliseconds: number;
  readonly bytes: number;
  readonly isGood: boolean;
}

/** Whose processor time is counted; `others` is what has nothing to do with it. */
export type Part = 'server' | 'database' | 'clients' | 'others';

export interface Measured {
  readonly answered: readonly Answered[];
  readonly seconds: number;
  /** Of the server. */
  readonly memory: MemoryOverTime;
  readonly processor: Readonly<Record<Part, number>>;
}

export interface Plan {
  readonly people: number;
  readonly rate: number;
  readonly minutes: number;
}

/** Seconds of requests that are not counted: a server that has just started compiles what it runs. */
const warmUp = 10;
/** Seconds from one look of the server for what is due to the next, and a little more. */
const sweepSeconds = 3;

/** Has everybody open their mentoring again and again, at a steady rate, with the product as it runs. */
export async function measureApi(folder: string, { people, rate, minutes }: Plan): Promise<Measured> {
  const stops: (() => Promise<void>)[] = [];
  const log = pino({ level: 'silent' });
  const surroundings = { logs: folder, say: console.error, died: console.error };
  try {
    const sandbox = await startSandboxProcess(surroundings, {
      data: join(folder, 'sandbox'),
      people: largeOrganisation(people),
    });
    stops.push(() => sandbox.child.stop());
    const listed = await fetch(`${sandbox.url}/control/people`);
    const all = ((await listed.json()) as readonly Somebody[]).slice(0, people);

    const database = await startEmbedded(join(folder, 'data'), log);
    stops.push(() => database.stop());
    const storage = await openStorage({ ...database, dataFolder: 'unused', log });
    try {
      await seedProgramme(storage, sandbox.settings.ENTRA_TENANT_IDS, all);
    } finally {
      await storage.close();
    }
    const product = await startProductProcess(surroundings, {
      ...sandbox.settings,
      DATABASE_URL: database.databaseUrl,
      DATABASE_MIGRATION_URL: database.migrationUrl,
      PORT: '0',
    });
    stops.push(() => product.child.stop());
    const pid = product.child.pid ?? 0;
    const admin = await adminOf(database);
    stops.push(() => admin.end());
    const postmaster = await postmasterOf(admin);
    const tokens = await tokensOf(sandbox.url, all);

    const used = (): Record<Part, number> => {
      const parts = {
        server: processorSeconds(pid),
        database: processorSeconds(postmaster, true),
        clients: processorSeconds(process.pid),
      };
      const ours = parts.server + parts.database + parts.clients + processorSeconds(sandbox.child.pid ?? 0);
      return { ...parts, others: Math.max(0, allProcessorSeconds() - ours) };
    };
    await quiet(admin);
    await load(product.address, tokens, { rate, seconds: warmUp });
    const before = used();
    const memory: number[] = [];
    const looking = setInterval(() => memory.push(residentBytes(pid)), 1_000);
    try {
      const seconds = minutes * 60;
      const answered = await load(product.address, tokens, { rate, seconds });
      const after = used();
      return {
        answered,
        seconds,
        memory: memoryOverTime(memory),
        processor: {
          server: after.server - before.server,
          database: after.database - before.database,
          clients: after.clients - before.clients,
          others: after.others - before.others,
        },
      };
    } finally {
      clearInterval(looking);
    }
  } finally {
    for (const stop of stops.toReversed()) await stop();
  }
}

/** Sends requests at a steady rate, whether or not those before are answered, each page load as somebody else. */
async function load(
  address: string,
  tokens: readonly string[],
  { rate, seconds }: { readonly rate: number; readonly seconds: number },
): Promise<readonly Answered[]> {
  // As many connections as it takes: people do not wait for each other's.
  const dispatcher = new Agent({ connections: 256, pipelining: 1 });
  const answered: Answered[] = [];
  const underWay = new Set<Promise<void>>();
  const one = async (path: Answered['path'], token: string, intended: number) => {
    let isGood = false;
    let bytes = 0;
    try {
      const response = await ask(`${address}/api${path}`, {
        dispatcher,
        headers: { authorization: `Bearer ${token}` },
      });
      bytes = (await response.arrayBuffer()).byteLength;
      isGood = response.status === 200;
    } catch (error) {
      // Counted as one that was not answered.
      if (!(error instanceof TypeError)) throw error;
    }
    answered.push({ path, milliseconds: performance.now() - intended, bytes, isGood });
  };
  const startedAt = performance.now();
  const count = Math.round(rate * seconds);
  for (let index = 0; index < count;) {
    const due = Math.min(count, Math.ceil(((performance.now() - startedAt) / 1_000) * rate));
    for (; index < due; index += 1) {
      const load = Math.floor(index / requests.length);
      // A prime apart, so that neighbours, who are paired, do not come one after the other.
      const token = tokens[(load * 7_919) % tokens.length] ?? '';
      const path = requests[index % requests.length] ?? '/me';
      const asking: Promise<void> = one(path, token, startedAt + (index * 1_000) / rate).finally(() =>
        underWay.delete(asking),
      );
      underWay.add(asking);
    }
    await wait(1);
  }
  await Promise.all(underWay);
  await dispatcher.close();
  return answered;
}

/** Everybody's token, as Teams would give it to their tab. */
async function tokensOf(sandboxUrl: string, all: readonly Somebody[]): Promise<readonly string[]> {
  const tokens: string[] = [];
  for (const { userPrincipalName } of all) {
    const response = await fetch(`${sandboxUrl}/control/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userPrincipalName, claims: {} }),
    });
    tokens.push(((await response.json()) as { readonly token: string }).token);
  }
  return tokens;
}

/**
 * Resolves once the server has nothing to do by itself and looked twice for more: what it plans of a programme that has
 * just been written is no part of what people wait for on other days.
 */
async function quiet(admin: pg.Client): Promise<void> {
  for (let calm = 0; calm < 2 * sweepSeconds;) {
    const { rows } = await admin.query(`select from pgboss.job where state < 'completed' limit 1`);
    calm = rows.length === 0 ? calm + 1 : 0;
    await wait(1_000);
  }
}
