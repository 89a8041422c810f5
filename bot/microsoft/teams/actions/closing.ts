import { z } from 'zod';
import type { ClosingAction } from '../../../mentoring/closing/messages.ts';
import type { Taps } from './taps.ts';

const participant = z.object({ participantId: z.uuid() });

export const closingTaps = {
  'another-round.answer': z
    .discriminatedUnion('answer', [
      participant.extend({ answer: z.literal('yes'), role: z.enum(['mentor', 'mentee']) }),
      participant.extend({ answer: z.enum(['not-now', 'no']) }).transform((tap) => ({ ...tap, role: null })),
    ])
    .transform((tap) => ({ kind: 'answer-another-round' as const, ...tap })),
} satisfies Taps<ClosingAction>;
