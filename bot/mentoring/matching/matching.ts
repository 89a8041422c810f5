import type { Period } from '../meeting/working-time.ts';
import type { Preferences, Role, WorkingHours } from '../people/person.ts';
import type { FitWeights, MatchingRules, Objective } from '../programme/programme.ts';

export type { Preferences };

/** What matching knows of one participant who is enrolled and not paused. */
export interface Candidate {
  readonly personId: string;
  readonly role: Role;
  /** Pairings they can still take, at least 1: what they offered less those they are in. */
  readonly capacity: number;
  /** Whether they are in a pairing of this programme already, so that another one places nobody new. */
  readonly isPlaced: boolean;
  /** Published rounds of this programme that left them without a pairing; those left out more often come first. */
  readonly timesLeftOut: number;
  readonly seniority: number;
  /** Keys; a mentee's in the order in which they want them. */
  readonly topics: readonly string[];
  /** Primary subtags in lower case, as `en`. Nobody shares a language with somebody of whom none is known. */
  readonly languages: readonly string[];
  /** Null when the mailbox could not be read: such a person is not placed, and told so. */
  readonly workingHours: WorkingHours | null;
  readonly department: string | null;
  readonly profession: string | null;
  readonly officeLocation: string | null;
  /** Pairings they were a mentor in before, in any programme. */
  readonly pairingsMentored: number;
  readonly preferences: Preferences;
  /** People they asked for by name, as person ids. Two who both ask may be paired again. */
  readonly wishes: readonly string[];
  /** People they would rather not be paired with, as person ids: known to them and the engine alone. */
  readonly exclusions: readonly string[];
}

/** The organisation as matching sees it: who reports to whom, by person id; the head maps to null. */
export type ReportingLines = ReadonlyMap<string, string | null>;

/** A mentee and a mentor, whatever they are to each other. */
export interface Couple {
  readonly menteeId: string;
  readonly mentorId: string;
}

/** The rules that everybody may be told, each named so that the one in the way can be told. */
export const hardRules = [
  'seniority-gap',
  'reporting-line',
  'same-manager',
  'same-department',
  'shared-topics',
  'calendar-unreadable',
  'shared-hours',
  'common-language',
  'paired-before',
  'forbidden',
] as const;
export type HardRule = (typeof hardRules)[number];

/**
 * `private`: one of the two would rather not, or once declined. Whose reason it is and what it is stays between its
 * author and the engine: counts, tables and exports are made as if it were not there.
 */
export type Bar = HardRule | 'private';

/** Why two fit, by the part of the fit it adds to; in the order of `fitParts`. */
export type Reason =
  /** Shared topics, the mentee's order first. */
  | { readonly kind: 'shared-topics'; readonly topics: readonly string[] }
  | { readonly kind: 'seniority-gap'; readonly levels: number }
  /** To a tenth of an hour. */
  | { readonly kind: 'shared-hours'; readonly hours: number }
  | { readonly kind: 'different-department' }
  | { readonly kind: 'different-profession' }
  | { readonly kind: 'same-office' }
  | { readonly kind: 'different-office' }
  | { readonly kind: 'has-mentored'; readonly pairings: number };

/** The parts a fit is made of. */
export const fitParts = [
  'topics',
  'department',
  'location',
  'seniority',
  'hours',
  'experience',
  'preferences',
] as const satisfies readonly (keyof FitWeights)[];
export type FitPart = (typeof fitParts)[number];

export interface ProposedPairing extends Couple {
  /** 0 … 1000, a whole number so that totals and the proof are exact. */
  readonly fit: number;
  /** What each part gave; they add up to the fit. */
  readonly parts: Readonly<Record<FitPart, number>>;
  readonly reasons: readonly Reason[];
  readonly isLocked: boolean;
}

/**
 * What is told to be in the way: the rules, and `language-unknown` in place of `common-language` where no language is known
 * of one of the two. What is unknown allows nothing, but it is mended otherwise than what is not shared.
 */
export const obstacleRules = [...hardRules, 'language-unknown'] as const;
export type ObstacleRule = (typeof obstacleRules)[number];

/** A rule in the way of somebody. */
export interface Obstacle {
  readonly rule: ObstacleRule;
  /** People of the other role whom it bars, alone or with others. */
  readonly bars: number;
  /** Those whom nothing else bars: so many more would be possible without it. */
  readonly barsAlone: number;
}

/** Somebody without a pairing after the run, and why. */
export interface Unplaced {
  readonly personId: string;
  readonly role: Role;
  /** `others-fit-better` when possible partners exist, `no-partners` when nobody of the other role is there. */
  readonly reason: ObstacleRule | 'others-fit-better' | 'no-partners';
  /** Partners possible under the rules. */
  readonly possiblePartners: number;
  /** Rules that bar anybody, the one whose relaxing would help most first. */
  readonly obstacles: readonly Obstacle[];
}

export interface MatchingSettings {
  readonly rules: MatchingRules;
  readonly weights: FitWeights;
  readonly objective: Objective;
}

/** What a place with each person is worth to others, by person id: proves a result, see `engine/checker.ts`. */
export interface Prices {
  /** What placing somebody was worth beyond fits; prices of one scale mean nothing under another. */
  readonly scale: number;
  readonly mentees: Readonly<Record<string, number>>;
  readonly mentors: Readonly<Record<string, number>>;
}

/** An earlier result to begin from: makes the run short and keeps what need not change. */
export interface Start {
  readonly prices: Prices;
  readonly pairings: readonly Couple[];
}

/** Everything a result follows from: the same input gives the same result, whatever order its lists are in. */
export interface MatchingInput {
  readonly candidates: readonly Candidate[];
  readonly reportingLines: ReportingLines;
  readonly settings: MatchingSettings;
  /** When the pairings will meet: shared hours hold in every week of it. */
  readonly period: Period;
  /** Couples that were paired in any programme; not again, unless both wish it. */
  readonly pairedBefore: readonly Couple[];
  /** Couples of whom one declined: not again, and nobody is told. */
  readonly declined: readonly Couple[];
  readonly locked: readonly Couple[];
  readonly forbidden: readonly Couple[];
  /** 32 bits; decides between answers that are equally good. */
  readonly seed: number;
  readonly start: Start | null;
}

/** What was proven of a result. */
export interface Totals {
  /** People of both roles who have a pairing now and had none before. No other choice has more. */
  readonly placed: number;
  readonly pairings: number;
  readonly totalFit: number;
  /** The lowest fit among the pairings that are not locked; null when there are none. */
  readonly lowestFit: number | null;
  /** With the objective `fairest`: the total fit of the best choice by total, to show what fairness costs. */
  readonly bestTotalFit: number | null;
}

export interface MatchingResult {
  readonly pairings: readonly ProposedPairing[];
  readonly unplaced: readonly Unplaced[];
  readonly totals: Totals;
  readonly prices: Prices;
}

/** Why a run gives no proposals. The lead is told the rule and what to change. */
export type MatchingProblem =
  /**
   * There is no pairing to propose. The rules that alone would help, most helpful first; empty when no single one does. So
   * it is where several rules bar everybody, where private reasons do, and where a pairing would add nothing for people who
   * have one: that the lead cannot tell these apart keeps private what is.
   */
  | { readonly reason: 'nobody-possible'; readonly obstacles: readonly Obstacle[] }
  | { readonly reason: 'no-mentors' | 'no-mentees' }
  /** A locked couple that the rules no longer allow. */
  | { readonly reason: 'locked-pair-barred'; readonly couple: Couple; readonly bar: Bar }
  /** A locked couple of whom one takes part no more. */
  | { readonly reason: 'locked-person-missing'; readonly couple: Couple }
  /** More locked couples than somebody has room for. */
  | { readonly reason: 'locked-beyond-capacity'; readonly personId: string; readonly capacity: number };

export type MatchingOutcome =
  { readonly ok: true; readonly result: MatchingResult } | { readonly ok: false; readonly problem: MatchingProblem };

/** How far a run is: `done` of `of` in its phase; phases come in this order, some more than once. */
export interface Progress {
  readonly phase: 'reading' | 'searching' | 'solving' | 'proving' | 'explaining';
  /** 0 … 1 over the whole run, never falling. */
  readonly share: number;
}

/** What pairing these two would mean, before doing it. */
export type WhatIf =
  /** They are paired already. */
  | { readonly kind: 'paired'; readonly pairing: ProposedPairing }
  | { readonly kind: 'barred'; readonly bars: readonly Bar[] }
  /** Somebody's room is taken up by locked pairings. */
  | { readonly kind: 'no-room'; readonly personId: string }
  | {
      readonly kind: 'possible';
      readonly pairing: ProposedPairing;
      /** Change of the totals: fewer placed and less fit are negative. */
      readonly placed: number;
      readonly totalFit: number;
      /** Pairings that would go and come, the asked one aside. */
      readonly removed: readonly ProposedPairing[];
      readonly added: readonly ProposedPairing[];
    };

/** One line of the table of candidate pairs. */
export interface CandidatePair extends Couple {
  readonly bars: readonly HardRule[];
  /** Null where a rule bars. */
  readonly fit: number | null;
}

/**
 * Who could be paired with whom under the rules, whatever the matching would choose. Private reasons are not counted, so that
 * nothing can be told from the numbers; what was decided to be locked makes no difference either.
 */
export interface CouldPair {
  /** Mentees who take part and have room, and how many of them some mentor is possible for. */
  readonly mentees: number;
  readonly withSomebody: number;
  /** Mentors who take part and have room. */
  readonly mentors: number;
  readonly pairs: number;
  /** The rules without which mentees for whom nobody is possible would have somebody, most first. */
  readonly perRule: readonly { readonly rule: ObstacleRule; readonly mentees: number }[];
  /** Whether only some of the mentees were looked at: then all but `mentees` and `mentors` is about so many. */
  readonly isSampled: boolean;
}

/**
 * Finds pairings: as many people placed as possible; among those choices, people left out in earlier rounds first; then the
 * greatest total fit, or with `fairest` the highest lowest fit and then the greatest total. Every result has been proven
 * by the checker before it is returned; a result that cannot be proven throws.
 */
export interface MatchingEngine {
  run(
    input: MatchingInput,
    options?: { readonly onProgress?: (progress: Progress) => void; readonly signal?: AbortSignal },
  ): Promise<MatchingOutcome>;
  /** Asks of a result what locking one couple more would do to it. `input` is what the result came from. */
  whatIf(
    input: MatchingInput,
    result: MatchingResult,
    couple: Couple,
    options?: { readonly signal?: AbortSignal },
  ): Promise<WhatIf>;
  /** Counts who could be paired with whom. Exact up to thirty million pairs. */
  couldPair(input: MatchingInput, options?: { readonly signal?: AbortSignal }): Promise<CouldPair>;
}
