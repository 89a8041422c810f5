import type { Role } from '../people/person.ts';
import type { SignUpAnswers, SignUpProblem } from './sign-up-rules.ts';

/** What the bot says about taking part in a programme. */
export type SignUpMessage =
  /** Asks somebody who may choose among several. */
  | {
      readonly kind: 'which-programme';
      readonly programmes: readonly { readonly programmeId: string; readonly name: string }[];
    }
  | {
      readonly kind: 'sign-up';
      readonly programmeId: string;
      readonly programme: string;
      /** Whether they take part already, and may change how. */
      readonly isEnrolled: boolean;
      /** Whether they are paired already, so that their role stays. */
      readonly isRoleFixed: boolean;
      /** Those that a card may name. */
      readonly topics: readonly { readonly key: string; readonly label: string }[];
      /** Whether there are others, which are for the tab alone. */
      readonly hasPrivateTopics: boolean;
      /** Languages to choose from, as primary subtags. */
      readonly languages: readonly string[];
      /** What the fields show. */
      readonly answers: SignUpAnswers;
      /** Why what they sent was not taken; null when they have sent nothing yet. */
      readonly problem: SignUpProblem | null;
    }
  | {
      readonly kind: 'signed-up';
      readonly programmeId: string;
      readonly programme: string;
      readonly role: Role;
      /** Labels, without private ones. */
      readonly topics: readonly string[];
      readonly hasPrivateTopics: boolean;
      readonly languages: readonly string[];
      readonly capacity: number;
      readonly news: 'enrolled' | 'changed' | 'same';
    }
  /** `none-open`: of no programme; `over`, `closed`: of this one. `unknown`: the directory does not know them. */
  | { readonly kind: 'sign-up-closed'; readonly why: 'none-open' | 'over' | 'closed' | 'unknown' }
  /** They have been brought in by somebody else. */
  | { readonly kind: 'enrolled'; readonly programmeId: string; readonly programme: string; readonly role: Role };

/** What somebody taps about it. */
export type SignUpAction =
  | { readonly kind: 'look-at-sign-up'; readonly programmeId: string }
  | { readonly kind: 'sign-up'; readonly programmeId: string; readonly answers: SignUpAnswers };
