import { z } from 'zod';
import { allWords, type WordAction } from '../../../mentoring/chat/messages.ts';
import type { Taps } from './taps.ts';

export const standingTaps = {
  'word.say': z.object({ word: z.enum(allWords) }).transform(({ word }) => ({ kind: 'say' as const, word })),
} satisfies Taps<WordAction>;
