import { z } from 'zod';
import { text } from './values.ts';

export const WhoTalked = z.enum(['mostly-me', 'balanced', 'mostly-the-other']);

/** POST /api/my/check-ins/:id */
export const CheckInInput = z.object({
  tookPlace: z.enum(['yes', 'moved', 'no']),
  whoTalked: WhoTalked.nullable(),
  spokeOpenly: z.enum(['yes', 'partly', 'no']).nullable(),
  menteesAgenda: z.enum(['yes', 'partly', 'no']).nullable(),
  summedUp: z.enum(['yes', 'no']).nullable(),
  /** Nobody else reads them unless they are shown on purpose. */
  words: text(1_000).nullable(),
  areWordsShared: z.boolean(),
});

export type CheckInInput = z.infer<typeof CheckInInput>;
