import { z } from 'zod';

export const Reason = z.discriminatedUnion('kind', [
  /** Labels; the two people see them all, the lead only how many private ones there are besides. */
  z.object({ kind: z.literal('shared-topics'), topics: z.array(z.string()), privateTopics: z.int() }),
  z.object({ kind: z.literal('seniority-gap'), levels: z.int() }),
  z.object({ kind: z.literal('shared-hours'), hours: z.number() }),
  z.object({ kind: z.literal('different-department') }),
  z.object({ kind: z.literal('different-profession') }),
  z.object({ kind: z.literal('same-office') }),
  z.object({ kind: z.literal('different-office') }),
  z.object({ kind: z.literal('has-mentored'), pairings: z.int() }),
]);

export type Reason = z.infer<typeof Reason>;
