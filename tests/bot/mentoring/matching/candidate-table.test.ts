import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { candidatePairs } from '../../../../bot/mentoring/matching/candidate-table.ts';
import { organisations } from './organisations.ts';
import { coupleOf, couplesOf, plainFit, rulesOf } from './plain.ts';

describe('the table of candidate pairs', () => {
  it('has every mentee with every mentor once, with the rules in the way, or the fit where there are none', () => {
    fc.assert(
      fc.property(organisations({ least: 0, most: 8 }), (input) => {
        const fit = plainFit(input);
        const expected = couplesOf(input).map(([mentee, mentor]) => {
          const bars = rulesOf(input)
            .barsOf(mentee, mentor)
            .filter((bar) => bar !== 'private');
          return { ...coupleOf(mentee, mentor), bars, fit: bars.length > 0 ? null : fit(mentee, mentor) };
        });
        const byCouple = (a: { menteeId: string; mentorId: string }, b: { menteeId: string; mentorId: string }) =>
          a.menteeId < b.menteeId || (a.menteeId === b.menteeId && a.mentorId < b.mentorId) ? -1 : 1;
        expect([...candidatePairs(input)]).toEqual(expected.toSorted(byCouple));
      }),
      { numRuns: 100 },
    );
  });

  it('is the same whether or not anybody would rather not or has declined', () => {
    fc.assert(
      fc.property(organisations({ least: 1, most: 8 }), (input) => {
        const candidates = input.candidates.map((one) => ({ ...one, exclusions: [] }));
        expect([...candidatePairs(input)]).toEqual([...candidatePairs({ ...input, candidates, declined: [] })]);
      }),
      { numRuns: 100 },
    );
  });

  it('works pairs out as they are asked for', () => {
    const [input] = fc.sample(organisations({ least: 8, most: 8 }), 1);
    if (!input) throw new Error('a sample was expected');
    const pairs = candidatePairs(input);
    expect(pairs.next().value).toMatchObject({ menteeId: 'e0', mentorId: 'r0' });
    expect(pairs.next().value).toMatchObject({ menteeId: 'e0', mentorId: 'r1' });
  });
});
