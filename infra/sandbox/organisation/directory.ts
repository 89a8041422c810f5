import { guidOf } from '../guid.ts';
import { forgetful, type Journal } from '../journal.ts';
import type { Person } from './person.ts';

/** A security group: people who are members themselves, and groups nested in it. */
export interface Group {
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
  readonly people: readonly Person[];
  readonly groups: readonly Group[];
}

/** Everybody in the tenant, and the groups they are in. */
export class Directory {
  readonly tenantId: string;
  /** The part after the @ of the first person's name. */
  readonly domain: string;
  readonly #everybody: readonly Person[];
  readonly #byKey = new Map<string, Person>();
  readonly #journal: Journal;
  /** Object ids of those who are gone. */
  readonly #left: Set<string>;
  /** By object id, where it is not as the organisation's file has it. */
  readonly #mailboxes: Map<string, boolean>;
  #people: readonly Person[] = [];
  #groups: readonly Group[] = [];

  constructor(people: readonly Person[], journal: Journal = forgetful) {
    this.#everybody = people;
    this.#journal = journal;
    this.#left = new Set(journal.all('left') as string[]);
    this.#mailboxes = new Map(journal.all('mailbox') as [string, boolean][]);
    for (const person of people) {
      this.#byKey.set(person.id, person);
      this.#byKey.set(person.userPrincipalName.toLowerCase(), person);
    }
    this.domain = people[0]?.userPrincipalName.split('@')[1] ?? 'sandbox.example';
    this.tenantId = guidOf(`tenant ${this.domain}`);
    this.#gather();
  }

  /** Everybody who is here, in the order of the file. */
  get people(): readonly Person[] {
    return this.#people;
  }

  get groups(): readonly Group[] {
    return this.#groups;
  }

  /** Somebody leaves for good: nobody finds them any more, in a group or by themselves. */
  leave(person: Person): void {
    this.#left.add(person.id);
    this.#journal.put('left', person.id, person.id);
    this.#gather();
  }

  hasMailbox(person: Person): boolean {
    return !this.#left.has(person.id) && (this.#mailboxes.get(person.id) ?? person.mailbox);
  }

  /** Takes somebody's mailbox away, or gives it back with all that was in it. */
  setMailbox(person: Person, there: boolean): void {
    this.#mailboxes.set(person.id, there);
    this.#journal.put('mailbox', person.id, [person.id, there]);
  }

  /** Those who left included: calendars still name them. */
  known(idOrName: string): Person | undefined {
    return this.#byKey.get(idOrName.toLowerCase());
  }

  /** By object id, or by user principal name in any case. */
  find(idOrName: string): Person | undefined {
    const person = this.known(idOrName);
    return person === undefined || this.#left.has(person.id) ? undefined : person;
  }

  /** Undefined for the head of the organisation and where the manager is not in the tenant. */
  managerOf(person: Person): Person | undefined {
    return person.managerUserPrincipalName === '' ? undefined : this.find(person.managerUserPrincipalName);
  }

  /** Those who report to a person, in the order of the file. */
  reportsOf(person: Person): Person[] {
    return this.people.filter((other) => this.managerOf(other) === person);
  }

  /** The groups a person is in, themselves or through another group. */
  groupsOf(person: Person): Group[] {
    return this.groups.filter((group) => transitiveMembers(group).includes(person));
  }

  #gather(): void {
    const people = this.#everybody.filter((person) => !this.#left.has(person.id));
    const volunteers = group(
      'Reverse mentoring: volunteers',
      'Colleagues who offer to mentor a leader.',
      people,
      'mentor',
    );
    const programme = group('Reverse mentoring', 'Everybody in the reverse mentoring programme.', people, 'mentee', [
      volunteers,
    ]);
    const everybody: Group = {
      id: guidOf('group All colleagues'),
      displayName: 'All colleagues',
      description: 'Everybody who works here.',
      people,
      groups: [],
    };
    this.#people = people;
    this.#groups = [programme, volunteers, everybody];
  }
}

/** People and groups in a group and in the groups within it, each once. */
export function transitiveMembers(group: Group): (Person | Group)[] {
  return [...new Set([...group.people, ...group.groups, ...group.groups.flatMap(transitiveMembers)])];
}

/** A group of the people with one role. */
function group(
  name: string,
  description: string,
  people: readonly Person[],
  role: string,
  groups: Group[] = [],
): Group {
  return {
    id: guidOf(`group ${name}`),
    displayName: name,
    description,
    people: people.filter((person) => person.role === role),
    groups,
  };
}
