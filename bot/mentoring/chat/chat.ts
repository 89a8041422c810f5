import type { CheckInAnswers } from '../checkin/check-in.ts';
import type { MeetingNews } from '../meeting/meeting-news.ts';
import type { Repeats } from '../meeting/meeting.ts';
import type { Role } from '../people/person.ts';

/** Somebody as chat and token know them: Entra's tenant and object id, never an address. */
export interface Identity {
  readonly tenantId: string;
  readonly entraObjectId: string;
}

/** Where somebody can be reached; made by the chat platform, kept as it is. */
export interface ConversationReference {
  readonly serviceUrl: string;
  readonly conversationId: string;
  /** The bot's own account in the conversation. */
  readonly botId: string;
  /** The person's account in the conversation. */
  readonly userId: string;
  readonly channelId: string;
  readonly locale: string | null;
}

/** The other side of a pairing, as much as a card shows. */
export interface Partner {
  readonly displayName: string;
  readonly jobTitle: string | null;
}

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

/** What the bot says, in mentoring's words; the Microsoft side makes cards of it. */
export type BotMessage =
  | { readonly kind: 'greeting'; readonly name: string | null; readonly pairings: number }
  | { readonly kind: 'help' }
  /** Somebody who is in no programme, or whom the directory does not know yet. */
  | { readonly kind: 'not-enrolled' }
  | {
      readonly kind: 'offer';
      readonly pairingId: string;
      readonly programme: string;
      /** The role of the person asked. */
      readonly role: Role;
      readonly partner: Partner;
      /** Labels of the topics in common, without sensitive ones. */
      readonly topics: readonly string[];
    }
  | { readonly kind: 'accepted'; readonly partner: Partner; readonly waitingFor: 'mentor-answer' | 'signatures' }
  | { readonly kind: 'declined'; readonly partner: Partner }
  /** An offer that came to nothing, whoever of the two said no. */
  | { readonly kind: 'not-paired'; readonly partner: Partner }
  | { readonly kind: 'agreement'; readonly pairingId: string; readonly role: Role; readonly partner: Partner }
  | { readonly kind: 'signed'; readonly partner: Partner; readonly both: boolean }
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
  | { readonly kind: 'meeting-news'; readonly partner: Partner; readonly news: MeetingNews }
  | {
      readonly kind: 'check-in';
      readonly checkInId: string;
      readonly partner: Partner;
      /** The meeting's start in the reader's own zone. */
      readonly meetingStart: string;
      readonly meetingNumber: number;
      readonly meetings: number;
    }
  | { readonly kind: 'check-in-answered'; readonly partner: Partner; readonly answers: CheckInAnswers }
  /** The card no longer asks anything: already done, taken back, or not theirs. */
  | {
      readonly kind: 'no-longer-open';
      readonly reason:
        | 'already-done'
        | 'not-yours'
        | 'closed'
        | 'not-now'
        | 'no-longer-free'
        | 'no-times'
        | 'unreadable'
        | 'day-passed';
    };

/** What somebody taps on a card. Everything in it comes from outside and is checked against the identity. */
export type ChatAction =
  | { readonly kind: 'accept'; readonly pairingId: string }
  | { readonly kind: 'decline'; readonly pairingId: string }
  | { readonly kind: 'sign'; readonly pairingId: string }
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
  | { readonly kind: 'end'; readonly pairingId: string }
  | { readonly kind: 'answer-check-in'; readonly checkInId: string; readonly answers: CheckInAnswers };

/** What the bot answers. */
export interface Reply {
  readonly message: BotMessage;
  /** The notice that it shows once more; null for what was never a notice. */
  readonly noticeId: string | null;
}

/** What the chat platform calls when something arrives. Each call may come twice and has one effect. */
export interface ChatHandlers {
  /** The bot was installed for somebody: remember where to reach them; answers what to say, one after the other. */
  installed(who: Identity, reference: ConversationReference): Promise<readonly Reply[]>;
  /** The bot was removed for somebody. */
  uninstalled(who: Identity): Promise<void>;
  /** Somebody wrote; answers what to say. Remembers the conversation too. */
  said(who: Identity, reference: ConversationReference, text: string): Promise<readonly Reply[]>;
  /** A reply that shows a notice stands in the chat: its card changes with the others from now on. */
  shown(who: Identity, noticeId: string, activityId: string): Promise<void>;
  /** Somebody tapped a card; answers what the card shows from now on. */
  acted(who: Identity, action: ChatAction): Promise<BotMessage>;
}

/**
 * Why somebody cannot be written to. `not-installed`: they have not, or no longer, the bot; `blocked`: they blocked it;
 * `disabled`: their organisation has switched it off for them; `no-conversation`: the chat does not know it any more.
 */
export type Unreachable = 'not-installed' | 'blocked' | 'disabled' | 'no-conversation';

/** `gone`: they cannot be written to until they have the bot again. `retry`: worth another try later. */
export type DeliveryProblem =
  | { readonly ok: false; readonly reason: 'gone'; readonly why: Unreachable }
  | {
      readonly ok: false;
      readonly reason: 'retry';
      readonly retryAfterSeconds: number | null;
      /** Whether it may stand in the chat all the same: no answer came, or one that says nothing of it. */
      readonly mayHaveArrived: boolean;
    };

/** The person is there, but the message that was to be replaced is not: they deleted it. */
export interface MessageGone {
  readonly ok: false;
  readonly reason: 'message-gone';
}
