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
      /** Starts, as instants in ISO and in the reader's own zone. */
      readonly times: readonly { readonly start: string; readonly shown: string }[];
    }
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
      readonly reason: 'already-done' | 'not-yours' | 'closed' | 'no-longer-free' | 'unreadable';
    };

/** What somebody taps on a card. Everything in it comes from outside and is checked against the identity. */
export type ChatAction =
  | { readonly kind: 'accept'; readonly pairingId: string }
  | { readonly kind: 'decline'; readonly pairingId: string }
  | { readonly kind: 'sign'; readonly pairingId: string }
  /** Times as instants in ISO. */
  | { readonly kind: 'choose-times'; readonly pairingId: string; readonly start: string }
  | { readonly kind: 'choose-meeting-time'; readonly meetingId: string; readonly start: string }
  | { readonly kind: 'leave-meeting-out'; readonly meetingId: string }
  | { readonly kind: 'answer-check-in'; readonly checkInId: string; readonly answers: CheckInAnswers };

/** What the chat platform calls when something arrives. Each call may come twice and has one effect. */
export interface ChatHandlers {
  /** The bot was installed for somebody: remember where to reach them; answers what to say, one after the other. */
  installed(who: Identity, reference: ConversationReference): Promise<readonly BotMessage[]>;
  /** The bot was removed for somebody. */
  uninstalled(who: Identity): Promise<void>;
  /** Somebody wrote; answers what to say. Remembers the conversation too. */
  said(who: Identity, reference: ConversationReference, text: string): Promise<readonly BotMessage[]>;
  /** Somebody tapped a card; answers what the card shows from now on. */
  acted(who: Identity, action: ChatAction): Promise<BotMessage>;
}

/** `gone`: blocked, removed, or no such conversation: stop until installed again. `retry`: worth another try later. */
export type DeliveryProblem =
  | { readonly ok: false; readonly reason: 'gone' }
  | { readonly ok: false; readonly reason: 'retry'; readonly retryAfterSeconds: number | null };
