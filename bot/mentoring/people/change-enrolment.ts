import { noteAct } from '../history/note-act.ts';
import type { Lead } from '../matching/round.ts';
import { done, present, refused, type Outcome } from '../outcome.ts';
import { isOpen, isPublished } from '../pairing/pairing.ts';
import type { Ports, Stores } from '../ports.ts';
import { refreshNotices } from '../notice/plan-notice.ts';
import type { Programme } from '../programme/programme.ts';
import { tellEnrolled } from '../signup/tell-enrolled.ts';
import { enrol } from './enrol.ts';
import { knowPerson } from './know-person.ts';
import type { Participant, Role } from './person.ts';
import { programmePerson, type ProgrammePerson } from './programme-people.ts';

/** Somebody as they stand afterwards, and the programme. */
export interface Enrolled {
  readonly programme: Programme;
  readonly person: ProgrammePerson;
}

/** `paired`: they are in a pairing of this programme, which has to end first. */
export type EnrolmentRefusal = 'not-found' | 'paired';

/**
 * Enrols somebody who is known here, or gives whoever takes part the other role; what they chose themselves stays. They are
 * told.
 */
export async function giveRole(
  ports: Ports,
  tenantId: string,
  lead: Lead,
  programmeId: string,
  personId: string,
  role: Role,
): Promise<Outcome<Enrolled, EnrolmentRefusal>> {
  const known = await ports.inTenant(tenantId, (stores) => stores.people.byId(personId));
  if (!known) return refused('not-found');
  // When they work is asked for where nobody has asked yet.
  await knowPerson(ports, tenantId, { userPrincipalName: known.userPrincipalName });
  return change(ports, tenantId, programmeId, personId, async (stores, programme, before) => {
    if (before?.role === role) return;
    const participant = enrol({ programmeId, personId, role, topics: [], capacity: null }, before ?? undefined);
    await stores.participants.save([participant]);
    if (before) await refreshNotices(stores, [participant.id]);
    const person = present(await stores.people.byId(personId), 'person');
    await tellEnrolled(stores, programme.id, [person], ports.clock.now());
    await noteAct(stores, lead, ports.clock.now(), programmeId, 'role-given', { personId });
  });
}

/** Takes somebody out of a programme. What they chose in it goes with them; they stay known here. */
export function removeFromProgramme(
  ports: Ports,
  tenantId: string,
  lead: Lead,
  programmeId: string,
  personId: string,
): Promise<Outcome<Enrolled, EnrolmentRefusal>> {
  return change(ports, tenantId, programmeId, personId, async (stores, _programme, before) => {
    if (!before) return;
    await stores.participants.remove(before.id);
    await noteAct(stores, lead, ports.clock.now(), programmeId, 'person-removed', { personId });
  });
}

async function change(
  ports: Ports,
  tenantId: string,
  programmeId: string,
  personId: string,
  deed: (stores: Stores, programme: Programme, before: Participant | null) => Promise<void>,
): Promise<Outcome<Enrolled, EnrolmentRefusal>> {
  return ports.inTenant(tenantId, async (stores) => {
    // Neither an import nor a matching, nor what they choose themselves, comes between.
    await stores.programmes.lock(programmeId);
    const programme = await stores.programmes.byId(programmeId);
    if (!programme || !(await stores.people.byId(personId))) return refused('not-found');
    const theirs = await stores.pairings.ofPerson(personId);
    if (theirs.some((one) => one.programmeId === programmeId && isPublished(one) && isOpen(one))) {
      return refused('paired');
    }
    const [before = null] = await stores.participants.ofPeople(programmeId, [personId]);
    await deed(stores, programme, before);
    return done({ programme, person: present(await programmePerson(stores, programme, personId), 'person') });
  });
}
