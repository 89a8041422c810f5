import type { Start } from '../matching.ts';
import { int, num } from './arrays.ts';
import { Flow } from './flow.ts';
import type { Pairs } from './known-pairs.ts';
import { Looks } from './look.ts';
import type { Helper } from './pile.ts';
import type { Problem, Side } from './problem.ts';
import type { Aim } from './search.ts';

/** A best choice for an aim, with the prices that prove it. */
export interface Solution {
  readonly pairs: readonly (readonly [mentee: number, mentor: number])[];
  readonly menteePrices: Float64Array;
  readonly mentorPrices: Float64Array;
}

/** Who helps, and who is told how far it is, 0 … 1. */
export interface Around {
  readonly helpers?: readonly Helper[];
  readonly onProgress?: (share: number) => void;
}

/** Pairs that each mentee begins with, that a look at a part of the mentors adds at most, and that one at all adds. */
const [firstPairs, somePairs, morePairs] = [16, 6, 8];
/** Up to here everybody is looked at at once; beyond, mentors are seen in parts of so many. */
const [smallest, partSize] = [400, 600];
/** What steps may lose while prices are rough. */
const roughAllowances = [64, 16, 4];
/** The same when they are made exact, but for what even smaller ones make of it. */
const fineAllowances = [1, 1 / 32];
/** Looks at parts with one allowance, at most. */
const mostTurns = 12;
/** Pairs that lose more than this and twice the allowance are forgotten while prices are rough. */
const forgotten = 100;
/** Pairs that lose no more than this are kept once prices are fine: when these move a little, nothing new has to be found. */
const nearby = 3;

/**
 * Finds a best choice among all possible pairs while looking closely at few: solves for the most promising, looks for pairs
 * that the prices of that solution make worth more than they cost, adds them and mends the solution, until there are none
 * (column generation: the best choice of the few is then the best of all). With `start` it begins from the prices and
 * pairings of an earlier result. The same problem and start always give the same solution.
 */
export function solve(problem: Problem, aim: Aim, start: Start | null = null, around: Around = {}): Solution {
  const { helpers = [], onProgress = () => undefined } = around;
  const flow = new Flow(problem.mentees, problem.mentors);
  const looks = new Looks(problem, aim, flow, firstPairs, helpers);
  const isUsable = start !== null && aim.values === 'fit' && start.prices.scale === problem.scale;
  if (isUsable) beginFrom(start, problem, flow, looks);
  else if (aim.values === 'fit') begin(problem, flow, looks, onProgress);
  else flow.add(looks.atPart(firstPairs, Number.POSITIVE_INFINITY, 1, 0));
  finish(flow, looks, aim.values === 'fit' ? nearby : 0, onProgress);
  return { pairs: flow.taken(), menteePrices: flow.menteePrices, mentorPrices: flow.mentorPrices };
}

/**
 * Learns the prices roughly: in turns, each mentee sees a part of the mentors, which costs little and, since not all run
 * after the same few, lets prices settle soon.
 */
function begin({ mentees, mentors }: Problem, flow: Flow, looks: Looks, onProgress: (share: number) => void): void {
  const count = Math.min(mentees.room.length, mentors.room.length);
  const parts = count > smallest ? Math.max(2, Math.floor(mentors.room.length / partSize)) : 1;
  const free = mentors.bonus.map(() => 0);
  flow.setPrices(flow.menteePrices, free);
  const first = looks.atPart(firstPairs, Number.POSITIVE_INFINITY, parts, 0);
  flow.add(first);
  if (parts === 1) return;
  const offers = mentees.bonus.map((bonus) => -bonus);
  for (let pair = first.count - 1; pair >= 0; pair -= 1) offers[int(first.mentees, pair)] = int(first.worth, pair);
  flow.setPrices(offers, free);
  let turn = 0;
  for (const [level, allowance] of roughAllowances.entries()) {
    flow.refine(allowance);
    for (let turns = 1; turns <= mostTurns; turns += 1) {
      turn += 1;
      const more = looks.atPart(somePairs, 0, parts, turn);
      flow.add(more, forgotten + 2 * allowance);
      flow.refine(allowance);
      onProgress((level + turns / mostTurns) / (roughAllowances.length + 1));
      if (more.count < mentees.room.length) break;
    }
  }
  flow.add(looks.atAll(morePairs, nearby + (roughAllowances.at(-1) ?? 0)), forgotten);
}

/** Begins with the prices and pairings of an earlier result. */
function beginFrom(start: Start, { table, mentees, mentors }: Problem, flow: Flow, looks: Looks): void {
  const before = ({ people, bonus }: Side, prices: Readonly<Record<string, number>>) =>
    bonus.map((worth, index) => prices[people[index]?.personId ?? ''] ?? -worth);
  flow.setPrices(before(mentees, start.prices.mentees), before(mentors, start.prices.mentors));
  const earlier = start.pairings
    .flatMap((couple) => {
      const [mentee, mentor] = [mentees.numbers.get(couple.menteeId), mentors.numbers.get(couple.mentorId)];
      if (mentee === undefined || mentor === undefined) return [];
      const worth = table.fit(mentee, mentor);
      return worth < 0 ? [] : [{ mentee, mentor, worth }];
    })
    .toSorted((a, b) => a.mentee - b.mentee);
  flow.add({
    count: earlier.length,
    mentees: Int32Array.from(earlier, ({ mentee }) => mentee),
    mentors: Int32Array.from(earlier, ({ mentor }) => mentor),
    worth: Int32Array.from(earlier, ({ worth }) => worth),
  });
  for (const { mentee, mentor } of earlier) flow.takeEarlier(mentee, mentor);
  flow.add(looks.atAll(morePairs, nearby));
}

/** Makes the flow the best of the pairs that it knows and adds those worth more than their prices, until there are none. */
function finish(flow: Flow, looks: Looks, near: number, onProgress: (share: number) => void): void {
  for (let rounds = 1; ; rounds += 1) {
    settle(flow);
    onProgress(1 - 0.25 / rounds);
    const pairs = looks.atAll(morePairs, near);
    if (!isAnyWorthMore(flow, pairs)) return;
    flow.add(pairs);
  }
}

/** Makes the flow the best there is, and its prices whole numbers that prove it. */
function settle(flow: Flow): void {
  for (const allowance of fineAllowances) flow.refine(allowance);
  let allowance = fineAllowances.at(-1) ?? 1;
  while (!flow.makePricesWhole(allowance === flow.smallestAllowance)) {
    allowance = Math.max(allowance / 8, flow.smallestAllowance);
    flow.refine(allowance);
  }
}

function isAnyWorthMore({ menteePrices, mentorPrices }: Flow, { count, mentees, mentors, worth }: Pairs): boolean {
  for (let pair = 0; pair < count; pair += 1) {
    if (int(worth, pair) > num(menteePrices, int(mentees, pair)) + num(mentorPrices, int(mentors, pair))) return true;
  }
  return false;
}
