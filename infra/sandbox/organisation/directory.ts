import { guidOf } from '../guid.ts';
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
  readonly people: readonly Person[];
  readonly groups: readonly Group[];
  readonly tenantId: string;
  readonly #byKey = new Map<string, Person>();

  constructor(people: readonly Person[]) {
    this.people = people;
    for (const person of people) {
      this.#byKey.set(person.id, person);
      this.#byKey.set(person.userPrincipalName.toLowerCase(), person);
    }
    this.tenantId = guidOf(`tenant ${this.domain}`);
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
    this.groups = [programme, volunteers, everybody];
  }

  /** The part after the @ of the first person's name. */
  get domain(): string {
    return this.people[0]?.userPrincipalName.split('@')[1] ?? 'sandbox.example';
  }

  /** By object id, or by user principal name in any case. */
  find(idOrName: string): Person | undefined {
    return this.#byKey.get(idOrName.toLowerCase());
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
