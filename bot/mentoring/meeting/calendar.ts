import type { Temporal } from 'temporal-polyfill';
import type { Interval } from './interval.ts';
import type { MailboxAddress, Slot } from './meeting.ts';

/** A mailbox that cannot be read is unknown, never free. */
export type Busy =
  | { readonly ok: true; readonly intervals: readonly Interval[] }
  | { readonly ok: false; readonly reason: 'no-mailbox' | 'access-denied' | 'unreadable' };

/** What stands in the calendar, read back from it. */
export interface BookedEvent {
  readonly eventId: string;
  readonly joinUrl: string | null;
  /** What the event is called in everybody's calendar. */
  readonly uid: string | null;
}

/** What somebody has answered to an invitation. */
export interface InvitationResponse {
  /** In lower case. */
  readonly userPrincipalName: string;
  readonly response: 'accepted' | 'tentative' | 'declined';
  readonly at: Temporal.Instant;
}

/** One occurrence, read back from the organiser's calendar. */
export interface Occurrence {
  readonly eventId: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly cancelled: boolean;
  /** What those invited have answered, without those who have not. */
  readonly responses: readonly InvitationResponse[];
}

/**
 * Why the calendar did not do what it was asked. `gone`: no such event. `person-gone`: nobody has this mailbox any more.
 * `no-mailbox`, `access-denied`: the mailbox is not there or not open to us, now. `crosses-neighbour`: a meeting may not come
 * to lie on the day of, or past, another of its series.
 */
export type CalendarRefusal = 'gone' | 'person-gone' | 'no-mailbox' | 'access-denied' | 'crosses-neighbour' | 'refused';

export type CalendarOutcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: CalendarRefusal; readonly detail: string };

/** Everybody's calendars. Methods throw `TemporaryError` when the calendar cannot be asked now. */
export interface Calendar {
  /** When each of these people is busy, by object id, recurring events expanded, tentative counted as busy. */
  busy(
    tenantId: string,
    people: readonly MailboxAddress[],
    from: Temporal.Instant,
    to: Temporal.Instant,
  ): Promise<ReadonlyMap<string, Busy>>;
  /**
   * Makes an event of online meetings once: the same `bookingId` never leads to a second one, whatever is retried. With
   * `isAsked` an earlier try may have made it, so that it is looked for first.
   */
  book(
    tenantId: string,
    booking: {
      readonly bookingId: string;
      readonly isAsked: boolean;
      /** A series, also of one meeting; or a single meeting. */
      readonly isSeries: boolean;
      readonly organizer: MailboxAddress;
      readonly attendees: readonly MailboxAddress[];
      readonly slot: Slot;
      readonly subject: string;
      /** Plain text; the Microsoft side makes it safe HTML. */
      readonly body: string;
    },
  ): Promise<CalendarOutcome<BookedEvent>>;
  /** The event that was made under this id, looked up by its mark; null when there is none. */
  find(tenantId: string, organizer: MailboxAddress, bookingId: string): Promise<CalendarOutcome<BookedEvent | null>>;
  /** The event as it stands now, its join link included. */
  read(tenantId: string, organizer: MailboxAddress, eventId: string): Promise<CalendarOutcome<BookedEvent>>;
  /** The meetings of an event in order of time: the occurrences of a series, or the one meeting. */
  occurrences(
    tenantId: string,
    organizer: MailboxAddress,
    eventId: string,
    from: Temporal.Instant,
    to: Temporal.Instant,
  ): Promise<CalendarOutcome<readonly Occurrence[]>>;
  /** One meeting as it stands now. */
  occurrence(tenantId: string, organizer: MailboxAddress, eventId: string): Promise<CalendarOutcome<Occurrence>>;
  /** Whether the event stands in the calendar of somebody who is invited; those whose calendar cannot be read: a refusal. */
  hasCopy(tenantId: string, invited: MailboxAddress, uid: string): Promise<CalendarOutcome<boolean>>;
  /** Moves one meeting; everybody invited is told by Outlook. */
  move(
    tenantId: string,
    organizer: MailboxAddress,
    eventId: string,
    start: Temporal.ZonedDateTime,
    lengthMinutes: number,
  ): Promise<CalendarOutcome<null>>;
  /** Cancels a meeting or a whole series with a word to those invited. What is gone already counts as done. */
  cancel(tenantId: string, organizer: MailboxAddress, eventId: string, comment: string): Promise<CalendarOutcome<null>>;
  /** Replaces our own text of a meeting's invitation, and never the part that Teams put there. */
  describe(tenantId: string, organizer: MailboxAddress, eventId: string, body: string): Promise<CalendarOutcome<null>>;
}
