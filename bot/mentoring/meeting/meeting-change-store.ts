import type { MeetingChange } from './meeting.ts';

/** Only grows. */
export interface MeetingChangeStore {
  /** In the order in which they happened. */
  ofMeetings(meetingIds: readonly string[]): Promise<readonly MeetingChange[]>;
  insert(changes: readonly MeetingChange[]): Promise<void>;
}
