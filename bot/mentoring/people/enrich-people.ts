import { TemporaryError, type Ports } from '../ports.ts';
import { tellEnrolled } from '../signup/tell-enrolled.ts';
import type { ImportRun } from './import-run.ts';
import type { Person } from './person.ts';

/** People asked about between two savings: an interruption loses no more than that. */
const chunk = 100;
/** After so many failed attempts the import is given up and the lead told; a new import starts again. */
const lastAttempt = 7;

/**
 * Asks the directory who the participants of an import are and when they work. Safe to run again at any point: it goes
 * on with those still unread.
 */
export async function enrichPeople(ports: Ports, tenantId: string, importId: string, attempt: number): Promise<void> {
  try {
    for (;;) {
      const unread = await unreadPeople(ports, tenantId, importId);
      if (unread.length === 0) break;
      const read = await readMailboxes(ports, tenantId, unread);
      await ports.inTenant(tenantId, async (stores) => {
        // Whoever writes whole rows meanwhile would write back what was not read yet.
        await stores.people.lockAll();
        await stores.people.saveRead(read);
        const run = await stores.imports.byId(importId);
        if (run) await tellEnrolled(stores, run.programmeId, read, ports.clock.now());
        await changeRun(stores, importId, (run) => ({ ...run, read: Math.min(run.toRead, run.read + read.length) }));
      });
    }
  } catch (error) {
    if (!(error instanceof TemporaryError) || attempt < lastAttempt) throw error;
    await ports.inTenant(tenantId, (stores) =>
      changeRun(stores, importId, (run) => ({ ...run, state: 'failed', failure: 'directory-unavailable' })),
    );
    return;
  }
  await ports.inTenant(tenantId, (stores) =>
    changeRun(stores, importId, (run) => ({ ...run, state: 'done', read: run.toRead })),
  );
}

async function unreadPeople(ports: Ports, tenantId: string, importId: string): Promise<readonly Person[]> {
  return ports.inTenant(tenantId, async (stores) => {
    const run = await stores.imports.byId(importId);
    return run?.state === 'reading' ? stores.people.unreadOf(run.programmeId, chunk) : [];
  });
}

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

async function changeRun(
  stores: Parameters<Parameters<Ports['inTenant']>[1]>[0],
  importId: string,
  change: (run: ImportRun) => ImportRun,
): Promise<void> {
  const run = await stores.imports.byId(importId);
  if (run?.state === 'reading') await stores.imports.save(change(run));
}
