import type { ReachSeen } from '../attention/reach.ts';
import type { Mailbox, MailboxProblem, Role } from './person.ts';

/**
 * Whether somebody knows that they take part. `on-its-way`: the bot tells them within their working hours. `untold`: nobody
 * has told them yet, or what was sent could not be delivered.
 */
export type Told = 'told' | 'on-its-way' | 'untold';

/** Which of the people are meant; null limits nothing. */
export interface PeopleFilter {
  /** `any`: whoever takes part, as either. `none`: known here and not enrolled. */
  readonly role: Role | 'any' | 'none' | null;
  /** A part of a name or an address, whatever its letters. */
  readonly search: string | null;
  readonly mailbox: Exclude<Mailbox['state'], 'unreadable'> | MailboxProblem | null;
  /** `unreached`: for any reason. */
  readonly reach: ReachSeen | 'unreached' | null;
  readonly told: Told | null;
}

/** Where a page of people ends, so that the next begins behind it whatever happened between the two. */
export interface PeoplePlace {
  readonly displayName: string;
  readonly id: string;
}

/** Somebody as they stand towards a programme. */
export interface Standing {
  readonly personId: string;
  readonly reach: ReachSeen;
  /** Null for those who take no part. */
  readonly told: Told | null;
}

/** So many of a programme's participants stand like this. */
export interface StandingCount extends Omit<Standing, 'personId'> {
  readonly role: Role;
  readonly count: number;
}
