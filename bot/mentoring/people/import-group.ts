import { v7 as newId } from 'uuid';
import { TemporaryError, type DirectoryPerson, type Ports, type Stores } from '../ports.ts';
import { enrol } from './enrol.ts';
import type { ImportRun } from './import-run.ts';
import type { Person } from './person.ts';

/** Deeper chains of managers than this are a loop in the directory. */
const deepestLine = 50;
const lastAttempt = 7;

/** Reads a group, and the managers above its people up to the head, then hands those enrolled to `people.enrich`. */
export async function readGroup(ports: Ports, tenantId: string, importId: string, attempt: number): Promise<void> {
  const run = await ports.inTenant(tenantId, (stores) => stores.imports.byId(importId));
  if (run?.state !== 'reading' || run.source.kind !== 'group' || run.people > 0) return;
  let group;
  let managers;
  try {
    group = await ports.directory.groupMembers(tenantId, run.source.groupId);
    if (!group.ok) {
      await fail(ports, tenantId, run, 'group-not-found');
      return;
    }
    managers = await lineOf(ports, tenantId, group.people);
  } catch (error) {
    if (!(error instanceof TemporaryError) || attempt < lastAttempt) throw error;
    await fail(ports, tenantId, run, 'directory-unavailable');
    return;
  }
  const members = group.people;
  await ports.inTenant(tenantId, (stores) => saveGroup(stores, run, members, managers));
}

/** Who manages whom, by object id, from these people up to the head. */
async function lineOf(
  ports: Ports,
  tenantId: string,
  people: readonly DirectoryPerson[],
): Promise<ReadonlyMap<string, DirectoryPerson | null>> {
  const line = new Map<string, DirectoryPerson | null>();
  let ask = people.map((person) => person.entraObjectId);
  for (let depth = 0; ask.length > 0 && depth < deepestLine; depth += 1) {
    for (const [id, manager] of await ports.directory.managers(tenantId, ask)) line.set(id, manager);
    const above = [...line.values()].flatMap((manager) => (manager ? [manager.entraObjectId] : []));
    ask = [...new Set(above)].filter((id) => !line.has(id));
  }
  return line;
}

async function saveGroup(
  stores: Stores,
  run: ImportRun,
  members: readonly DirectoryPerson[],
  line: ReadonlyMap<string, DirectoryPerson | null>,
): Promise<void> {
  const role = run.source.kind === 'group' ? run.source.role : null;
  const everybody = new Map(members.map((person) => [person.entraObjectId, person]));
  for (const manager of line.values()) if (manager) everybody.set(manager.entraObjectId, manager);

  // What participants choose for themselves meanwhile waits, in the order in which a file locks too.
  await stores.programmes.lock(run.programmeId);
  await stores.people.lockAll();
  const known = await stores.people.all();
  const byObjectId = new Map(known.flatMap((person) => (person.entraObjectId ? [[person.entraObjectId, person]] : [])));
  const byName = new Map(known.map((person) => [person.userPrincipalName, person]));
  const before = (person: DirectoryPerson): Person | undefined =>
    byObjectId.get(person.entraObjectId) ?? byName.get(person.userPrincipalName.toLowerCase());
  const ids = new Map([...everybody.values()].map((person) => [person.entraObjectId, before(person)?.id ?? newId()]));
  const enrolled = new Set(role === null ? [] : members.map((person) => person.entraObjectId));

  const people = [...everybody.values()].map((person): Person => {
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
      managerId: manager ? (ids.get(manager.entraObjectId) ?? null) : null,
      mailbox: enrolled.has(person.entraObjectId) ? { state: 'unread' } : (old?.mailbox ?? { state: 'unread' }),
    };
  });
  await stores.people.save(people);
  if (role !== null) {
    const already = new Map((await stores.participants.ofProgramme(run.programmeId)).map((one) => [one.personId, one]));
    const participants = members.map((person) => {
      const personId = ids.get(person.entraObjectId) ?? newId();
      const { programmeId } = run;
      return enrol({ programmeId, personId, role, topics: [], capacity: null }, already.get(personId));
    });
    await stores.participants.save(participants);
  }
  await stores.imports.save({
    ...run,
    people: people.length,
    toRead: enrolled.size,
    state: enrolled.size > 0 ? 'reading' : 'done',
  });
  if (enrolled.size > 0) await stores.enqueue('people.enrich', { importId: run.id }, { key: run.id });
}

async function fail(
  ports: Ports,
  tenantId: string,
  run: ImportRun,
  failure: NonNullable<ImportRun['failure']>,
): Promise<void> {
  await ports.inTenant(tenantId, (stores) => stores.imports.save({ ...run, state: 'failed', failure }));
}
