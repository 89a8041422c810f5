import { sql, type Kysely, type Transaction } from 'kysely';
import { PgBoss, fromKysely, type JobWithMetadata } from 'pg-boss';
import type { Logger } from 'pino';
import type { Jobs } from '../mentoring/jobs.ts';
import { TemporaryError, type Stores } from '../mentoring/ports.ts';
import { timed, type QueueStanding } from '../telemetry/metrics.ts';
import { asStep, traceNow, type TraceHeaders } from '../telemetry/spans.ts';
import { onTrail } from '../telemetry/trail.ts';
import { connectionTo, type DatabaseAddress } from './address.ts';
import { isNotKept } from './not-kept.ts';
import { deadLetters, retryLimit } from './queues.ts';
import type { Schema } from './schema.ts';

/** What stands in a job. `attempt` counts the tries before those of pg-boss's own retrying. */
interface Payload<Name extends keyof Jobs> {
  readonly tenantId: string;
  readonly data: Jobs[Name];
  readonly attempt: number;
  /** When the first copy of a job that was sent anew was enqueued, as ISO text. */
  readonly since?: string;
  /** Where whatever enqueued it stands in its trace. */
  readonly trace?: TraceHeaders;
}

export interface JobQueue {
  /** Enqueues in the caller's transaction. */
  enqueueIn(trx: Transaction<Schema>, tenantId: string): Stores['enqueue'];
  /** Runs `handler` for each job of a queue, at most `concurrency` at a time in this process. */
  work<Name extends keyof Jobs>(
    name: Name,
    concurrency: number,
    handler: (job: { tenantId: string; data: Jobs[Name]; attempt: number }) => Promise<void>,
  ): Promise<void>;
  /**
   * Hands back the jobs that a killed server was at, each counted as a failed try, so that one that kills its server ends
   * as a dead letter too. Only where no other server can be running: any job at work is then a dead server's.
   */
  resumeAbandoned(): Promise<void>;
  /** How much waits whose time has come, in the queues worked at here, and how many jobs were put aside for good. */
  standing(): Promise<{ readonly queues: readonly QueueStanding[]; readonly dead: number }>;
  /** Has every job that was put aside done again, in the queue it came from. */
  redrive(): Promise<Redriven>;
  stop(): Promise<void>;
}

export interface Redriven {
  /** How many are done again, of each kind. */
  readonly again: ReadonlyMap<string, number>;
  /** How many stay aside: there is no queue of their kind. */
  readonly stay: number;
}

/** Seconds that jobs under way get to finish when the server stops. */
const drainSeconds = 10;
/** How long a job may wait for a service that cannot be asked, before that counts as its own failure. */
const patienceMilliseconds = 24 * 3_600_000;
/** Where the database tells the servers the name of a queue that a job came into. */
const announcements = 'vantage_jobs';
/** Longest wait between two tries when the service names none. */
const longestWaitSeconds = 300;
/** Wait where the database would not keep what a job did. */
const untilRoomSeconds = 15;

/** Starts the queue under the runtime role. Its tables are made by `prepareQueues`, or by that of a newer Vantage. */
export async function startQueue(
  address: DatabaseAddress,
  database: Kysely<Schema>,
  { log, isNewer }: { readonly log: Logger; readonly isNewer: boolean },
): Promise<JobQueue> {
  const boss = new PgBoss({
    ...connectionTo(address),
    max: 6,
    // Of tables that are newer than itself it has nothing to change; without this it would not start on them.
    migrate: isNewer,
    createSchema: false,
    schedule: false,
    registerInstance: false,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    queueCacheIntervalSeconds: 5,
    // Both need the owner of the tables.
    reindex: false,
    monitorVacuum: false,
  });
  boss.on('error', (error) => log.error({ err: error }, 'the job queue met an error'));
  await boss.start();

  const runOne = async <Name extends keyof Jobs>(
    job: JobWithMetadata<Payload<Name>>,
    handler: (job: { tenantId: string; data: Jobs[Name]; attempt: number }) => Promise<void>,
  ): Promise<void> => {
    const { tenantId, data } = job.data;
    const attempt = job.data.attempt + job.retryCount + 1;
    const startedAt = performance.now();
    const took = (outcome: string) => timed('jobs', performance.now() - startedAt, { job: job.name, outcome });
    const step = { name: `job ${job.name}`, kind: 'job', attributes: { 'vantage.tenant': tenantId, attempt } } as const;
    try {
      await asStep({ ...step, from: job.data.trace ?? {} }, () => handler({ tenantId, data, attempt }));
      took('done');
    } catch (error) {
      const details = { err: error, attempt };
      if (error instanceof TemporaryError && isPatient(job)) {
        took('waits');
        log.info(details, 'a job waits for another service');
        await sendAnew(boss, database, job, attempt, error.retryAfterSeconds);
        return;
      }
      if (isNotKept(error) && isPatient(job)) {
        took('waits');
        log.warn(details, 'a job waits: the database keeps nothing now');
        // Nobody who gives up after so many tries is to count this one.
        await sendAnew(boss, database, job, attempt - 1, untilRoomSeconds);
        return;
      }
      took('failed');
      if (job.retryCount < retryLimit) log.warn(details, 'a job failed and is tried again');
      else log.error(details, 'a job failed for good and is put aside');
      throw error;
    }
  };

  const run: typeof runOne = (job, handler) =>
    onTrail({ tenant: job.data.tenantId, job: job.name, jobId: job.id }, () => runOne(job, handler));

  const looks = new Map<string, () => void>();
  const listener = await boss.getDb().listen?.(
    announcements,
    (name) => looks.get(name)?.(),
    () => void 0,
  );
  // Nobody announces that a job's time has come, and an announcement may be lost. One question finds the queues that hold
  // something to do: a server with nothing to do asks the database little.
  let looking: Promise<void> | null = null;
  const timer = setInterval(() => {
    looking ??= queuesWithDueJobs(database, [...looks.keys()])
      .then((names) => {
        for (const name of names) looks.get(name)?.();
      })
      .catch((error: unknown) => log.error({ err: error }, 'looking for jobs failed; trying again'))
      .finally(() => (looking = null));
  }, 1_000);

  return {
    enqueueIn: (trx, tenantId) => async (name, data, options) => {
      const key = `${tenantId} ${options?.key ?? Object.values(data).join(' ')}`;
      if (await holdsWaiting(trx, name, key)) return;
      await boss.upsert(name, { tenantId, data, attempt: 0, trace: traceNow() } satisfies Payload<typeof name>, {
        singletonKey: key,
        group: { id: tenantId },
        db: fromKysely(trx),
        ...(options?.afterSeconds !== undefined && { startAfter: options.afterSeconds }),
      });
      await sql`select pg_notify(${announcements}, ${name})`.execute(trx);
    },

    async work(name, concurrency, handler) {
      let first = '';
      const options = {
        includeMetadata: true,
        batchSize: 1,
        heartbeatRefreshSeconds: 3,
        localConcurrency: concurrency,
        // A tenant with much to do leaves room for the others.
        localGroupConcurrency: Math.ceil((concurrency * 3) / 4),
        // Whoever is to look is told to; by themselves they look in case of need alone.
        pollingIntervalSeconds: 300,
        burstWhenReadyExceeds: concurrency,
      } as const;
      // One that is idle looks at once, each that is at work as soon as it has done.
      const look = () => {
        const workers = boss.getWipData().filter(({ workId }) => workId === first);
        const idle = workers.find(({ count }) => count === 0);
        for (const { id } of workers.filter(({ count }) => count > 0)) boss.notifyWorker(id);
        if (idle) boss.notifyWorker(idle.id);
      };
      first = await boss.work<Payload<typeof name>>(name, options, async (jobs) => {
        // There may be more: whoever finds one has another worker look, until none is left or all are at work.
        look();
        for (const job of jobs) await run(job as JobWithMetadata<Payload<typeof name>>, handler);
      });
      looks.set(name, look);
    },

    async resumeAbandoned() {
      const { rows } = await sql<{ name: string; ids: string[] }>`
        select name, array_agg(id) as ids from pgboss.job where state = 'active' group by name`.execute(database);
      for (const { name, ids } of rows) {
        await boss.fail(name, ids, { message: 'the server ended while it was at this job' });
        log.warn({ job: name, count: ids.length }, 'jobs of a server that ended are tried again');
      }
    },

    async standing() {
      const { rows } = await sql<{ name: string; waiting: number; oldest: number }>`
        select name, count(*)::int as waiting,
          coalesce(extract(epoch from pgboss.job_now() - min(start_after)), 0)::float8 as oldest
        from pgboss.job
        where state < 'active' and start_after <= pgboss.job_now()
        group by name`.execute(database);
      const dead = rows.find(({ name }) => name === deadLetters)?.waiting ?? 0;
      const found = new Map(rows.map((row) => [row.name, row]));
      const queues = [...looks.keys()].map((name) => {
        const { waiting = 0, oldest = 0 } = found.get(name) ?? {};
        return { name, waiting, oldestSeconds: Math.max(0, oldest) };
      });
      return { queues, dead };
    },

    async redrive() {
      const again = new Map<string, number>();
      for (;;) {
        const { destinations, unroutable } = await boss.previewRedrive(deadLetters);
        // What is left has nowhere to go.
        if ((await boss.redrive(deadLetters)) === 0) return { again, stay: unroutable };
        for (const { name, count } of destinations) again.set(name, (again.get(name) ?? 0) + count);
      }
    },

    async stop() {
      clearInterval(timer);
      await looking;
      await listener?.close();
      await boss.stop({ graceful: true, timeout: drainSeconds * 1_000 });
    },
  };
}

/** Those of the queues in which a job's time has come. */
async function queuesWithDueJobs(database: Kysely<Schema>, names: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from unnest(${names}::text[]) as name
    where exists (
      select from pgboss.job
      where job.name = name.name and state < 'active' and not blocked and start_after <= pgboss.job_now()
    )`.execute(database);
  return rows.map(({ name }) => name);
}

/**
 * Whether a job with this key waits already, for its first try or another. It is then held until the transaction ends: a
 * worker that took it sooner would act on what was true before this change.
 */
async function holdsWaiting(trx: Transaction<Schema>, name: string, key: string): Promise<boolean> {
  const { rows } = await sql`
    select id from pgboss.job where name = ${name} and singleton_key = ${key} and state < 'active' for update`.execute(
    trx,
  );
  return rows.length > 0;
}

function enqueuedAt<Name extends keyof Jobs>(job: JobWithMetadata<Payload<Name>>): string {
  return job.data.since ?? job.createdOn.toISOString();
}

function isPatient<Name extends keyof Jobs>(job: JobWithMetadata<Payload<Name>>): boolean {
  return Date.now() - Date.parse(enqueuedAt(job)) < patienceMilliseconds;
}

/**
 * Ends this copy of the job and sends another, in one transaction, not to run before the time the service asked for. So
 * waiting for others is not counted with the job's own failures. Sends nothing when the claim on the job was lost.
 */
async function sendAnew<Name extends keyof Jobs>(
  boss: PgBoss,
  database: Kysely<Schema>,
  job: JobWithMetadata<Payload<Name>>,
  attempt: number,
  retryAfterSeconds: number | null,
): Promise<void> {
  const wait = retryAfterSeconds ?? Math.min(longestWaitSeconds, 2 ** Math.min(attempt - 1, 16));
  // Later by up to a quarter, so that many who were told the same do not come back together.
  const startAfter = Math.ceil(wait * (1 + Math.random() / 4));
  const payload: Payload<Name> = { ...job.data, attempt, since: enqueuedAt(job) };
  await database.transaction().execute(async (trx) => {
    const db = fromKysely(trx);
    const { rows } = await sql`
      select id from pgboss.job
      where name = ${job.name} and id = ${job.id} and state = 'active' and retry_count = ${job.retryCount}
      for update`.execute(trx);
    if (rows.length === 0) return;
    await boss.complete(job.name, job, null, { db });
    // One with the same key that waits already takes over the waiting.
    const key = job.singletonKey ?? job.id;
    await boss.upsert(job.name, payload, { db, startAfter, singletonKey: key, group: { id: job.data.tenantId } });
  });
}
