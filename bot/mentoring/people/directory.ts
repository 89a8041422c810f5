import type { Outcome } from '../outcome.ts';
import type { Mailbox } from './person.ts';

/** Somebody as the organisation's directory knows them. */
export interface DirectoryPerson {
  readonly entraObjectId: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly jobTitle: string | null;
  readonly department: string | null;
  readonly officeLocation: string | null;
}

/** A group of the directory. */
export interface DirectoryGroup {
  readonly groupId: string;
  readonly displayName: string;
  readonly description: string | null;
}

/** What a mailbox tells of its owner. */
export interface MailboxSettings {
  readonly mailbox: Mailbox;
  /** As `Person.languages`; none where it does not say. */
  readonly languages: readonly string[];
}

/** The organisation's directory. Methods throw `TemporaryError` when the directory cannot be asked now. */
export interface Directory {
  /** Looks people up by userPrincipalName or object id; those it does not know are missing from the answer. */
  find(tenantId: string, keys: readonly string[]): Promise<ReadonlyMap<string, DirectoryPerson>>;
  /**
   * A page of the people of a group, nested groups included: the first, or the one that an earlier page calls its `next`.
   * `not-found` when there is no such group, `mark-lost` when the directory does not know that page any more.
   */
  groupPage(
    tenantId: string,
    groupId: string,
    page: string | null,
  ): Promise<
    Outcome<{ readonly people: readonly DirectoryPerson[]; readonly next: string | null }, 'not-found' | 'mark-lost'>
  >;
  /** At most twenty groups in whose names words begin like these; `not-allowed` when groups may not be looked at. */
  findGroups(tenantId: string, words: string): Promise<Outcome<readonly DirectoryGroup[], 'not-allowed'>>;
  /** A group, and how many people are in it and in the groups within it. */
  lookAtGroup(
    tenantId: string,
    groupId: string,
  ): Promise<Outcome<DirectoryGroup & { readonly people: number }, 'not-found' | 'not-allowed'>>;
  /** The manager of each person, by object id; null for those who have none. */
  managers(tenantId: string, objectIds: readonly string[]): Promise<ReadonlyMap<string, DirectoryPerson | null>>;
  /** What each mailbox tells of its owner, by object id. */
  mailboxes(tenantId: string, objectIds: readonly string[]): Promise<ReadonlyMap<string, MailboxSettings>>;
}
