import { z } from 'zod';
import { commitmentLimit } from '../../../mentoring/commitment/commitment.ts';
import type { SummaryAction } from '../../../mentoring/summary/messages.ts';
import { correctionLimit, summaryLimit } from '../../../mentoring/summary/summary.ts';
import { optional, text, type Taps } from './taps.ts';

const verdict = z.enum(['yes', 'partly', 'no']);
const ofMeeting = z.object({
  meetingId: z.uuid(),
  version: z
    .string()
    .regex(/^[1-9]\d{0,5}$/)
    .transform(Number),
});

export const summaryTaps = {
  'summary.write': ofMeeting
    .extend({ text: text(summaryLimit), commitment: optional(text(commitmentLimit)) })
    .transform((tap) => ({ kind: 'write-summary' as const, ...tap })),
  'summary.judge': ofMeeting
    .extend({ verdict, commitmentVerdict: optional(verdict), correction: optional(text(correctionLimit)) })
    .transform((tap) => ({ kind: 'judge-summary' as const, ...tap })),
} satisfies Taps<SummaryAction>;
