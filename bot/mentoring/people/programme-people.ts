import { done, present, refused, type Outcome } from '../outcome.ts';
import { inTurns } from '../pieces.ts';
import type { Ports, Stores } from '../ports.ts';
import type { Programme } from '../programme/programme.ts';
import type { Participant, Person, Role } from './person.ts';
import { findSeniority } from './seniority.ts';
import type { PeopleFilter, PeoplePlace, Standing } from './standing.ts';
import { byId } from '../by-id.ts';

export interface ProgrammePerson extends Omit<Standing, 'personId'> {
  readonly person: Person;
  /** As it holds in this programme. */
  readonly seniority: number;
  /** What they are in it; null when not enrolled. */
  readonly participant: Participant | null;
}

export interface ProgrammePeople {
  readonly programme: Programme;
  /** In the order of their names. */
  readonly people: readonly ProgrammePerson[];
  /** How many the filter holds on all pages. */
  readonly total: number;
  readonly enrolled: Readonly<Record<Role, number>>;
  /** Null on the last page. */
  readonly next: PeoplePlace | null;
}

/** A page of the people whom the tenant knows, as they stand towards this programme. */
export async function programmePeople(
  ports: Ports,
  tenantId: string,
  programmeId: string,
  filter: PeopleFilter,
  page: { readonly after: PeoplePlace | null; readonly skip: number; readonly limit: number },
): Promise<Outcome<ProgrammePeople, 'not-found'>> {
  return ports.inTenant(tenantId, async (stores) => {
    const programme = await stores.programmes.byId(programmeId);
    if (!programme) return refused('not-found');
    const found = await stores.programmePeople.page(programmeId, filter, { ...page, limit: page.limit + 1 });
    const people = await standingPeople(stores, programme, found.slice(0, page.limit));
    const last = found.length > page.limit ? people.at(-1) : undefined;
    const counts = await stores.programmePeople.counts(programmeId);
    const enrolled = (which: Role) => counts.reduce((sum, { role, count }) => sum + (role === which ? count : 0), 0);
    return done({
      programme,
      people,
      total: await stores.programmePeople.count(programmeId, filter),
      enrolled: { mentor: enrolled('mentor'), mentee: enrolled('mentee') },
      next: last ? { displayName: last.person.displayName, id: last.person.id } : null,
    });
  });
}

/** One person as they stand towards a programme; null when nobody here has this id. */
export async function programmePerson(
  stores: Stores,
  programme: Programme,
  personId: string,
): Promise<ProgrammePerson | null> {
  const standing = await stores.programmePeople.one(programme.id, personId);
  return standing && ((await standingPeople(stores, programme, [standing]))[0] ?? null);
}

async function standingPeople(
  stores: Stores,
  programme: Programme,
  standings: readonly Standing[],
): Promise<readonly ProgrammePerson[]> {
  const ids = standings.map(({ personId }) => personId);
  const people = byId(await stores.people.byIds(ids));
  const participants = new Map(
    (await stores.participants.ofPeople(programme.id, ids)).map((one) => [one.personId, one]),
  );
  const seniority = await seniorityOf(stores, programme, [...people.values()]);
  return standings.map(({ personId, reach, told }) => ({
    person: present(people.get(personId), 'person'),
    seniority: present(seniority.get(personId), 'seniority'),
    participant: participants.get(personId) ?? null,
    reach,
    told,
  }));
}

/** Whose is not told by themselves or their grade stands in lines that all have to be known. */
async function seniorityOf(
  stores: Stores,
  { gradeLadder }: Programme,
  people: readonly Person[],
): Promise<ReadonlyMap<string, number>> {
  const hangsOnLine = people.some(
    ({ seniority, grade }) => seniority === null && (grade === null || !gradeLadder.includes(grade)),
  );
  return inTurns(findSeniority(hangsOnLine ? await stores.people.ranks() : people, gradeLadder));
}
