import type { Pairing } from './pairing.ts';

export interface PairingStore {
  /** Reads the pairing and holds it until the transaction ends, when `forUpdate`. */
  byId(id: string, options?: { readonly forUpdate?: boolean }): Promise<Pairing | null>;
  byIds(ids: readonly string[]): Promise<readonly Pairing[]>;
  ofProgramme(programmeId: string): Promise<readonly Pairing[]>;
  ofPerson(personId: string): Promise<readonly Pairing[]>;
  /** Of every programme, those still proposed aside. */
  published(): Promise<readonly Pairing[]>;
  insert(pairings: readonly Pairing[]): Promise<void>;
  update(pairings: readonly Pairing[]): Promise<void>;
  removeProposed(programmeId: string): Promise<void>;
}
