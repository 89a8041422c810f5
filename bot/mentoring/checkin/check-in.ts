import type { Temporal } from 'temporal-polyfill';

/** Who talked more, as one side saw it: the one answer that both sides see. */
export type WhoTalked = 'mostly-me' | 'balanced' | 'mostly-the-other';

/** What one side taps after a meeting. Seen by its author alone, but for `whoTalked`. */
export interface CheckInAnswers {
  readonly tookPlace: 'yes' | 'no';
  readonly whoTalked: WhoTalked | null;
  /** How many real questions were asked. */
  readonly questions: 'none' | 'a-few' | 'many' | null;
  /** How useful it was, 1 (not) … 5 (very). */
  readonly useful: 1 | 2 | 3 | 4 | 5 | null;
}

/** `undeliverable`: the person has no conversation with the bot, or blocked it. They can still answer in the tab. */
export type CheckInState = 'planned' | 'sending' | 'sent' | 'answered' | 'undeliverable';

/** The feedback one participant gives after one meeting. */
export interface CheckIn {
  readonly id: string;
  readonly meetingId: string;
  readonly personId: string;
  readonly state: CheckInState;
  /** Not before this, so that nobody is asked outside their working hours. */
  readonly sendAfter: Temporal.Instant;
  /** The message in the chat that holds the card; null until sent. */
  readonly activityId: string | null;
  readonly answers: CheckInAnswers | null;
}
