import { z } from 'zod';
import { Commitment } from './commitments.ts';
import { Meeting } from './meetings.ts';
import { PersonSummary, Role } from './person.ts';
import { Problem } from './problem.ts';
import { id, instant } from './values.ts';

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

export type MyMeeting = z.infer<typeof MyMeeting>;
export type ChangedMeanwhile = z.infer<typeof ChangedMeanwhile>;
