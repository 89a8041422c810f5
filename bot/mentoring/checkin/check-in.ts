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

/** The feedback one participant gives after one meeting. */
export interface CheckIn {
  readonly id: string;
  readonly meetingId: string;
  readonly personId: string;
  /** Null until they have answered. */
  readonly answers: CheckInAnswers | null;
}
