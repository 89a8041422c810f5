import type { Temporal } from 'temporal-polyfill';
import type { AnotherRoundAnswer, Closing, Outcomes } from './closing.ts';

export interface ClosingStore {
  ofProgramme(programmeId: string): Promise<Closing | null>;
  /** Inserts or replaces by programme. */
  save(closing: Closing): Promise<void>;
  outcomes(programmeId: string): Promise<Omit<Outcomes, 'meetingsHeld' | 'meetingsWithAgenda'>>;
  /** What somebody said to another round; null before they did. */
  answerOf(participantId: string): Promise<AnotherRoundAnswer | null>;
  /** The same of a whole programme, by participant. */
  answers(programmeId: string): Promise<ReadonlyMap<string, AnotherRoundAnswer>>;
  /** Inserts or replaces by participant. */
  saveAnswer(participantId: string, answer: AnotherRoundAnswer, at: Temporal.Instant): Promise<void>;
}
