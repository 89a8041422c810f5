import { Temporal } from 'temporal-polyfill';
import type { CheckIn } from '../checkin/check-in.ts';
import { wasHeld } from '../checkin/was-held.ts';
import type { Meeting } from '../meeting/meeting.ts';
import type { Commitment } from './commitment.ts';

/** What a pairing's commitments are read from. */
export interface Background {
  readonly meetings: readonly Meeting[];
  /** Of those meetings. */
  readonly checkIns: readonly CheckIn[];
}

/** Those that the mentee is asked about before a meeting. */
export const askedOfMentee = (standing: readonly Commitment[], meetingId: string): readonly Commitment[] =>
  standing.filter(({ state, menteeAnsweredBefore }) => state === 'open' && menteeAnsweredBefore !== meetingId);

/** Those that the mentor is asked about before a meeting: said to be done, or open for longer than one meeting. */
export const askedOfMentor = (
  standing: readonly Commitment[],
  meetingId: string,
  background: Background,
): readonly Commitment[] =>
  standing.filter(
    (one) => one.mentorAnsweredBefore !== meetingId && (one.state === 'said-done' || isOpenForLong(one, background)),
  );

/** Whether the two have met since the commitment was made. */
function isOpenForLong({ state, meetingId }: Commitment, { meetings, checkIns }: Background): boolean {
  const made = meetings.find(({ id }) => id === meetingId);
  return (
    state === 'open' &&
    made !== undefined &&
    meetings.some((one) => Temporal.Instant.compare(one.startsAt, made.startsAt) > 0 && wasHeld(one, checkIns))
  );
}
