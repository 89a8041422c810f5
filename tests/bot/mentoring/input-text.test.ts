import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { decodeInput, encodeInput, hashOf } from '../../../bot/mentoring/matching/input-text.ts';
import type { Candidate, Couple, MatchingInput } from '../../../bot/mentoring/matching/matching.ts';
import { defaultRules, defaultWeights } from '../../../bot/mentoring/programme/programme.ts';

const id = fc.uuid();
const word = fc.string({ unit: 'binary', maxLength: 6 });
const words = fc.uniqueArray(word, { maxLength: 4 });
const ids = fc.uniqueArray(id, { maxLength: 3 });
const likeness = fc.constantFrom('same' as const, 'different' as const, null);
const candidate: fc.Arbitrary<Candidate> = fc.record({
  personId: id,
  role: fc.constantFrom('mentor' as const, 'mentee' as const),
  capacity: fc.integer({ min: 1, max: 5 }),
  isPlaced: fc.boolean(),
  timesLeftOut: fc.nat(3),
  seniority: fc.nat(20),
  topics: words,
  languages: words,
  workingHours: fc.option(
    fc.record({
      timeZone: word,
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 })),
      start: fc.constant('09:00'),
      end: fc.constant('17:00'),
    }),
  ),
  department: fc.option(word),
  profession: fc.option(word),
  officeLocation: fc.option(word),
  pairingsMentored: fc.nat(9),
  preferences: fc.record({ office: likeness, profession: likeness }),
  wishes: ids,
  exclusions: ids,
});
const couples = fc.uniqueArray(fc.record<Couple>({ menteeId: id, mentorId: id }), {
  maxLength: 4,
  selector: ({ menteeId, mentorId }) => `${menteeId} ${mentorId}`,
});
const prices = fc.dictionary(
  id,
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((price) => price + 0),
  {
    maxKeys: 4,
  },
);
const input: fc.Arbitrary<MatchingInput> = fc.record({
  candidates: fc.uniqueArray(candidate, { maxLength: 6, selector: ({ personId }) => personId }),
  reportingLines: fc
    .uniqueArray(fc.tuple(id, fc.option(id)), { maxLength: 4, selector: ([person]) => person })
    .map((lines) => new Map(lines)),
  settings: fc.record({
    rules: fc.constant(defaultRules),
    weights: fc.constant(defaultWeights),
    objective: fc.constantFrom('total' as const, 'fairest' as const),
  }),
  period: fc.constant({
    startsOn: Temporal.PlainDate.from('2027-02-01'),
    endsOn: Temporal.PlainDate.from('2027-06-30'),
  }),
  pairedBefore: couples,
  declined: couples,
  locked: couples,
  forbidden: couples,
  seed: fc.nat(4_294_967_295),
  start: fc.option(
    fc.record({ prices: fc.record({ scale: fc.nat(), mentees: prices, mentors: prices }), pairings: couples }),
  ),
});

const reversed = <T extends object>(record: T): T => Object.fromEntries(Object.entries(record).toReversed()) as T;

/** The same input with everything the other way round that has no order. */
function turned(one: MatchingInput): MatchingInput {
  return {
    ...one,
    candidates: one.candidates.toReversed().map((somebody) => ({
      ...somebody,
      topics: somebody.role === 'mentee' ? somebody.topics : somebody.topics.toReversed(),
      languages: somebody.languages.toReversed(),
      workingHours: somebody.workingHours && {
        ...somebody.workingHours,
        days: somebody.workingHours.days.toReversed(),
      },
      wishes: somebody.wishes.toReversed(),
      exclusions: somebody.exclusions.toReversed(),
    })),
    reportingLines: new Map([...one.reportingLines].toReversed()),
    settings: { ...one.settings, weights: reversed(one.settings.weights) },
    pairedBefore: one.pairedBefore.toReversed(),
    declined: one.declined.toReversed(),
    locked: one.locked.toReversed(),
    forbidden: one.forbidden.toReversed(),
    start: one.start && {
      prices: {
        scale: one.start.prices.scale,
        mentees: reversed(one.start.prices.mentees),
        mentors: reversed(one.start.prices.mentors),
      },
      pairings: one.start.pairings.toReversed(),
    },
  };
}

describe('the text of an input', () => {
  it('is the same whatever order its parts are in', () => {
    fc.assert(fc.property(input, (one) => expect(encodeInput(turned(one))).toBe(encodeInput(one))));
  });

  it('is read back as the input it was, and written again as the text it was', () => {
    fc.assert(
      fc.property(input, (one) => {
        const text = encodeInput(one);
        const read = decodeInput(text);
        expect(encodeInput(read)).toBe(text);
        expect(read.period).toEqual(one.period);
        expect(read.reportingLines).toEqual(one.reportingLines);
        expect(read.settings).toEqual(one.settings);
        expect(read.start?.prices).toEqual(one.start?.prices);
        const inOrder = one.candidates.toSorted((a, b) => (a.personId < b.personId ? -1 : 1));
        expect(read.candidates.map(({ personId }) => personId)).toEqual(inOrder.map(({ personId }) => personId));
        const mentees = (all: readonly Candidate[]) => all.filter(({ role }) => role === 'mentee');
        expect(mentees(read.candidates).map(({ topics }) => topics)).toEqual(
          mentees(inOrder).map(({ topics }) => topics),
        );
      }),
    );
  });

  it('is another one when something that counts is another', () => {
    const changed = (one: MatchingInput): readonly MatchingInput[] => {
      const [first, ...rest] = one.candidates;
      const others = (somebody: Candidate): Candidate[] => [
        { ...somebody, isPlaced: !somebody.isPlaced },
        { ...somebody, exclusions: [...somebody.exclusions, somebody.personId] },
        { ...somebody, role: 'mentee', topics: ['first', 'second'] },
        { ...somebody, role: 'mentee', topics: ['second', 'first'] },
      ];
      return [
        { ...one, seed: (one.seed + 1) % 4_294_967_296 },
        { ...one, declined: [...one.declined, { menteeId: 'one', mentorId: 'other' }] },
        { ...one, start: one.start ? null : { prices: { scale: 1, mentees: {}, mentors: {} }, pairings: [] } },
        ...(first ? [{ ...one, candidates: rest }] : []),
        ...(first ? others(first).map((other) => ({ ...one, candidates: [other, ...rest] })) : []),
      ];
    };
    fc.assert(
      fc.property(input, (one) => {
        const texts = [one, ...changed(one)].map(encodeInput);
        expect(new Set(texts).size).toBe(texts.length);
      }),
    );
  });

  it('of another version is not read', () => {
    expect(() => decodeInput('{"version":0}')).toThrow('version 0');
  });
});

describe('the hash of a text', () => {
  it('is its SHA-256 in UTF-8', async () => {
    await fc.assert(
      fc.asyncProperty(word, async (text) => {
        // Halves of characters have no UTF-8 of their own.
        const whole = text.toWellFormed();
        expect(await hashOf(whole)).toBe(createHash('sha256').update(whole, 'utf8').digest('hex'));
      }),
    );
  });
});
