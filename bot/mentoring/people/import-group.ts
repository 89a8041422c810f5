import type { Ports, Stores } from '../ports.ts';
import { directoryPeople, type ManagerLine } from './directory-people.ts';
import type { DirectoryPerson } from './directory.ts';
import { enrol } from './enrol.ts';
import type { GroupReading } from './group-reading.ts';
import type { ImportRun } from './import-run.ts';
import { stepOrGiveUp } from './import-step.ts';
import type { Person } from './person.ts';

/** People whose managers are asked for between two savings: an interruption loses no more than that. */
const chunk = 100;

/**
 * Takes the next step in reading a group: a page of its people, then some of the managers above them up to the head. What
 * was read is kept with the job that goes on from there, so that the directory is not asked twice whatever happens to the
 * server. Once nothing is left to be asked everybody comes in together, and those enrolled go on to `people.enrich`.
 * Answers what went wrong on our side where that ends the import, for the log.
 */
export async function readGroup(
  ports: Ports,
  tenantId: string,
  importId: string,
  attempt: number,
): Promise<Error | null> {
  const seen = await ports.inTenant(tenantId, (stores) => lookAt(stores, importId));
  if (!seen) return null;
  const goOnWith = (keep: Keep) =>
    ports.inTenant(tenantId, async (stores) => {
      // Whoever brings people in holds these in this order; also what participants choose for themselves meanwhile waits.
      if (keep === bringIn) {
        await stores.programmes.lock(seen.run.programmeId);
        await stores.people.lockAll();
      }
      const now = await lookAt(stores, importId, { forUpdate: true });
      // Another server took this one for dead, or was taken for dead, and goes on from there.
      if (now?.reading.steps === seen.reading.steps) await keep(stores, now);
    });
  return stepOrGiveUp(
    attempt,
    async () => goOnWith(await ask(ports, tenantId, seen)),
    (failure) => goOnWith((stores, { run }) => fail(stores, run, failure)),
  );
}

/** A group's import that is not over, and how far it has come. */
interface Seen {
  readonly run: ImportRun;
  readonly source: ImportRun['source'] & { readonly kind: 'group' };
  readonly reading: GroupReading;
  readonly unasked: readonly string[];
}
type Keep = (stores: Stores, seen: Seen) => Promise<void>;

async function lookAt(stores: Stores, importId: string, options?: { forUpdate: boolean }): Promise<Seen | null> {
  const reading = await stores.groupReadings.byImport(importId, options);
  const run = await stores.imports.byId(importId);
  if (!reading || run?.state !== 'reading' || run.source.kind !== 'group' || run.people > 0) return null;
  return { run, source: run.source, reading, unasked: await stores.groupReadings.unasked(importId, chunk) };
}

/** Asks the directory what comes next; answers what is to be done with it. */
async function ask(ports: Ports, tenantId: string, { source, reading, unasked }: Seen): Promise<Keep> {
  if (!reading.isListed) {
    const page = await ports.directory.groupPage(tenantId, source.groupId, reading.nextPage);
    if (page.ok) return keepPage(page.value.people, page.value.next);
    return page.reason === 'mark-lost'
      ? keepPage([], null, false)
      : (stores, { run }) => fail(stores, run, 'group-not-found');
  }
  return unasked.length > 0 ? keepManagers(await ports.directory.managers(tenantId, unasked)) : bringIn;
}

const keepPage =
  (people: readonly DirectoryPerson[], next: string | null, isListed = next === null): Keep =>
  async (stores, { run, reading }) => {
    await stores.groupReadings.addMembers(run.id, people);
    await goOn(stores, run, { ...reading, nextPage: next, isListed });
  };

const keepManagers =
  (line: ManagerLine): Keep =>
  async (stores, { run, reading }) => {
    await stores.groupReadings.addManagers(run.id, line);
    await goOn(stores, run, reading);
  };

/** A job of its own for each step: its tries are counted anew, so that a long way is not given up for many small stops. */
async function goOn(stores: Stores, run: ImportRun, reading: GroupReading): Promise<void> {
  await stores.groupReadings.save(run.id, { ...reading, steps: reading.steps + 1 });
  await stores.enqueue('people.import-group', { importId: run.id }, { key: run.id });
}

async function bringIn(stores: Stores, { run, source: { role } }: Seen): Promise<void> {
  const everybody = await stores.groupReadings.everybody(run.id);
  const byId = new Map(everybody.map((person) => [person.entraObjectId, person]));
  const line = new Map(
    everybody.map(({ entraObjectId, managerObjectId }) => [entraObjectId, byId.get(managerObjectId ?? '') ?? null]),
  );
  const members = everybody.filter(({ isMember }) => isMember);
  const enrolled = new Set(role === null ? [] : members.map((person) => person.entraObjectId));
  const people = directoryPeople(everybody, line, await stores.people.all()).map((person): Person =>
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
  await stores.groupReadings.forget(run.id);
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

async function fail(stores: Stores, run: ImportRun, failure: ImportRun['failure']): Promise<void> {
  await stores.groupReadings.forget(run.id);
  await stores.imports.save({ ...run, state: 'failed', failure });
}
