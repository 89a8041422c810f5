import { v7 as newId } from 'uuid';
import { done, present, refused, type Outcome } from '../outcome.ts';
import { isOpen, type Pairing } from '../pairing/pairing.ts';
import type { Participant, Person } from '../people/person.ts';
import { effectiveSeniority } from '../people/seniority.ts';
import type { Ports, Stores } from '../ports.ts';
import type { Candidate, Matcher, MatchingResult } from './matching.ts';

/** Proposes pairings for everybody in the programme who has none, in place of what was proposed before. */
export async function runMatching(
  ports: Ports,
  matcher: Matcher,
  tenantId: string,
  programmeId: string,
): Promise<Outcome<MatchingResult, 'not-found' | 'import-running' | 'nobody-enrolled'>> {
  return ports.inTenant(tenantId, async (stores) => {
    await stores.programmes.lock(programmeId);
    const programme = await stores.programmes.byId(programmeId);
    if (!programme) return refused('not-found');
    const imports = await stores.imports.ofProgramme(programmeId);
    if (imports.some((run) => run.state === 'reading')) return refused('import-running');
    const participants = await stores.participants.ofProgramme(programmeId);
    if (participants.length === 0) return refused('nobody-enrolled');

    const people = await stores.people.all();
    const { taken, pairedBefore } = await pairedAlready(stores, programmeId);
    const byId = new Map(people.map((person) => [person.id, person]));
    const seniority = effectiveSeniority(people, programme.gradeLadder);
    const result = matcher({
      candidates: participants
        .filter((participant) => !taken.has(participant.personId))
        .map((participant) => candidate(participant, present(byId.get(participant.personId), 'person'), seniority)),
      reportingLines: new Map(people.map((person) => [person.id, person.managerId])),
      rules: programme.rules,
      period: programme,
      pairedBefore,
    });

    await stores.pairings.removeProposed(programmeId);
    await stores.pairings.insert(
      result.pairings.map((pairing): Pairing => ({
        id: newId(),
        programmeId,
        menteeId: pairing.menteeId,
        mentorId: pairing.mentorId,
        state: 'proposed',
        fit: pairing.fit,
        reasons: pairing.reasons,
        mentee: { acceptedAt: null, signedAt: null },
        mentor: { acceptedAt: null, signedAt: null },
      })),
    );
    await stores.pairings.replaceUnplaced(programmeId, result.unplaced);
    return done(result);
  });
}

function candidate(participant: Participant, person: Person, seniority: ReadonlyMap<string, number>): Candidate {
  return {
    personId: person.id,
    role: participant.role,
    seniority: present(seniority.get(person.id), 'seniority'),
    topics: participant.topics,
    workingHours: person.mailbox.state === 'readable' ? person.mailbox.workingHours : null,
    department: person.department,
    profession: person.profession,
    officeLocation: person.officeLocation,
  };
}

/** Who is in a pairing of this programme now, and which two have been put together before, in any programme. */
async function pairedAlready(stores: Stores, programmeId: string) {
  const taken = new Set<string>();
  const pairedBefore = new Set<string>();
  for (const programme of await stores.programmes.all()) {
    for (const pairing of await stores.pairings.ofProgramme(programme.id)) {
      if (pairing.state === 'proposed') continue;
      pairedBefore.add(`${pairing.menteeId} ${pairing.mentorId}`);
      if (programme.id === programmeId && isOpen(pairing)) taken.add(pairing.menteeId).add(pairing.mentorId);
    }
  }
  return { taken, pairedBefore };
}
