import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Temporal } from 'temporal-polyfill';
import type { Due } from '../mentoring/due.ts';
import type { Clock, InTenant } from '../mentoring/ports.ts';

/** Milliseconds from the end of one look to the next. */
const pause = 2_000;
/** A calendar that nobody told us of for so long is read all the same: what was told may have been lost. */
const longestUnread = Temporal.Duration.from({ hours: 6 });
/** Most things made due by one look; the rest follows in the next. */
const most = 500;

/**
 * Finds what time has made due, by looking at the data rather than by timers: nothing is lost by a crash, nothing comes
 * early or twice when a clock is set. Each finding becomes a job under its own key; the job looks again before it acts.
 */
export function startSweep(parts: {
  readonly clock: Clock;
  readonly due: Due;
  readonly inTenant: InTenant;
  readonly log: Logger;
}): { stop(): Promise<void> } {
  const { clock, due, inTenant, log } = parts;
  const stopping = new AbortController();
  const { signal } = stopping;

  const look = async () => {
    const now = clock.now();
    for (const { tenantId, meetingId } of await due.endedMeetings(now, most)) {
      await inTenant(tenantId, (stores) => stores.enqueue('meeting.ended', { meetingId }, { key: meetingId }));
    }
    for (const { tenantId, seriesId } of await due.series(now, most)) {
      await inTenant(tenantId, (stores) => stores.enqueue('series.book', { seriesId }, { key: seriesId }));
    }
    for (const { tenantId, meetingId } of await due.openMeetings(now, most)) {
      await inTenant(tenantId, (stores) => stores.enqueue('meeting.offer', { meetingId }, { key: meetingId }));
    }
    for (const { tenantId, meetingId } of await due.agendas(now, most)) {
      await inTenant(tenantId, (stores) => stores.enqueue('agenda.plan', { meetingId }, { key: meetingId }));
    }
    for (const { tenantId, pairingId } of await due.stalledPairings(now, most)) {
      await inTenant(tenantId, (stores) => stores.enqueue('pairing.stalled', { pairingId }, { key: pairingId }));
    }
    for (const { tenantId, programmeId } of await due.releases(now, most)) {
      await inTenant(tenantId, (stores) => stores.enqueue('insight.release', { programmeId }, { key: programmeId }));
    }
    for (const { tenantId, programmeId } of await due.toForget(now, most)) {
      await inTenant(tenantId, (stores) => stores.enqueue('programme.forget', { programmeId }, { key: programmeId }));
    }
    for (const { tenantId, noticeId } of await due.notices(now, most)) {
      await inTenant(tenantId, (stores) => stores.enqueue('notice.send', { noticeId }, { key: noticeId }));
    }
    for (const { tenantId, organizerId } of await due.calendarsToWatch(now, most)) {
      await inTenant(tenantId, (stores) => stores.enqueue('calendar.watch', { organizerId }, { key: organizerId }));
    }
    for (const { tenantId, organizerId } of await due.calendarsToRead(now.subtract(longestUnread), most)) {
      await inTenant(tenantId, (stores) => stores.enqueue('calendar.follow', { organizerId }, { key: organizerId }));
    }
  };
  const run = (async () => {
    while (!signal.aborted) {
      await look().catch((error: unknown) => log.error({ err: error }, 'looking for what is due failed; trying again'));
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
