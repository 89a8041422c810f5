import { z } from 'zod';
import { ObstacleRule } from './obstacles.ts';
import { Rules } from './programme.ts';

/** POST /api/programmes/:id/could-pair: who could be paired if the rules were these. Changes nothing. */
export const CouldPairInput = z.object({ rules: Rules });
export const CouldPair = z.object({
  /** Mentees with room, and how many of them a mentor is possible for. */
  mentees: z.int(),
  withSomebody: z.int(),
  mentors: z.int(),
  pairs: z.int(),
  /** Mentees for whom nobody is possible and somebody would be without this rule, most first. */
  perRule: z.array(z.object({ rule: ObstacleRule, mentees: z.int() })),
  /** Whether the numbers are about so many: not everybody was looked at. */
  isSampled: z.boolean(),
});
export type CouldPair = z.infer<typeof CouldPair>;
