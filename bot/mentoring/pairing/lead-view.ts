import { done, present, refused, type Outcome } from '../outcome.ts';
import { isNameless } from '../people/nameless.ts';
import type { Participant, Person } from '../people/person.ts';
import { effectiveSeniority } from '../people/seniority.ts';
import type { Ports } from '../ports.ts';
import type { Programme } from '../programme/programme.ts';

export interface ProgrammePerson {
  readonly person: Person;
  /** As it holds in this programme. */
  readonly seniority: number;
  /** What they are in it; null when not enrolled. */
  readonly participant: Participant | null;
}

/** Everybody the tenant knows, as they stand towards this programme. */
export async function programmePeople(
  ports: Ports,
  tenantId: string,
  programmeId: string,
): Promise<Outcome<{ readonly programme: Programme; readonly people: readonly ProgrammePerson[] }, 'not-found'>> {
  return ports.inTenant(tenantId, async (stores) => {
    const programme = await stores.programmes.byId(programmeId);
    if (!programme) return refused('not-found');
    const people = await stores.people.all();
    const seniority = effectiveSeniority(people, programme.gradeLadder);
    const participants = await stores.participants.ofProgramme(programmeId);
    const enrolled = new Map(participants.map((one) => [one.personId, one]));
    return done({
      programme,
      people: people
        .filter((person) => !isNameless(person))
        .map((person) => ({
          person,
          seniority: present(seniority.get(person.id), 'seniority'),
          participant: enrolled.get(person.id) ?? null,
        })),
    });
  });
}
