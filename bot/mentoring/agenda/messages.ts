import type { Partner } from '../pairing/partner.ts';
import type { Role } from '../people/person.ts';
import type { OfferedQuestions } from './open-questions.ts';

/** Which meeting it is about, as its reader knows it. */
interface OfMeeting {
  readonly meetingId: string;
  readonly partner: Partner;
  /** In the reader's own zone. */
  readonly start: string;
  readonly meetingNumber: number;
  readonly meetings: number;
}

/** Why what somebody picked was not taken: there was nothing, or more than an agenda holds. */
export type PickProblem = 'nothing' | 'too-much';

/** What the bot says about the agenda of a meeting. */
export type AgendaMessage =
  /** The mentee is asked what to work on. */
  | (OfMeeting & {
      readonly kind: 'agenda-question';
      readonly isReminder: boolean;
      readonly lengthMinutes: number;
      /** What is on it by now. */
      readonly items: readonly string[];
      /** What the mentor suggests. */
      readonly suggestions: readonly { readonly id: string; readonly text: string }[];
      readonly questions: readonly OfferedQuestions[];
      readonly problem: PickProblem | null;
    })
  /** The mentor may suggest something. */
  | (OfMeeting & {
      readonly kind: 'agenda-suggestion';
      /** What they have suggested by now. */
      readonly suggested: readonly string[];
      readonly questions: readonly OfferedQuestions[];
      readonly problem: PickProblem | null;
    })
  /** How an agenda stands, as far as its reader may see it. */
  | (OfMeeting & {
      readonly kind: 'agenda';
      readonly role: Role;
      readonly standing: 'published' | 'not-published' | 'over';
      readonly items: readonly string[];
      readonly suggested: readonly string[];
    })
  /** Somebody asks for an agenda who has no meeting to come. */
  | { readonly kind: 'no-agenda' };

/** A question as it was offered, in the words of the card it was picked on. */
export interface PickedQuestion {
  /** Key of the topic it was offered for; null for none. */
  readonly topic: string | null;
  readonly text: string;
}

/** What somebody picked or wrote on a card. */
export interface Picked {
  readonly questions: readonly PickedQuestion[];
  readonly text: string | null;
}

/** What somebody taps about it. */
export type AgendaAction =
  | (Picked & {
      readonly kind: 'publish-agenda';
      readonly meetingId: string;
      /** Ids of the mentor's suggestions to be taken in. */
      readonly suggestions: readonly string[];
    })
  | (Picked & { readonly kind: 'suggest-for-agenda'; readonly meetingId: string });
