import { z } from 'zod';
import { PersonSummary } from './person.ts';
import { id, instant } from './values.ts';

export const DecisionKind = z.enum(['lock', 'unlock', 'forbid', 'allow']);
/** What a lead decided about two people; takes effect in the next run. */
export const Decision = z.object({
  id,
  kind: DecisionKind,
  mentee: PersonSummary,
  mentor: PersonSummary,
  /** Name of the lead. */
  by: z.string(),
  at: instant,
  /** Whether the newest finished round knew of it. */
  isApplied: z.boolean(),
});
/** The answer to POST /api/programmes/:id/decisions: as in `MatchingReview`. */
export const Decisions = z.object({ decisions: z.array(Decision) });
/** POST /api/programmes/:id/decisions: all of them or none. */
export const DecisionsInput = z.object({
  decisions: z
    .array(z.object({ kind: DecisionKind, menteeId: id, mentorId: id }))
    .min(1)
    .max(200),
});

export type DecisionKind = z.infer<typeof DecisionKind>;
export type Decision = z.infer<typeof Decision>;
export type DecisionsInput = z.infer<typeof DecisionsInput>;
