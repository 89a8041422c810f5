import type { Partner } from '../pairing/partner.ts';
import type { MeetingNews } from './meeting-news.ts';
import type { Repeats } from './meeting.ts';

/** How a series repeats, for its reader: a month's week is null where the reader's own day is another one. */
export type ShownRepeats = Repeats | { readonly kind: 'month'; readonly week: null };

/** One of the times offered for a series. */
export interface TimesOption {
  /** First meeting, as an instant in ISO: what is chosen. */
  readonly start: string;
  /** The same, in the reader's own zone. */
  readonly first: string;
  readonly repeats: Repeats;
  /** Meetings that are moved since somebody is busy, and those that clash and stay. */
  readonly moved: number;
  readonly clashes: number;
}

/** What somebody can want of their meetings. Each is answered with a card; nothing changes before a button is pressed. */
export type WishKind = 'meetings' | 'move' | 'cancel' | 'change' | 'pause' | 'resume' | 'end';

export interface MeetingsWish {
  readonly kind: WishKind;
  /** The day that was named for the end of a pause, as ISO date; null when none was. */
  readonly until: string | null;
}

/** A time for one meeting, as an instant in ISO and in the reader's own zone. */
export interface OfferedTime {
  readonly start: string;
  readonly shown: string;
}

/** One meeting to come. */
export interface ComingMeeting {
  readonly number: number;
  /** In the reader's own zone; of a meeting that waits for a new time, when it was to be. */
  readonly start: string;
  readonly waitsForTime: boolean;
}

/**
 * How the meetings of a pairing stand: `standing` in the calendars, `under-way` while they are being booked, `failed` when
 * they could not be.
 */
export type MeetingsStanding = 'standing' | 'under-way' | 'paused' | 'failed';

/** What the bot says about meetings. */
export type MeetingMessage =
  | {
      readonly kind: 'booked';
      readonly partner: Partner;
      /** First meeting in the reader's own zone: an ISO date-time with zone, as `Temporal.ZonedDateTime` prints it. */
      readonly firstMeeting: string;
      readonly meetings: number;
      readonly repeats: ShownRepeats;
      readonly lengthMinutes: number;
      readonly joinUrl: string;
    }
  /** Times that suit both for a whole series, best first, to choose one from; in the reader's own zone. */
  | {
      readonly kind: 'times';
      readonly pairingId: string;
      readonly partner: Partner;
      readonly times: readonly TimesOption[];
      readonly meetings: number;
      readonly lengthMinutes: number;
      /** When the best is booked unasked, in the reader's own zone. */
      readonly decideBy: string;
    }
  /** Times that suit both for one meeting that needs a new one. */
  | {
      readonly kind: 'meeting-times';
      readonly meetingId: string;
      readonly partner: Partner;
      readonly meetingNumber: number;
      readonly why: 'cancelled' | 'declined';
      readonly times: readonly OfferedTime[];
    }
  /** Somebody with several pairings is asked which of them is meant. */
  | {
      readonly kind: 'which-pairing';
      readonly wish: MeetingsWish;
      readonly pairings: readonly { readonly pairingId: string; readonly partner: Partner }[];
    }
  /** Somebody asks for meetings who has no pairing that meets. */
  | { readonly kind: 'no-meetings' }
  | {
      readonly kind: 'meetings';
      readonly pairingId: string;
      readonly partner: Partner;
      readonly standing: MeetingsStanding;
      /** ISO date; null when they are not paused, or until somebody resumes them. */
      readonly pausedUntil: string | null;
      /** The next ones, soonest first. */
      readonly coming: readonly ComingMeeting[];
    }
  /** Where shall this meeting move to? */
  | {
      readonly kind: 'move-question';
      readonly pairingId: string;
      readonly meetingId: string;
      readonly partner: Partner;
      readonly meeting: ComingMeeting;
      readonly times: readonly OfferedTime[];
    }
  | {
      readonly kind: 'cancel-question';
      readonly pairingId: string;
      readonly meetingId: string;
      readonly partner: Partner;
      readonly meeting: ComingMeeting;
    }
  /** Which of these new times shall all meetings that are left have? */
  | {
      readonly kind: 'change-question';
      readonly pairingId: string;
      readonly partner: Partner;
      readonly times: readonly TimesOption[];
      readonly meetings: number;
      readonly lengthMinutes: number;
    }
  | {
      readonly kind: 'pause-question';
      readonly pairingId: string;
      readonly partner: Partner;
      /** ISO dates to choose from, on which it would go on by itself. */
      readonly days: readonly string[];
    }
  | {
      readonly kind: 'end-question';
      readonly pairingId: string;
      readonly partner: Partner;
      /** How many are to come and would be cancelled. */
      readonly meetings: number;
    }
  /** One meeting is being cancelled, and given a new time. */
  | { readonly kind: 'meeting-cancelled'; readonly partner: Partner; readonly meetingNumber: number }
  /** All meetings that are left are being booked anew, the first of them at this time in the reader's zone. */
  | { readonly kind: 'series-changing'; readonly partner: Partner; readonly time: string }
  /** `until` as `pausedUntil` above. */
  | { readonly kind: 'paused'; readonly partner: Partner; readonly until: string | null }
  | { readonly kind: 'resumed'; readonly partner: Partner }
  | { readonly kind: 'ended'; readonly partner: Partner }
  /** One time was chosen, for the series or for one meeting. */
  | { readonly kind: 'time-chosen'; readonly partner: Partner; readonly time: string }
  | { readonly kind: 'meeting-left-out'; readonly partner: Partner; readonly meetingNumber: number }
  | { readonly kind: 'meeting-news'; readonly partner: Partner; readonly news: MeetingNews };

/** What somebody taps about them. */
export type MeetingAction =
  /** Times as instants in ISO. */
  | { readonly kind: 'choose-times'; readonly pairingId: string; readonly start: string }
  | { readonly kind: 'choose-meeting-time'; readonly meetingId: string; readonly start: string }
  | { readonly kind: 'cancel-meeting'; readonly meetingId: string }
  | { readonly kind: 'leave-meeting-out'; readonly meetingId: string }
  /** Shows something of a pairing's meetings. */
  | { readonly kind: 'look'; readonly pairingId: string; readonly wish: MeetingsWish }
  | { readonly kind: 'change-series'; readonly pairingId: string; readonly start: string }
  /** `until` as ISO date; null: until somebody resumes it. */
  | { readonly kind: 'pause'; readonly pairingId: string; readonly until: string | null }
  | { readonly kind: 'resume'; readonly pairingId: string }
  | { readonly kind: 'end'; readonly pairingId: string };
