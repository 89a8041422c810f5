import { z } from 'zod';
import type { CheckInAction } from '../../../mentoring/checkin/messages.ts';
import { optional, type Taps } from './taps.ts';

export const checkInTaps = {
  'check-in.answer': z
    .object({
      checkInId: z.uuid(),
      tookPlace: z.enum(['yes', 'no']),
      whoTalked: optional(z.enum(['mostly-me', 'balanced', 'mostly-the-other'])),
      questions: optional(z.enum(['none', 'a-few', 'many'])),
      useful: optional(z.enum(['1', '2', '3', '4', '5']).transform((tap) => Number(tap) as 1 | 2 | 3 | 4 | 5)),
    })
    .transform(({ checkInId, ...answers }) => ({ kind: 'answer-check-in' as const, checkInId, answers })),
} satisfies Taps<CheckInAction>;
