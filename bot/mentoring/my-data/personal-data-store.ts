import type { MyData, Somebody } from './my-data.ts';

/** All that is kept of one person, wherever it is. */
export interface PersonalDataStore {
  /** What is theirs to have. */
  read(who: Somebody): Promise<MyData>;
  /** Deletes it, or makes it nameless where others' rows need it. To be done once nothing of theirs runs any more. */
  erase(who: Somebody): Promise<void>;
}
