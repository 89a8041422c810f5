import { TemporaryError, type DirectoryPerson, type Ports, type Stores } from '../ports.ts';
import { directoryPeople, managerLineOf, type ManagerLine } from './directory-people.ts';
import { enrol } from './enrol.ts';
import type { ImportRun } from './import-run.ts';
import type { Person } from './person.ts';

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
    managers = await managerLineOf(ports.directory, tenantId, group.people);
  } catch (error) {
    if (!(error instanceof TemporaryError) || attempt < lastAttempt) throw error;
    await fail(ports, tenantId, run, 'directory-unavailable');
    return;
  }
  const members = group.people;
  await ports.inTenant(tenantId, (stores) => saveGroup(stores, run, members, managers));
}

async function saveGroup(
  stores: Stores,
  run: ImportRun,
  members: readonly DirectoryPerson[],
  line: ManagerLine,
): Promise<void> {
  const role = run.source.kind === 'group' ? run.source.role : null;
  const everybody = new Map(members.map((person) => [person.entraObjectId, person]));
  for (const manager of line.values()) if (manager) everybody.set(manager.entraObjectId, manager);

  // What participants choose for themselves meanwhile waits, in the order in which a file locks too.
  await stores.programmes.lock(run.programmeId);
  await stores.people.lockAll();
  const enrolled = new Set(role === null ? [] : members.map((person) => person.entraObjectId));
  const people = directoryPeople([...everybody.values()], line, await stores.people.all()).map((person): Person =>
    isIn(enrolled, person) ? { ...person, mailbox: { state: 'unread' } } : person,
  );
  await stores.people.save(people);
  if (role !== null) {
    const already = new Map((await stores.participants.ofProgramme(run.programmeId)).map((one) => [one.personId, one]));
    const { programmeId } = run;
    const participants = people
      .filter((person) => isIn(enrolled, person))
      .map(({ id: personId }) =>
        enrol({ programmeId, personId, role, topics: [], capacity: null }, already.get(personId)),
      );
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

const isIn = (enrolled: ReadonlySet<string>, { entraObjectId }: Person): boolean =>
  entraObjectId !== null && enrolled.has(entraObjectId);

async function fail(
  ports: Ports,
  tenantId: string,
  run: ImportRun,
  failure: NonNullable<ImportRun['failure']>,
): Promise<void> {
  await ports.inTenant(tenantId, (stores) => stores.imports.save({ ...run, state: 'failed', failure }));
}
