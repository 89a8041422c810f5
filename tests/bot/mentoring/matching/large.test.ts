import { describe, expect, it } from '@jest/globals';
import { runEngine } from '../../../../bot/mentoring/matching/engine/run.ts';
import type { MatchingInput, MatchingResult } from '../../../../bot/mentoring/matching/matching.ts';
import { makeOrganisation } from '../../../bench/matching/organisation.ts';
import { possiblePairs, worthOf } from './plain.ts';

function resultOf(input: MatchingInput): MatchingResult {
  const outcome = runEngine(input);
  if (!outcome.ok) throw new Error(`no result: ${outcome.problem.reason}`);
  return outcome.result;
}

/** Large enough that prices are learnt from a share of the people first. */
const made = makeOrganisation({ mentees: 600, mentors: 600, seed: 11, capacities: true });

describe('a run for 600 mentees and 600 mentors, of whom many have room for several', () => {
  it.each(['total', 'fairest'] as const)(
    'is proven, and as good after a lock and a leave when it begins from the earlier result (%s)',
    (objective) => {
      const input = { ...made, settings: { ...made.settings, objective } };
      const first = resultOf(input);
      const taken = new Set(first.pairings.map(({ menteeId, mentorId }) => `${menteeId} ${mentorId}`));
      const lock = possiblePairs(input).find(({ menteeId, mentorId }) => !taken.has(`${menteeId} ${mentorId}`));
      if (!lock) throw new Error('a pair that was not chosen was expected');
      const { menteeId, mentorId } = lock;
      const leaver = first.pairings.find((pairing) => pairing.menteeId !== menteeId && pairing.mentorId !== mentorId);
      const after = {
        ...input,
        candidates: input.candidates.filter(({ personId }) => personId !== leaver?.mentorId),
        locked: [{ menteeId, mentorId }],
      };
      const start = { prices: first.prices, pairings: first.pairings };
      const [cold, warm] = [resultOf(after), resultOf({ ...after, start })];
      expect(first.pairings.length).toBeGreaterThan(600);
      const { lowestFit, ...worth } = worthOf(after, cold.pairings);
      expect(worthOf(after, warm.pairings)).toMatchObject(worth);
      if (objective === 'fairest') expect(worthOf(after, warm.pairings).lowestFit).toBe(lowestFit);
      expect(warm.totals.bestTotalFit).toBe(cold.totals.bestTotalFit);
      expect(warm.pairings).toContainEqual(expect.objectContaining({ menteeId, mentorId, isLocked: true }));
    },
  );
});
