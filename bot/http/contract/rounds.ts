import { z } from 'zod';
import { Bar, Obstacle } from './obstacles.ts';
import { PersonSummary } from './person.ts';
import { Objective, Rules, Weights } from './programme.ts';
import { id, instant } from './values.ts';

export const RoundProblem = z.discriminatedUnion('reason', [
  /** `value`: what the rule is set to, where it has one. */
  z.object({
    reason: z.literal('nobody-possible'),
    obstacles: z.array(Obstacle.extend({ value: z.union([z.number(), z.string()]).nullable() })),
  }),
  z.object({ reason: z.enum(['no-mentors', 'no-mentees', 'not-proven', 'changed-meanwhile']) }),
  z.object({ reason: z.literal('locked-pair-barred'), mentee: PersonSummary, mentor: PersonSummary, bar: Bar }),
  z.object({ reason: z.literal('locked-person-missing'), mentee: PersonSummary, mentor: PersonSummary }),
  z.object({ reason: z.literal('locked-beyond-capacity'), person: PersonSummary, capacity: z.int() }),
]);
export const RoundTotals = z.object({
  placed: z.int(),
  pairings: z.int(),
  totalFit: z.int(),
  lowestFit: z.int().nullable(),
  /** With `fairest`: the best total there is, to show what fairness costs. */
  bestTotalFit: z.int().nullable(),
});
/** One run of the matching. POST /api/programmes/:id/matching starts one and answers 202. */
export const Round = z.object({
  id,
  number: z.int(),
  state: z.enum(['running', 'proven', 'failed', 'cancelled']),
  by: z.string(),
  startedAt: instant,
  finishedAt: instant.nullable(),
  publishedAt: instant.nullable(),
  phase: z.enum(['waiting', 'reading', 'searching', 'solving', 'proving', 'explaining']),
  /** 0 … 1. */
  progress: z.number().min(0).max(1),
  rules: Rules,
  weights: Weights,
  objective: Objective,
  seed: z.int(),
  /** SHA-256 of everything the result follows from, in hexadecimal. */
  inputHash: z.string().nullable(),
  totals: RoundTotals.nullable(),
  problem: RoundProblem.nullable(),
});

export const RoundInput = z.object({
  objective: Objective.optional(),
  seed: z.int().min(0).max(4_294_967_295).optional(),
});
/** GET /api/programmes/:id/rounds: newest first. */
export const Rounds = z.object({ rounds: z.array(Round) });
/** POST /api/programmes/:id/rounds/:roundId/replay */
export const Replay = z.object({
  /** Whether the kept input still has the kept hash. */
  sameInput: z.boolean(),
  /** Whether it led to the same pairings and prices again. */
  sameResult: z.boolean(),
});

export type RoundProblem = z.infer<typeof RoundProblem>;
export type Round = z.infer<typeof Round>;
export type RoundInput = z.infer<typeof RoundInput>;
