import { fitOf, fullPoints } from '../fit.ts';
import type {
  Couple,
  MatchingInput,
  MatchingOutcome,
  MatchingProblem,
  Prices,
  Progress,
  ProposedPairing,
  WhatIf,
} from '../matching.ts';
import type { MatchingResult } from '../matching.ts';
import { coupleKey, pairRules, type PairRules } from '../rules.ts';
import { proveBest, proveFairest } from './checker.ts';
import { explainPool, explainUnplaced } from './explain.ts';
import { fairest } from './fairest.ts';
import type { Helper } from './pile.ts';
import { coupleOf, inOrder, makeProblem, type Problem } from './problem.ts';
import { solve, type Solution } from './solve.ts';

/** Runs the matching: see `MatchingEngine.run`. Throws `NotProven` when the result cannot be proven. */
export function runEngine(
  input: MatchingInput,
  onProgress: (progress: Progress) => void = () => undefined,
  helpers: readonly Helper[] = [],
): MatchingOutcome {
  onProgress({ phase: 'reading', share: 0 });
  const outcome = match(input, helpers, onProgress);
  if (!outcome.ok) return outcome;
  const { problem, ...result } = outcome.matched;
  onProgress({ phase: 'explaining', share: 0.95 });
  const unplaced = explainUnplaced(problem, result.pairings);
  onProgress({ phase: 'explaining', share: 1 });
  return { ok: true, result: { ...result, unplaced } };
}

/** Asks what locking one couple more would do to a result: see `MatchingEngine.whatIf`. */
export function whatIf(input: MatchingInput, result: MatchingResult, couple: Couple): WhatIf {
  const paired = result.pairings.find((pairing) => coupleKey(pairing) === coupleKey(couple));
  if (paired) return { kind: 'paired', pairing: paired };
  const people = new Map(input.candidates.map((candidate) => [candidate.personId, candidate]));
  const [mentee, mentor] = [people.get(couple.menteeId), people.get(couple.mentorId)];
  if (mentee?.role !== 'mentee' || mentor?.role !== 'mentor')
    throw new RangeError('asked about people who take no part');
  const bars = pairRules(input).barsOf(mentee, mentor);
  if (bars.length > 0) return { kind: 'barred', bars };
  for (const one of [mentee, mentor]) {
    const locks = input.locked.filter(({ menteeId, mentorId }) => [menteeId, mentorId].includes(one.personId));
    if (locks.length >= one.capacity) return { kind: 'no-room', personId: one.personId };
  }
  const start = { prices: result.prices, pairings: result.pairings };
  const outcome = match({ ...input, locked: [...input.locked, couple], start }, []);
  if (!outcome.ok) throw new Error(`a couple that may be paired cannot be locked: ${outcome.problem.reason}`);
  const { pairings, totals } = outcome.matched;
  const pairing = pairings.find((one) => coupleKey(one) === coupleKey(couple));
  if (!pairing) throw new Error('a locked couple is not among the pairings');
  const [before, after] = [result.pairings, pairings].map((list) => new Set(list.map(coupleKey)));
  return {
    kind: 'possible',
    pairing,
    placed: totals.placed - result.totals.placed,
    totalFit: totals.totalFit - result.totals.totalFit,
    removed: result.pairings.filter((one) => after?.has(coupleKey(one)) === false),
    added: pairings.filter((one) => one !== pairing && before?.has(coupleKey(one)) === false),
  };
}

type Matched = Omit<MatchingResult, 'unplaced'> & { readonly problem: Problem };

/** Everything but the explanations. */
function match(
  given: MatchingInput,
  helpers: readonly Helper[],
  onProgress: (progress: Progress) => void = () => undefined,
): { readonly ok: true; readonly matched: Matched } | { readonly ok: false; readonly problem: MatchingProblem } {
  const input = inOrder(given);
  const made = makeProblem(input);
  if (!made.ok) return { ok: false, problem: made.reason };
  const { problem } = made;
  const rules = pairRules(input);
  const barred = lockedAndBarred(input, rules);
  if (barred) return { ok: false, problem: barred };

  const isFairest = input.settings.objective === 'fairest';
  const solving = (share: number) => onProgress({ phase: 'solving', share: 0.05 + (isFairest ? 0.3 : 0.7) * share });
  const byTotal = solve(problem, { values: 'fit', minimumFit: 0 }, input.start, { helpers, onProgress: solving });
  if (byTotal.pairs.length + input.locked.length === 0) {
    return { ok: false, problem: { reason: 'nobody-possible', obstacles: explainPool(problem) } };
  }
  const fair = isFairest
    ? fairest(problem, byTotal, {
        helpers,
        onProgress: (share) => onProgress({ phase: 'solving', share: 0.35 + 0.4 * share }),
      })
    : null;
  const best = fair?.solution ?? byTotal;
  const minimumFit = fair?.minimumFit ?? 0;
  const pairings = pairingsOf(input, problem, best, rules);
  const prices = pricesOf(problem, best, problem.scale);

  onProgress({ phase: 'proving', share: 0.75 });
  proveBest(input, { pairings, prices, minimumFit }, helpers);
  if (fair) {
    const all = pairingsOf(input, problem, byTotal, rules);
    const total = { pairings: all, prices: pricesOf(problem, byTotal, problem.scale), minimumFit: 0 };
    proveBest(input, total, helpers);
    const beyond = fair.beyond && pricesOf(problem, fair.beyond, 1);
    proveFairest(input, total, { pairings, prices, minimumFit }, beyond, helpers);
  }
  const chosen = pairings.filter((pairing) => !pairing.isLocked);
  const sumOf = (list: readonly ProposedPairing[]) => list.reduce((sum, { fit }) => sum + fit, 0);
  return {
    ok: true,
    matched: {
      problem,
      pairings,
      prices,
      totals: {
        placed: newlyPlaced(input, pairings),
        pairings: pairings.length,
        totalFit: sumOf(pairings),
        lowestFit: chosen.length === 0 ? null : chosen.reduce((least, { fit }) => Math.min(least, fit), Infinity),
        bestTotalFit: fair ? sumOf(pairingsOf(input, problem, byTotal, rules)) : null,
      },
    },
  };
}

function newlyPlaced({ candidates }: MatchingInput, pairings: readonly ProposedPairing[]): number {
  const paired = new Set(pairings.flatMap(({ menteeId, mentorId }) => [menteeId, mentorId]));
  return candidates.filter(({ personId, isPlaced }) => !isPlaced && paired.has(personId)).length;
}

function lockedAndBarred(input: MatchingInput, rules: PairRules): MatchingProblem | null {
  const people = new Map(input.candidates.map((candidate) => [candidate.personId, candidate]));
  for (const couple of input.locked) {
    const [mentee, mentor] = [people.get(couple.menteeId), people.get(couple.mentorId)];
    const bar = mentee && mentor && rules.barsOf(mentee, mentor)[0];
    if (bar) return { reason: 'locked-pair-barred', couple, bar };
  }
  return null;
}

/** The locked pairs and the chosen ones, best fit first. */
function pairingsOf(
  input: MatchingInput,
  problem: Problem,
  { pairs }: Solution,
  rules: PairRules,
): readonly ProposedPairing[] {
  const points = fullPoints(input.settings.weights, input.settings.rules);
  const proposed = ([mentee, mentor]: readonly [number, number], isLocked: boolean): ProposedPairing => {
    const [one, other] = [problem.mentees.people[mentee], problem.mentors.people[mentor]];
    if (!one || !other) throw new RangeError('a pair of nobody');
    const minutes = rules.minutesOf(one, other) ?? 0;
    const fit = fitOf(one, other, { points, rules: input.settings.rules, minutes });
    return { ...coupleOf(problem, mentee, mentor), ...fit, isLocked };
  };
  return [
    ...problem.locked.map((pair) => proposed(pair, true)),
    ...pairs.map((pair) => proposed(pair, false)),
  ].toSorted((a, b) => b.fit - a.fit || (coupleKey(a) < coupleKey(b) ? -1 : 1));
}

/** Prices of those who had room, by id. */
function pricesOf({ mentees, mentors }: Problem, solution: Solution, scale: number): Prices {
  const named = (side: Problem['mentees'], prices: Float64Array) =>
    Object.fromEntries(
      side.people.flatMap(({ personId }, index) =>
        (side.room[index] ?? 0) > 0 ? [[personId, prices[index] ?? 0] as const] : [],
      ),
    );
  return { scale, mentees: named(mentees, solution.menteePrices), mentors: named(mentors, solution.mentorPrices) };
}
