import type { Lately, PairingFacts } from './pairing-facts.ts';

export interface PairingFactsStore {
  /** Of the published pairings of a programme, or of those of them that have these ids, in no order. */
  ofProgramme(programmeId: string, lately: Lately, ids?: readonly string[]): Promise<readonly PairingFacts[]>;
}
