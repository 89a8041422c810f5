import { PgBoss, fromKysely, type Job as BossJob, type JobResult } from 'pg-boss';
import type { Transaction } from 'kysely';
import type { Logger } from 'pino';
import { TemporaryError, type Jobs, type Stores } from '../mentoring/ports.ts';
import type { Schema } from './schema.ts';

/** What stands in a job. `attempt` counts the tries before those of pg-boss's own retrying. */
interface Payload<Name extends keyof Jobs> {
  readonly tenantId: string;
  readonly data: Jobs[Name];
  readonly attempt: number;
}

export interface JobQueue {
  /** Enqueues in the caller's transaction. */
  enqueueIn(trx: Transaction<Schema>, tenantId: string): Stores['enqueue'];
  work<Name extends keyof Jobs>(
    name: Name,
    concurrency: number,
    handler: (job: { tenantId: string; data: Jobs[Name]; attempt: number }) => Promise<void>,
  ): Promise<void>;
  stop(): Promise<void>;
}

/** Seconds that jobs under way get to finish when the server stops. */
const drainSeconds = 10;

/** Starts the queue under the runtime role. Its tables are made by `prepareQueues`. */
export async function startQueue(databaseUrl: string, log: Logger): Promise<JobQueue> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    max: 6,
    migrate: false,
    createSchema: false,
    schedule: false,
    useListenNotify: true,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
  });
  boss.on('error', (error) => log.error({ err: error }, 'the job queue met an error'));
  await boss.start();

  const send = <Name extends keyof Jobs>(
    name: Name,
    payload: Payload<Name>,
    options: { readonly key: string; readonly startAfter?: Date; readonly trx?: Transaction<Schema> },
  ) =>
    boss.send(name, payload, {
      singletonKey: options.key,
      ...(options.startAfter ? { startAfter: options.startAfter } : {}),
      ...(options.trx ? { db: fromKysely(options.trx) } : {}),
    });

  return {
    enqueueIn: (trx, tenantId) => async (name, data, options) => {
      const key = `${tenantId} ${options?.key ?? Object.values(data).join(' ')}`;
      const startAfter = options?.startAfter && new Date(options.startAfter.epochMilliseconds);
      await send(name, { tenantId, data, attempt: 0 }, { key, trx, ...(startAfter ? { startAfter } : {}) });
    },

    async work(name, concurrency, handler) {
      const one = async (job: BossJob<Payload<typeof name>>): Promise<JobResult> => {
        const { tenantId, data } = job.data;
        const attempt = job.data.attempt + job.retryCount + 1;
        try {
          await handler({ tenantId, data, attempt });
          return { id: job.id, status: 'completed' };
        } catch (error) {
          const isTemporary = error instanceof TemporaryError;
          log.warn({ err: error, job: name, id: job.id, attempt }, 'a job failed and is tried again or put aside');
          if (isTemporary && error.retryAfterSeconds !== null) {
            // Told how long to wait: the same work anew at that time, in place of the queue's own delays.
            const startAfter = new Date(Date.now() + error.retryAfterSeconds * 1_000);
            const key = `${tenantId} ${Object.values(data).join(' ')}`;
            await send(name, { tenantId, data, attempt }, { key, startAfter });
            return { id: job.id, status: 'completed' };
          }
          const output = { message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
          return { id: job.id, status: 'failed', output };
        }
      };
      const options = {
        batchSize: concurrency,
        perJobResults: true,
        pollingIntervalSeconds: 0.5,
        notifyPollingIntervalSeconds: 1,
        burstWhenBatchFull: true,
      } as const;
      await boss.work<Payload<typeof name>>(name, options, (jobs) => Promise.all(jobs.map(one)));
    },

    async stop() {
      await boss.stop({ graceful: true, timeout: drainSeconds * 1_000 });
    },
  };
}
