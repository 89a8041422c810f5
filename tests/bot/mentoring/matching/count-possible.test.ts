import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { candidatePairs } from '../../../../bot/mentoring/matching/candidate-table.ts';
import { countPossible } from '../../../../bot/mentoring/matching/engine/count-possible.ts';
import type { MatchingInput } from '../../../../bot/mentoring/matching/matching.ts';
import { organisations } from './organisations.ts';
import { junior, organisationOf, senior } from './two-people.ts';

/** Everybody speaks a language that is known, so that the table names each rule as the count does. */
const speaking = (input: MatchingInput): MatchingInput => ({
  ...input,
  candidates: input.candidates.map((one) => ({ ...one, languages: one.languages.length > 0 ? one.languages : ['xx'] })),
});

describe('the count of who could be paired', () => {
  it('is what the table of candidate pairs adds up to', () => {
    fc.assert(
      fc.property(organisations({ least: 0, most: 8 }), (any) => {
        const input = speaking(any);
        const table = [...candidatePairs(input)];
        const counted = countPossible(input);
        const of = (role: 'mentee' | 'mentor') => input.candidates.filter((one) => one.role === role).length;
        const possible = table.filter(({ bars }) => bars.length === 0);
        const placed = new Set(possible.map(({ menteeId }) => menteeId));
        const left = table.filter(({ menteeId, bars }) => !placed.has(menteeId) && bars.length === 1);
        const byRule = Map.groupBy(left, ({ bars: [rule] }) => rule);
        expect(counted).toMatchObject({
          mentees: of('mentee'),
          mentors: of('mentor'),
          withSomebody: placed.size,
          pairs: possible.length,
          isSampled: false,
        });
        expect(new Map(counted.perRule.map(({ rule, mentees }) => [rule, mentees]))).toEqual(
          new Map([...byRule].map(([rule, pairs]) => [rule, new Set(pairs.map(({ menteeId }) => menteeId)).size])),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('is the same whatever anybody would rather not, has declined or is locked to', () => {
    fc.assert(
      fc.property(organisations({ least: 1, most: 8 }), (input) => {
        const candidates = input.candidates.map((one) => ({ ...one, exclusions: [] }));
        expect(countPossible(input)).toEqual(countPossible({ ...input, candidates, declined: [], locked: [] }));
      }),
      { numRuns: 100 },
    );
  });

  it('tells a language that is not known from one that is not shared', () => {
    const unknown = organisationOf([senior, { ...junior, languages: [] }]);
    expect(countPossible(unknown).perRule).toEqual([{ rule: 'language-unknown', mentees: 1 }]);
    const other = organisationOf([senior, { ...junior, languages: ['xx'] }]);
    expect(countPossible(other).perRule).toEqual([{ rule: 'common-language', mentees: 1 }]);
  });

  it('is about right, and says so, where only some are looked at', () => {
    // Every other mentee is of the mentor's level, whom none may be paired with.
    const mentees = Array.from({ length: 1_000 }, (_, index) => ({
      ...senior,
      personId: `e${String(index).padStart(4, '0')}`,
      seniority: index % 2 === 0 ? senior.seniority : junior.seniority,
    }));
    const counted = countPossible(organisationOf([...mentees, junior]), 300);
    expect(counted).toMatchObject({ mentees: 1_000, mentors: 1, isSampled: true });
    expect(Math.abs(counted.withSomebody - 500)).toBeLessThan(50);
    expect(counted.perRule.map(({ rule }) => rule)).toEqual(['seniority-gap']);
  });
});
