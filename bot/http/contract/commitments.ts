import { z } from 'zod';
import { Verdict } from './summaries.ts';
import { id } from './values.ts';

/** What the mentee said they would do. */
export const Commitment = z.object({
  id,
  meetingId: id,
  text: z.string(),
  /** `proposed`: its summary is not confirmed. `said-done`: by the mentee. `closed`: the mentor sees that something changed. */
  state: z.enum(['proposed', 'open', 'said-done', 'closed', 'dropped']),
  /** Whether the mentor heard it said so. */
  verdict: Verdict.nullable(),
});

/** POST /api/my/commitments/:id: the mentee says the first three, the mentor the last two. */
export const CommitmentInput = z.object({
  answer: z.enum(['done', 'still-on-it', 'let-go', 'changed', 'not-yet']),
});

export type Commitment = z.infer<typeof Commitment>;
export type CommitmentInput = z.infer<typeof CommitmentInput>;
