import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Person } from '../../../bot/mentoring/people/person.ts';
import { managersAbove } from '../../../bot/mentoring/people/reporting-lines.ts';
import { effectiveSeniority } from '../../../bot/mentoring/people/seniority.ts';
import { person } from '../storage/samples.ts';

const ladder = ['AO', 'EO', 'HEO'];
/** Somebody named by one letter, reporting to another. */
const one = (id: string, managerId: string | null, more: Partial<Person> = {}) => person({ id, managerId, ...more });
const seniorities = (people: readonly Person[], grades: readonly string[] = []) =>
  Object.fromEntries(effectiveSeniority(people, grades));

/** Heads and their organisations: managers stand earlier in the list, so that there are no loops. */
const organisation = fc
  .array(fc.option(fc.nat(20), { freq: 4 }), { minLength: 1, maxLength: 20 })
  .map((managers) =>
    managers.map((manager, index) => one(`p${index}`, manager === null || index === 0 ? null : `p${manager % index}`)),
  );
/** Whatever a directory may hold: loops, managers who are not there, grades off the ladder. */
const anything = fc
  .array(
    fc.record({
      manager: fc.option(fc.nat(15)),
      seniority: fc.option(fc.nat(100)),
      grade: fc.constantFrom(...ladder, 'King', null),
    }),
    { maxLength: 12 },
  )
  .map((list) =>
    list.map(({ manager, seniority, grade }, index) =>
      one(`p${index}`, manager === null ? null : `p${manager}`, { seniority, grade }),
    ),
  );

describe('seniority', () => {
  it('is the one given, even 0, before grade and depth', () => {
    const people = [
      one('head', null),
      one('a', 'head', { seniority: 0, grade: 'HEO' }),
      one('b', 'a', { seniority: 9 }),
    ];
    expect(seniorities(people, ladder)).toEqual({ head: 2, a: 0, b: 9 });
  });

  it('is the place of the grade on the ladder where none is given, the lowest 0', () => {
    const people = ladder.map((grade) => one(grade, null, { grade }));
    expect(seniorities(people, ladder)).toEqual({ AO: 0, EO: 1, HEO: 2 });
  });

  it('follows depth where there is no ladder, or the grade is not on it', () => {
    const people = [one('head', null), one('a', 'head', { grade: 'King' }), one('b', 'a'), one('c', 'head')];
    const expected = { head: 2, a: 1, b: 0, c: 1 };
    expect(seniorities(people, ladder)).toEqual(expected);
    expect(seniorities(people, [])).toEqual(expected);
  });

  it('by depth puts everybody one level below their manager, and the deepest of every head at 0', () => {
    fc.assert(
      fc.property(organisation, (people) => {
        const found = effectiveSeniority(people, []);
        const headOf = (somebody: Person): string => {
          const manager = people.find(({ id }) => id === somebody.managerId);
          return manager ? headOf(manager) : somebody.id;
        };
        for (const { id, managerId } of people) {
          if (managerId !== null) expect(found.get(id)).toBe((found.get(managerId) ?? Number.NaN) - 1);
        }
        for (const own of Map.groupBy(people, headOf).values()) {
          expect(Math.min(...own.map(({ id }) => found.get(id) ?? Number.NaN))).toBe(0);
        }
      }),
    );
  });

  it('in one head’s organisation is the same whether or not others are there', () => {
    fc.assert(
      fc.property(organisation, organisation, (mine, theirs) => {
        const others = theirs.map((each) => ({
          ...each,
          id: `other ${each.id}`,
          managerId: each.managerId === null ? null : `other ${each.managerId}`,
        }));
        const alone = effectiveSeniority(mine, []);
        const together = effectiveSeniority([...others, ...mine], []);
        for (const { id } of mine) expect(together.get(id)).toBe(alone.get(id));
      }),
    );
  });

  it('is a whole number from 0 for everybody, in any order, whatever loops and gaps the data has', () => {
    fc.assert(
      fc.property(anything, (people) => {
        const found = effectiveSeniority(people, ladder);
        expect([...found.keys()]).toEqual(people.map(({ id }) => id));
        for (const value of found.values()) expect(Number.isInteger(value) && value >= 0).toBe(true);
        expect(seniorities(people.toReversed(), ladder)).toEqual(seniorities(people, ladder));
      }),
    );
  });

  it('by depth is as far above the deepest as walking up from each says, whatever loops and gaps the data has', () => {
    fc.assert(
      fc.property(anything, (all) => {
        const people = all.map((each) => ({ ...each, seniority: null }));
        const lines = new Map(people.map(({ id, managerId }) => [id, managerId]));
        const walked = people.map(({ id }) => [...managersAbove(lines, id)]);
        const headOf = (index: number) => walked[index]?.at(-1) ?? people[index]?.id;
        const deepest = (head: string | undefined) =>
          Math.max(...walked.filter((_, index) => headOf(index) === head).map(({ length }) => length));
        const expected = walked.map((above, index) => deepest(headOf(index)) - above.length);
        expect([...effectiveSeniority(people, []).values()]).toEqual(expected);
      }),
    );
  });

  it('is found for a line as long as an organisation is large', () => {
    const count = 100_000;
    const people = Array.from({ length: count }, (_, index) => one(`p${index}`, index === 0 ? null : `p${index - 1}`));
    const found = effectiveSeniority(people, []);
    expect([found.get('p0'), found.get(`p${count - 1}`)]).toEqual([count - 1, 0]);
  });
});
