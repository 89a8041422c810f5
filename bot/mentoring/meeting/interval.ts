import type { Temporal } from 'temporal-polyfill';

/** A stretch of time; its end does not belong to it. */
export interface Interval {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
}
