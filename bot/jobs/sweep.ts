import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Temporal } from 'temporal-polyfill';
import type { Due, OneServer } from '../mentoring/due.ts';
import type { Jobs } from '../mentoring/jobs.ts';
import type { Clock, InTenant, Stores } from '../mentoring/ports.ts';

/** Milliseconds from the end of one look to the next. */
const pause = 2_000;
/**
 * A look that takes long is taken less often: no more than so large a share of the time is spent on one kind of it. Long is
 * what took long twice: the first look of a database that was idle says little.
 */
const mostOfTheTime = 1 / 20;
/** Milliseconds after which every look is taken all the same: what took long may have been a database that was away. */
const longestPause = 60_000;
/** A calendar that nobody told us of for so long is read all the same: what was told may have been lost. */
const longestUnread = Temporal.Duration.from({ hours: 6 });
/** Most things made due by one look; the rest follows in the next. */
const most = 500;

/** One kind of thing that time makes due. */
interface Look {
  /** The job that it becomes. */
  readonly name: keyof Jobs;
  /** What is due, each as what makes a job of it. */
  readonly take: (now: Temporal.Instant) => Promise<readonly Finding[]>;
  /** Milliseconds that the last one took. */
  took: number;
  /** Not before then, on the clock of `performance`. */
  next: number;
}

interface Finding {
  readonly tenantId: string;
  readonly enqueue: (stores: Stores) => Promise<void>;
}

/**
 * Finds what time has made due, by looking at the data rather than by timers: nothing is lost by a crash, nothing comes
 * early or twice when a clock is set. Each finding becomes a job under its own key; the job looks again before it acts.
 */
export function startSweep(parts: {
  readonly clock: Clock;
  readonly due: Due;
  readonly inTenant: InTenant;
  readonly oneServer: OneServer;
  readonly log: Logger;
}): { stop(): Promise<void> } {
  const { clock, due, inTenant, oneServer, log } = parts;
  const stopping = new AbortController();
  const { signal } = stopping;

  const looks = [
    look(
      'meeting.ended',
      (now) => due.endedMeetings(now, most),
      ({ meetingId }) => [meetingId, { meetingId }],
    ),
    look(
      'series.book',
      (now) => due.series(now, most),
      ({ seriesId }) => [seriesId, { seriesId }],
    ),
    look(
      'meeting.offer',
      (now) => due.openMeetings(now, most),
      ({ meetingId }) => [meetingId, { meetingId }],
    ),
    look(
      'agenda.plan',
      (now) => due.agendas(now, most),
      ({ meetingId }) => [meetingId, { meetingId }],
    ),
    look(
      'pairing.stalled',
      (now) => due.stalledPairings(now, most),
      ({ pairingId }) => [pairingId, { pairingId }],
    ),
    look(
      'insight.release',
      (now) => due.releases(now, most),
      ({ programmeId }) => [programmeId, { programmeId }],
    ),
    look(
      'programme.forget',
      (now) => due.toForget(now, most),
      ({ programmeId }) => [programmeId, { programmeId }],
    ),
    look(
      'notice.send',
      (now) => due.notices(now, most),
      ({ noticeId }) => [noticeId, { noticeId }],
    ),
    look(
      'calendar.watch',
      (now) => due.calendarsToWatch(now, most),
      ({ organizerId }) => [organizerId, { organizerId }],
    ),
    look(
      'calendar.follow',
      (now) => due.calendarsToRead(now.subtract(longestUnread), most),
      ({ organizerId }) => [organizerId, { organizerId }],
    ),
  ];
  const take = async (one: Look, now: Temporal.Instant) => {
    const began = performance.now();
    const found = await one.take(now);
    const took = performance.now() - began;
    one.next = performance.now() + Math.min(longestPause, Math.min(took, one.took) / mostOfTheTime);
    one.took = took;
    for (const { tenantId, enqueue } of found) await inTenant(tenantId, enqueue);
  };
  const run = (async () => {
    while (!signal.aborted) {
      const now = clock.now();
      const errors: unknown[] = [];
      for (const one of looks.filter(({ next }) => next <= performance.now())) {
        // Another server that is at it finds the same. One that fails whatever happens must not hide what the others find.
        await oneServer(`look: ${one.name}`, () => take(one, now)).catch((error: unknown) => errors.push(error));
      }
      if (errors.length > 0) {
        log.error({ err: errors[0], failed: errors.length }, 'looking for what is due failed; trying again');
      }
      // Rejects when we are stopped meanwhile, and the loop then ends.
      await wait(pause, undefined, { signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await run;
    },
  };
}

/** `jobOf` gives a finding's key and what stands in its job. */
function look<Name extends keyof Jobs, One extends { readonly tenantId: string }>(
  name: Name,
  find: (now: Temporal.Instant) => Promise<readonly One[]>,
  jobOf: (one: One) => readonly [key: string, data: Jobs[Name]],
): Look {
  return {
    name,
    took: 0,
    next: 0,
    take: async (now) =>
      (await find(now)).map((one) => {
        const [key, data] = jobOf(one);
        return { tenantId: one.tenantId, enqueue: (stores) => stores.enqueue(name, data, { key }) };
      }),
  };
}
