import { v7 as newId } from 'uuid';
import { done, refused, type Outcome } from '../outcome.ts';
import type { Ports, Stores } from '../ports.ts';
import type { Programme } from '../programme/programme.ts';
import { enrol } from './enrol.ts';
import { readImportFile, type ImportRow } from './import-file.ts';
import type { ImportProblem, ImportRun } from './import-run.ts';
import type { Person, Role } from './person.ts';

/**
 * Takes in a file of people: all of it or, when any line is wrong, nothing. The directory is asked about those enrolled
 * afterwards, by a job that is enqueued in the same transaction.
 */
export async function importFile(
  ports: Ports,
  tenantId: string,
  programmeId: string,
  bytes: Uint8Array,
): Promise<Outcome<ImportRun, 'not-found' | 'programme-closed'> | { ok: false; problems: readonly ImportProblem[] }> {
  return ports.inTenant(tenantId, async (stores) => {
    // A matching sees either nothing of this import or that it is under way.
    await stores.programmes.lock(programmeId);
    const programme = await stores.programmes.byId(programmeId);
    if (!programme) return refused('not-found');
    if (programme.closedAt) return refused('programme-closed');
    await stores.people.lockAll();
    const known = await stores.people.all();
    const file = readImportFile(bytes, {
      ladder: programme.gradeLadder,
      topics: programme.topics.map((topic) => topic.key),
      knownPeople: new Set(known.map((person) => person.userPrincipalName)),
    });
    if (!file.ok) return file;
    const enrolled = await saveRows(stores, programme, known, file.rows);
    const run: ImportRun = {
      id: newId(),
      programmeId,
      source: { kind: 'file', unknownColumns: file.unknownColumns },
      state: enrolled > 0 ? 'reading' : 'done',
      people: file.rows.length,
      toRead: enrolled,
      read: 0,
      failure: null,
    };
    await stores.imports.save(run);
    if (enrolled > 0) await stores.enqueue('people.enrich', { importId: run.id }, { key: run.id });
    return done(run);
  });
}

/** Saves the rows as people and participants; answers how many are enrolled by them. */
async function saveRows(
  stores: Stores,
  programme: Programme,
  known: readonly Person[],
  rows: readonly ImportRow[],
): Promise<number> {
  const knownByName = new Map(known.map((person) => [person.userPrincipalName, person]));
  const ids = new Map(known.map((person) => [person.userPrincipalName, person.id]));
  for (const row of rows) if (!ids.has(row.userPrincipalName)) ids.set(row.userPrincipalName, newId());
  const idOf = (name: string): string => {
    const id = ids.get(name);
    if (id === undefined) throw new Error('a row names a manager that the file check should have refused');
    return id;
  };
  const people = rows.map((row): Person => {
    const before = knownByName.get(row.userPrincipalName);
    return {
      id: idOf(row.userPrincipalName),
      userPrincipalName: row.userPrincipalName,
      entraObjectId: before?.entraObjectId ?? null,
      displayName: row.displayName,
      jobTitle: row.jobTitle,
      grade: row.grade,
      seniority: row.seniority,
      department: row.department,
      profession: row.profession,
      officeLocation: row.officeLocation,
      timeZone: row.timeZone,
      // What an earlier file or the mailbox told holds until a file says otherwise.
      languages: row.languages.length > 0 ? row.languages : (before?.languages ?? []),
      managerId: row.managerUserPrincipalName === null ? null : idOf(row.managerUserPrincipalName),
      // Working hours may have changed since: whoever is enrolled by this file is read again.
      mailbox: row.role === null ? (before?.mailbox ?? { state: 'unread' }) : { state: 'unread' },
      ownHours: before?.ownHours ?? null,
    };
  });
  await stores.people.save(people);
  const already = new Map((await stores.participants.ofProgramme(programme.id)).map((one) => [one.personId, one]));
  const participants = rows.flatMap(({ userPrincipalName, role, topics, capacity }) => {
    if (role === null) return [];
    const personId = idOf(userPrincipalName);
    return [enrol({ programmeId: programme.id, personId, role, topics, capacity }, already.get(personId))];
  });
  await stores.participants.save(participants);
  return participants.length;
}

/** Starts taking in the people of a group of the directory; `role` enrols them all, null only makes them known. */
export async function importGroup(
  ports: Ports,
  tenantId: string,
  programmeId: string,
  groupId: string,
  role: Role | null,
): Promise<Outcome<ImportRun, 'not-found' | 'programme-closed'>> {
  return ports.inTenant(tenantId, async (stores) => {
    await stores.programmes.lock(programmeId);
    const programme = await stores.programmes.byId(programmeId);
    if (!programme) return refused('not-found');
    if (programme.closedAt) return refused('programme-closed');
    const run: ImportRun = {
      id: newId(),
      programmeId,
      source: { kind: 'group', groupId, role },
      state: 'reading',
      people: 0,
      toRead: 0,
      read: 0,
      failure: null,
    };
    await stores.imports.save(run);
    await stores.enqueue('people.import-group', { importId: run.id }, { key: run.id });
    return done(run);
  });
}
