import { v7 as newId } from 'uuid';
import type { Directory, DirectoryPerson } from './directory.ts';
import type { Person } from './person.ts';

/** Deeper chains of managers than this are a loop in the directory. */
const deepestLine = 50;

/** Who manages whom, by object id; null for those who have nobody above them. */
export type ManagerLine = ReadonlyMap<string, DirectoryPerson | null>;

/** Who manages whom, from these people up to the head. */
export async function managerLineOf(
  directory: Directory,
  tenantId: string,
  people: readonly Pick<DirectoryPerson, 'entraObjectId'>[],
): Promise<ManagerLine> {
  const line = new Map<string, DirectoryPerson | null>();
  let ask = people.map((person) => person.entraObjectId);
  for (let depth = 0; ask.length > 0 && depth < deepestLine; depth += 1) {
    for (const [id, manager] of await directory.managers(tenantId, ask)) line.set(id, manager);
    const above = [...line.values()].flatMap((manager) => (manager ? [manager.entraObjectId] : []));
    ask = [...new Set(above)].filter((id) => !line.has(id));
  }
  return line;
}

/**
 * People as the directory tells of them, with what is `known` of them besides: somebody known is found by object id, else
 * by address. A manager is set for those in the `line`.
 */
export function directoryPeople(
  found: readonly DirectoryPerson[],
  line: ManagerLine,
  known: readonly Person[],
): readonly Person[] {
  const byObjectId = new Map(known.flatMap((person) => (person.entraObjectId ? [[person.entraObjectId, person]] : [])));
  const byName = new Map(known.map((person) => [person.userPrincipalName, person]));
  const before = (person: DirectoryPerson): Person | undefined =>
    byObjectId.get(person.entraObjectId) ?? byName.get(person.userPrincipalName.toLowerCase());
  const ids = new Map(found.map((person) => [person.entraObjectId, before(person)?.id ?? newId()]));
  return found.map((person): Person => {
    const old = before(person);
    const manager = line.get(person.entraObjectId);
    return {
      id: ids.get(person.entraObjectId) ?? newId(),
      userPrincipalName: person.userPrincipalName.toLowerCase(),
      entraObjectId: person.entraObjectId,
      displayName: person.displayName,
      jobTitle: person.jobTitle,
      grade: old?.grade ?? null,
      seniority: old?.seniority ?? null,
      department: person.department,
      profession: old?.profession ?? null,
      officeLocation: person.officeLocation,
      timeZone: old?.timeZone ?? null,
      languages: old?.languages ?? [],
      managerId: manager === undefined ? (old?.managerId ?? null) : manager && (ids.get(manager.entraObjectId) ?? null),
      mailbox: old?.mailbox ?? { state: 'unread' },
      ownHours: old?.ownHours ?? null,
    };
  });
}
