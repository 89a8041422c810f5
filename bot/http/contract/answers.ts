import { z } from 'zod';
import { CheckInInput, WhoTalked } from './check-ins.ts';

/** GET /api/my/pairings/:id/answers: what I have said in my check-ins, the newest meeting first. It is shown to me alone. */
export const MyAnswers = z.object({
  answers: z.array(
    CheckInInput.extend({
      meetingId: z.uuid(),
      number: z.int(),
      startsAt: z.iso.datetime(),
      endsAt: z.iso.datetime(),
      /** Who talked more as the other one saw it; null until both of us have said. */
      theySay: WhoTalked.nullable(),
    }),
  ),
});
export type MyAnswers = z.infer<typeof MyAnswers>;
