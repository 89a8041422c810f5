import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { assign } from '../../../bot/mentoring/matching/assignment.ts';
import type { Candidate } from '../../../bot/mentoring/matching/matching.ts';
import { exactMatcher } from '../../../bot/mentoring/matching/matcher.ts';
import { defaultRules } from '../../../bot/mentoring/programme/programme.ts';

type Values = (number | null)[][];

/** The best by trying every choice: most placed, then greatest total. */
function bruteForce(values: Values, row = 0, taken = new Set<number>()): { placed: number; total: number } {
  if (row === values.length) return { placed: 0, total: 0 };
  let best = bruteForce(values, row + 1, taken);
  for (const [column, value] of (values[row] ?? []).entries()) {
    if (value === null || taken.has(column)) continue;
    const rest = bruteForce(values, row + 1, new Set([...taken, column]));
    const mine = { placed: rest.placed + 1, total: rest.total + value };
    if (mine.placed > best.placed || (mine.placed === best.placed && mine.total > best.total)) best = mine;
  }
  return best;
}

const tables = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 6 })).chain(([rows, columns]) =>
  fc.array(fc.array(fc.option(fc.integer({ min: 1, max: 100 })), { minLength: columns, maxLength: columns }), {
    minLength: rows,
    maxLength: rows,
  }),
);

describe('the assignment', () => {
  it('places as many as can be and of those choices takes the best total', () => {
    fc.assert(
      fc.property(tables, (values) => {
        const columns = assign(values);
        const used = columns.filter((column) => column !== null);
        expect(new Set(used).size).toBe(used.length);
        const chosen = columns.flatMap((column, row) => (column === null ? [] : [values[row]?.[column] ?? null]));
        expect(chosen).not.toContain(null);
        const total = chosen.reduce<number>((sum, value) => sum + (value ?? 0), 0);
        expect({ placed: used.length, total }).toEqual(bruteForce(values));
      }),
      { numRuns: 500 },
    );
  });
});

const period = { startsOn: Temporal.PlainDate.from('2027-01-04'), endsOn: Temporal.PlainDate.from('2027-06-30') };
const hours = (timeZone: string) => ({ timeZone, days: [1, 2, 3, 4, 5], start: '09:00', end: '17:00' });
const people = fc
  .array(
    fc.record({
      role: fc.constantFrom('mentor' as const, 'mentee' as const),
      seniority: fc.integer({ min: 0, max: 6 }),
      topics: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }),
      workingHours: fc.constantFrom(hours('Europe/London'), hours('Asia/Kolkata'), hours('America/New_York'), null),
      department: fc.constantFrom('x', 'y', null),
      manager: fc.option(fc.integer({ min: 0, max: 20 })),
    }),
    { minLength: 2, maxLength: 14 },
  )
  .map((list) => ({
    candidates: list.map((one, index): Candidate => ({
      personId: `p${index}`,
      role: one.role,
      seniority: one.seniority,
      topics: one.topics,
      workingHours: one.workingHours,
      department: one.department,
      profession: null,
      officeLocation: null,
    })),
    // Managers stand earlier in the list, so that there are no cycles.
    reportingLines: new Map(
      list.map((one, index) => [`p${index}`, one.manager === null || index === 0 ? null : `p${one.manager % index}`]),
    ),
  }));

describe('matching', () => {
  it('keeps every hard rule, pairs nobody twice, and tells everybody left out why', () => {
    fc.assert(
      fc.property(people, ({ candidates, reportingLines }) => {
        const result = exactMatcher({
          candidates,
          reportingLines,
          rules: defaultRules,
          period,
          pairedBefore: new Set(),
        });
        const byId = new Map(candidates.map((one) => [one.personId, one]));
        const isAbove = (manager: string, id: string): boolean => {
          for (let at = reportingLines.get(id) ?? null; at !== null; at = reportingLines.get(at) ?? null) {
            if (at === manager) return true;
          }
          return false;
        };
        for (const { menteeId, mentorId, fit } of result.pairings) {
          const [mentee, mentor] = [byId.get(menteeId), byId.get(mentorId)];
          expect((mentee?.seniority ?? 0) - (mentor?.seniority ?? 0)).toBeGreaterThanOrEqual(2);
          expect(mentee?.topics.some((topic) => mentor?.topics.includes(topic))).toBe(true);
          expect(isAbove(menteeId, mentorId) || isAbove(mentorId, menteeId)).toBe(false);
          expect(mentee?.workingHours === null || mentor?.workingHours === null).toBe(false);
          expect(Number.isInteger(fit) && fit >= 1 && fit <= 100).toBe(true);
        }
        const named = [
          ...result.pairings.flatMap((pairing) => [pairing.menteeId, pairing.mentorId]),
          ...result.unplaced.map((one) => one.personId),
        ];
        expect(named.toSorted()).toEqual(candidates.map((one) => one.personId).toSorted());
      }),
    );
  });

  it('gives the same pairings whatever order people come in', () => {
    fc.assert(
      fc.property(people, ({ candidates, reportingLines }) => {
        const run = (list: Candidate[]) =>
          exactMatcher({ candidates: list, reportingLines, rules: defaultRules, period, pairedBefore: new Set() })
            .pairings;
        expect(run(candidates.toReversed())).toEqual(run(candidates));
      }),
    );
  });
});
