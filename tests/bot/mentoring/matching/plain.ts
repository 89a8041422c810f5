import { fitOf, fullPoints } from '../../../../bot/mentoring/matching/fit.ts';
import type { Candidate, Couple, MatchingInput } from '../../../../bot/mentoring/matching/matching.ts';
import { coupleKey, pairRules, type PairRules } from '../../../../bot/mentoring/matching/rules.ts';
import { peopleOf, person } from './organisations.ts';

/** A couple that may be paired and is not locked. */
export interface PossiblePair extends Couple {
  readonly fit: number;
}

/** What a choice of pairings is worth, what counts most first. */
export interface Worth {
  /** People who were not placed before and are now, locked ones included. */
  readonly placed: number;
  /** Rounds that left them out before, seven at most for each; those of locked couples aside. */
  readonly leftOut: number;
  /** The lowest fit among pairings that are not locked; full without any. */
  readonly lowestFit: number;
  readonly totalFit: number;
}

export const coupleOf = (mentee: Candidate, mentor: Candidate): Couple => ({
  menteeId: mentee.personId,
  mentorId: mentor.personId,
});

export const couplesOf = (input: MatchingInput): readonly (readonly [mentee: Candidate, mentor: Candidate])[] =>
  input.candidates
    .filter(({ role }) => role === 'mentee')
    .flatMap((mentee) =>
      input.candidates.filter(({ role }) => role === 'mentor').map((mentor) => [mentee, mentor] as const),
    );

const known = new WeakMap<MatchingInput, PairRules>();
/** The rules of an input, read once. */
export function rulesOf(input: MatchingInput): PairRules {
  const rules = known.get(input) ?? pairRules(input);
  known.set(input, rules);
  return rules;
}

/** The fit of two people, in words. */
export function plainFit(input: MatchingInput): (mentee: Candidate, mentor: Candidate) => number {
  const { rules, weights } = input.settings;
  const judge = rulesOf(input);
  const points = fullPoints(weights, rules);
  return (mentee, mentor) =>
    fitOf(mentee, mentor, { points, rules, minutes: judge.minutesOf(mentee, mentor) ?? 0 }).fit;
}

/** Every couple that may be paired and is not locked, by looking at each. */
export function possiblePairs(input: MatchingInput): readonly PossiblePair[] {
  const judge = rulesOf(input);
  const fit = plainFit(input);
  const locked = new Set(input.locked.map(coupleKey));
  return couplesOf(input)
    .filter(([mentee, mentor]) => judge.barsOf(mentee, mentor).length === 0)
    .map(([mentee, mentor]) => ({ ...coupleOf(mentee, mentor), fit: fit(mentee, mentor) }))
    .filter((pair) => !locked.has(coupleKey(pair)));
}

/** The same organisation with all but so many of its possible pairs forbidden. */
export function withFewPairs(input: MatchingInput, most: number): MatchingInput {
  const beyond = possiblePairs(input).slice(most);
  return {
    ...input,
    forbidden: [...input.forbidden, ...beyond.map(({ menteeId, mentorId }) => ({ menteeId, mentorId }))],
  };
}

/** What pairings are worth, locked ones included. */
export function worthOf(input: MatchingInput, pairings: readonly PossiblePair[]): Worth {
  const people = peopleOf(input);
  const locked = new Set(input.locked.map(coupleKey));
  const ids = new Set(pairings.flatMap(({ menteeId, mentorId }) => [menteeId, mentorId]));
  const placed = [...ids].map((id) => person(people, id)).filter(({ isPlaced }) => !isPlaced);
  const inLocked = new Set(input.locked.flatMap(({ menteeId, mentorId }) => [menteeId, mentorId]));
  const chosen = pairings.filter((pair) => !locked.has(coupleKey(pair)));
  return {
    placed: placed.length,
    leftOut: placed
      .filter(({ personId }) => !inLocked.has(personId))
      .reduce((sum, { timesLeftOut }) => sum + Math.min(7, timesLeftOut), 0),
    lowestFit: chosen.reduce((least, { fit }) => Math.min(least, fit), 1_000),
    totalFit: pairings.reduce((sum, { fit }) => sum + fit, 0),
  };
}

/** Whether one worth is greater than another by an objective; fits below the lowest count only for `fairest`. */
export function isBetter(objective: MatchingInput['settings']['objective'], one: Worth, other: Worth): boolean {
  const order = (['placed', 'leftOut', ...(objective === 'fairest' ? ['lowestFit' as const] : []), 'totalFit'] as const)
    .map((key) => one[key] - other[key])
    .find((difference) => difference !== 0);
  return order !== undefined && order > 0;
}

/** Every choice of possible pairs for which there is room, with the locked ones in each. */
export function* choices(input: MatchingInput): Generator<readonly PossiblePair[]> {
  const people = peopleOf(input);
  const fit = plainFit(input);
  const locked = input.locked.map((couple) => ({
    ...couple,
    fit: fit(person(people, couple.menteeId), person(people, couple.mentorId)),
  }));
  const room = new Map(input.candidates.map(({ personId, capacity }) => [personId, capacity]));
  const move = ({ menteeId, mentorId }: Couple, by: number) => {
    for (const id of [menteeId, mentorId]) room.set(id, (room.get(id) ?? 0) + by);
  };
  for (const couple of locked) move(couple, -1);
  const possible = possiblePairs(input);
  const chosen: PossiblePair[] = [...locked];
  function* from(index: number): Generator<readonly PossiblePair[]> {
    const pair = possible[index];
    if (!pair) {
      yield chosen;
      return;
    }
    yield* from(index + 1);
    if ([pair.menteeId, pair.mentorId].some((id) => (room.get(id) ?? 0) < 1)) return;
    move(pair, -1);
    chosen.push(pair);
    yield* from(index + 1);
    chosen.pop();
    move(pair, 1);
  }
  yield* from(0);
}

/** The greatest worth that any choice has whose pairs all fit so much. */
export function bestByTrying(
  input: MatchingInput,
  objective: MatchingInput['settings']['objective'],
  minimumFit = 0,
): Worth {
  let best: Worth | null = null;
  for (const choice of choices(input)) {
    const worth = worthOf(input, choice);
    if (worth.lowestFit >= minimumFit && (best === null || isBetter(objective, worth, best))) best = worth;
  }
  if (!best) throw new Error('there is no choice, not even the empty one');
  return best;
}
