import type { Role } from './person.ts';

/** One thing wrong with an import file. */
export interface ImportProblem {
  /** 1 is the header; null when the whole file is meant. */
  readonly line: number | null;
  /** Name of the column. */
  readonly field: string;
  /** What stands there, cut to 100 characters. */
  readonly value: string;
  readonly rule: ImportRule;
}

export type ImportRule =
  | 'unreadable-file'
  | 'missing-column'
  | 'duplicate-column'
  | 'wrong-number-of-fields'
  | 'required'
  | 'not-an-address'
  | 'duplicate-address'
  | 'too-long'
  | 'not-a-whole-number'
  | 'unknown-time-zone'
  | 'unknown-manager'
  | 'manager-cycle'
  | 'manager-left-out'
  | 'unknown-role'
  | 'unknown-topic'
  | 'unknown-language'
  | 'not-a-mentors-capacity'
  | 'not-a-mentees-capacity'
  | 'grade-not-in-ladder';

/** `reading`: people are in or coming in, the directory is still being asked. */
export type ImportState = 'reading' | 'done' | 'failed';

/** An import on its way; files with problems never become one. */
export interface ImportRun {
  readonly id: string;
  readonly programmeId: string;
  readonly source:
    | { readonly kind: 'file'; readonly unknownColumns: readonly string[] }
    | { readonly kind: 'group'; readonly groupId: string; readonly role: Role | null };
  readonly state: ImportState;
  /** People in it, and how many of its participants the directory has been asked about. */
  readonly people: number;
  readonly toRead: number;
  readonly read: number;
  /** Why it failed; null where it did not, and where something went wrong on our side, time and again. */
  readonly failure: 'group-not-found' | 'directory-closed' | 'directory-unavailable' | null;
}
