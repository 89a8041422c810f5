import { obstacleRules, type CouldPair, type MatchingInput, type ObstacleRule } from '../matching.ts';
import { obstaclesBetween } from './explain.ts';
import { PairTable } from './pair-table.ts';
import { shuffled } from './problem.ts';

/** Pairs that are looked at: about a second's work. */
const mostPairs = 30_000_000;

/** Counts who could be paired with whom: see `MatchingEngine.couldPair`. */
export function countPossible(given: MatchingInput, most = mostPairs): CouldPair {
  const input: MatchingInput = {
    ...given,
    candidates: given.candidates.map((one) => ({ ...one, exclusions: [] })),
    declined: [],
    locked: [],
  };
  // Shuffled: who came in together is often alike.
  const everybody = shuffled(input, 'mentee');
  const mentors = shuffled(input, 'mentor');
  const mentees = everybody.slice(0, Math.max(1, Math.floor(most / Math.max(1, mentors.length))));
  const share = everybody.length / Math.max(1, mentees.length);
  const whole = (count: number) => Math.round(count * share);

  const table = new PairTable(input, mentees, mentors);
  const alone = new Map<ObstacleRule, number>();
  let [withSomebody, pairs] = [0, 0];
  for (let mentee = 0; mentee < mentees.length; mentee += 1) {
    let possible = 0;
    for (let mentor = 0; mentor < mentors.length; mentor += 1) if (table.fit(mentee, mentor) >= 0) possible += 1;
    pairs += possible;
    if (possible > 0) withSomebody += 1;
    else for (const rule of inTheWayAlone(table, mentee)) alone.set(rule, (alone.get(rule) ?? 0) + 1);
  }
  return {
    mentees: everybody.length,
    withSomebody: whole(withSomebody),
    mentors: mentors.length,
    pairs: whole(pairs),
    perRule: [...alone]
      .map(([rule, count]) => ({ rule, mentees: whole(count) }))
      .toSorted((a, b) => b.mentees - a.mentees || obstacleRules.indexOf(a.rule) - obstacleRules.indexOf(b.rule)),
    isSampled: mentees.length < everybody.length,
  };
}

/** The rules each of which alone keeps somebody from a mentor. */
function inTheWayAlone(table: PairTable, mentee: number): readonly ObstacleRule[] {
  let alone = 0;
  for (let mentor = 0; mentor < table.mentors.length; mentor += 1) {
    const broken = obstaclesBetween(table, mentee, mentor);
    // One bit: nothing else bars the two.
    if ((broken & (broken - 1)) === 0) alone |= broken;
  }
  return obstacleRules.filter((_, index) => (alone & (1 << index)) !== 0);
}
