import type { MonthOfMeetings } from './months.ts';
import type { GivenAnswers, InsightRelease, UsedUp } from './release.ts';

export interface InsightStore {
  /** What was answered about the meetings of a programme that took place, oldest first. */
  given(programmeId: string): Promise<readonly GivenAnswers[]>;
  /** In the order of their months. */
  releases(programmeId: string): Promise<readonly InsightRelease[]>;
  /** Throws where an answer would be used up twice: nothing is released then. */
  insert(release: InsightRelease, usedUp: readonly UsedUp[]): Promise<void>;
  /** Months with meetings, in their order. */
  months(programmeId: string): Promise<readonly MonthOfMeetings[]>;
}
