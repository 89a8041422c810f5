import type { Person } from './person.ts';
import { managersAbove } from './reporting-lines.ts';

/**
 * Everybody's seniority, a whole number from 0, higher is more senior: the one given; else the grade's place on the
 * programme's ladder, 0 for the lowest; else by depth under the head of the organisation, so that the deepest people of
 * a head's organisation have 0 and the head has most.
 */
export function effectiveSeniority(people: readonly Person[], ladder: readonly string[]): ReadonlyMap<string, number> {
  const lines = new Map(people.map((person) => [person.id, person.managerId]));
  const depths = new Map<string, { readonly head: string; readonly depth: number }>();
  const deepest = new Map<string, number>();
  for (const { id } of people) {
    const above = [...managersAbove(lines, id)];
    const head = above.at(-1) ?? id;
    depths.set(id, { head, depth: above.length });
    deepest.set(head, Math.max(deepest.get(head) ?? 0, above.length));
  }
  const places = new Map(ladder.map((grade, place) => [grade, place]));
  return new Map(
    people.map(({ id, seniority, grade }) => {
      const { head, depth } = depths.get(id) ?? { head: id, depth: 0 };
      const byGrade = grade === null ? undefined : places.get(grade);
      return [id, seniority ?? byGrade ?? (deepest.get(head) ?? 0) - depth];
    }),
  );
}
