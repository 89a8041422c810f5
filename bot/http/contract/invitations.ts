import { z } from 'zod';
import { Unreached } from './person.ts';

const count = z.int();
/** GET and POST /api/programmes/:id/invitations: who knows that they take part. POST has the bot tell those who do not. */
export const Invitations = z.object({
  people: count,
  told: z.object({ told: count, 'on-its-way': count, untold: count }),
  /** Of those who are untold: how many the chat does not reach, by why, most first. */
  unreached: z.array(z.object({ why: Unreached, count })),
  /** Where people sign up by themselves; null where they may not, or there is no link to the tab. */
  signUpLink: z.url().nullable(),
});
export type Invitations = z.infer<typeof Invitations>;
