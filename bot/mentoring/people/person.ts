import type { Temporal } from 'temporal-polyfill';

/** When somebody works: Outlook's model, the same hours on each working day. */
export interface WorkingHours {
  /** IANA name of the zone the hours are in. */
  readonly timeZone: string;
  /** ISO weekdays, 1 = Monday … 7 = Sunday. */
  readonly days: readonly number[];
  /** Local time `HH:MM`. */
  readonly start: string;
  /** Local time `HH:MM`, after `start` on the same day. */
  readonly end: string;
}

/** Why a mailbox tells nothing. `unknown-person`: no such user in the directory. */
export type MailboxProblem = 'unknown-person' | 'no-mailbox' | 'access-denied' | 'unusable-settings';

/** What is known of somebody's mailbox. What is unknown is never treated as free. */
export type Mailbox =
  | { readonly state: 'unread' }
  | { readonly state: 'readable'; readonly workingHours: WorkingHours }
  | { readonly state: 'unreadable'; readonly problem: MailboxProblem };

/** Somebody of the organisation, whether or not they take part. */
export interface Person {
  readonly id: string;
  /** In lower case. */
  readonly userPrincipalName: string;
  /** The `oid` of Entra; null until the directory has been asked or when it does not know the person. */
  readonly entraObjectId: string | null;
  readonly displayName: string;
  readonly jobTitle: string | null;
  readonly grade: string | null;
  /** As given by file or lead; null where it follows from grade or depth, see `seniority.ts`. */
  readonly seniority: number | null;
  readonly department: string | null;
  readonly profession: string | null;
  readonly officeLocation: string | null;
  /** IANA name as given by file or mailbox; for showing local times only, hours come from `workingHoursOf`. */
  readonly timeZone: string | null;
  /** Languages they speak, as primary subtags (`en`), from file or mailbox; none when neither told. */
  readonly languages: readonly string[];
  readonly managerId: string | null;
  readonly mailbox: Mailbox;
  /** When they work as they say themselves, which goes before what the mailbox tells; null while they leave it to that. */
  readonly ownHours: WorkingHours | null;
}

export type Role = 'mentor' | 'mentee';

/** Most pairings that somebody may have room for at once. */
export const largestCapacity: Readonly<Record<Role, number>> = { mentor: 5, mentee: 3 };

/** What somebody would rather have in a partner. Null: they did not say. */
export interface Preferences {
  readonly office: 'same' | 'different' | null;
  readonly profession: 'same' | 'different' | null;
}

/** Somebody enrolled in a programme. */
export interface Participant {
  readonly id: string;
  readonly programmeId: string;
  readonly personId: string;
  readonly role: Role;
  /** Keys of the programme's topics, in the order in which they are wanted. */
  readonly topics: readonly string[];
  /** Pairings they have room for at once: from 1 to the `largestCapacity` of their role. */
  readonly capacity: number;
  readonly preferences: Preferences;
  /**
   * People they ask for, and those they would rather not be paired with: by id where they were picked from those in the
   * programme, else by address in lower case. Addresses are kept as written, whether or not anybody has them, so that nobody
   * finds out who is here. Both lists are for their author and the matching alone.
   */
  readonly wishes: readonly string[];
  readonly exclusions: readonly string[];
  /** No new pairing before this day; null when they never asked for a pause. */
  readonly pausedUntil: Temporal.PlainDate | null;
  /** Whether they know that they take part: they signed up, or the bot has been asked to tell them. */
  readonly isTold: boolean;
}

/** When somebody works: as they say themselves, else as their mailbox tells; null when neither is known. */
export function workingHoursOf({ ownHours, mailbox }: Pick<Person, 'ownHours' | 'mailbox'>): WorkingHours | null {
  return ownHours ?? (mailbox.state === 'readable' ? mailbox.workingHours : null);
}

/**
 * When somebody works and can be given meetings: null where their mailbox cannot be read, whatever they say themselves, since
 * what stands in their calendar is unknown then.
 */
export function bookableHoursOf(person: Pick<Person, 'ownHours' | 'mailbox'>): WorkingHours | null {
  return person.mailbox.state === 'readable' ? workingHoursOf(person) : null;
}

/** The zone somebody lives by: that of their working hours, else the one given; null when neither is known. */
export function zoneOf(person: Person): string | null {
  return workingHoursOf(person)?.timeZone ?? person.timeZone;
}
