import { z } from 'zod';

export const Problem = z.object({
  /** Stable, for programs. */
  code: z.string(),
  /** For people, plain and kind. */
  message: z.string(),
  /** What is wrong with which field, where the request was at fault. */
  fields: z.array(z.object({ field: z.string(), value: z.string(), rule: z.string() })).optional(),
  /** To be quoted to an administrator. */
  reference: z.string(),
});

export type Problem = z.infer<typeof Problem>;
