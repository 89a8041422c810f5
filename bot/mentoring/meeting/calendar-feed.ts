import type { Temporal } from 'temporal-polyfill';
import type { Outcome } from '../outcome.ts';
import type { CalendarRefusal } from './calendar.ts';
import type { Interval } from './interval.ts';
import type { MailboxAddress } from './meeting.ts';

/** Why a calendar cannot be followed. */
export type FeedRefusal = Extract<CalendarRefusal, 'no-mailbox' | 'access-denied' | 'person-gone'>;

/** What happened in a calendar. */
export interface CalendarChanges {
  /** Ids of events that are new or differ: of a series its own, whichever of its occurrences it was. */
  readonly changed: readonly string[];
  /** Ids of events, and of single occurrences, that are gone. */
  readonly removed: readonly string[];
  /** Where the next reading begins. */
  readonly mark: string;
}

/** That we are told of changes in somebody's calendar, until then. */
export interface Watch {
  readonly watchId: string;
  readonly expiresAt: Temporal.Instant;
}

/** What happens in calendars. Methods throw `TemporaryError` when the calendar cannot be asked now. */
export interface CalendarFeed {
  /**
   * What happened in the organiser's calendar since the mark, within the window; all that stands there when the mark is
   * null. The window of a mark is the one it was first read with.
   */
  changes(
    tenantId: string,
    organizer: MailboxAddress,
    mark: string | null,
    window: Interval,
  ): Promise<Outcome<CalendarChanges, FeedRefusal | 'mark-lost'>>;
  /** Has us told of changes, each time with the secret; one made before for the same calendar ends. */
  watch(
    tenantId: string,
    organizer: MailboxAddress,
    secret: string,
  ): Promise<Outcome<Watch, FeedRefusal | 'not-reachable'>>;
  /** Has us told for longer; `gone` where there is no such watch any more, or it is kept from us. */
  renewWatch(tenantId: string, watchId: string): Promise<Outcome<Watch, 'gone'>>;
  /** Has us told no more; nothing happens where there is no such watch, or it is kept from us. */
  endWatch(tenantId: string, watchId: string): Promise<void>;
}
