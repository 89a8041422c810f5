import type { Partner } from '../pairing/partner.ts';
import type { CommitmentAnswer, CommitmentState } from './commitment.ts';

/** A commitment as a card shows it. */
export interface ShownCommitment {
  readonly commitmentId: string;
  readonly text: string;
  readonly state: CommitmentState;
}

/** What the bot says about what the mentee said they would do. */
export type CommitmentMessage =
  | {
      /** Asks the mentee how they stand. */
      readonly kind: 'commitments-question';
      /** The meeting before which they are asked. */
      readonly meetingId: string;
      readonly partner: Partner;
      readonly commitments: readonly ShownCommitment[];
    }
  | {
      readonly kind: 'commitments-answered';
      readonly partner: Partner;
      readonly commitments: readonly ShownCommitment[];
    }
  | {
      /** Asks the mentor whether something visibly changed. */
      readonly kind: 'commitments-to-confirm';
      readonly meetingId: string;
      readonly partner: Partner;
      readonly commitments: readonly ShownCommitment[];
    }
  | {
      readonly kind: 'commitments-confirmed';
      readonly partner: Partner;
      readonly commitments: readonly ShownCommitment[];
    };

/** What somebody taps about them; all of one card at once. */
export type CommitmentAction = {
  readonly kind: 'answer-commitments';
  readonly meetingId: string;
  readonly answers: readonly { readonly commitmentId: string; readonly answer: CommitmentAnswer }[];
};
