import { z } from 'zod';
import { PersonSummary, Reach, Role } from './person.ts';
import { Reason } from './reason.ts';
import { SeriesSummary } from './series.ts';
import { id, instant } from './values.ts';

export const PairingState = z.enum(['offered', 'active', 'paused', 'closed', 'declined']);
/** Whose answer is waited for is not told to the lead: from the next look they would know who declined. */
export const LeadWaitingFor = z.enum(['answers', 'signatures', 'nothing']);
/** How often somebody moved or cancelled a meeting, or said no to one. */
export const ChangeCounts = z.object({ moved: z.int(), cancelled: z.int(), declined: z.int() });
/** How a pairing does that goes on, from dates and counts alone: never from what anybody has answered. */
export const Health = z.enum(['on-track', 'quiet', 'needs-a-look']);
/** Why it does not do well. `moved-often`: one of the two keeps moving meetings. */
export const HealthReason = z.enum(['not-met', 'booking-failed', 'moved-often', 'check-ins-skipped']);
/** How the lead sees a pairing that was published: states, counts and dates. A decline is not told apart by side. */
export const LeadPairing = z.object({
  id,
  mentee: PersonSummary,
  mentor: PersonSummary,
  fit: z.int(),
  reasons: z.array(Reason),
  state: PairingState,
  waitingFor: LeadWaitingFor,
  series: SeriesSummary.nullable(),
  meetingsHeld: z.int(),
  meetingsPlanned: z.int(),
  /** Meetings held without a published agenda. */
  meetingsWithoutAgenda: z.int(),
  nextMeetingAt: instant.nullable(),
  /** Whether the mentee has published an agenda for it; null where there is none. */
  nextHasAgenda: z.boolean().nullable(),
  /** When the last meeting that was held ended. */
  lastMeetingAt: instant.nullable(),
  /** Null of one that is not going on. */
  health: Health.nullable(),
  healthReasons: z.array(HealthReason),
  checkInsSent: z.int(),
  checkInsAnswered: z.int(),
  /** How often each side changed a meeting. */
  changes: z.object({ mentee: ChangeCounts, mentor: ChangeCounts }),
  /** Whether the chat reaches each side, and why it does not. */
  reach: z.object({ mentee: Reach, mentor: Reach }),
});
/** GET /api/programmes/:id/pairings, and the answer to POST …/publish: what was published, best fit first, a page at a time. */
export const Pairings = z.object({
  /** Pairings that are wanted, on this page or another, and the sum of their fits. */
  total: z.int(),
  totalFit: z.int(),
  /** Pairings in each state that are wanted but for their state. */
  states: z.record(PairingState, z.int()),
  /** Of everybody in a pairing. */
  departments: z.array(z.string()),
  pairings: z.array(LeadPairing),
  /** The cursor of the next page; null on the last. */
  next: z.string().nullable(),
});

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

/** POST /api/programmes/:id/pairings/:pairingId/replace: somebody takes the place of one of the two. */
export const ReplaceInput = z.object({ role: Role, personId: id });

export type Health = z.infer<typeof Health>;
export type LeadPairing = z.infer<typeof LeadPairing>;
export type Pairings = z.infer<typeof Pairings>;
export type Awaited = z.infer<typeof Awaited>;
export type PairingFilter = z.infer<typeof PairingFilter>;
export type PairingOrder = z.infer<typeof PairingOrder>;
export type OnePairing = z.infer<typeof OnePairing>;
