import { z } from 'zod';
import type { NudgeAction } from '../../../mentoring/nudge/messages.ts';
import type { Taps } from './taps.ts';

export const nudgeTaps = {
  'stalled.fine': z
    .object({ pairingId: z.uuid(), occasion: z.iso.datetime() })
    .transform((tap) => ({ kind: 'stalled-is-fine' as const, ...tap })),
} satisfies Taps<NudgeAction>;
