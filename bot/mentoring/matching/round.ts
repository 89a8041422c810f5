import type { Temporal } from 'temporal-polyfill';
import type { Couple, MatchingProblem, MatchingSettings, Progress, Totals } from './matching.ts';
import { coupleKey } from './rules.ts';

/** `proven`: the proposals are its result, or were until a later round. `failed` and `cancelled` changed nothing. */
export type RoundState = 'running' | 'proven' | 'failed' | 'cancelled';

/** Why a round gave no proposals: `not-proven` when the engine could not vouch for a result. */
export type RoundProblem =
  MatchingProblem | { readonly reason: 'not-proven' } | { readonly reason: 'changed-meanwhile' };

/** A lead, as they were called when they did something. */
export interface Lead {
  readonly entraObjectId: string;
  readonly name: string;
}

/** One run of the matching, from the lead's wish to its end. */
export interface Round {
  readonly id: string;
  readonly programmeId: string;
  /** 1 for the programme's first. */
  readonly number: number;
  readonly state: RoundState;
  readonly requestedBy: Lead;
  readonly startedAt: Temporal.Instant;
  readonly finishedAt: Temporal.Instant | null;
  /** When its proposals were offered to people. */
  readonly publishedAt: Temporal.Instant | null;
  /** `waiting` until somebody works on it. */
  readonly phase: 'waiting' | Progress['phase'];
  /** 0 … 1. */
  readonly progress: number;
  readonly settings: MatchingSettings;
  readonly seed: number;
  /** The proven round whose result this one begins from. */
  readonly startedFrom: string | null;
  /** SHA-256 of the input's text, in hexadecimal; null before there is one. */
  readonly inputHash: string | null;
  /** Number of the newest decision it knew of; 0 when there was none. */
  readonly decisionsKnown: number;
  readonly totals: Totals | null;
  readonly problem: RoundProblem | null;
}

export type DecisionKind = 'lock' | 'unlock' | 'forbid' | 'allow';

/** What a lead decided about two people. Decisions are never changed: the last word on a couple holds. */
export interface Decision extends Couple {
  readonly id: string;
  readonly programmeId: string;
  /** Counts the programme's decisions, 1 for the first. */
  readonly number: number;
  readonly kind: DecisionKind;
  readonly decidedBy: Lead;
  readonly decidedAt: Temporal.Instant;
}

/** The last word on each couple, newest first. */
export function lastWords(decisions: readonly Decision[]): readonly Decision[] {
  const newestFirst = decisions.toSorted((a, b) => b.number - a.number);
  return [...Map.groupBy(newestFirst, coupleKey).values()].flatMap((words) => words.slice(0, 1));
}
