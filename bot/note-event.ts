import type { Log } from './log.ts';
import type { MentoringEvent } from './mentoring/events.ts';
import { count } from './telemetry/metrics.ts';

/** Writes an event into the log, under its kind, and counts it. */
export function noteEvent(log: Log, tenant: string, event: MentoringEvent): void {
  const { kind } = event;
  log.info({ event, tenant }, kind);
  count('events', { kind });
  const outcome = kind.startsWith('booking.') ? kind.slice('booking.'.length) : null;
  if (outcome !== null) count('bookings', { outcome });
}
