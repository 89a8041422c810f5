import type { Temporal } from 'temporal-polyfill';
import type { OutOfReach } from '../attention/reach.ts';
import type { SomePeople } from '../attention/some-people.ts';
import type { Person, Role, WorkingHours } from './person.ts';
import type { Rank } from './seniority.ts';

export interface PersonStore {
  byId(id: string): Promise<Person | null>;
  byIds(ids: readonly string[]): Promise<readonly Person[]>;
  byEntraObjectId(objectId: string): Promise<Person | null>;
  byUserPrincipalNames(names: readonly string[]): Promise<readonly Person[]>;
  all(): Promise<readonly Person[]>;
  /** What everybody's seniority follows from. */
  ranks(): Promise<readonly Rank[]>;
  /** At most so many participants of the programme whose mailboxes have not been read. */
  unreadOf(programmeId: string, limit: number): Promise<readonly Person[]>;
  /** Languages that anybody here speaks, as `Person.languages`. */
  languages(): Promise<readonly string[]>;
  /** Writes down what somebody says of themselves, and nothing else. */
  saveLanguages(id: string, languages: readonly string[]): Promise<void>;
  /** The same of when they work; null where they leave it to their mailbox. */
  saveOwnHours(id: string, hours: WorkingHours | null): Promise<void>;
  /** Those of a programme whose name holds this text, by name; as much of each as somebody else in it may be shown. */
  search(asked: {
    readonly programmeId: string;
    readonly text: string;
    readonly exceptId: string;
    readonly most: number;
  }): Promise<readonly Pick<Person, 'id' | 'displayName' | 'jobTitle'>[]>;
  /** Inserts or replaces by id; of those who are here already their own hours stay. */
  save(people: readonly Person[]): Promise<void>;
  /**
   * Writes down what the directory said, and nothing else of a person, who may have changed meanwhile; languages only of
   * those of whom none are known.
   */
  saveRead(read: readonly Pick<Person, 'id' | 'entraObjectId' | 'timeZone' | 'languages' | 'mailbox'>[]): Promise<void>;
  /** Of those who take part in a programme, or are in a pairing of it, the ones whom the chat does not reach, by name. */
  outOfReach(programmeId: string, limit: number): Promise<OutOfReach>;
  /** Those who take part in a programme on that day and are in no pairing of it, by name. */
  unpaired(
    programmeId: string,
    day: Temporal.PlainDate,
    limit: number,
  ): Promise<SomePeople<{ readonly person: Person; readonly role: Role }>>;
  /** Holds other transactions that lock everybody until this one ends: two that bring people in come one after the other. */
  lockAll(): Promise<void>;
  /** Holds other transactions that lock one of these people until this one ends. */
  lock(ids: readonly string[]): Promise<void>;
}
