import type { Role } from '../people/person.ts';
import type { Reason } from '../matching/matching.ts';
import type { MeetingsStanding } from '../meeting/messages.ts';
import type { Cadence } from '../programme/programme.ts';
import type { Partner, Profile } from './partner.ts';

/** What the bot says about a pairing that comes about. */
export type PairingMessage =
  | {
      readonly kind: 'offer';
      readonly pairingId: string;
      readonly programme: string;
      /** The role of the person asked. */
      readonly role: Role;
      readonly partner: Profile;
      /** Labels of the topics in common, without sensitive ones. */
      readonly topics: readonly string[];
      /** Why the two were put together, besides their topics. */
      readonly reasons: readonly OfferReason[];
    }
  | { readonly kind: 'accepted'; readonly partner: Partner; readonly waitingFor: 'mentor-answer' | 'signatures' }
  | { readonly kind: 'declined'; readonly partner: Partner }
  /** An offer that came to nothing, whoever of the two said no. */
  | { readonly kind: 'not-paired'; readonly partner: Partner }
  | {
      readonly kind: 'agreement';
      readonly pairingId: string;
      readonly mentee: Partner;
      readonly mentor: Partner;
      readonly cadence: Cadence;
      readonly lengthMinutes: number;
      /** Whom they can talk to besides the programme lead; null where nobody is named. */
      readonly neutralContact: string | null;
    }
  | { readonly kind: 'signed'; readonly partner: Partner; readonly both: boolean };

/** How somebody's pairing stands, where nothing is asked of them to begin with. */
export type MyPairingMessage =
  | {
      readonly kind: 'my-pairing';
      readonly pairingId: string;
      /** What the reader is in it. */
      readonly role: Role;
      readonly partner: Profile;
      readonly programme: string;
      /** Labels of the topics in common, without sensitive ones. */
      readonly topics: readonly string[];
      /** What it waits for of the other one; null when both have signed. */
      readonly waitsFor: 'answer' | 'signature' | null;
      /** The day on which both had signed, as ISO date; null before. */
      readonly since: string | null;
      /** How its meetings stand; null before there are any to book. */
      readonly standing: MeetingsStanding | null;
      readonly next: {
        readonly number: number;
        /** In the reader's own zone, as `Temporal.ZonedDateTime` prints it. */
        readonly start: string;
        readonly isAgendaSet: boolean;
      } | null;
    }
  | {
      readonly kind: 'my-pairings';
      readonly pairings: readonly { readonly pairingId: string; readonly partner: Partner }[];
    }
  /** They take part and wait to be paired. */
  | {
      readonly kind: 'no-pairing';
      readonly participations: readonly {
        readonly programmeId: string;
        readonly programme: string;
        readonly role: Role;
        /** Labels, without sensitive ones. */
        readonly topics: readonly string[];
      }[];
    };

export type OfferReason = Exclude<Reason, { readonly kind: 'shared-topics' }>;

/** What somebody taps about it. */
export type PairingAction =
  | { readonly kind: 'accept'; readonly pairingId: string }
  | { readonly kind: 'decline'; readonly pairingId: string }
  | { readonly kind: 'sign'; readonly pairingId: string }
  /** They would rather talk to somebody before they sign. */
  | { readonly kind: 'talk-first'; readonly pairingId: string }
  | { readonly kind: 'look-at-pairing'; readonly pairingId: string };
