import type { Ports, Stores } from '../ports.ts';
import { directoryPeople, managerLineOf } from './directory-people.ts';
import type { DirectoryPerson } from './directory.ts';
import { readMailboxes } from './enrich-people.ts';
import type { Person } from './person.ts';

/** By which of two names the directory has somebody. */
export type DirectoryKey = { readonly entraObjectId: string } | { readonly userPrincipalName: string };

/**
 * Somebody of the directory as they are kept here, written down now where they were not yet: a job then asks who is above
 * them and when they work. Null where the directory knows nobody of that name, or where their address is still that of
 * somebody else here. Throws `TemporaryError` when the directory has to be asked and cannot be.
 */
export async function knowPerson(ports: Ports, tenantId: string, key: DirectoryKey): Promise<Person | null> {
  const known = await ports.inTenant(tenantId, async (stores) => {
    const person = await findKnown(stores, key);
    // Somebody's manager is written down by name alone.
    if (person?.mailbox.state === 'unread') await askAbout(stores, person);
    return person;
  });
  if (known && known.entraObjectId !== null) return known;
  const name = 'entraObjectId' in key ? key.entraObjectId : key.userPrincipalName.toLowerCase();
  const found = (await ports.directory.find(tenantId, [name])).get(name);
  if (!found) return null;
  return ports.inTenant(tenantId, async (stores) => {
    // An import, or a second request for the same person, may be at it too.
    await stores.people.lockAll();
    const others = await knownOf(stores, [found]);
    const itself = others.find(({ entraObjectId }) => entraObjectId === found.entraObjectId);
    if (itself) return itself;
    const [namesake] = others;
    if (namesake && namesake.entraObjectId !== null) return null;
    const people = directoryPeople([found], new Map(), others);
    await stores.people.save(people);
    for (const person of people) await askAbout(stores, person);
    return people[0] ?? null;
  });
}

const askAbout = (stores: Stores, { id }: Person): Promise<void> =>
  stores.enqueue('person.enrich', { personId: id }, { key: id });

async function findKnown(stores: Stores, key: DirectoryKey): Promise<Person | null> {
  if ('entraObjectId' in key) return stores.people.byEntraObjectId(key.entraObjectId);
  return (await stores.people.byUserPrincipalNames([key.userPrincipalName.toLowerCase()]))[0] ?? null;
}

/** Those kept here that have one of these people's object ids or addresses. */
async function knownOf(stores: Stores, people: readonly DirectoryPerson[]): Promise<readonly Person[]> {
  const known = new Map<string, Person>();
  for (const { entraObjectId } of people) {
    const person = await stores.people.byEntraObjectId(entraObjectId);
    if (person) known.set(person.id, person);
  }
  const names = people.map(({ userPrincipalName }) => userPrincipalName.toLowerCase());
  for (const person of await stores.people.byUserPrincipalNames(names)) known.set(person.id, person);
  return [...known.values()];
}

/** Asks the directory who is above somebody, and when they work. Safe to run again at any point. */
export async function enrichPerson(ports: Ports, tenantId: string, personId: string): Promise<void> {
  const person = await ports.inTenant(tenantId, (stores) => stores.people.byId(personId));
  if (!person || person.entraObjectId === null) return;
  const { entraObjectId } = person;
  const line = await managerLineOf(ports.directory, tenantId, [{ entraObjectId }]);
  const managers = new Map([...line.values()].flatMap((one) => (one ? [[one.entraObjectId, one] as const] : [])));
  const read = await readMailboxes(ports, tenantId, [person]);
  await ports.inTenant(tenantId, async (stores) => {
    await stores.people.lockAll();
    const itself = await stores.people.byId(personId);
    if (!itself || itself.entraObjectId !== entraObjectId) return;
    const everybody = [{ ...itself, entraObjectId }, ...managers.values()];
    await stores.people.save(directoryPeople(everybody, line, await knownOf(stores, everybody)));
    await stores.people.saveRead(read);
  });
}
