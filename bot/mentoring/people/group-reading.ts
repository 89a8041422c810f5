import type { DirectoryPerson } from './directory.ts';

/** How far the reading of a group has come. */
export interface GroupReading {
  /** Grows with every step that is kept: whoever began at another number was overtaken. */
  readonly steps: number;
  /** The directory's own mark of the next page of people; null for the first. */
  readonly nextPage: string | null;
  /** Whether the last page is read. */
  readonly isListed: boolean;
}

/** Somebody of a group, or above somebody of it, as far as the directory was asked. */
export interface GroupPerson extends DirectoryPerson {
  readonly isMember: boolean;
  /** Null where nobody is above them. */
  readonly managerObjectId: string | null;
}

/** What is known of a group that is being read, until everybody of it comes in together. */
export interface GroupReadingStore {
  /** How far it has come, and held until the transaction ends, when `forUpdate`. */
  byImport(importId: string, options?: { readonly forUpdate?: boolean }): Promise<GroupReading | null>;
  save(importId: string, reading: GroupReading): Promise<void>;
  addMembers(importId: string, members: readonly DirectoryPerson[]): Promise<void>;
  /** Writes down who manages whom; it is still to be asked who manages those who are new by that. */
  addManagers(importId: string, line: ReadonlyMap<string, DirectoryPerson | null>): Promise<void>;
  /** Object ids of at most so many of whom it is not known who manages them. */
  unasked(importId: string, limit: number): Promise<readonly string[]>;
  everybody(importId: string): Promise<readonly GroupPerson[]>;
  /** Leaves nobody of it. */
  forget(importId: string): Promise<void>;
}
