import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  NotProven,
  proveBest,
  proveUnreachable,
  type Claim,
} from '../../../../bot/mentoring/matching/engine/checker.ts';
import { fairest } from '../../../../bot/mentoring/matching/engine/fairest.ts';
import { makeProblem, type Side } from '../../../../bot/mentoring/matching/engine/problem.ts';
import { runEngine } from '../../../../bot/mentoring/matching/engine/run.ts';
import { solve } from '../../../../bot/mentoring/matching/engine/solve.ts';
import type { MatchingInput, Prices, ProposedPairing } from '../../../../bot/mentoring/matching/matching.ts';
import { coupleKey } from '../../../../bot/mentoring/matching/rules.ts';
import { defaultWeights } from '../../../../bot/mentoring/programme/programme.ts';
import { anyWeights, organisations, peopleOf, person } from './organisations.ts';
import {
  bestByTrying,
  coupleOf,
  couplesOf,
  plainFit,
  possiblePairs,
  rulesOf,
  withFewPairs,
  worthOf,
  type PossiblePair,
  type Worth,
} from './plain.ts';
import { both, junior, organisationOf, senior } from './two-people.ts';

const small = organisations({ least: 2, most: 5 }).map((input) => withFewPairs(input, 10));

function isProven(prove: () => void): boolean {
  try {
    prove();
    return true;
  } catch (error) {
    if (error instanceof NotProven) return false;
    throw error;
  }
}

/** Room beyond locked pairings, and who would be newly placed by one more. */
function leftOf(input: MatchingInput) {
  const locks = input.locked.flatMap(({ menteeId, mentorId }) => [menteeId, mentorId]);
  return input.candidates
    .map((one) => ({
      ...one,
      room: one.capacity - locks.filter((id) => id === one.personId).length,
      isNew: !one.isPlaced && !locks.includes(one.personId),
    }))
    .filter(({ room }) => room > 0);
}

/** What no choice can be worth more than, by prices: everybody's own term and one for each possible pair, added up plainly. */
function boundOf(input: MatchingInput, prices: Prices, minimumFit: number, values: 'fit' | 'placing'): number {
  const left = leftOf(input);
  const priceOf = new Map(Object.entries({ ...prices.mentees, ...prices.mentors }));
  const price = (id: string) => priceOf.get(id) ?? Number.NaN;
  const own = left.map(({ personId, room, isNew, timesLeftOut }) => {
    const bonus = isNew ? prices.scale * (1 + Math.min(7, timesLeftOut)) : 0;
    return Math.max(0, bonus + price(personId)) + (room - 1) * Math.max(0, price(personId));
  });
  const ids = new Set(left.map(({ personId }) => personId));
  const pairs = possiblePairs(input)
    .filter(({ menteeId, mentorId, fit }) => ids.has(menteeId) && ids.has(mentorId) && fit >= minimumFit)
    .map(({ menteeId, mentorId, fit }) =>
      Math.max(0, (values === 'fit' ? fit : 0) - price(menteeId) - price(mentorId)),
    );
  return [...own, ...pairs].reduce((sum, one) => sum + one, 0);
}

/** Whether pairings are what they are said to be and keep every rule. */
function isKept(input: MatchingInput, { pairings, minimumFit }: Claim): boolean {
  const people = peopleOf(input);
  const rules = rulesOf(input);
  const fitOf = plainFit(input);
  const locked = new Set(input.locked.map(coupleKey));
  const keys = pairings.map(coupleKey);
  if (new Set(keys).size < keys.length || [...locked].some((key) => !keys.includes(key))) return false;
  const counts = pairings.flatMap(({ menteeId, mentorId }) => [menteeId, mentorId]);
  return pairings.every((pairing) => {
    const [mentee, mentor] = [people.get(pairing.menteeId), people.get(pairing.mentorId)];
    return (
      mentee?.role === 'mentee' &&
      mentor?.role === 'mentor' &&
      [mentee, mentor].every(({ personId, capacity }) => counts.filter((id) => id === personId).length <= capacity) &&
      rules.barsOf(mentee, mentor).length === 0 &&
      fitOf(mentee, mentor) === pairing.fit &&
      locked.has(coupleKey(pairing)) === pairing.isLocked &&
      (pairing.isLocked || pairing.fit >= minimumFit)
    );
  });
}

/** Whether a claim is true and its prices show it; `best` is what trying every choice came to. */
function isTrue(input: MatchingInput, claim: Claim, best: Worth): boolean {
  if (!isKept(input, claim)) return false;
  const { scale, mentees, mentors } = claim.prices;
  const seats = (role: string) =>
    input.candidates.filter((one) => one.role === role).reduce((sum, { capacity }) => sum + capacity, 0);
  if (scale <= 1_000 * Math.min(seats('mentee'), seats('mentor'))) return false;
  const priceOf = new Map(Object.entries({ ...mentees, ...mentors }));
  if (leftOf(input).some(({ personId }) => !Number.isSafeInteger(priceOf.get(personId)))) return false;
  const fixed = worthOf(
    input,
    claim.pairings.filter(({ isLocked }) => isLocked),
  );
  const valueOf = ({ placed, leftOut, totalFit }: Worth) =>
    scale * (placed - fixed.placed + leftOut) + totalFit - fixed.totalFit;
  const value = valueOf(worthOf(input, claim.pairings));
  return value === valueOf(best) && value === boundOf(input, claim.prices, claim.minimumFit, 'fit');
}

/** Everything that can be wrong with a claim by one change, by what kind of change it is. */
function* corruptions(input: MatchingInput, claim: Claim): Generator<readonly [kind: string, claim: Claim]> {
  const { pairings, prices, minimumFit } = claim;
  const fitOf = plainFit(input);
  const people = peopleOf(input);
  const withPairings = (list: readonly ProposedPairing[]): Claim => ({ ...claim, pairings: list });
  const without = (index: number) => pairings.filter((_, other) => other !== index);
  const pairing = ({ menteeId, mentorId }: Pick<PossiblePair, 'menteeId' | 'mentorId'>, like: ProposedPairing) => ({
    ...like,
    menteeId,
    mentorId,
    fit: fitOf(person(people, menteeId), person(people, mentorId)),
  });
  for (const [index, one] of pairings.entries()) {
    yield ['dropped', withPairings(without(index))];
    yield ['repeated', withPairings([...pairings, one])];
    yield ['lock flipped', withPairings([...without(index), { ...one, isLocked: !one.isLocked }])];
    yield ['fit raised', withPairings([...without(index), { ...one, fit: one.fit + 1 }])];
    yield ['fit lowered', withPairings([...without(index), { ...one, fit: one.fit - 1 }])];
    yield [
      'roles changed',
      withPairings([...without(index), { ...one, menteeId: one.mentorId, mentorId: one.menteeId }]),
    ];
    yield ['with a stranger', withPairings([...without(index), { ...one, menteeId: 'stranger' }])];
    for (const [mentee, mentor] of couplesOf(input)) {
      const [isSameMentee, isSameMentor] = [mentee.personId === one.menteeId, mentor.personId === one.mentorId];
      if (isSameMentee === isSameMentor) continue;
      yield ['moved', withPairings([...without(index), pairing(coupleOf(mentee, mentor), one)])];
    }
    for (const other of pairings.slice(index + 1)) {
      const rest = pairings.filter((kept) => kept !== one && kept !== other);
      const swapped = [
        pairing({ menteeId: one.menteeId, mentorId: other.mentorId }, one),
        pairing({ menteeId: other.menteeId, mentorId: one.mentorId }, other),
      ];
      yield ['swapped', withPairings([...rest, ...swapped])];
    }
  }
  const [like] = pairings;
  if (like) {
    for (const [mentee, mentor] of couplesOf(input)) {
      yield ['added', withPairings([...pairings, pairing(coupleOf(mentee, mentor), { ...like, isLocked: false })])];
    }
  }
  for (const role of ['mentees', 'mentors'] as const) {
    for (const [id, price] of Object.entries(prices[role])) {
      const withPrice = (own: Readonly<Record<string, number>>): Claim => ({
        ...claim,
        prices: { ...prices, [role]: own },
      });
      yield ['price raised', withPrice({ ...prices[role], [id]: price + 1 })];
      yield ['price lowered', withPrice({ ...prices[role], [id]: price - 1 })];
      yield ['price not whole', withPrice({ ...prices[role], [id]: price + 0.5 })];
      yield [
        'price missing',
        withPrice(Object.fromEntries(Object.entries(prices[role]).filter(([key]) => key !== id))),
      ];
    }
  }
  yield ['scale halved', { ...claim, prices: { ...prices, scale: prices.scale / 2 } }];
  yield ['scale doubled', { ...claim, prices: { ...prices, scale: prices.scale * 2 } }];
  const lowest = pairings.filter(({ isLocked }) => !isLocked).reduce((least, { fit }) => Math.min(least, fit), 1_000);
  if (lowest < 1_000) yield ['pairs below the minimum', { ...claim, minimumFit: Math.max(minimumFit, lowest + 1) }];
}

/** The claim of a run. With `fairest` no pair below the lowest fit was allowed. */
function claimOf(input: MatchingInput): Claim | null {
  const outcome = runEngine(input);
  if (!outcome.ok) return null;
  const { pairings, prices } = outcome.result;
  const isFairest = input.settings.objective === 'fairest';
  return { pairings, prices, minimumFit: isFairest ? worthOf(input, pairings).lowestFit : 0 };
}

describe('the checker', () => {
  it('rejects every change to a proven result that makes it worse, breaks a rule or spoils the proof', () => {
    const rejected = new Map<string, number>();
    const settings = fc.record({ weights: anyWeights, isStricter: fc.boolean() });
    fc.assert(
      fc.property(small, settings, (input, { weights, isStricter }) => {
        const claim = claimOf(input);
        if (!claim) return;
        expect(isProven(() => proveBest(input, claim))).toBe(true);
        const best = bestByTrying(input, 'total', claim.minimumFit);
        expect(isTrue(input, claim, best)).toBe(true);
        const others = [...corruptions(input, claim)];
        const { rules } = input.settings;
        const stricter = { ...rules, minimumSeniorityGap: rules.minimumSeniorityGap + 1 };
        const changed = { ...input.settings, weights, rules: isStricter ? stricter : rules };
        const other = claimOf({ ...input, settings: changed });
        if (other) others.push(['of other settings', { ...other, minimumFit: claim.minimumFit }]);
        for (const [kind, one] of others) {
          const isAccepted = isProven(() => proveBest(input, one));
          const minimum = one.minimumFit === claim.minimumFit ? best : bestByTrying(input, 'total', one.minimumFit);
          expect({ kind, isAccepted }).toEqual({ kind, isAccepted: isTrue(input, one, minimum) });
          if (!isAccepted) rejected.set(kind, (rejected.get(kind) ?? 0) + 1);
        }
      }),
      { numRuns: 200 },
    );
    // None is left out unseen.
    for (const [kind, least] of Object.entries(leastRejected)) {
      expect({ kind, isEnough: (rejected.get(kind) ?? 0) >= least }).toEqual({ kind, isEnough: true });
    }
    expect([...rejected.keys()].toSorted()).toEqual(Object.keys(leastRejected).toSorted());
  });

  it('rejects what is wrong even where it changes no sum: two whose fit is nothing, locked or paired twice', () => {
    const weights = {
      ...defaultWeights,
      topics: 0,
      department: 0,
      location: 0,
      seniority: 0,
      hours: 0,
      preferences: 0,
    };
    const roomy = [
      { ...senior, capacity: 2 },
      { ...junior, capacity: 2 },
    ];
    const open = organisationOf(roomy);
    const settings = { ...open.settings, weights };
    for (const input of [
      { ...open, settings },
      { ...open, settings, locked: [both] },
    ]) {
      const claim = claimOf(input);
      const [pairing] = claim?.pairings ?? [];
      if (!claim || !pairing) throw new Error('a pairing was expected');
      expect(pairing.fit).toBe(0);
      const claimed = (...pairings: readonly ProposedPairing[]) =>
        isProven(() => proveBest(input, { ...claim, pairings }));
      expect(claimed(pairing)).toBe(true);
      expect(claimed({ ...pairing, isLocked: !pairing.isLocked })).toBe(false);
      expect(claimed(pairing, pairing)).toBe(false);
    }
  });

  it('never lets prices show less than the best of all choices is worth', () => {
    fc.assert(
      fc.property(
        small,
        fc.array(fc.integer({ min: -400, max: 400 }), { minLength: 10, maxLength: 10 }),
        (input, moves) => {
          const claim = claimOf(input);
          if (!claim) return;
          const moved = (own: Readonly<Record<string, number>>, from: number) =>
            Object.fromEntries(
              Object.entries(own).map(([id, price], index) => [id, price + (moves[index + from] ?? 0)]),
            );
          const { scale } = claim.prices;
          const prices = { scale, mentees: moved(claim.prices.mentees, 0), mentors: moved(claim.prices.mentors, 5) };
          const fixed = worthOf(
            input,
            claim.pairings.filter(({ isLocked }) => isLocked),
          );
          const { placed, leftOut, totalFit } = bestByTrying(input, 'total', claim.minimumFit);
          const value = scale * (placed - fixed.placed + leftOut) + totalFit - fixed.totalFit;
          const bound = boundOf(input, prices, claim.minimumFit, 'fit');
          expect(bound).toBeGreaterThanOrEqual(value);
          expect(isProven(() => proveBest(input, { ...claim, prices }))).toBe(bound === value);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('shows that no higher lowest fit is within reach, and never that one is not that is', () => {
    let [shown, rejected] = [0, 0];
    fc.assert(
      fc.property(small, (input) => {
        const made = makeProblem(input);
        if (!made.ok) throw new Error('a problem was expected');
        const { problem } = made;
        const byTotal = solve(problem, { values: 'fit', minimumFit: 0 });
        const { beyond, minimumFit, placing } = fairest(problem, byTotal);
        if (!beyond) return;
        const prices: Prices = {
          scale: 1,
          mentees: named(problem.mentees, beyond.menteePrices),
          mentors: named(problem.mentors, beyond.mentorPrices),
        };
        expect(isProven(() => proveUnreachable(input, prices, minimumFit + 1, placing))).toBe(true);
        shown += 1;
        // What the result itself does is within reach, whatever prices say.
        expect(isProven(() => proveUnreachable(input, prices, minimumFit, placing))).toBe(false);
        for (const role of ['mentees', 'mentors'] as const) {
          for (const [id, price] of Object.entries(prices[role])) {
            for (const by of [1, -1]) {
              const moved = { ...prices, [role]: { ...prices[role], [id]: price + by } };
              const isShown = boundOf(input, moved, minimumFit + 1, 'placing') < placing;
              expect(isProven(() => proveUnreachable(input, moved, minimumFit + 1, placing))).toBe(isShown);
              expect(isProven(() => proveUnreachable(input, moved, minimumFit, placing))).toBe(false);
              if (!isShown) rejected += 1;
            }
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(shown).toBeGreaterThan(20);
    expect(rejected).toBeGreaterThan(100);
  });
});

/** How many changes of each kind must have been tried and rejected. */
const leastRejected = {
  dropped: 30,
  repeated: 30,
  'lock flipped': 30,
  'fit raised': 30,
  'fit lowered': 30,
  'roles changed': 30,
  'with a stranger': 30,
  moved: 150,
  swapped: 10,
  added: 150,
  'price raised': 80,
  'price lowered': 30,
  'price not whole': 80,
  'price missing': 80,
  'scale halved': 20,
  'scale doubled': 15,
  'pairs below the minimum': 10,
  'of other settings': 15,
};

function named({ people, room }: Side, prices: Float64Array): Readonly<Record<string, number>> {
  return Object.fromEntries(
    people.flatMap(({ personId }, index) => ((room[index] ?? 0) > 0 ? [[personId, prices[index] ?? 0] as const] : [])),
  );
}
