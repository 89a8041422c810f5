import type { Meeting } from '../meeting/meeting.ts';
import type { CheckIn } from './check-in.ts';

/**
 * Whether a meeting counts as held: its end has passed in the calendar, and nobody has said that it did not take place.
 * `checkIns` are those that whoever is told may know of: for the lead both, for one of the two their own.
 */
export const wasHeld = (meeting: Meeting, checkIns: readonly CheckIn[]): boolean =>
  meeting.state === 'held' &&
  checkIns.every(
    ({ meetingId, answers }) => meetingId !== meeting.id || answers === null || answers.tookPlace === 'yes',
  );
