import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { decodeInput, encodeInput, textOf } from '../../../bot/mentoring/matching/input-text.ts';
import type { Candidate, Couple, MatchingInput } from '../../../bot/mentoring/matching/matching.ts';
import { hashOf } from '../../../bot/hash.ts';
import { atOnce, pieceSize } from '../../../bot/mentoring/pieces.ts';
import { defaultRules, defaultWeights } from '../../../bot/mentoring/programme/programme.ts';

const encoded = (one: MatchingInput) => atOnce(encodeInput(one));

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

/** A fixed input of more people than are written at one go, in no order, with something of everything that there is. */
function fixed(count: number): MatchingInput {
  const numbers = Array.from({ length: count }, (_, index) => (index * 7_919) % count);
  const idOf = (number: number) => `person-${String(number).padStart(5, '0')}`;
  const couplesFrom = (first: number) =>
    numbers.slice(0, count / 2).map((number) => ({ menteeId: idOf(number), mentorId: idOf((number + first) % count) }));
  return {
    candidates: numbers.map((number) => ({
      personId: idOf(number),
      role: number % 2 === 0 ? 'mentee' : 'mentor',
      capacity: 1 + (number % 3),
      isPlaced: number % 5 === 0,
      timesLeftOut: number % 4,
      seniority: number % 10,
      topics: ['law', 'data', 'ärger "und" 🌍'].slice(number % 3),
      languages: ['en', 'cy', 'de'].slice(number % 3),
      workingHours:
        number % 7 === 0 ? null : { timeZone: 'Europe/London', days: [5, 1, 3], start: '09:00', end: '17:00' },
      department: number % 4 === 0 ? null : `Département ${number % 4}`,
      profession: number % 6 === 0 ? null : `profession ${number % 6}`,
      officeLocation: number % 3 === 0 ? null : `office ${number % 3}`,
      pairingsMentored: number % 2,
      preferences: { profession: number % 2 === 0 ? 'same' : null, office: number % 3 === 0 ? 'different' : null },
      wishes: number % 50 === 0 ? [idOf(number + 1), idOf(number)] : [],
      exclusions: number % 70 === 0 ? [idOf(number + 1)] : [],
    })),
    reportingLines: new Map(
      numbers.map((number) => [idOf(number), number === 0 ? null : idOf(Math.floor(number / 7))]),
    ),
    settings: { rules: defaultRules, weights: defaultWeights, objective: 'fairest' },
    period: { startsOn: Temporal.PlainDate.from('2027-02-01'), endsOn: Temporal.PlainDate.from('2027-06-30') },
    pairedBefore: couplesFrom(1),
    declined: couplesFrom(3).slice(0, 9),
    locked: [],
    forbidden: couplesFrom(5).slice(0, 2),
    seed: 4_294_967_295,
    start: {
      prices: {
        scale: 2 ** 22,
        mentees: Object.fromEntries(numbers.map((number) => [idOf(number), number / 8])),
        mentors: {},
      },
      pairings: couplesFrom(7),
    },
  };
}

describe('the text of an input', () => {
  it('is the same whatever order its parts are in', () => {
    fc.assert(fc.property(input, (one) => expect(encoded(turned(one))).toBe(encoded(one))));
  });

  it('is read back as the input it was, and written again as the text it was', () => {
    fc.assert(
      fc.property(input, (one) => {
        const text = encoded(one);
        const read = decodeInput(text);
        expect(encoded(read)).toBe(text);
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
        const texts = [one, ...changed(one)].map(encoded);
        expect(new Set(texts).size).toBe(texts.length);
      }),
    );
  });

  it('stays what it is, so that the hashes of kept rounds do', async () => {
    expect(await hashOf(encoded(fixed(2_500)))).toBe(
      'b455f4244f9546c62af8961588aecc18e8ae9a024e603dbb1b068cf6ca742876',
    );
    expect(await hashOf(encoded({ ...fixed(0), start: null }))).toBe(
      '84098f707ca638ff8c7f2860a2f3cf6f27a080f0c058a0fed3dda80ac2fd862d',
    );
  });

  it('of another version is not read', () => {
    expect(() => decodeInput('{"version":0}')).toThrow('version 0');
  });
});

describe('a server that works on many people', () => {
  const people = 5_000;
  /** Runs something beside a task that takes every turn it is given; answers how many there were. */
  async function turnsBeside<Result>(work: () => Promise<Result>): Promise<{ result: Result; turns: number }> {
    let [turns, isOver] = [0, false];
    const take = () => {
      turns += 1;
      if (!isOver) setImmediate(take);
    };
    setImmediate(take);
    const result = await work();
    isOver = true;
    return { result, turns };
  }

  it('gives others their turns while it writes, and writes the same', async () => {
    const { result, turns } = await turnsBeside(() => textOf(fixed(people)));
    expect(result).toBe(encoded(fixed(people)));
    // Everybody is in four long lists and in one of prices.
    expect(turns).toBeGreaterThan((5 * people) / pieceSize);
  });

  it('writes an input once, whoever asks', async () => {
    const one = fixed(people);
    const first = await textOf(one);
    const { result, turns } = await turnsBeside(() => textOf(one));
    expect(result).toBe(first);
    expect(turns).toBeLessThan(3);
  });

  it('gives others their turns while it reads a text to hash it, and keeps characters whole', async () => {
    // Every boundary of a piece falls into a character of two halves once.
    for (const before of ['', 'x']) {
      const text = before + '🌍é'.repeat(1_000_000);
      const { result, turns } = await turnsBeside(() => hashOf(text));
      expect(result).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
      expect(turns).toBeGreaterThanOrEqual(6);
    }
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
