import type { Temporal } from 'temporal-polyfill';
import type { Bulk, BulkCounts, BulkItem, BulkResult } from './bulk.ts';

export interface BulkStore {
  /** Reads the wish and holds it until the transaction ends, when `forUpdate`. */
  byId(id: string, options?: { readonly forUpdate?: boolean }): Promise<Bulk | null>;
  /** Newest first. */
  ofProgramme(programmeId: string, limit: number): Promise<readonly Bulk[]>;
  /** With the pairings it is about, in the order of their turns. */
  insert(bulk: Bulk, pairingIds: readonly string[]): Promise<void>;
  /** Writes down that every pairing has had its turn. */
  end(id: string, at: Temporal.Instant): Promise<void>;
  /** The first that waits for its turn; null when none does. */
  nextItem(id: string): Promise<BulkItem | null>;
  saveResult(id: string, position: number, result: BulkResult): Promise<void>;
  counts(id: string): Promise<BulkCounts>;
  /** In the order of their turns, beyond the position `after`. */
  items(
    id: string,
    wanted: { readonly skippedOnly: boolean; readonly after: number; readonly limit: number },
  ): Promise<readonly BulkItem[]>;
}
