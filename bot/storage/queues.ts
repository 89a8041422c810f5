import { PgBoss } from 'pg-boss';
import type { Jobs } from '../mentoring/ports.ts';

/** Seconds without a sign of life after which a worker's jobs are given to another. */
const heartbeatSeconds = 10;
const deadLetters = 'dead-letters';

const names: Record<keyof Jobs, true> = {
  'people.enrich': true,
  'people.import-group': true,
  'ask.send': true,
  'series.book': true,
  'booked.send': true,
  'meeting.ended': true,
  'check-in.send': true,
  'check-in.update-card': true,
};
export const queueNames = Object.keys(names) as (keyof Jobs)[];

/** Makes the queue's tables and the queues themselves; needs the owner's role. */
export async function prepareQueues(migrationUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: migrationUrl, max: 2, schedule: false, supervise: false });
  const failures: unknown[] = [];
  boss.on('error', (error) => failures.push(error));
  await boss.start();
  try {
    const settings = {
      // One waiting job of a key at a time: enqueueing twice what has not begun is enqueueing once.
      policy: 'short',
      notify: true,
      retryLimit: 8,
      retryDelay: 1,
      retryBackoff: true,
      retryDelayMax: 300,
      expireInSeconds: 600,
      heartbeatSeconds,
      deadLetter: deadLetters,
    };
    const there = new Set((await boss.getQueues()).map((queue) => queue.name));
    if (!there.has(deadLetters)) await boss.createQueue(deadLetters, { policy: 'standard' });
    for (const name of queueNames) if (!there.has(name)) await boss.createQueue(name, settings);
  } finally {
    await boss.stop({ graceful: false });
  }
  if (failures.length > 0) throw new Error('The job queues could not be prepared.', { cause: failures[0] });
}
