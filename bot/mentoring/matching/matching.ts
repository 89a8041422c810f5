import type { Period } from '../meeting/working-time.ts';
import type { Role, WorkingHours } from '../people/person.ts';
import type { MatchingRules } from '../programme/programme.ts';

/** What matching knows of one participant. */
export interface Candidate {
  readonly personId: string;
  readonly role: Role;
  readonly seniority: number;
  readonly topics: readonly string[];
  /** Null when the mailbox could not be read: such a person is not placed, and told so. */
  readonly workingHours: WorkingHours | null;
  readonly department: string | null;
  readonly profession: string | null;
  readonly officeLocation: string | null;
}

/** The organisation as matching sees it: who reports to whom, by person id; the head maps to null. */
export type ReportingLines = ReadonlyMap<string, string | null>;

/** A hard rule, named so that the one in the way can be told. */
export type HardRule =
  'seniority-gap' | 'reporting-line' | 'shared-topics' | 'shared-hours' | 'already-paired' | 'calendar-unreadable';

/** Why a pairing is proposed; in order of weight. */
export type Reason =
  | { readonly kind: 'shared-topics'; readonly topics: readonly string[] }
  | { readonly kind: 'seniority-gap'; readonly levels: number }
  | { readonly kind: 'shared-hours'; readonly hours: number }
  | { readonly kind: 'different-department' }
  | { readonly kind: 'different-profession' }
  | { readonly kind: 'same-office' };

export interface ProposedPairing {
  readonly menteeId: string;
  readonly mentorId: string;
  /** 1 … 100, a whole number so that totals are exact. */
  readonly fit: number;
  readonly reasons: readonly Reason[];
}

/** Why a participant got no pairing: `others-fit-better` when possible partners exist, else the rule that bars most. */
export interface Unplaced {
  readonly personId: string;
  readonly role: Role;
  readonly reason: HardRule | 'others-fit-better' | 'no-partners';
  /** Partners who would have been possible under the rules. */
  readonly possiblePartners: number;
}

export interface MatchingInput {
  readonly candidates: readonly Candidate[];
  readonly reportingLines: ReportingLines;
  readonly rules: MatchingRules;
  /** When the pairings will meet: shared hours hold in every week of it. */
  readonly period: Period;
  /** Pairs that have met or declined before, as `${menteeId} ${mentorId}`; never proposed again unasked. */
  readonly pairedBefore: ReadonlySet<string>;
}

export interface MatchingResult {
  readonly pairings: readonly ProposedPairing[];
  readonly unplaced: readonly Unplaced[];
  /** Sum of the fits; no other set of as many pairings has a higher one. */
  readonly totalFit: number;
}

/** Finds the pairings: as many as the rules allow, then of the best total fit. */
export type Matcher = (input: MatchingInput) => MatchingResult;
