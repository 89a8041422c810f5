import type { Role } from '../people/person.ts';
import type { AnotherRoundAnswer } from './closing.ts';

/** What the bot says at the end of a programme. */
export type ClosingMessage = {
  readonly kind: 'programme-thanks';
  readonly participantId: string;
  readonly programme: string;
  /** Name of the lead. */
  readonly from: string;
  /** What the lead wrote; null where they wrote nothing. */
  readonly words: string | null;
  /** What the reader was. */
  readonly role: Role;
  /** Whether they are asked for another round. */
  readonly isAsked: boolean;
  /** Null until they have answered. */
  readonly answer: AnotherRoundAnswer | null;
};

/** What somebody taps about it. */
export type ClosingAction = {
  readonly kind: 'answer-another-round';
  readonly participantId: string;
} & AnotherRoundAnswer;
