import { z } from 'zod';
import { AgendaItem, OpenQuestions } from './agenda.ts';
import { WhoTalked } from './check-ins.ts';
import { Role } from './person.ts';
import { Summary } from './summaries.ts';
import { id, instant } from './values.ts';

/** Why one meeting could not be changed. */
export const OrderProblem = z.enum([
  'crosses-neighbour',
  'gone',
  'refused-by-calendar',
  'calendar-unavailable',
  'no-free-time',
]);
export const Meeting = z.object({
  id,
  number: z.int(),
  startsAt: instant,
  endsAt: instant,
  /** `open`: it was cancelled and is to be given a new time; `startsAt` is when it was to be. */
  state: z.enum(['planned', 'open', 'held', 'cancelled']),
  /** It counts as held: its end has passed, and I have not said that it did not take place. */
  wasHeld: z.boolean(),
  /** It stands at another time than its series repeats at. */
  isMoved: z.boolean(),
  joinUrl: z.url().nullable(),
  /** What one of the two has answered to the invitation. */
  response: z.object({ response: z.enum(['accepted', 'tentative', 'declined']), by: Role, at: instant }).nullable(),
  /** What is being done with it now. */
  pending: z.enum(['move', 'cancel', 'new-time']).nullable(),
  /** Why the last thing asked for did not happen. */
  problem: OrderProblem.nullable(),
  /** New times to choose from. */
  options: z.array(instant),
  decideBy: instant.nullable(),
  agenda: z.array(AgendaItem),
  agendaPublishedAt: instant.nullable(),
  /** Questions to pick from for it: none once nothing can be added any more. */
  openQuestions: z.array(OpenQuestions),
  /** My own check-in for it; null before the meeting has ended. */
  checkIn: z.object({ id, answered: z.boolean() }).nullable(),
  /** Who talked more, as each side saw it: the one answer that both see, once both have given it. */
  whoTalked: z.object({ mine: WhoTalked, theirs: WhoTalked }).nullable(),
  /** What the other side wrote in their check-in and shows me on purpose. */
  theirWords: z.string().nullable(),
  summary: Summary.nullable(),
});

/** GET /api/my/meetings/:id/times: starts at which both are free. */
export const MeetingTimes = z.object({ times: z.array(instant) });
/** POST /api/my/meetings/:id/move */
export const MoveInput = z.object({ startsAt: instant });
/** POST /api/my/meetings/:id/cancel */
export const CancelInput = z.object({ isOfferedAgain: z.boolean() });

export type Meeting = z.infer<typeof Meeting>;
