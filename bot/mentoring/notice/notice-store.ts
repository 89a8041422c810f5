import type { Notice } from './notice.ts';

export interface NoticeStore {
  byId(id: string, options?: { readonly forUpdate?: boolean }): Promise<Notice | null>;
  /** Oldest first. */
  ofPerson(personId: string): Promise<readonly Notice[]>;
  /** Those about these things, by the ids that `aboutOf` gives. */
  about(ids: readonly string[], options?: { readonly forUpdate?: boolean }): Promise<readonly Notice[]>;
  /** Inserts it unless its person has one of the same key; false when they have. */
  insertMissing(notice: Notice): Promise<boolean>;
  /** The same for many. */
  insertAll(notices: readonly Notice[]): Promise<void>;
  update(notice: Notice): Promise<void>;
  /** How many could not be delivered to those who take part in a programme. */
  undeliverable(programmeId: string): Promise<number>;
}
