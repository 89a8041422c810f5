import { z } from 'zod';
import { Commitment, Meeting, PersonSummary, Problem, Role } from './contract.ts';

const id = z.uuid();
const instant = z.iso.datetime();

const Neighbour = z.object({ id, number: z.int(), startsAt: instant });
/**
 * GET /api/my/meetings/:id, and what every edit of its agenda answers: one meeting with all that its own page shows. The
 * `ETag` beside it stands for the whole; an item's `version` for its words.
 */
export const MyMeeting = Meeting.extend({
  pairingId: id,
  /** What I am in it. */
  role: Role,
  partner: PersonSummary,
  /** How many there are in all. */
  meetings: z.int(),
  /** Those before and after it, left out ones aside. */
  previousMeeting: Neighbour.nullable(),
  nextMeeting: Neighbour.nullable(),
  /** The meeting that takes up what this one has left; null before it is over, and where there is none. */
  carryTo: Neighbour.nullable(),
  /** Of this meeting, and those that the mentee is still on; oldest first. */
  commitments: z.array(Commitment),
});
/**
 * An edit with `If-Match` whose author did not see what stands now: nothing was changed, and this is how it stands. What the
 * header holds is the `ETag` of the meeting for publishing, and `"version"` of the item for what is done with an item.
 */
export const ChangedMeanwhile = Problem.extend({ stands: MyMeeting });

/** GET /api/my/meetings/of-chat?chat=…: the meeting that is meant in a chat of Teams, or without one that is on now or next. */
export const MeetingOfChat = z.object({ meetingId: id.nullable() });
/** Query of the same. */
export const ChatQuery = z.object({ chat: z.string().max(500).optional() });

/** POST /api/my/meetings/:id/agenda/:itemId/reached: either of the two, in the meeting or when it is over. */
export const ReachedInput = z.object({ isReached: z.boolean() });
/** POST /api/my/meetings/:id/agenda/carry-over: one item of a meeting that is over to the next, or null for all. */
export const CarryOverInput = z.object({ itemId: id.nullable() });
/** POST /api/my/meetings/:id/agenda/presence: the item that I am in now, told to the other one and not kept. */
export const PresenceInput = z.object({ itemId: id.nullable() });
export const PresenceTold = z.object({});

export type MyMeeting = z.infer<typeof MyMeeting>;
export type ChangedMeanwhile = z.infer<typeof ChangedMeanwhile>;
