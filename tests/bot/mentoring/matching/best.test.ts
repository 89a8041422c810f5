import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runEngine } from '../../../../bot/mentoring/matching/engine/run.ts';
import { organisations, peopleOf, person } from './organisations.ts';
import { bestByTrying, possiblePairs, withFewPairs, worthOf } from './plain.ts';
import { runs } from '../../../support/runs.ts';

const small = organisations({ least: 2, most: 5 }).map((input) => withFewPairs(input, 11));

describe('a run of the matching', () => {
  it('comes to the best of all choices: most placed, those left out before first, then fits by the objective', () => {
    let tried = 0;
    fc.assert(
      fc.property(small, (input) => {
        const outcome = runEngine(input);
        if (!outcome.ok) {
          const people = peopleOf(input);
          const isForNothing = ({ menteeId, mentorId, fit }: (typeof possible)[number]) =>
            fit === 0 && [menteeId, mentorId].every((id) => person(people, id).isPlaced);
          const possible = possiblePairs(input);
          expect(outcome.problem.reason).toBe('nobody-possible');
          expect(input.locked).toEqual([]);
          expect(possible.filter((pair) => !isForNothing(pair))).toEqual([]);
          return;
        }
        const { pairings, totals } = outcome.result;
        const { objective } = input.settings;
        const best = bestByTrying(input, objective);
        const { lowestFit, ...worth } = worthOf(input, pairings);
        expect(worth).toEqual({ placed: best.placed, leftOut: best.leftOut, totalFit: best.totalFit });
        const isAnyChosen = pairings.some(({ isLocked }) => !isLocked);
        expect(totals).toEqual({
          placed: best.placed,
          pairings: pairings.length,
          totalFit: best.totalFit,
          lowestFit: isAnyChosen ? lowestFit : null,
          bestTotalFit: objective === 'fairest' ? bestByTrying(input, 'total').totalFit : null,
        });
        if (objective === 'fairest') expect(lowestFit).toBe(best.lowestFit);
        tried += 1;
      }),
      { numRuns: runs(1_200) },
    );
    expect(tried).toBeGreaterThan(runs(900));
  });
});
