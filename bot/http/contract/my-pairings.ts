import { z } from 'zod';
import { Commitment } from './commitments.ts';
import { Meeting } from './meetings.ts';
import { PairingState } from './pairings.ts';
import { PersonSummary, Role } from './person.ts';
import { Cadence } from './programme.ts';
import { Reason } from './reason.ts';
import { SeriesSummary } from './series.ts';
import { date, id, instant } from './values.ts';

export const WaitingFor = z.enum(['mentee-answer', 'mentor-answer', 'signatures', 'nothing']);
export const MyPairing = z.object({
  id,
  programme: z.object({ id, name: z.string(), startsOn: date, endsOn: date, cadence: Cadence, lengthMinutes: z.int() }),
  /** What I am in it. */
  role: Role,
  partner: PersonSummary,
  reasons: z.array(Reason),
  state: PairingState,
  waitingFor: WaitingFor,
  /** What is asked of me now. */
  asked: z.enum(['answer', 'sign', 'nothing']),
  iSigned: z.boolean(),
  /** When each side signed the agreement. */
  signedAt: z.object({ mentee: instant.nullable(), mentor: instant.nullable() }),
  series: SeriesSummary.nullable(),
  meetings: z.array(Meeting),
  /** Oldest first. */
  commitments: z.array(Commitment),
});
/** GET /api/my/pairings: offered and active ones; never proposed, never declined. */
export const MyPairings = z.object({ pairings: z.array(MyPairing) });

/** POST /api/my/pairings/:id/answer */
export const AnswerInput = z.object({ answer: z.enum(['accept', 'decline']) });

export type MyPairing = z.infer<typeof MyPairing>;
export type MyPairings = z.infer<typeof MyPairings>;
