import type { Role } from '../people/person.ts';
import type { Partner } from './partner.ts';

/** What the bot says about a pairing that comes about. */
export type PairingMessage =
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
  | { readonly kind: 'signed'; readonly partner: Partner; readonly both: boolean };

/** What somebody taps about it. */
export type PairingAction =
  | { readonly kind: 'accept'; readonly pairingId: string }
  | { readonly kind: 'decline'; readonly pairingId: string }
  | { readonly kind: 'sign'; readonly pairingId: string };
