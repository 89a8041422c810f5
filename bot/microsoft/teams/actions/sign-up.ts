import { z } from 'zod';
import { languageOf } from '../../../mentoring/people/language.ts';
import type { SignUpAction } from '../../../mentoring/signup/messages.ts';
import { optional, type Taps } from './taps.ts';

const programme = z.object({ programmeId: z.uuid() });
/** Several choices come as one text. */
const several = optional(z.string().max(5_000)).transform((text) => [
  ...new Set((text ?? '').split(',').filter((one) => one !== '')),
]);
const languages = several.refine((codes) => codes.every((code) => languageOf(code) === code) && codes.length <= 100);

export const signUpTaps = {
  'sign-up.look': programme.transform(({ programmeId }) => ({ kind: 'look-at-sign-up' as const, programmeId })),
  'sign-up.send': programme
    .extend({
      role: optional(z.enum(['mentor', 'mentee'])),
      topics: several,
      languages,
      capacity: optional(z.enum(['1', '2', '3', '4', '5'])).transform((room) => Number(room ?? 1)),
    })
    .transform(({ programmeId, ...answers }) => ({ kind: 'sign-up' as const, programmeId, answers })),
} satisfies Taps<SignUpAction>;
