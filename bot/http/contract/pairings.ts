import { z } from 'zod';
import { Health, LeadPairing, PairingState } from './contract.ts';

/** What a pairing waits for, as the lead is told: not whose answer. */
export const Awaited = z.enum(['answers', 'signatures', 'time', 'agenda']);
/** Which pairings are wanted; what is left out asks for all. */
export const PairingFilter = z.object({
  state: PairingState.optional(),
  health: Health.optional(),
  waitingFor: Awaited.optional(),
  /** Whether the chat reaches both of the two. */
  reach: z.enum(['reached', 'unreached']).optional(),
  /** Of either of the two. */
  department: z.string().max(200).optional(),
  /** Part of a name, a title or an address of either of the two. */
  search: z.string().max(200).optional(),
});
/** `longest-apart`: those first whose last meeting is longest ago. */
export const PairingOrder = z.enum(['best-fit', 'name', 'next-meeting', 'longest-apart', 'health']);
/** GET /api/programmes/:id/pairings */
export const PairingsQuery = PairingFilter.extend({
  order: PairingOrder.default('best-fit'),
  /** `next` of the page before, asked for in the same order. */
  cursor: z.string().max(2_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

/** GET /api/programmes/:id/pairings/:pairingId: one pairing with its meetings: that they are and were, nothing of what was said. */
export const OnePairing = LeadPairing.extend({
  meetings: z.array(
    z.object({
      number: z.int(),
      startsAt: z.iso.datetime(),
      endsAt: z.iso.datetime(),
      state: z.enum(['planned', 'open', 'held', 'cancelled']),
      hasAgenda: z.boolean(),
    }),
  ),
});

export type PairingFilter = z.infer<typeof PairingFilter>;
export type PairingOrder = z.infer<typeof PairingOrder>;
export type Awaited = z.infer<typeof Awaited>;
export type OnePairing = z.infer<typeof OnePairing>;
