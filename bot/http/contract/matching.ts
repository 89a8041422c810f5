import { z } from 'zod';
import { Decision } from './decisions.ts';
import { Obstacle, ObstacleRule } from './obstacles.ts';
import { PersonSummary, Role } from './person.ts';
import { Weights } from './programme.ts';
import { Reason } from './reason.ts';
import { Round } from './rounds.ts';
import { id } from './values.ts';

/** What a part gave to a fit; they add up to it. */
export const FitParts = z.record(z.enum(Object.keys(Weights.shape) as [keyof typeof Weights.shape]), z.int());
export const Unplaced = z.object({
  person: PersonSummary,
  role: Role,
  reason: z.enum([...ObstacleRule.options, 'others-fit-better', 'no-partners']),
  possiblePartners: z.int(),
  obstacles: z.array(Obstacle),
});
export const Proposal = z.object({
  /** Of the pairing. */
  id,
  mentee: PersonSummary,
  mentor: PersonSummary,
  fit: z.int(),
  parts: FitParts,
  reasons: z.array(Reason),
  isLocked: z.boolean(),
  /** Not among the proposals of the round before. */
  isNew: z.boolean(),
});
/** A couple of a round before that this one did not propose again. */
export const Dissolved = z.object({ mentee: PersonSummary, mentor: PersonSummary, fit: z.int() });

/** GET /api/programmes/:id/matching: all that the review page shows. */
export const MatchingReview = z.object({
  /** The newest round that was begun; null before the first. */
  newest: Round.nullable(),
  /** The round the proposals come from. */
  shown: Round.nullable(),
  proposals: z.array(Proposal),
  unplaced: z.array(Unplaced),
  dissolved: z.array(Dissolved),
  /** The last word on each couple, newest first; what takes one back stays until the proposals know of it. */
  decisions: z.array(Decision),
});

export type FitParts = z.infer<typeof FitParts>;
export type Unplaced = z.infer<typeof Unplaced>;
export type Proposal = z.infer<typeof Proposal>;
export type Dissolved = z.infer<typeof Dissolved>;
export type MatchingReview = z.infer<typeof MatchingReview>;
