import type { Temporal } from 'temporal-polyfill';
import type { Ports, Stores } from '../ports.ts';
import { tellEnrolled } from '../signup/tell-enrolled.ts';
import type { ImportRun } from './import-run.ts';
import { stepOrGiveUp } from './import-step.ts';
import type { Person } from './person.ts';

/** People asked about between two savings: an interruption loses no more than that. */
const chunk = 100;

/**
 * Asks the directory who some of the participants of an import are and when they work, those who are still unread. What it
 * said is kept with the job that goes on with the others, so that nobody is asked about twice whatever happens to the server.
 * Answers what went wrong on our side where that ends the import, for the log.
 */
export async function enrichPeople(
  ports: Ports,
  tenantId: string,
  importId: string,
  attempt: number,
): Promise<Error | null> {
  const seen = await ports.inTenant(tenantId, async (stores) => {
    const run = await stores.imports.byId(importId);
    return run?.state === 'reading' ? { run, unread: await stores.people.unreadOf(run.programmeId, chunk) } : null;
  });
  if (!seen) return null;
  const goOnWith = (keep: Keep) =>
    ports.inTenant(tenantId, async (stores) => {
      // Whoever writes whole rows meanwhile would write back what was not read yet.
      await stores.people.lockAll();
      const run = await stores.imports.byId(importId);
      // Another server took this one for dead, or was taken for dead, and goes on from there.
      if (run?.state === 'reading' && run.read === seen.run.read) await keep(stores, run, ports.clock.now());
    });
  return stepOrGiveUp(
    attempt,
    async () => goOnWith(await ask(ports, tenantId, seen.unread)),
    (failure) => goOnWith(giveUp(failure)),
  );
}

type Keep = (stores: Stores, run: ImportRun, now: Temporal.Instant) => Promise<void>;

async function ask(ports: Ports, tenantId: string, unread: readonly Person[]): Promise<Keep> {
  if (unread.length === 0) return end;
  const read = await readMailboxes(ports, tenantId, unread);
  return async (stores, run, now) => {
    // Somebody may have been erased meanwhile, and a file may have given an address to somebody else.
    const names = new Map((await stores.people.byIds(read.map(({ id }) => id))).map((one) => [one.id, one]));
    const same = read.filter(({ id, userPrincipalName }) => names.get(id)?.userPrincipalName === userPrincipalName);
    await stores.people.saveRead(same);
    await tellEnrolled(stores, run.programmeId, same, now);
    await stores.imports.save({ ...run, read: Math.min(run.toRead, run.read + read.length) });
    // A job of its own for each step: its tries are counted anew, so that a long way is not given up for many small stops.
    await stores.enqueue('people.enrich', { importId: run.id }, { key: run.id });
  };
}

const end: Keep = (stores, run) => stores.imports.save({ ...run, state: 'done', read: run.toRead });
const giveUp =
  (failure: ImportRun['failure']): Keep =>
  (stores, run) =>
    stores.imports.save({ ...run, state: 'failed', failure });

/** Who these people are in the directory, and what their mailboxes tell; to be written down with `saveRead`. */
export async function readMailboxes(
  ports: Ports,
  tenantId: string,
  people: readonly Person[],
): Promise<readonly Person[]> {
  const found = await ports.directory.find(
    tenantId,
    people.map((person) => person.userPrincipalName),
  );
  const objectIdOf = (person: Person) => found.get(person.userPrincipalName)?.entraObjectId ?? null;
  const mailboxes = await ports.directory.mailboxes(
    tenantId,
    people.map(objectIdOf).filter((id) => id !== null),
  );
  return ports.inTenant(tenantId, async (stores) => {
    const result: Person[] = [];
    for (const person of people) {
      const entraObjectId = objectIdOf(person);
      const holder = entraObjectId === null ? null : await stores.people.byEntraObjectId(entraObjectId);
      // Somebody renamed stands here under the old address already: the new line must not take their identity over.
      const isSomebodyElse = holder !== null && holder.id !== person.id;
      const settings = entraObjectId === null || isSomebodyElse ? null : mailboxes.get(entraObjectId);
      const mailbox = settings?.mailbox;
      result.push({
        ...person,
        entraObjectId: isSomebodyElse ? null : entraObjectId,
        timeZone: mailbox?.state === 'readable' ? mailbox.workingHours.timeZone : person.timeZone,
        languages: settings?.languages ?? [],
        mailbox: mailbox ?? { state: 'unreadable', problem: 'unknown-person' },
      });
    }
    return result;
  });
}
