import type { Commitment } from './commitment.ts';

export interface CommitmentStore {
  byId(id: string, options?: { readonly forUpdate?: boolean }): Promise<Commitment | null>;
  ofMeeting(meetingId: string): Promise<Commitment | null>;
  /** Oldest first. */
  ofPairings(pairingIds: readonly string[]): Promise<readonly Commitment[]>;
  /** Those that stand, said to be done or not, oldest first. */
  openOf(pairingId: string): Promise<readonly Commitment[]>;
  /** Inserts or replaces by id. */
  save(commitment: Commitment): Promise<void>;
  remove(id: string): Promise<void>;
}
