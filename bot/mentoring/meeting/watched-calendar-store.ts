import type { Temporal } from 'temporal-polyfill';
import type { WatchedCalendar } from './watched-calendar.ts';

export interface WatchedCalendarStore {
  /** Reads it and holds it until the transaction ends, when `forUpdate`. */
  byOrganizer(organizerId: string, options?: { readonly forUpdate?: boolean }): Promise<WatchedCalendar | null>;
  /** Inserts it unless it is there: neither watched nor read, and to be seen to at that time. */
  insertMissing(organizerId: string, watchAgainAt: Temporal.Instant): Promise<void>;
  update(calendar: WatchedCalendar): Promise<void>;
  remove(organizerId: string): Promise<void>;
}

/** Whose calendar each of these watches is on, over all tenants; those that are not known are missing from the answer. */
export type FindWatches = (watchIds: readonly string[]) => Promise<
  readonly {
    readonly watchId: string;
    readonly tenantId: string;
    readonly organizerId: string;
    /** SHA-256 of the secret, in hexadecimal. */
    readonly secretHash: string;
  }[]
>;
