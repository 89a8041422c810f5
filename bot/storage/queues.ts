import { PgBoss } from 'pg-boss';
import type { Jobs } from '../mentoring/jobs.ts';
import { connectionTo, type DatabaseAddress } from './address.ts';

/** Seconds without a sign of life after which a worker's jobs are given to another. */
const heartbeatSeconds = 10;
/** Where jobs go that failed for good, each with its data, the queue it comes from and the error of its last try. */
export const deadLetters = 'dead-letters';
/** Tries after the first; with the delays below they reach over about twenty minutes. */
export const retryLimit = 10;

/** The version of the tables that our pg-boss makes. Where it rises a migration of ours comes with it; a test compares. */
export const queueVersion = 46;

const names: Record<keyof Jobs, true> = {
  'people.enrich': true,
  'person.enrich': true,
  'people.import-group': true,
  'matching.run': true,
  'series.book': true,
  'booking.make': true,
  'booking.verify': true,
  'booking.take-back': true,
  'series.follow': true,
  'meeting.offer': true,
  'meeting.order': true,
  'invitation.update': true,
  'agenda.plan': true,
  'calendar.watch': true,
  'calendar.follow': true,
  'meeting.ended': true,
  'person.look-for': true,
  'help.tell': true,
  'pairing.stalled': true,
  'lead.alert': true,
  'pairings.bulk': true,
  'insight.release': true,
  'programme.thank': true,
  'programme.close': true,
  'programme.forget': true,
  'notice.send': true,
  'notice.update': true,
};
/** Of these, one at a time runs for a key: two readers of one calendar would only get in each other's way. */
const oneAtATime: readonly string[] = [
  'calendar.watch',
  'calendar.follow',
  'series.follow',
  'pairings.bulk',
] satisfies (keyof Jobs)[];
const day = 86_400;

export const queueNames = Object.keys(names) as (keyof Jobs)[];

/** Makes the queue's tables and the queues themselves; needs the owner's role. */
export async function prepareQueues(address: DatabaseAddress): Promise<void> {
  const boss = new PgBoss({ ...connectionTo(address), max: 2, schedule: false, supervise: false });
  const failures: unknown[] = [];
  boss.on('error', (error) => failures.push(error));
  await boss.start();
  try {
    const settings = {
      // Its announcements wake every worker of a queue; ours one at a time.
      notify: false,
      retryLimit,
      retryDelay: 1,
      retryBackoff: true,
      retryDelayMax: 300,
      // Imports of many people ask the directory for long; a worker that died is noticed by its heartbeat, not by this.
      expireInSeconds: 3_600,
      retentionSeconds: 30 * day,
      deleteAfterSeconds: day,
      heartbeatSeconds,
      deadLetter: deadLetters,
    };
    const there = new Set((await boss.getQueues()).map((queue) => queue.name));
    if (!there.has(deadLetters)) await boss.createQueue(deadLetters, { retentionSeconds: 365 * day });
    for (const name of queueNames) {
      if (there.has(name)) await boss.updateQueue(name, settings);
      else await boss.createQueue(name, { ...settings, ...(oneAtATime.includes(name) && { policy: 'singleton' }) });
    }
  } finally {
    await boss.stop({ graceful: false });
  }
  if (failures.length > 0) throw new Error('The job queues could not be prepared.', { cause: failures[0] });
}
