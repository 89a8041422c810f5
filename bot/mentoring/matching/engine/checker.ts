import { sharedMinutesFinder } from '../../meeting/shared-hours.ts';
import type { WorkingHours } from '../../people/person.ts';
import * as fit from '../fit.ts';
import type { Candidate, MatchingInput, Prices, ProposedPairing } from '../matching.ts';
import { coupleKey, pairRules } from '../rules.ts';
import { int, num } from './arrays.ts';
import { pileOf, sharedFloats, waitFor, workOff, type Pile, type Helper, type SharedWork } from './pile.ts';

/** What shall be proven, and by which prices. */
export interface Claim {
  readonly pairings: readonly ProposedPairing[];
  readonly prices: Prices;
  /** Pairs that fit less were not allowed; 0 but for the objective `fairest`. */
  readonly minimumFit: number;
}

/** A result that could not be proven: a defect of the engine, told by what does not hold. No names are in it. */
export class NotProven extends Error {
  override readonly name = 'NotProven';
}

/**
 * Proves that a result keeps every rule and that no other choice is better, or throws. Shares nothing with the search and
 * the solver but the rules and points themselves, and how threads share work; believes nothing they say.
 *
 * The proof: let `fit(i, j)` be the fit of a possible pair, `bonus` what a person's being placed is worth, `room` how many
 * pairings they can have. For any prices, no choice is worth more than
 *
 *     sum over people of  max(0, bonus + price) + (room - 1) * max(0, price)
 *   + sum over possible pairs of  max(0, fit - price of the mentee - price of the mentor)
 *
 * since each pairing is worth its two prices and at most the pair's term, and somebody's pairings are worth at most their
 * own term together. So a choice worth exactly that much is a best one. All of it is whole numbers below 2^53.
 */
export function proveBest(input: MatchingInput, claim: Claim, helpers: readonly Helper[] = []): void {
  const people = new Ledger(input, claim.prices);
  checkPairings(input, claim, people);
  const value = people.valueOf(claim.pairings.filter((pairing) => !pairing.isLocked));
  const bound = people.bound() + surplus(input, people, { values: 'fit', minimumFit: claim.minimumFit }, helpers);
  if (value !== bound) throw new NotProven(`worth ${value}, and ${bound} was not ruled out`);
}

/**
 * Proves of two results that were each proven best that the fairest places as many as the best total, and that no choice
 * with a higher lowest fit does, or throws. `prices` prove the latter, with placing alone counted; null where no fit can
 * be higher.
 */
export function proveFairest(
  input: MatchingInput,
  byTotal: Claim,
  fairest: Claim,
  prices: Prices | null,
  helpers: readonly Helper[] = [],
): void {
  const placing = placingOf(input, byTotal);
  if (placingOf(input, fairest) !== placing)
    throw new NotProven('the fairest choice places others than the best total');
  if (fairest.minimumFit >= fit.fullFit) return;
  if (!prices) throw new NotProven('that the lowest fit cannot be higher was not shown');
  proveUnreachable(input, prices, fairest.minimumFit + 1, placing, helpers);
}

/** Proves that no choice of pairs with at least this fit places people worth `placing`, or throws. */
export function proveUnreachable(
  input: MatchingInput,
  prices: Prices,
  minimumFit: number,
  placing: number,
  helpers: readonly Helper[] = [],
): void {
  const people = new Ledger(input, prices);
  const bound = people.bound() + surplus(input, people, { values: 'placing', minimumFit }, helpers);
  if (bound >= placing) throw new NotProven(`placing worth ${placing} above a fit of ${minimumFit} was not ruled out`);
}

/** What placing is worth in a result: one for each person, and one more for each earlier round that left them out. */
function placingOf(input: MatchingInput, { pairings, prices }: Claim): number {
  const chosen = pairings.filter((pairing) => !pairing.isLocked).map((pairing) => ({ ...pairing, fit: 0 }));
  return new Ledger(input, prices).valueOf(chosen) / prices.scale;
}

/** Who may have how many pairings, what placing each is worth, and what each costs. */
class Ledger {
  readonly mentees: readonly Entry[];
  readonly mentors: readonly Entry[];
  readonly byId: ReadonlyMap<string, Entry>;
  readonly prices: Prices;

  constructor(input: MatchingInput, prices: Prices) {
    const { scale, mentees, mentors } = prices;
    this.prices = prices;
    const locks = new Map<string, number>();
    for (const { menteeId, mentorId } of input.locked) {
      for (const id of [menteeId, mentorId]) locks.set(id, (locks.get(id) ?? 0) + 1);
    }
    const entries = input.candidates.map((candidate): Entry => {
      const locked = locks.get(candidate.personId) ?? 0;
      const isNew = !candidate.isPlaced && locked === 0;
      return {
        candidate,
        room: candidate.capacity - locked,
        bonus: isNew ? scale * (1 + Math.min(7, candidate.timesLeftOut)) : 0,
        price: (candidate.role === 'mentee' ? mentees : mentors)[candidate.personId] ?? Number.NaN,
      };
    });
    const withRoom = entries.filter(({ room }) => room > 0);
    if (withRoom.some(({ price }) => !Number.isSafeInteger(price))) throw new NotProven('a price is missing');
    this.mentees = withRoom.filter(({ candidate }) => candidate.role === 'mentee');
    this.mentors = withRoom.filter(({ candidate }) => candidate.role === 'mentor');
    this.byId = new Map(entries.map((entry) => [entry.candidate.personId, entry]));
  }

  /** What people's own terms add to the bound. */
  bound(): number {
    return [...this.mentees, ...this.mentors].reduce(
      (sum, { room, bonus, price }) => sum + Math.max(0, bonus + price) + (room - 1) * Math.max(0, price),
      0,
    );
  }

  valueOf(pairings: readonly ProposedPairing[]): number {
    const placed = new Set(pairings.flatMap(({ menteeId, mentorId }) => [menteeId, mentorId]));
    const bonuses = [...placed].reduce((sum, id) => sum + (this.byId.get(id)?.bonus ?? 0), 0);
    return pairings.reduce((sum, pairing) => sum + pairing.fit, bonuses);
  }
}

interface Entry {
  readonly candidate: Candidate;
  /** Pairings beyond the locked ones. */
  readonly room: number;
  readonly bonus: number;
  readonly price: number;
}

/** Every pairing by the rules in words, one by one. */
function checkPairings(input: MatchingInput, { pairings, prices, minimumFit }: Claim, people: Ledger): void {
  const require = (holds: boolean, what: string) => {
    if (!holds) throw new NotProven(what);
  };
  const roomOf = (entries: readonly Entry[]) => entries.reduce((sum, { candidate }) => sum + candidate.capacity, 0);
  const seats = Math.min(
    roomOf([...people.byId.values()].filter(({ candidate }) => candidate.role === 'mentee')),
    roomOf([...people.byId.values()].filter(({ candidate }) => candidate.role === 'mentor')),
  );
  require(prices.scale > fit.fullFit * seats, 'placing is not worth more than all fits together');
  const rules = pairRules(input);
  const points = fit.fullPoints(input.settings.weights, input.settings.rules);
  const locked = new Set(input.locked.map(coupleKey));
  const taken = new Map<string, number>();
  const seen = new Set<string>();
  for (const pairing of pairings) {
    const mentee = people.byId.get(pairing.menteeId)?.candidate;
    const mentor = people.byId.get(pairing.mentorId)?.candidate;
    if (mentee?.role !== 'mentee' || mentor?.role !== 'mentor') throw new NotProven('a pairing of others');
    require(!seen.has(coupleKey(pairing)), 'two are paired twice');
    seen.add(coupleKey(pairing));
    for (const { personId } of [mentee, mentor]) taken.set(personId, (taken.get(personId) ?? 0) + 1);
    require(pairing.isLocked === locked.has(coupleKey(pairing)), 'a pairing is locked that is not, or not that is');
    require(rules.barsOf(mentee, mentor).length === 0, 'a pairing breaks a rule');
    const minutes = rules.minutesOf(mentee, mentor) ?? 0;
    const exact = fit.fitOf(mentee, mentor, { points, rules: input.settings.rules, minutes });
    require(exact.fit === pairing.fit, 'a fit is not what it is said to be');
    require(pairing.isLocked || pairing.fit >= minimumFit, 'a fit is lower than was allowed');
  }
  for (const [id, count] of taken) {
    require(count <= (people.byId.get(id)?.candidate.capacity ?? 0), 'somebody has more pairings than room');
  }
  for (const couple of input.locked) require(seen.has(coupleKey(couple)), 'a locked pairing is missing');
}

/** What counts as a pair's worth, and which pairs count. */
interface Counting {
  readonly values: 'fit' | 'placing';
  readonly minimumFit: number;
}

/** A part of a proof that threads share: see `Pile`. */
export interface Surplus extends Counting, SharedWork {
  readonly kind: 'surplus';
  readonly prices: Prices;
  readonly pile: Pile;
  /** What each mentee's pairs are worth beyond their prices. */
  readonly sums: Float64Array;
}

/** What all possible pairs together are worth beyond their prices, worked out with whoever helps. */
function surplus(input: MatchingInput, people: Ledger, counting: Counting, helpers: readonly Helper[]): number {
  const { length } = people.mentees;
  const work: Surplus = {
    ...counting,
    kind: 'surplus',
    prices: people.prices,
    pile: pileOf(length),
    sums: sharedFloats(length),
  };
  for (const helper of helpers) helper.help(work);
  workOffSurplus(input, people, work);
  waitFor(work.pile);
  return work.sums.reduce((sum, one) => sum + one, 0);
}

/** Works along on a proof of what another thread found for the same input. */
export function helpProve(input: MatchingInput, work: Surplus): void {
  workOffSurplus(input, new Ledger(input, work.prices), work);
}

/**
 * Mentors of one seniority who offer the same of the most popular topics stand in a shelf, cheapest first; for each mentee
 * a shelf is left when nobody that follows could be worth more than they cost.
 */
function workOffSurplus(input: MatchingInput, people: Ledger, { values, minimumFit, pile, sums }: Surplus): void {
  const byFit = values === 'fit';
  const { mentors, shelves } = shelve(input, people.mentors, byFit);
  const rows = new PointRows(input, mentors);
  const rules = pairRules(input);
  const locked = new Set(input.locked.map(coupleKey));
  const isPossible = (mentee: Candidate, mentor: Candidate) =>
    rules.barsOf(mentee, mentor).length === 0 &&
    !locked.has(coupleKey({ menteeId: mentee.personId, mentorId: mentor.personId }));
  const prices = Float64Array.from(mentors, ({ price }) => price);
  const costs = prices.map((price, index) => price - (byFit ? rows.most(index) : 0));
  workOff(pile, (from, end) => {
    for (const [index, { candidate: mentee, price }] of people.mentees.slice(from, end).entries()) {
      let sum = 0;
      rows.eachWorthMore(mentee, { price, prices, costs, shelves, byFit, minimumFit }, (at, value) => {
        const mentor = mentors[at]?.candidate;
        if (mentor && isPossible(mentee, mentor)) sum += value;
      });
      sums[from + index] = sum;
    }
  });
}

/** What a look at one mentee's pairs goes by. */
interface Look {
  readonly price: number;
  readonly prices: Float64Array;
  /** Prices less all that the mentor may bring. */
  readonly costs: Float64Array;
  /** Where each shelf begins, and where the last ends. */
  readonly shelves: Int32Array;
  readonly byFit: boolean;
  readonly minimumFit: number;
}

/** Puts mentors in the order of their shelves, cheapest first within each. */
function shelve(input: MatchingInput, unsorted: readonly Entry[], byFit: boolean) {
  const rows = new PointRows(input, unsorted);
  const shelved = unsorted
    .map((entry, index) => ({
      entry,
      shelf: `${entry.candidate.seniority} ${rows.popular(index)}`,
      cost: entry.price - (byFit ? rows.most(index) : 0),
    }))
    .toSorted((a, b) => (a.shelf < b.shelf ? -1 : a.shelf > b.shelf ? 1 : a.cost - b.cost));
  const starts = shelved.flatMap(({ shelf }, index) => (shelf === shelved[index - 1]?.shelf ? [] : [index]));
  return { mentors: shelved.map(({ entry }) => entry), shelves: Int32Array.from([...starts, shelved.length]) };
}

const impossible = -1e9;
const popularTopics = 8;

/** A trait of mentors, numbered, and the points it has with each value of the mentee's own, worked out once. */
class Trait {
  readonly #numbers = new Map<string, number>();
  readonly #examples: Candidate[] = [];
  readonly ofMentor: Int32Array;
  readonly #rows = new Map<string, { readonly points: Int32Array; readonly most: number }>();
  readonly #keyOf: (one: Candidate) => string;
  readonly #points: (mentee: Candidate, mentor: Candidate) => number;
  readonly #brings: (mentor: Candidate) => number;

  /** `brings`: the most that a mentor's own preference adds to the points. */
  constructor(
    mentors: readonly Entry[],
    keyOf: (one: Candidate) => string,
    points: (mentee: Candidate, mentor: Candidate) => number,
    brings: (mentor: Candidate) => number = () => 0,
  ) {
    this.#keyOf = keyOf;
    this.#points = points;
    this.#brings = brings;
    this.ofMentor = Int32Array.from(mentors, ({ candidate }) => {
      const key = keyOf(candidate);
      const known = this.#numbers.get(key);
      if (known !== undefined) return known;
      this.#numbers.set(key, this.#examples.length);
      return this.#examples.push(candidate) - 1;
    });
  }

  /** Points by the number of the mentor's value, and the most of them besides what mentors bring. */
  row(mentee: Candidate): { readonly points: Int32Array; readonly most: number } {
    const key = this.#keyOf(mentee);
    const known = this.#rows.get(key);
    if (known) return known;
    const points = Int32Array.from(this.#examples, (mentor) => this.#points(mentee, mentor));
    const besides = this.#examples.map((mentor, number) => int(points, number) - this.#brings(mentor));
    const row = { points, most: besides.reduce((most, one) => Math.max(most, one), 0) };
    this.#rows.set(key, row);
    return row;
  }
}

/** Points of a mentee with every mentor, by adding up what each trait of the mentor gives. */
class PointRows {
  readonly #points: fit.FullPoints;
  readonly #input: MatchingInput;
  readonly #mentors: readonly Entry[];
  readonly #traits: readonly Trait[];
  readonly #topics = new Map<string, number>();
  /** Topics of each mentor, the popular ones first; where they begin, and where those end. */
  readonly #topicsFrom: Int32Array;
  readonly #unpopularFrom: Int32Array;
  readonly #offered: Int32Array;
  /** What each mentor adds to every pair, and the same with all that their own preferences can add. */
  readonly #own: Int32Array;
  readonly #brought: Int32Array;
  readonly #wishedBy = new Map<string, readonly string[]>();

  constructor(input: MatchingInput, mentors: readonly Entry[]) {
    const { rules, weights } = input.settings;
    const points = fit.fullPoints(weights, rules);
    this.#points = points;
    this.#input = input;
    this.#mentors = mentors;
    const shared = sharedMinutesFinder(input.period);
    const minutesOf = (a: WorkingHours | null, b: WorkingHours | null) => (a && b ? shared(a, b) : null);
    const pick = (...values: unknown[]) => JSON.stringify(values);
    const steps = (one: Candidate) =>
      fit.preferenceStep(
        fit.preferenceHalf(points, one.role),
        fit.statedPreferences(one.preferences, one.wishes.length),
      );
    const step = (one: Candidate, trait: 'office' | 'profession') => (one.preferences[trait] === null ? 0 : steps(one));
    const met = (trait: 'office' | 'profession', relation: fit.Relation, ...both: readonly Candidate[]) =>
      both.reduce((sum, one) => sum + (fit.isMet(one.preferences[trait], relation) ? steps(one) : 0), 0);
    this.#traits = [
      new Trait(
        mentors,
        ({ seniority }) => pick(seniority),
        (mentee, mentor) => {
          const levels = mentee.seniority - mentor.seniority;
          const { minimumSeniorityGap: least } = rules;
          return levels < least ? impossible : fit.seniorityPoints(points, levels, least);
        },
      ),
      new Trait(
        mentors,
        ({ workingHours }) => pick(workingHours),
        (mentee, mentor) => {
          const minutes = minutesOf(mentee.workingHours, mentor.workingHours);
          const isEnough = minutes !== null && minutes >= rules.minimumSharedHours * 60;
          return isEnough ? fit.hoursPoints(points, minutes) : impossible;
        },
      ),
      new Trait(
        mentors,
        ({ languages }) => pick(languages),
        (mentee, mentor) => (mentee.languages.some((language) => mentor.languages.includes(language)) ? 0 : impossible),
      ),
      new Trait(
        mentors,
        ({ department }) => pick(department),
        (mentee, mentor) => {
          const relation = fit.relationOf(mentee.department, mentor.department);
          const isBarred = rules.department === 'require' && relation !== 'different';
          return isBarred ? impossible : fit.departmentPoints(points, relation);
        },
      ),
      new Trait(
        mentors,
        (one) => pick(one.profession, one.preferences.profession, steps(one)),
        (mentee, mentor) => {
          const relation = fit.relationOf(mentee.profession, mentor.profession);
          return fit.professionPoints(points, relation) + met('profession', relation, mentee, mentor);
        },
        (mentor) => step(mentor, 'profession'),
      ),
      new Trait(
        mentors,
        (one) => pick(one.officeLocation, one.preferences.office, steps(one)),
        (mentee, mentor) => {
          const relation = fit.relationOf(mentee.officeLocation, mentor.officeLocation);
          return fit.locationPoints(points, relation) + met('office', relation, mentee, mentor);
        },
        (mentor) => step(mentor, 'office'),
      ),
    ];
    const counts = new Map<string, number>();
    for (const { candidate } of mentors) {
      for (const topic of candidate.topics) counts.set(topic, (counts.get(topic) ?? 0) + 1);
    }
    // By name where as many offer them, so that the order of mentors makes no difference.
    const byPopularity = [...counts].toSorted(([a, many], [b, few]) => few - many || (a < b ? -1 : 1));
    for (const [topic] of byPopularity) {
      this.#topics.set(topic, this.#topics.size);
    }
    const offered: number[] = [];
    this.#topicsFrom = new Int32Array(mentors.length + 1);
    this.#unpopularFrom = new Int32Array(mentors.length);
    for (const [index, { candidate }] of mentors.entries()) {
      const own = candidate.topics.map((topic) => this.#topics.get(topic) ?? 0).toSorted((a, b) => a - b);
      this.#unpopularFrom[index] = offered.length + own.filter((topic) => topic < popularTopics).length;
      offered.push(...own);
      this.#topicsFrom[index + 1] = offered.length;
      for (const id of candidate.wishes) {
        this.#wishedBy.set(id, [...(this.#wishedBy.get(id) ?? []), candidate.personId]);
      }
    }
    this.#offered = Int32Array.from(offered);
    this.#own = Int32Array.from(
      mentors,
      ({ candidate }) => this.#open(candidate) + fit.experiencePoints(points, candidate.pairingsMentored),
    );
    this.#brought = Int32Array.from(
      mentors,
      ({ candidate }, index) => int(this.#own, index) + step(candidate, 'profession') + step(candidate, 'office'),
    );
  }

  /** The most that a mentor brings into a pair by themselves. */
  most(mentor: number): number {
    return int(this.#brought, mentor);
  }

  /** Which of the most popular topics a mentor offers. */
  popular(mentor: number): string {
    return this.#offered.subarray(int(this.#topicsFrom, mentor), int(this.#unpopularFrom, mentor)).join(' ');
  }

  /** The half of those who prefer nothing. */
  #open(one: Candidate): number {
    const isOpen = fit.statedPreferences(one.preferences, one.wishes.length) === 0;
    return isOpen ? fit.preferenceHalf(this.#points, one.role) : 0;
  }

  /**
   * Tells of every pair of a mentee that traits allow and that is worth more than both prices, and by how much. Whether
   * the two may be paired in every other way is not looked at.
   */
  eachWorthMore(mentee: Candidate, look: Look, tell: (mentor: number, value: number) => void): void {
    const { price, prices, costs, shelves, byFit, minimumFit } = look;
    const worth = new Int32Array(this.#topics.size);
    for (const [place, topic] of mentee.topics.entries()) {
      const number = this.#topics.get(topic);
      if (number !== undefined) worth[number] = fit.topicValue(place);
    }
    const all = mentee.topics.reduce((sum, _, place) => sum + fit.topicValue(place), 0);
    const topicPoints = Int32Array.from({ length: all + 1 }, (_, value) =>
      fit.topicPoints(this.#points, value, mentee.topics.length),
    );
    let unpopular = 0;
    for (let topic = popularTopics; topic < worth.length; topic += 1) unpopular += int(worth, topic);
    // A wish by name is met by few: their pairs are worked out in words.
    const named = new Set([...mentee.wishes, ...(this.#wishedBy.get(mentee.personId) ?? [])]);
    const own = this.#open(mentee);
    const rows = this.#traits.map((trait) => trait.row(mentee));
    const [byLevel, byHours, byLanguages, byDepartment, byProfession, byOffice] = rows.map(
      ({ points }) => points,
    ) as Six;
    const [levels, hours, languages, departments, professions, offices] = this.#traits.map(
      ({ ofMentor }) => ofMentor,
    ) as Six;
    const elsewhere =
      rows.slice(1).reduce((sum, row) => sum + row.most, own) + (named.size > 0 ? this.#points.preferences : 0);
    const [offered, topicsFrom, unpopularFrom] = [this.#offered, this.#topicsFrom, this.#unpopularFrom];
    const [ownOf, brought] = [this.#own, this.#brought];
    const leastShared = this.#input.settings.rules.minimumSharedTopics;
    for (let shelf = 0; shelf + 1 < shelves.length; shelf += 1) {
      const from = int(shelves, shelf);
      const level = int(byLevel, int(levels, from));
      if (level < 0) continue;
      let popular = 0;
      let popularShared = 0;
      for (let at = int(topicsFrom, from); at < int(unpopularFrom, from); at += 1) {
        const one = int(worth, int(offered, at));
        popular += one;
        if (one > 0) popularShared += 1;
      }
      const most = byFit ? level + elsewhere + int(topicPoints, popular + unpopular) - price : -price;
      for (let mentor = from; mentor < int(shelves, shelf + 1) && most - num(costs, mentor) > 0; mentor += 1) {
        let value = popular;
        let shared = popularShared;
        for (let at = int(unpopularFrom, mentor); at < int(topicsFrom, mentor + 1); at += 1) {
          const one = int(worth, int(offered, at));
          value += one;
          if (one > 0) shared += 1;
        }
        if (shared < leastShared) continue;
        const paid = price + num(prices, mentor);
        const first = int(topicPoints, value) + level;
        if (byFit && first + int(brought, mentor) + elsewhere <= paid) continue;
        let sum =
          first +
          own +
          int(ownOf, mentor) +
          int(byHours, int(hours, mentor)) +
          int(byLanguages, int(languages, mentor)) +
          int(byDepartment, int(departments, mentor)) +
          int(byProfession, int(professions, mentor)) +
          int(byOffice, int(offices, mentor));
        if (named.size > 0 && sum >= 0) sum += this.#named(mentee, mentor, named);
        if (sum < minimumFit) continue;
        const left = (byFit ? sum : 0) - paid;
        if (left > 0) tell(mentor, left);
      }
    }
  }

  #named(mentee: Candidate, mentor: number, named: ReadonlySet<string>): number {
    const other = this.#mentors[mentor]?.candidate;
    if (!other || !named.has(other.personId)) return 0;
    const step = (one: Candidate, whom: Candidate) =>
      one.wishes.includes(whom.personId)
        ? fit.preferenceStep(
            fit.preferenceHalf(this.#points, one.role),
            fit.statedPreferences(one.preferences, one.wishes.length),
          )
        : 0;
    return step(mentee, other) + step(other, mentee);
  }
}

type Six = [Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array];
