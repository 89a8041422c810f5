import { z } from 'zod';
import { HelpState, HelpWish } from './help.ts';
import { PersonSummary, Role, Unreached } from './person.ts';
import { BookingProblem } from './series.ts';
import { id, instant } from './values.ts';

const Two = z.object({ pairingId: id, mentee: PersonSummary, mentor: PersonSummary });
/** GET /api/programmes/:id/attention: what the lead may have to see to. */
export const Attention = z.object({
  /** Asked of the lead, newest first; what is done aside. */
  help: z.array(
    z.object({
      id,
      person: PersonSummary,
      /** The other one of the pairing it is about; they do not know of it. */
      partner: PersonSummary.nullable(),
      wants: HelpWish,
      words: z.string().nullable(),
      state: HelpState,
      askedAt: instant,
    }),
  ),
  stalled: z.array(Two.extend({ since: instant })),
  /** Meetings that the mentee has moved or cancelled, from two on. */
  moved: z.array(Two.extend({ times: z.int() })),
  /** Offers that have not been answered for ten days; not by whom. */
  unanswered: z.array(Two.extend({ since: instant })),
  /** Offers that came to nothing and whose mentee has no other pairing; not through whom. */
  declined: z.array(Two),
  /** Pairings whose meetings could not be booked, and why. */
  failed: z.array(Two.extend({ problem: BookingProblem.nullable() })),
  /** Those who take part and are in no pairing, once some are: the first of them by name, and how many there are. */
  unpaired: z.array(z.object({ person: PersonSummary, role: Role })),
  unpairedCount: z.int(),
  /** The first of them by name; `unreachedCount` says how many there are. */
  unreached: z.array(z.object({ person: PersonSummary, why: Unreached })),
  unreachedCount: z.int(),
  /** Of all of them, those to whom we lack the permission to bring the bot. */
  notAllowed: z.int(),
  /** Messages that wait until their people can be reached. */
  undelivered: z.int(),
});
/** GET /api/programmes/:id/attention/count: how many things there are to see to; those without a pairing or out of reach count as one each. */
export const AttentionCount = z.object({ count: z.int() });

export type Attention = z.infer<typeof Attention>;
