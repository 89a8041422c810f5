import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Hand, type Work } from '../../../../bot/mentoring/matching/engine/hand.ts';
import type { Helper } from '../../../../bot/mentoring/matching/engine/pile.ts';
import { runEngine } from '../../../../bot/mentoring/matching/engine/run.ts';
import type {
  Candidate,
  Couple,
  MatchingInput,
  MatchingOutcome,
  MatchingResult,
  Progress,
} from '../../../../bot/mentoring/matching/matching.ts';
import { seededRandom } from '../../../../infra/sandbox/random.ts';
import { anyWeights, organisations } from './organisations.ts';
import { possiblePairs, worthOf } from './plain.ts';
import { junior, organisationOf, senior } from './two-people.ts';
import { runs } from '../../../support/runs.ts';

const anySize = organisations({ least: 2, most: 14 });
/** What cannot differ between two answers that are equally good. */
function totalsOf(input: MatchingInput, outcome: MatchingOutcome) {
  if (!outcome.ok) return outcome.problem.reason;
  const { pairings, totals } = outcome.result;
  const { lowestFit, ...worth } = worthOf(input, pairings);
  const fairest = { lowestFit, bestTotalFit: totals.bestTotalFit };
  return input.settings.objective === 'fairest' ? { ...worth, ...fairest } : worth;
}

const startOf = ({ prices, pairings }: MatchingResult): MatchingInput['start'] => ({ prices, pairings });

describe('a run of the matching', () => {
  it('gives the same, prices and all, whatever order lists are in', () => {
    fc.assert(
      fc.property(anySize, fc.string(), fc.boolean(), (drawn, order, isWarm) => {
        const first = runEngine(drawn);
        const input = isWarm && first.ok ? { ...drawn, seed: drawn.seed + 1, start: startOf(first.result) } : drawn;
        expect(runEngine(reordered(input, order))).toEqual(runEngine(input));
      }),
      { numRuns: runs(100) },
    );
  });

  it('gives the same, prices and all, when others help', () => {
    fc.assert(
      fc.property(anySize, fc.string(), fc.boolean(), (drawn, order, isWarm) => {
        const first = runEngine(drawn);
        const input = isWarm && first.ok ? { ...drawn, seed: drawn.seed + 1, start: startOf(first.result) } : drawn;
        // In this thread, so that it has done all there is before the run itself takes a piece.
        const hand = new Hand(reordered(input, order));
        const helper: Helper = { help: (work) => hand.help(work as Work) };
        expect(runEngine(input, undefined, [helper])).toEqual(runEngine(input));
      }),
      { numRuns: runs(100) },
    );
  });

  it('gives the same to somebody who wishes for many who are alike, whomever they name first', () => {
    const alike = Array.from({ length: 20 }, (_, index) => ({ ...junior, personId: `junior-${index}` }));
    const ids = alike.map(({ personId }) => personId);
    fc.assert(
      fc.property(fc.shuffledSubarray(ids, { minLength: ids.length }), (wishes) => {
        const run = (named: readonly string[]) => runEngine(organisationOf([{ ...senior, wishes: named }, ...alike]));
        expect(run(wishes)).toEqual(run(ids));
      }),
      { numRuns: runs(20) },
    );
  });

  it('lets the seed decide between those who are equally good', () => {
    const alike = Array.from({ length: 6 }, (_, index) => ({ ...junior, personId: `junior-${index}` }));
    const chosen = Array.from({ length: 30 }, (_, seed) => {
      const outcome = runEngine(organisationOf([senior, ...alike], { seed }));
      return outcome.ok && outcome.result.pairings[0]?.mentorId;
    });
    expect(new Set(chosen)).toEqual(new Set(alike.map(({ personId }) => personId)));
  });

  it('tells the same problem whatever order lists are in', () => {
    const couples = fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(organisations({ least: 1, most: 5 }), couples, fc.string(), (drawn, chosen, order) => {
        const locked = chosen.map(([one, other]) => ({ menteeId: `e${one}`, mentorId: `r${other}` }));
        const input = { ...drawn, locked: [...new Map(locked.map((one) => [JSON.stringify(one), one])).values()] };
        expect(runEngine(reordered(input, order))).toEqual(runEngine(input));
      }),
      { numRuns: runs(150) },
    );
  });

  it('is as good when people have other ids or another seed decides', () => {
    fc.assert(
      fc.property(anySize, fc.nat(), (input, seed) => {
        const totals = totalsOf(input, runEngine(input));
        const seeded = { ...input, seed };
        expect(totalsOf(seeded, runEngine(seeded))).toEqual(totals);
        const other = renamed(input, (id) => `${id.slice(1)}-${seed}-${id.slice(0, 1)}`);
        expect(totalsOf(other, runEngine(other))).toEqual(totals);
      }),
      { numRuns: runs(80) },
    );
  });

  it('is as good when it begins from an earlier result, of the same organisation or of one a little different', () => {
    const kinds = fc.constantFrom(...(Object.keys(changes) as (keyof typeof changes)[]));
    fc.assert(
      fc.property(anySize, fc.array(kinds, { maxLength: 2 }), fc.nat(), anyWeights, (before, kind, place, weights) => {
        const outcome = runEngine(before);
        if (!outcome.ok) return;
        const start = startOf(outcome.result);
        const after = kind.reduce<MatchingInput>((input, one) => changes[one](input, place, weights), before);
        expect(totalsOf(after, runEngine({ ...after, start }))).toEqual(totalsOf(after, runEngine(after)));
      }),
      { numRuns: runs(120) },
    );
  });

  it('comes to an end when it begins from pairings without prices, with others who would take their places', () => {
    const mentees = ['a', 'b', 'c'].map((personId) => ({ ...senior, personId }));
    const mentors = [
      { ...junior, personId: 'wanted', capacity: 2 },
      { ...junior, personId: 'unwanted', topics: ['other'] },
    ];
    const pairings = ['a', 'b'].map((menteeId) => ({ menteeId, mentorId: 'wanted' }));
    const start = { prices: { scale: 4_096, mentees: {}, mentors: {} }, pairings };
    for (let seed = 0; seed < 5; seed += 1) {
      const outcome = runEngine(organisationOf([...mentees, ...mentors], { seed, start }));
      expect(outcome.ok && outcome.result.totals.placed).toBe(3);
    }
  });

  it('changes nothing when it begins from its own result', () => {
    fc.assert(
      fc.property(anySize, (input) => {
        const outcome = runEngine(input);
        if (!outcome.ok || input.settings.objective === 'fairest') return;
        const again = runEngine({ ...input, start: startOf(outcome.result) });
        expect(again.ok && again.result.pairings.map(({ fit }) => fit)).toEqual(
          outcome.result.pairings.map(({ fit }) => fit),
        );
      }),
      { numRuns: runs(50) },
    );
  });

  it('tells how far it is, never falling, up to the whole', () => {
    const phases = ['reading', 'searching', 'solving', 'proving', 'explaining'];
    fc.assert(
      fc.property(organisations({ least: 2, most: 8 }), (input) => {
        const told: Progress[] = [];
        const outcome = runEngine(input, (progress) => told.push(progress));
        expect(told[0]).toEqual({ phase: 'reading', share: 0 });
        if (outcome.ok) expect(told.at(-1)).toEqual({ phase: 'explaining', share: 1 });
        const shares = told.map(({ share }) => share);
        expect(shares).toEqual(shares.toSorted((a, b) => a - b));
        const order = told.map(({ phase }) => phases.indexOf(phase));
        expect(order).toEqual(order.toSorted((a, b) => a - b));
      }),
      { numRuns: runs(50) },
    );
  });
});

/** Things that happen between two runs. */
const changes = {
  'one lock more': (input: MatchingInput, place: number): MatchingInput => {
    const locks = (id: string) =>
      input.locked.filter(({ menteeId, mentorId }) => menteeId === id || mentorId === id).length;
    const full = new Set(
      input.candidates.filter((one) => locks(one.personId) >= one.capacity).map((one) => one.personId),
    );
    const open = possiblePairs(input).filter(({ menteeId, mentorId }) => !full.has(menteeId) && !full.has(mentorId));
    const { menteeId = null, mentorId = null } = open[place % Math.max(1, open.length)] ?? {};
    if (menteeId === null || mentorId === null) return input;
    return { ...input, locked: [...input.locked, { menteeId, mentorId }] };
  },
  'one person gone': (input: MatchingInput, place: number): MatchingInput => {
    const gone = input.candidates[place % input.candidates.length]?.personId;
    const isThere = ({ menteeId, mentorId }: Couple) => menteeId !== gone && mentorId !== gone;
    return {
      ...input,
      candidates: input.candidates.filter(({ personId }) => personId !== gone),
      locked: input.locked.filter(isThere),
    };
  },
  'one person more': (input: MatchingInput, place: number): MatchingInput => {
    const like = input.candidates[place % input.candidates.length];
    return like
      ? { ...input, candidates: [...input.candidates, { ...like, personId: `newcomer-${input.candidates.length}` }] }
      : input;
  },
  'other weights': (input: MatchingInput, _place: number, weights: MatchingInput['settings']['weights']) => ({
    ...input,
    settings: { ...input.settings, weights },
  }),
  'the other objective': (input: MatchingInput): MatchingInput => ({
    ...input,
    settings: { ...input.settings, objective: input.settings.objective === 'total' ? 'fairest' : 'total' },
  }),
  'all left out once more': (input: MatchingInput): MatchingInput => ({
    ...input,
    candidates: input.candidates.map((one) => ({ ...one, timesLeftOut: one.timesLeftOut + 1 })),
  }),
  'a pair forbidden': (input: MatchingInput, place: number): MatchingInput => {
    const open = possiblePairs(input);
    const pair = open[place % Math.max(1, open.length)];
    return pair ? { ...input, forbidden: [...input.forbidden, pair] } : input;
  },
} as const;

/** The same input with its lists in another order. A mentee's topics stay: their order means something. */
function reordered(input: MatchingInput, order: string): MatchingInput {
  const random = seededRandom(order);
  const mixed = <T>(list: readonly T[]): T[] =>
    list
      .map((value) => ({ value, place: random() }))
      .toSorted((a, b) => a.place - b.place)
      .map(({ value }) => value);
  const entries = (prices: Readonly<Record<string, number>>) => Object.fromEntries(mixed(Object.entries(prices)));
  return {
    ...input,
    candidates: mixed(input.candidates).map((one): Candidate => ({
      ...one,
      topics: one.role === 'mentor' ? mixed(one.topics) : one.topics,
      languages: mixed(one.languages),
      workingHours: one.workingHours && { ...one.workingHours, days: mixed(one.workingHours.days) },
      wishes: mixed(one.wishes),
      exclusions: mixed(one.exclusions),
    })),
    reportingLines: new Map(mixed([...input.reportingLines])),
    pairedBefore: mixed(input.pairedBefore),
    declined: mixed(input.declined),
    locked: mixed(input.locked),
    forbidden: mixed(input.forbidden),
    start: input.start && {
      prices: {
        scale: input.start.prices.scale,
        mentees: entries(input.start.prices.mentees),
        mentors: entries(input.start.prices.mentors),
      },
      pairings: mixed(input.start.pairings),
    },
  };
}

function renamed(input: MatchingInput, name: (id: string) => string): MatchingInput {
  const couples = (list: readonly Couple[]) =>
    list.map(({ menteeId, mentorId }) => ({ menteeId: name(menteeId), mentorId: name(mentorId) }));
  return {
    ...input,
    candidates: input.candidates.map((one) => ({
      ...one,
      personId: name(one.personId),
      wishes: one.wishes.map(name),
      exclusions: one.exclusions.map(name),
    })),
    reportingLines: new Map(
      [...input.reportingLines].map(([id, manager]) => [name(id), manager === null ? null : name(manager)]),
    ),
    pairedBefore: couples(input.pairedBefore),
    declined: couples(input.declined),
    locked: couples(input.locked),
    forbidden: couples(input.forbidden),
  };
}
