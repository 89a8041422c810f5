import type { Temporal } from 'temporal-polyfill';
import type { Person } from '../people/person.ts';

/** What goes when a programme has been kept long enough, see the README of retention. */
export interface RetentionStore {
  /** Deletes what was said in it, and empties what remains. */
  deleteWords(programmeId: string): Promise<void>;
  /** At most so many people whose names nothing holds but this programme; held until the transaction ends. */
  peopleOf(programmeId: string, limit: number): Promise<readonly Person[]>;
  /** Somebody, held until the transaction ends, if nothing holds their name; else null. */
  ofNothing(personId: string): Promise<Person | null>;
  /** Ends all parts in it, and writes down when that was. */
  finish(programmeId: string, at: Temporal.Instant): Promise<void>;
}
