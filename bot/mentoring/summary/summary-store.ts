import type { Summary } from './summary.ts';

/** One for a meeting; who writes one holds the meeting meanwhile. */
export interface SummaryStore {
  ofMeetings(meetingIds: readonly string[]): Promise<readonly Summary[]>;
  /** Inserts or replaces by meeting. */
  save(summary: Summary): Promise<void>;
}
