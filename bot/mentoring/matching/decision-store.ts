import type { Decision } from './round.ts';

/** Only grows: what was decided once is never changed. */
export interface DecisionStore {
  /** In the order in which they were made. */
  ofProgramme(programmeId: string): Promise<readonly Decision[]>;
  insert(decisions: readonly Decision[]): Promise<void>;
}
