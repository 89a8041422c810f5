import type { Partner } from '../pairing/partner.ts';
import type { HelpState, HelpWanted, HelpWish } from './help-request.ts';

/** What the bot says when somebody needs help. */
export type HelpMessage =
  /** Whom would they like to ask? Nothing is sent before they choose. */
  | {
      readonly kind: 'help-choice';
      /** Null where it is about no pairing. */
      readonly pairingId: string | null;
      readonly partner: Partner | null;
      /** Whether the lead can be asked: not where they are one of the two. */
      readonly lead: boolean;
      readonly contact: Partner | null;
      /** Where they can be written to whom the chat does not reach; null where it does. */
      readonly contactAddress: string | null;
      /** How they can leave the pairing at once; null where there is none to leave. */
      readonly exit: 'end' | 'decline' | null;
    }
  /** Somebody with several pairings is asked which one it is about. */
  | {
      readonly kind: 'help-which';
      readonly pairings: readonly { readonly pairingId: string; readonly partner: Partner }[];
    }
  /** It has been passed on. `contact` is the neutral contact's name; null where the lead was asked. */
  | { readonly kind: 'help-passed-on'; readonly partner: Partner | null; readonly contact: Partner | null }
  /** The chat does not reach the neutral contact, so nothing was sent. */
  | {
      readonly kind: 'help-contact-away';
      readonly pairingId: string | null;
      readonly contact: Partner;
      readonly address: string;
      /** Whether the lead can be asked in their place. */
      readonly lead: boolean;
    }
  /** To whoever is asked. */
  | {
      readonly kind: 'help-request';
      readonly helpId: string;
      readonly asker: Partner;
      readonly partner: Partner | null;
      readonly programme: string;
      readonly wants: HelpWish;
      readonly words: string | null;
      readonly state: HelpState;
    };

/** What somebody taps about it. */
export type HelpAction =
  /** Shows whom they can ask. */
  | { readonly kind: 'look-for-help'; readonly pairingId: string | null }
  | ({ readonly kind: 'ask-for-help'; readonly pairingId: string | null } & HelpWanted)
  | { readonly kind: 'settle-help'; readonly helpId: string; readonly state: 'seen' | 'done' };
