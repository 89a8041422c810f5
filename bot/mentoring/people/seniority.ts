import { atOnce, forEach, mapEach, type Pieces } from '../pieces.ts';
import type { Person } from './person.ts';
import type { Lines } from './reporting-lines.ts';

/** What somebody's seniority follows from. */
export type Rank = Pick<Person, 'id' | 'managerId' | 'seniority' | 'grade'>;

/**
 * Everybody's seniority, a whole number from 0, higher is more senior: the one given; else the grade's place on the
 * programme's ladder, 0 for the lowest; else by depth under the head of the organisation, so that the deepest people of
 * a head's organisation have 0 and the head has most.
 */
export function effectiveSeniority(people: readonly Rank[], ladder: readonly string[]): ReadonlyMap<string, number> {
  return atOnce(findSeniority(people, ladder));
}

/** As `effectiveSeniority`, in pieces. */
export function* findSeniority(
  people: readonly Rank[],
  ladder: readonly string[],
): Pieces<ReadonlyMap<string, number>> {
  const lines = new Map<string, string | null>();
  yield* forEach(people, ({ id, managerId }) => lines.set(id, managerId));
  const places = new Map<string, Place>();
  const deepest = new Map<string, number>();
  const own = yield* mapEach(people, ({ id }) => {
    const place = placeOf(lines, id, places);
    deepest.set(place.head, Math.max(deepest.get(place.head) ?? 0, place.depth));
    return place;
  });
  const grades = new Map(ladder.map((grade, place) => [grade, place]));
  const found = new Map<string, number>();
  yield* forEach(people.entries(), ([index, { id, seniority, grade }]) => {
    const { head, depth } = own[index] ?? { head: id, depth: 0 };
    const byGrade = grade === null ? undefined : grades.get(grade);
    found.set(id, seniority ?? byGrade ?? (deepest.get(head) ?? 0) - depth);
  });
  return found;
}

/** Where somebody stands: how many are above them, and the last of these; themselves where nobody is. */
interface Place {
  readonly head: string;
  readonly depth: number;
}

/** Somebody's place; those of everybody on the way are kept in `places`, so that no line is walked twice. */
function placeOf(lines: Lines, personId: string, places: Map<string, Place>): Place {
  const way = new Set<string>();
  let at: string | null = personId;
  while (at !== null && !places.has(at) && !way.has(at)) {
    way.add(at);
    at = lines.get(at) ?? null;
  }
  const line = [...way];
  if (at !== null && way.has(at)) {
    // Of those who manage each other in a circle, each has the others above them.
    const circle = line.splice(line.indexOf(at));
    for (const [index, one] of circle.entries()) {
      places.set(one, { head: circle.at(index - 1) ?? one, depth: circle.length - 1 });
    }
  }
  for (const one of line.toReversed()) {
    const manager = lines.get(one) ?? null;
    const above = manager === null ? undefined : places.get(manager);
    places.set(one, above ? { head: above.head, depth: above.depth + 1 } : { head: one, depth: 0 });
  }
  return places.get(personId) ?? { head: personId, depth: 0 };
}
