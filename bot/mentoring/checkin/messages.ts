import type { Partner } from '../pairing/partner.ts';
import type { CheckInAnswers, Shared } from './check-in.ts';

/** What the bot says about how a meeting was. */
export type CheckInMessage =
  | {
      readonly kind: 'check-in';
      readonly checkInId: string;
      readonly partner: Partner;
      /** The meeting's start in the reader's own zone. */
      readonly meetingStart: string;
      readonly meetingNumber: number;
      readonly meetings: number;
    }
  | {
      readonly kind: 'check-in-answered';
      readonly partner: Partner;
      readonly answers: CheckInAnswers;
      /** What the partner lets them see. */
      readonly theirs: Shared;
    };

/** What somebody taps about it. */
export type CheckInAction = {
  readonly kind: 'answer-check-in';
  readonly checkInId: string;
  readonly answers: CheckInAnswers;
};
