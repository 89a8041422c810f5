import { z } from 'zod';
import { longestHelpWords } from '../../../mentoring/help/help-request.ts';
import type { HelpAction } from '../../../mentoring/help/messages.ts';
import { optional, type Taps } from './taps.ts';

const pairing = z.object({ pairingId: optional(z.uuid()) });
/** What the database can hold. */
const words = z
  .string()
  .trim()
  .max(longestHelpWords)
  .refine((value) => value.isWellFormed() && !value.includes('\0'))
  .transform((value) => (value === '' ? null : value));
const settled = (state: 'seen' | 'done') =>
  z.object({ helpId: z.uuid() }).transform(({ helpId }) => ({ kind: 'settle-help' as const, helpId, state }));

export const helpTaps = {
  'help.look': pairing.transform((tap) => ({ kind: 'look-for-help' as const, ...tap })),
  'help.ask': pairing
    .extend({ to: z.enum(['lead', 'contact']), wants: z.enum(['talk', 'way-out']), words: optional(words) })
    .transform((tap) => ({ kind: 'ask-for-help' as const, ...tap })),
  'help.seen': settled('seen'),
  'help.done': settled('done'),
} satisfies Taps<HelpAction>;
