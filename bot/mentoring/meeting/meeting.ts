import type { Temporal } from 'temporal-polyfill';
import { v5 as nameId } from 'uuid';
import type { Cadence } from '../programme/programme.ts';
import type { Role } from '../people/person.ts';
import type { Interval } from './interval.ts';

/** Why no series stands in the calendars, in words the screens translate. */
export type BookingProblem =
  | 'mentee-calendar-unreadable'
  | 'mentor-calendar-unreadable'
  | 'no-common-slot'
  | 'programme-over'
  | 'person-left'
  | 'calendar-unavailable'
  | 'refused-by-calendar'
  /** The mailbox that calls the meetings is not there, or is no mailbox. */
  | 'organizer-missing'
  /** The mailbox that calls the meetings may not be written to. */
  | 'organizer-denied'
  /** Somebody deleted the whole series in Outlook. */
  | 'deleted-in-outlook'
  /** The series does not show in the calendar of somebody who is invited. */
  | 'invitation-missing';

/**
 * `planned`: its job looks for times. `offered`: the two choose one. `booking`: a time is chosen, and it may already stand
 * in Outlook. `booked`: it stands in the organiser's calendar; `verified`: in everybody's. `changing`: a new booking is made
 * and then the old one taken back. `paused`: no meetings until it is resumed. `ending`: what is to come is being cancelled.
 */
export type SeriesState =
  'planned' | 'offered' | 'booking' | 'booked' | 'verified' | 'changing' | 'paused' | 'ending' | 'ended' | 'failed';

/** How a series comes again: every so many weeks, or on the same weekday of each month, such as its second Tuesday. */
export type Repeats =
  | { readonly kind: 'weeks'; readonly every: number }
  | { readonly kind: 'month'; readonly week: 1 | 2 | 3 | 4 | 'last' };

/** When a series meets: local time in the zone of `start`, so that daylight saving moves nothing for the mentee. */
export interface Slot {
  /** First meeting, in the mentee's zone. */
  readonly start: Temporal.ZonedDateTime;
  readonly lengthMinutes: number;
  readonly meetings: number;
  readonly repeats: Repeats;
}

/** One meeting of a series as it is to stand; `from` is where the series itself would have it. */
export type PlannedMeeting = Interval &
  (
    | { readonly state: 'in-place' }
    | { readonly state: 'moved'; readonly from: Temporal.Instant }
    /** It stays in its place although it is not free there, since nothing else in its week is. */
    | { readonly state: 'clashes' }
  );

/** A time at which a series could meet, and how each of its meetings would stand. */
export interface SlotOption {
  readonly slot: Slot;
  readonly meetings: readonly PlannedMeeting[];
}

/** The recurring meeting of a pairing. */
export interface Series {
  readonly id: string;
  readonly pairingId: string;
  readonly state: SeriesState;
  /** 0 before anything is booked; each booking has the next. */
  readonly version: number;
  readonly cadence: Cadence;
  readonly lengthMinutes: number;
  /** When it meets, once that is chosen. */
  readonly slot: Slot | null;
  /** Times that the two may choose from, best first; none when none is to be chosen. */
  readonly options: readonly SlotOption[];
  /** When the best is booked unasked; null when nothing is to be chosen. */
  readonly decideBy: Temporal.Instant | null;
  /** Until when it is paused; null when it is not, or until somebody resumes it. */
  readonly pausedUntil: Temporal.PlainDate | null;
  /** When it last went on after a pause; null when it was never paused. */
  readonly resumedAt: Temporal.Instant | null;
  readonly problem: BookingProblem | null;
  /** Why the last change that somebody asked for did not happen; null when it did. */
  readonly changeProblem: BookingProblem | null;
}

/** Somebody's mailbox, as calendars name it. */
export interface MailboxAddress {
  readonly entraObjectId: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
}

/**
 * `making`: it may or may not stand in Outlook. `made`: it stands in the organiser's calendar. `verified`: also in those of
 * all who are invited. `removing`: what is to come of it is being cancelled. `removed`: nothing to come stands. `refused`:
 * Outlook would not take it.
 */
export type BookingState = 'making' | 'made' | 'verified' | 'removing' | 'removed' | 'refused';

/** One event that Vantage makes in Outlook: a whole series, or one meeting that was given a time of its own. */
export interface Booking {
  /** Follows from what it is for, see `bookingId`; marks the event in Outlook, where the same id never stands twice. */
  readonly id: string;
  readonly seriesId: string;
  /** The one meeting it is for; null for a series. */
  readonly meetingId: string | null;
  readonly version: number;
  readonly state: BookingState;
  readonly slot: Slot;
  /** Each meeting as it is to stand; null until both calendars have been looked at once more. */
  readonly meetings: readonly PlannedMeeting[] | null;
  readonly organizer: MailboxAddress | null;
  /** Whether Outlook may have been asked for it. */
  readonly isAsked: boolean;
  /** Id of the event in the organiser's calendar. */
  readonly eventId: string | null;
  readonly joinUrl: string | null;
  /** What the event is called in everybody's calendar. */
  readonly uid: string | null;
  /** What those are told whose meetings are cancelled, when it is taken back. */
  readonly farewell: Farewell | null;
}

/** Why an event is taken back; a word to those invited goes with the cancellation. */
export type Farewell = 'new-time' | 'paused' | 'ended' | 'not-needed';

/**
 * The id of a booking: the same for the same version of the same series (or meeting), so that two who decide at once decide
 * the same.
 */
export const bookingId = (ownerId: string, version: number): string => nameId(String(version), ownerId);

/** `planned`: stands in the calendars. `open`: to be given a new time. `held`: its end has passed. `cancelled`: left out. */
export type MeetingState = 'planned' | 'open' | 'held' | 'cancelled';

/** What somebody who is invited has said to Outlook about a meeting. */
export interface Response {
  readonly response: 'accepted' | 'tentative' | 'declined';
  readonly by: Role;
  readonly at: Temporal.Instant;
}

/** What somebody asked to be done with one meeting; done by a job, and gone when it is done or refused. */
export type MeetingOrder =
  | { readonly kind: 'move'; readonly startsAt: Temporal.Instant; readonly by: ChangedBy }
  | { readonly kind: 'cancel'; readonly isOfferedAgain: boolean; readonly by: ChangedBy };

/** Whom a change is put down to. */
export type ChangedBy = Role | 'lead' | 'vantage';

/** One meeting of a pairing. `held` once its end has passed in the calendar. */
export interface Meeting {
  readonly id: string;
  readonly seriesId: string;
  readonly pairingId: string;
  /** The event it stands in; null while it stands in none. */
  readonly bookingId: string | null;
  /** 1 for the first of the series. */
  readonly number: number;
  /** When it is, or when it was to be. */
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  /** Id of the occurrence in the organiser's calendar; null while it stands in none. */
  readonly eventId: string | null;
  readonly state: MeetingState;
  /** What was answered to the invitation, a no before anything else; null when nobody has. */
  readonly response: Response | null;
  readonly order: MeetingOrder | null;
  /** Why the last order was not carried out; null when it was. */
  readonly orderProblem: OrderProblem | null;
  /** Starts that the two may choose from when it is to be given a new time. */
  readonly options: readonly Temporal.Instant[];
  readonly decideBy: Temporal.Instant | null;
  /** When the mentee last published the agenda; null when never. */
  readonly agendaPublishedAt: Temporal.Instant | null;
}

/** Why a meeting could not be moved or cancelled. */
export type OrderProblem =
  'crosses-neighbour' | 'gone' | 'refused-by-calendar' | 'calendar-unavailable' | 'no-free-time';

/** What became of a meeting's time, and through whom; only grows. Kept for fairness and shown to the lead as counts. */
export interface MeetingChange {
  readonly id: string;
  readonly meetingId: string;
  readonly kind: 'moved' | 'cancelled' | 'declined' | 'accepted' | 'given-a-new-time';
  readonly by: ChangedBy;
  readonly at: Temporal.Instant;
}
