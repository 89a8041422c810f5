import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import { pino } from 'pino';
import { Agent, fetch as ask } from 'undici';
import { startEmbedded } from '../../../bot/storage/embedded/embedded.ts';
import { openStorage } from '../../../bot/storage/storage.ts';
import { startProductProcess, type ProductProcess } from '../../../infra/processes/product.ts';
import { adminOf, postmasterOf } from '../api/admin.ts';
import { requests } from '../api/measure.ts';
import { seedProgramme } from '../api/seed.ts';
import { allProcessorSeconds, processorSeconds } from '../booking/processor.ts';
import { startAuthority } from './authority.ts';
import { copyTenant } from './copy-tenant.ts';

export interface Plan {
  readonly tenants: number;
  /** In each tenant; two and two are paired. */
  readonly people: number;
  /** How many servers, one count after the other. */
  readonly servers: readonly number[];
  /** Seconds of requests for each count. */
  readonly seconds: number;
  /** Next agendas that are due at once, of all tenants alike. */
  readonly jobs: number;
}

/** Processor seconds: of all servers, of the database, of whoever asks, and of what has nothing to do with it. */
export interface Used {
  readonly servers: number;
  readonly database: number;
  readonly clients: number;
  readonly others: number;
}

/** What so many servers did. */
export interface Scaled {
  readonly servers: number;
  readonly answered: number;
  readonly failed: number;
  /** Milliseconds of each request, in order of size. */
  readonly waits: readonly number[];
  readonly seconds: number;
  readonly used: Used;
  /** Jobs that were all due at once. */
  readonly jobs: number;
  /** Until none was left, from the first server's first look on. */
  readonly jobSeconds: number;
  /** Longest that one was seen to wait in the queue. */
  readonly longestWait: number;
  readonly usedByJobs: Used;
  /** A second, with nothing to do but to look for what is due. */
  readonly usedIdle: Used;
}

/** Requests under way at once, over all servers: more than they can work on. */
const atOnce = 48;
/** Long enough for several looks at what is due. */
const idleSeconds = 20;
const clientId = '11111111-2222-4333-8444-555555555555';
const teamsClientId = '1fec8e78-bce4-4aaf-ab1b-5451cc387264';

/** Has many tenants' people open their mentoring as fast as it goes, on one database, with one server and with several. */
export async function measureScale(folder: string, plan: Plan, say: (line: string) => void): Promise<Scaled[]> {
  const stops: (() => Promise<void>)[] = [];
  const log = pino({ level: 'silent' });
  try {
    const tenants = Array.from({ length: plan.tenants }, () => randomUUID());
    const authority = await startAuthority(join(folder, 'authority'), clientId, teamsClientId);
    stops.push(() => authority.stop());
    const database = await startEmbedded(join(folder, 'data'), log);
    stops.push(() => database.stop());
    const admin = await adminOf(database);
    stops.push(() => admin.end());
    const all = Array.from({ length: plan.people }, (_, number) => ({
      id: randomUUID(),
      userPrincipalName: `person-${number}@tenant.example`,
    }));
    const storage = await openStorage({ ...database, dataFolder: 'unused', log });
    const [first = '', ...others] = tenants;
    await seedProgramme(storage, first, all).finally(() => storage.close());
    await seeInsight(admin);
    for (const tenant of others) await copyTenant(admin, first, tenant);
    await admin.query('vacuum analyze');
    // Everybody could ask; that many different ones do.
    const tokens: string[] = [];
    for (const tenant of tenants) {
      for (const { id } of all.slice(0, 200)) tokens.push(await authority.token(tenant, id));
    }
    say(`${plan.tenants} tenants are there: ${await room(admin, plan)}`);
    const postmaster = await postmasterOf(admin);
    const settings = {
      ENTRA_AUTHORITY: authority.url,
      ENTRA_TENANT_IDS: tenants.join(','),
      ENTRA_CLIENT_ID: clientId,
      ENTRA_CLIENT_SECRET: 'none is asked for',
      GRAPH_BASE_URL: authority.url,
      SANDBOX_URL: authority.url,
      DATABASE_URL: database.databaseUrl,
      DATABASE_MIGRATION_URL: database.migrationUrl,
      PORT: '0',
      NODE_EXTRA_CA_CERTS: authority.certificateFile,
    };
    const found: Scaled[] = [];
    for (const count of plan.servers) {
      const servers: ProductProcess[] = [];
      const used = usedNow(servers, postmaster);
      try {
        await makeDue(admin, Math.ceil(plan.jobs / plan.tenants));
        const surroundings = { logs: folder, say: () => undefined, died: console.error };
        for (let index = 0; index < count; index += 1) {
          servers.push(await startProductProcess(surroundings, settings));
        }
        const beforeJobs = used();
        const work = await workOff(admin, Math.ceil(plan.jobs / plan.tenants) * plan.tenants);
        const afterJobs = used();
        const usedIdle = await usedEachSecond(used);
        await warmUp(servers, tokens);
        const before = used();
        const answered = await askAll(servers, tokens, plan.seconds);
        const after = used();
        found.push({
          servers: count,
          ...answered,
          used: less(after, before),
          ...work,
          usedByJobs: less(afterJobs, beforeJobs),
          usedIdle,
        });
        say(`measured with ${count} servers`);
      } finally {
        for (const { child } of servers) await child.stop();
      }
    }
    return found;
  } finally {
    for (const stop of stops.toReversed()) await stop();
  }
}

const usedNow = (servers: readonly ProductProcess[], postmaster: number) => (): Used => {
  const parts = {
    servers: servers.reduce((sum, { child }) => sum + processorSeconds(child.pid ?? 0), 0),
    database: processorSeconds(postmaster, true),
    clients: processorSeconds(process.pid),
  };
  return { ...parts, others: allProcessorSeconds() - parts.servers - parts.database - parts.clients };
};
const less = (a: Used, b: Used): Used => ({
  servers: a.servers - b.servers,
  database: a.database - b.database,
  clients: a.clients - b.clients,
  others: Math.max(0, a.others - b.others),
});

/** What is used each second while nobody asks for anything. */
async function usedEachSecond(used: () => Used): Promise<Used> {
  const before = used();
  await wait(idleSeconds * 1_000);
  const { servers, database, clients, others } = less(used(), before);
  const each = (seconds: number) => seconds / idleSeconds;
  return { servers: each(servers), database: each(database), clients: each(clients), others: each(others) };
}

/** A server that has just started compiles what it runs: each is asked a little first. */
const warmUp = (servers: readonly ProductProcess[], tokens: readonly string[]) => askAll(servers, tokens, 5);

/** Asks as fast as it is answered, for so many seconds, each page load as somebody else, of one server after the other. */
async function askAll(
  servers: readonly ProductProcess[],
  tokens: readonly string[],
  seconds: number,
): Promise<Pick<Scaled, 'answered' | 'failed' | 'waits' | 'seconds'>> {
  const dispatcher = new Agent({ connections: atOnce, pipelining: 1 });
  const waits: number[] = [];
  let [failed, index] = [0, 0];
  const startedAt = performance.now();
  const end = startedAt + seconds * 1_000;
  const one = async () => {
    while (performance.now() < end) {
      index += 1;
      const token = tokens[(Math.floor(index / requests.length) * 7_919) % tokens.length] ?? '';
      const { address } = servers[index % servers.length] ?? { address: '' };
      const began = performance.now();
      const response = await ask(`${address}/api${requests[index % requests.length] ?? ''}`, {
        dispatcher,
        headers: { authorization: `Bearer ${token}`, 'x-forwarded-for': '203.0.113.1' },
      });
      await response.arrayBuffer();
      if (response.status === 200) waits.push(performance.now() - began);
      else failed += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  await dispatcher.close();
  return {
    answered: waits.length,
    failed,
    waits: waits.toSorted((a, b) => a - b),
    seconds: (performance.now() - startedAt) / 1_000,
  };
}

/** Insight of this month counts as seen already: it is computed once a month, and would be in the first count of servers alone. */
const seeInsight = (admin: pg.Client) =>
  admin.query(
    `insert into vantage.insight_release (tenant_id, id, programme_id, month, released_at, figures)
     select tenant_id, gen_random_uuid(), id, date_trunc('month', now() at time zone 'UTC')::date, now(), '[]'
     from vantage.programme`,
  );

/** Makes so many next agendas of each tenant due, the same for each count of servers; the others are planned. */
async function makeDue(admin: pg.Client, each: number): Promise<void> {
  await admin.query(`delete from vantage.notice`);
  await admin.query(
    `update vantage.meeting m set agenda_planned_for = case when n.place > $1 then m.starts_at end
     from (
       select tenant_id, id, row_number() over (partition by tenant_id order by id) as place
       from vantage.meeting where state = 'planned' and starts_at <= now() + interval '14 days'
     ) n
     where m.tenant_id = n.tenant_id and m.id = n.id`,
    [each],
  );
  await admin.query('vacuum analyze vantage.meeting');
}

/** How large the database is, told by its pairings: a programme in the middle of its course. */
async function room(admin: pg.Client, { tenants, people }: Plan): Promise<string> {
  const { rows } = await admin.query<{ bytes: number }>(`select pg_database_size(current_database())::float8 as bytes`);
  const bytes = rows[0]?.bytes ?? 0;
  const pairings = (tenants * people) / 2;
  return `${(bytes / 2 ** 20).toFixed(0)} MiB, ${(bytes / 2 ** 10 / pairings).toFixed(1)} KiB for each pairing`;
}

/** Waits until every agenda that was due is planned, and nothing waits any more. */
async function workOff(admin: pg.Client, jobs: number): Promise<Pick<Scaled, 'jobs' | 'jobSeconds' | 'longestWait'>> {
  const startedAt = performance.now();
  let longestWait = 0;
  for (;;) {
    const { rows } = await admin.query<{ due: boolean; waiting: number; oldest: number }>(
      `select exists (
          select from vantage.meeting where state = 'planned' and agenda_planned_for is null
            and starts_at > now() and starts_at <= now() + interval '14 days'
        ) as due,
        count(*)::int as waiting,
        coalesce(max(extract(epoch from now() - start_after)) filter (where state < 'active' and name = 'agenda.plan'), 0)::float8
          as oldest
       from pgboss.job where state < 'completed' and name <> 'dead-letters'`,
    );
    const [now] = rows;
    longestWait = Math.max(longestWait, now?.oldest ?? 0);
    if (now?.due === false && now.waiting === 0) break;
    await wait(500);
  }
  return { jobs, jobSeconds: (performance.now() - startedAt) / 1_000, longestWait };
}
