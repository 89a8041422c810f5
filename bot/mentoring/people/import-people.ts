import { v7 as newId } from 'uuid';
import { noteAct } from '../history/note-act.ts';
import type { Lead } from '../matching/round.ts';
import { done, refused, type Outcome } from '../outcome.ts';
import type { Ports } from '../ports.ts';
import type { Programme } from '../programme/programme.ts';
import { enrol } from './enrol.ts';
import { readImportFile, type ImportContext, type ImportRow } from './import-file.ts';
import type { ImportProblem, ImportRun } from './import-run.ts';
import type { Participant, Person, Role } from './person.ts';

/**
 * Takes in a file of people: all of it or, when any line is wrong, nothing, or the good lines alone where that is asked for.
 * The directory is asked about those enrolled afterwards, by a job that is enqueued in the same transaction.
 */
export async function importFile(
  ports: Ports,
  tenantId: string,
  lead: Lead,
  programmeId: string,
  bytes: Uint8Array,
  lines: 'all' | 'good',
): Promise<Outcome<ImportRun, 'not-found' | 'programme-closed'> | { ok: false; problems: readonly ImportProblem[] }> {
  return ports.inTenant(tenantId, async (stores) => {
    // A matching sees either nothing of this import or that it is under way.
    await stores.programmes.lock(programmeId);
    const programme = await stores.programmes.byId(programmeId);
    if (!programme) return refused('not-found');
    if (programme.closedAt) return refused('programme-closed');
    await stores.people.lockAll();
    const known = await stores.people.all();
    const file = readImportFile(bytes, contextOf(programme, known));
    const rows = file.ok ? file.rows : lines === 'good' ? file.good : [];
    if (!file.ok && rows.length === 0) return { ok: false, problems: file.problems };
    const read = readRows(programme, known, await stores.participants.ofProgramme(programme.id), rows);
    await stores.people.save(read.map(({ person }) => person));
    const participants = read.flatMap(({ participant }) => participant ?? []);
    await stores.participants.save(participants);
    const run: ImportRun = {
      id: newId(),
      programmeId,
      source: { kind: 'file', unknownColumns: file.unknownColumns },
      state: participants.length > 0 ? 'reading' : 'done',
      people: rows.length,
      toRead: participants.length,
      read: 0,
      failure: null,
    };
    await stores.imports.save(run);
    await noteAct(stores, lead, ports.clock.now(), programmeId, 'file-imported', { count: run.people });
    if (participants.length > 0) await stores.enqueue('people.enrich', { importId: run.id }, { key: run.id });
    return done(run);
  });
}

/** What a file is checked against in this programme. */
export const contextOf = (programme: Programme, known: readonly Person[]): ImportContext => ({
  ladder: programme.gradeLadder,
  topics: programme.topics.map((topic) => topic.key),
  knownPeople: new Set(known.map((person) => person.userPrincipalName)),
});

/** Somebody of a file, and as what they are known already. */
export interface ReadRow {
  readonly row: ImportRow;
  readonly person: Person;
  /** Null where the file does not enrol them. */
  readonly participant: Participant | null;
  readonly knownAs: { readonly person: Person; readonly participant: Participant | null } | null;
}

/** The rows as people and participants. */
export function readRows(
  programme: Programme,
  known: readonly Person[],
  enrolled: readonly Participant[],
  rows: readonly ImportRow[],
): readonly ReadRow[] {
  const knownByName = new Map(known.map((person) => [person.userPrincipalName, person]));
  const already = new Map(enrolled.map((one) => [one.personId, one]));
  const ids = new Map(known.map((person) => [person.userPrincipalName, person.id]));
  for (const row of rows) if (!ids.has(row.userPrincipalName)) ids.set(row.userPrincipalName, newId());
  const idOf = (name: string): string => {
    const id = ids.get(name);
    if (id === undefined) throw new Error('a row names a manager that the file check should have refused');
    return id;
  };
  return rows.map((row): ReadRow => {
    const before = knownByName.get(row.userPrincipalName);
    const personId = idOf(row.userPrincipalName);
    const { role, topics, capacity } = row;
    const person: Person = {
      id: personId,
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
    const participant = already.get(personId);
    return {
      row,
      person,
      participant: role && enrol({ programmeId: programme.id, personId, role, topics, capacity }, participant),
      knownAs: before ? { person: before, participant: participant ?? null } : null,
    };
  });
}

/** Starts taking in the people of a group of the directory; `role` enrols them all, null only makes them known. */
export async function importGroup(
  ports: Ports,
  tenantId: string,
  lead: Lead,
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
    await noteAct(stores, lead, ports.clock.now(), programmeId, 'group-imported');
    await stores.enqueue('people.import-group', { importId: run.id }, { key: run.id });
    return done(run);
  });
}
