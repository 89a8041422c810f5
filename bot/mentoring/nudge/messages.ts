import type { CheckInMessage } from '../checkin/messages.ts';
import type { Partner } from '../pairing/partner.ts';

/** What the bot says where something has not happened, once. */
export type NudgeMessage =
  /** The questions of a check-in, asked once more. */
  | { readonly kind: 'check-in-again'; readonly checkIn: Extract<CheckInMessage, { readonly kind: 'check-in' }> }
  /** Two who have not met for three weeks. */
  | { readonly kind: 'stalled'; readonly pairingId: string; readonly occasion: string; readonly partner: Partner }
  /** It is fine as it is, or they are going to meet. */
  | { readonly kind: 'stalled-settled'; readonly partner: Partner }
  /** To the lead: the mentee has moved or cancelled meetings of a pairing, so many times. */
  | {
      readonly kind: 'lead-alert';
      readonly mentee: Partner;
      readonly mentor: Partner;
      readonly programme: string;
      readonly times: number;
    };

/** What somebody taps about it. */
export type NudgeAction = {
  readonly kind: 'stalled-is-fine';
  readonly pairingId: string;
  readonly occasion: string;
};
