import type { Start } from '../matching.ts';
import { int, num } from './arrays.ts';
import { Flow, type Pairs } from './flow.ts';
import type { Problem, Side } from './problem.ts';
import { Found, Search, type Aim } from './search.ts';

/** A best choice for an aim, with the prices that prove it. */
export interface Solution {
  readonly pairs: readonly (readonly [mentee: number, mentor: number])[];
  readonly menteePrices: Float64Array;
  readonly mentorPrices: Float64Array;
}

/** Pairs that each mentee begins with, and most that one look at all others adds. */
const firstPairs = 12;
const morePairs = 8;
/** Up to here everything is solved at once; larger ones learn their prices from an eighth of the people. */
const smallest = 400;
const sampleShare = 8;
/** The units in which fits count, one after the other: rough first. */
const units = [32, 8, 2, 1];
/** Units a price may move for one held-up place before others are looked for. */
const patience = 4;
/** Pairs this far from being worth their prices, and some units more, are forgotten until they turn up again. */
const forgotten = 60;
/** Prices learnt from a sample are trusted within it: what is beyond tells of people left over, who may be others. */
const trusted = 1_000;

/**
 * Finds a best choice among all possible pairs while looking closely at few: solves for the most promising, looks for pairs
 * that the prices of that solution make worth more than they cost, adds them and mends the solution, until there are none
 * (column generation: the best choice of the few is then the best of all). With \`start\` it begins from the prices and
 * pairings of an earlier result. The same problem and start always give the same solution.
 */
export function solve(
  problem: Problem,
  aim: Aim,
  start: Start | null = null,
  onProgress: (share: number) => void = () => undefined,
): Solution {
  const isUsable = start !== null && aim.values === 'fit' && start.prices.scale === problem.scale;
  return isUsable ? solveFrom(problem, aim, start) : solveFirst(problem, aim, 1, onProgress);
}

/** Solves for a share of both sides, the first in their order. */
function solveFirst(problem: Problem, aim: Aim, share: number, onProgress: (share: number) => void): Solution {
  const mentees = firstOf(problem.mentees, share);
  const mentors = firstOf(problem.mentors, share);
  const search = new Search(problem.table, aim, mentors.room);
  const flow = new Flow(mentees, mentors);
  const isLarge = Math.min(mentees.room.length, mentors.room.length) > smallest && aim.values === 'fit';
  const prices = mentors.bonus.map(() => 0);
  search.setPrices(prices);
  if (isLarge) {
    const sample = solveFirst(problem, aim, share * sampleShare, () => undefined);
    learnPrices(search, sample, prices);
    search.setPrices(prices);
  }
  onProgress(0.1);
  flow.setPrices(
    mentees.bonus.map((bonus) => -bonus),
    isLarge ? prices : mentors.bonus.map((bonus) => -bonus),
  );
  const rough = isLarge ? units : [1];
  flow.setUnit(rough[0] ?? 1);
  flow.add(collect(mentees, firstPairs, (mentee, found) => search.best(mentee, Number.NEGATIVE_INFINITY, found)));
  improve(flow, search, mentees, rough, onProgress);
  return solutionOf(flow);
}

/** Solves from an earlier result. */
function solveFrom(problem: Problem, aim: Aim, start: Start): Solution {
  const { mentees, mentors } = problem;
  const search = new Search(problem.table, aim, mentors.room);
  const flow = new Flow(mentees, mentors);
  const before = ({ people, bonus }: Side, prices: Readonly<Record<string, number>>) =>
    bonus.map((worth, index) => prices[people[index]?.personId ?? ''] ?? -worth);
  const menteePrices = before(mentees, start.prices.mentees);
  const mentorPrices = before(mentors, start.prices.mentors);
  const earlier = mentees.people.map((): number[] => []);
  for (const couple of start.pairings) {
    const [mentee, mentor] = [mentees.numbers.get(couple.menteeId), mentors.numbers.get(couple.mentorId)];
    if (mentee === undefined || mentor === undefined || problem.table.fit(mentee, mentor) < 0) continue;
    earlier[mentee]?.push(mentor);
  }
  search.setPrices(mentorPrices);
  flow.setPrices(menteePrices, mentorPrices);
  flow.add(
    collect(mentees, firstPairs, (mentee, found) => {
      // With those that are just as good, from which the ways of mending come.
      search.best(mentee, num(menteePrices, mentee) - 1, found);
      for (const mentor of earlier[mentee] ?? []) {
        if (!found.has(mentor)) found.force(mentor, problem.table.fit(mentee, mentor));
      }
    }),
  );
  for (const [mentee, list] of earlier.entries()) for (const mentor of list) flow.takeEarlier(mentee, mentor);
  improve(flow, search, mentees, [1], () => undefined);
  return solutionOf(flow);
}

/** Settles the flow and adds what its prices make worth adding, with smaller and smaller units, until nothing is. */
function improve(
  flow: Flow,
  search: Search,
  mentees: Side,
  rough: readonly number[],
  onProgress: (share: number) => void,
): void {
  let level = 0;
  let rounds = 0;
  let held = flow.settle(patience * (rough[0] ?? 1));
  for (;;) {
    const unit = rough[level] ?? 1;
    const prices = flow.prices();
    search.setPrices(prices.mentors);
    const more = collect(
      mentees,
      morePairs,
      // What a pair is worth may count for as much as a unit less.
      (mentee, found) => search.best(mentee, num(prices.mentees, mentee) + unit - 1, found),
      (mentee, mentor) => flow.isTaken(mentee, mentor),
    );
    const isLast = level === rough.length - 1;
    if (isLast && more.count === 0 && held === 0) return;
    if (isLast) rounds += 1;
    else if (more.count < mentees.room.length) {
      level += 1;
      flow.setUnit(rough[level] ?? 1);
    }
    onProgress(Math.min(0.95, 0.2 + 0.2 * level + 0.03 * rounds));
    const isFine = level === rough.length - 1;
    // To forget in every round could go on for ever.
    flow.add(more, rounds < 2 ? forgotten + patience * (rough[level] ?? 1) : Number.POSITIVE_INFINITY);
    const isComplete = isFine && (rounds > 2 || more.count < mentees.room.length / 5);
    held = flow.settle(isComplete ? Number.POSITIVE_INFINITY : patience * (rough[level] ?? 1));
  }
}

function solutionOf(flow: Flow): Solution {
  const { mentees, mentors } = flow.prices();
  return { pairs: flow.taken(), menteePrices: mentees, mentorPrices: mentors };
}

function firstOf({ people, numbers, room, bonus }: Side, share: number): Side {
  const count = Math.ceil(people.length / share);
  return { people: people.slice(0, count), numbers, room: room.subarray(0, count), bonus: bonus.subarray(0, count) };
}

/** Prices for all mentors: what the mentees of a solved sample would offer for them. */
function learnPrices(search: Search, sample: Solution, prices: Float64Array): void {
  // All prices of one side can stand higher and the other's lower by the same; what that is hangs on who is left over.
  const sorted = sample.mentorPrices.toSorted();
  const shift = num(sorted, sorted.length >> 1) - 400;
  prices.fill(-trusted);
  for (let mentee = 0; mentee < sample.menteePrices.length; mentee += 1) {
    const price = num(sample.menteePrices, mentee) + shift;
    if (Math.abs(price) < trusted) search.raise(mentee, price, prices);
  }
  // Whole units of the roughest.
  for (let mentor = 0; mentor < prices.length; mentor += 1) {
    prices[mentor] = Math.round(num(prices, mentor) / (units[0] ?? 1)) * (units[0] ?? 1);
  }
}

/** Gathers the pairs that a look at each mentee finds, but those that are known. */
function collect(
  { room }: Side,
  most: number,
  look: (mentee: number, found: Found) => void,
  isKnown: (mentee: number, mentor: number) => boolean = () => false,
): Pairs {
  const found = new Found(most);
  const [mentees, mentors, worth]: [number[], number[], number[]] = [[], [], []];
  for (let mentee = 0; mentee < room.length; mentee += 1) {
    if (int(room, mentee) === 0) continue;
    look(mentee, found);
    for (let index = 0; index < found.count; index += 1) {
      if (isKnown(mentee, int(found.mentors, index))) continue;
      mentees.push(mentee);
      mentors.push(int(found.mentors, index));
      worth.push(int(found.worth, index));
    }
  }
  return {
    count: mentees.length,
    mentees: Int32Array.from(mentees),
    mentors: Int32Array.from(mentors),
    worth: Int32Array.from(worth),
  };
}
