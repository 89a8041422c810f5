import type { Temporal } from 'temporal-polyfill';
import type { Interval } from './interval.ts';

/** An organiser's calendar, which our series stand in: who tells us of changes there, and how far we have read. */
export interface WatchedCalendar {
  /** In the directory. */
  readonly organizerId: string;
  /** Null while nobody tells us: then only our own looking finds changes. */
  readonly watch: {
    readonly watchId: string;
    /** SHA-256 in hexadecimal of the secret that comes with all that is told. */
    readonly secretHash: string;
    readonly expiresAt: Temporal.Instant;
  } | null;
  /** How far it has been read; null where all of it has to be read, and all our series in it followed. */
  readonly reading: { readonly mark: string; readonly window: Interval } | null;
  readonly readAt: Temporal.Instant | null;
  /** When the watch has to be seen to next: made, renewed or tried again. */
  readonly watchAgainAt: Temporal.Instant;
}
