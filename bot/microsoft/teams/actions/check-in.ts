import { z } from 'zod';
import { wordsLimit } from '../../../mentoring/checkin/check-in.ts';
import type { CheckInAction } from '../../../mentoring/checkin/messages.ts';
import { optional, text, type Taps } from './taps.ts';

const degree = z.enum(['yes', 'partly', 'no']);

export const checkInTaps = {
  'check-in.answer': z
    .object({
      checkInId: z.uuid(),
      tookPlace: z.enum(['yes', 'moved', 'no']),
      spokeOpenly: optional(degree),
      menteesAgenda: optional(degree),
      whoTalked: optional(z.enum(['mostly-me', 'balanced', 'mostly-the-other'])),
      summedUp: optional(z.enum(['yes', 'no'])),
      words: optional(text(wordsLimit)),
      // Shown to nobody unless it says so.
      areWordsShared: optional(z.enum(['true', 'false'])).transform((tap) => tap === 'true'),
    })
    .transform(({ checkInId, ...answers }) => ({ kind: 'answer-check-in' as const, checkInId, answers })),
} satisfies Taps<CheckInAction>;
