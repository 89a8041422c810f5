import type { Person } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import { isPast } from './kept-until.ts';

/** People whose names go in one transaction. */
const peopleAtOnce = 20;
/** An id in the directory that nobody has. */
const nobody = '00000000-0000-0000-0000-000000000000';

/**
 * Deletes what was said in a programme that has been kept long enough, and takes the names out of what remains. In pieces,
 * each in a transaction of its own: what is done is done, and the next try goes on with the rest. Done again it changes
 * nothing.
 */
export async function forgetProgramme(ports: Ports, tenantId: string, programmeId: string): Promise<void> {
  /** Answers null where the programme is, or is again, to be kept. */
  const within = <T>(work: (stores: Stores) => Promise<T>): Promise<T | null> =>
    ports.inTenant(tenantId, async (stores) => {
      await stores.programmes.lock(programmeId);
      const programme = await stores.programmes.byId(programmeId);
      return programme && isPast(programme, ports.clock.now()) ? work(stores) : null;
    });

  await within((stores) => stores.retention.deleteWords(programmeId));
  for (;;) {
    const left = await within(async (stores) => {
      // Nobody comes into another programme meanwhile.
      await stores.people.lockAll();
      const people = await stores.retention.peopleOf(programmeId, peopleAtOnce);
      for (const person of people) await forgetWithLine(stores, person);
      return people.length;
    });
    if (left === null) return;
    if (left === 0) break;
  }
  await within((stores) => stores.retention.finish(programmeId, ports.clock.now()));
}

/** Forgets somebody, and those above them who were known for nothing but the line. */
async function forgetWithLine(stores: Stores, person: Person): Promise<void> {
  for (let one: Person | null = person; one;) {
    const { id: personId, entraObjectId, userPrincipalName, managerId }: Person = one;
    if (entraObjectId !== null) {
      await stores.enqueue('calendar.watch', { organizerId: entraObjectId }, { key: entraObjectId });
    }
    await stores.personalData.erase({
      personId,
      entraObjectId: entraObjectId ?? nobody,
      userPrincipalName,
      pairingIds: [],
    });
    one = managerId === null ? null : await stores.retention.ofNothing(managerId);
  }
}
