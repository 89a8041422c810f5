import type { MatchingResult } from './matching.ts';
import type { Round } from './round.ts';

export interface RoundStore {
  /** Reads the round and holds it until the transaction ends, when `forUpdate`. */
  byId(id: string, options?: { readonly forUpdate?: boolean }): Promise<Round | null>;
  /** Newest first. */
  ofProgramme(programmeId: string): Promise<readonly Round[]>;
  insert(round: Round): Promise<void>;
  update(round: Round): Promise<void>;
  /** Writes down how far a round is; false, and nothing written, when it runs no more. */
  saveProgress(id: string, phase: Round['phase'], progress: number): Promise<boolean>;
  /** Keeps what a round came from, and its result where there is one. */
  keep(id: string, inputText: string, result: MatchingResult | null): Promise<void>;
  /** The text that was kept; null when none was. */
  inputText(id: string): Promise<string | null>;
  result(id: string): Promise<MatchingResult | null>;
  /** Published rounds of the programme that left somebody without a pairing, by person. */
  timesLeftOut(programmeId: string): Promise<ReadonlyMap<string, number>>;
}
