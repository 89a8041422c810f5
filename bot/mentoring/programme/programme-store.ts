import type { Temporal } from 'temporal-polyfill';
import type { Programme } from './programme.ts';

export interface ProgrammeStore {
  byId(id: string): Promise<Programme | null>;
  byIds(ids: readonly string[]): Promise<readonly Programme[]>;
  all(): Promise<readonly Programme[]>;
  insert(programme: Programme): Promise<void>;
  /** Saves when the stored version is `programme.version - 1`; false when somebody else was first. `closedAt` stays, see `close`. */
  update(programme: Programme): Promise<boolean>;
  /** Writes down that it was closed, and nothing else of it. */
  close(id: string, at: Temporal.Instant): Promise<void>;
  /** Holds other transactions that lock the same programme until this one ends. */
  lock(id: string): Promise<void>;
}
