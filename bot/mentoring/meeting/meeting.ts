import type { Temporal } from 'temporal-polyfill';

/** Why no series stands in the calendars, in words the screens translate. */
export type BookingProblem =
  | 'mentee-calendar-unreadable'
  | 'mentor-calendar-unreadable'
  | 'no-common-slot'
  | 'programme-over'
  | 'person-left'
  | 'calendar-unavailable'
  | 'refused-by-calendar';

/** `planned` waits for its job; `booking` has its slot and may already stand in Outlook; `booked` is proven to. */
export type SeriesState = 'planned' | 'booking' | 'booked' | 'failed';

/**
 * How a series goes on from its first meeting: after so many weeks, or in each month on its first, second … or last such
 * weekday.
 */
export type Repeats =
  | { readonly kind: 'weeks'; readonly every: number }
  | { readonly kind: 'month'; readonly week: 1 | 2 | 3 | 4 | 'last' };

/** When a series meets: local time in `timeZone`, so that daylight saving moves nothing for the mentee. */
export interface Slot {
  /** First meeting, in the mentee's zone. */
  readonly start: Temporal.ZonedDateTime;
  readonly lengthMinutes: number;
  readonly meetings: number;
  readonly repeats: Repeats;
}

/** The recurring meeting of a pairing. */
export interface Series {
  readonly id: string;
  readonly pairingId: string;
  readonly state: SeriesState;
  readonly slot: Slot | null;
  /** Id of the series in the organiser's calendar. */
  readonly eventId: string | null;
  readonly joinUrl: string | null;
  readonly problem: BookingProblem | null;
}

export type MeetingState = 'planned' | 'held' | 'cancelled';

/** One occurrence of a series. `held` once its end has passed in the calendar. */
export interface Meeting {
  readonly id: string;
  readonly seriesId: string;
  readonly pairingId: string;
  /** 1 for the first of the series. */
  readonly number: number;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  /** Id of the occurrence in the organiser's calendar. */
  readonly eventId: string;
  readonly state: MeetingState;
  /** When the mentee last published the agenda; null when never. */
  readonly agendaPublishedAt: Temporal.Instant | null;
}
