import { Temporal } from 'temporal-polyfill';

/** A stretch of time; its end does not belong to it. */
export interface Interval {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
}

/** Whether two stretches have any time in common. */
export function overlap(one: Interval, other: Interval): boolean {
  return Temporal.Instant.compare(one.start, other.end) < 0 && Temporal.Instant.compare(other.start, one.end) < 0;
}
