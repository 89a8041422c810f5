import { int, num } from './arrays.ts';
import type { Flow } from './flow.ts';
import type { Pairs } from './known-pairs.ts';
import { pileOf, sharedFloats, sharedInts, waitFor, workOff, type Pile, type Helper, type SharedWork } from './pile.ts';
import type { Problem } from './problem.ts';
import { Found, Search, type Aim } from './search.ts';

/** A look that threads share: see `Pile`. What they find stands in the last three, in places that are each mentee's own. */
export interface Look extends SharedWork {
  readonly kind: 'look';
  readonly aim: Aim;
  readonly pile: Pile;
  /** Pairs that each mentee gets at most. */
  readonly most: number;
  /** What pairs have to be worth more than once the mentor's price is paid; mentees with `Infinity` are passed over. */
  readonly thresholds: Float64Array;
  readonly mentorPrices: Float64Array;
  readonly among: Among;
  /** The mentors of pairs that need not be found: those of a mentee from `knownFrom[mentee]` on. */
  readonly knownFrom: Int32Array;
  readonly known: Int32Array;
  readonly counts: Int32Array;
  readonly mentors: Int32Array;
  readonly worth: Int32Array;
}

/** The mentors to look at: one of so many parts, for each mentee another and with each turn the next; or some. */
type Among =
  | { readonly kind: 'part'; readonly parts: number; readonly turn: number }
  | { readonly kind: 'some'; readonly isAmong: Int32Array };

const all: Among = { kind: 'part', parts: 1, turn: 0 };

/** Mentors who fell by no more than one of these are not looked at again for all; whichever is least work. */
const falls = [0, 1, 2, 3, 4, 6, 8, 12];

/** Looks for the best pairs of every mentee that the flow does not know, together with whoever helps; the same whoever does. */
export class Looks {
  readonly #room: Int32Array;
  readonly #aim: Aim;
  readonly #flow: Flow;
  readonly #looker: Looker;
  readonly #helpers: readonly Helper[];
  /** For each mentee, what no unknown pair was worth more than at the last look at all, and the prices of then. */
  readonly #ceilings: Float64Array;
  #paid: Float64Array | null = null;
  /** Where looks are made out and found pairs written; used again, since other threads do not let go of memory soon. */
  readonly #desk: Desk;

  /** A look finds at most `most` pairs of a mentee. */
  constructor(problem: Problem, aim: Aim, flow: Flow, most: number, helpers: readonly Helper[]) {
    this.#room = problem.mentees.room;
    this.#aim = aim;
    this.#flow = flow;
    this.#looker = new Looker(problem);
    this.#helpers = helpers;
    const mentees = this.#room.length;
    this.#ceilings = new Float64Array(mentees);
    this.#desk = {
      thresholds: sharedFloats(mentees),
      mentorPrices: sharedFloats(problem.mentors.room.length),
      counts: sharedInts(mentees),
      mentors: sharedInts(mentees * most),
      worth: sharedInts(mentees * most),
    };
  }

  /** Lets each mentee see one of so many parts of the mentors; those who lose no more than `near`. */
  atPart(most: number, near: number, parts: number, turn: number): Pairs {
    this.#desk.counts.fill(0);
    this.#look({ most, thresholds: this.#thresholds(near), among: { kind: 'part', parts, turn } });
    return gathered(this.#desk, most);
  }

  /**
   * Lets each mentee see all mentors; those who lose no more than `near`. After the first time it looks only where prices fell
   * so far that there may be something new.
   */
  atAll(most: number, near: number): Pairs {
    this.#desk.counts.fill(0);
    const thresholds = this.#thresholds(near);
    const { menteePrices, mentorPrices } = this.#flow;
    const paid = this.#paid;
    if (paid) {
      const fall = this.#bestFall(paid);
      const fallen = sharedInts(mentorPrices.length);
      for (let mentor = 0; mentor < fallen.length; mentor += 1) {
        if (num(paid, mentor) - num(mentorPrices, mentor) > fall) fallen[mentor] = 1;
      }
      const [again, others] = [thresholds, thresholds.slice()];
      for (let mentee = 0; mentee < again.length; mentee += 1) {
        const ceiling = num(this.#ceilings, mentee) + fall;
        if (ceiling > num(menteePrices, mentee)) {
          others[mentee] = Number.POSITIVE_INFINITY;
        } else {
          this.#ceilings[mentee] = Math.max(ceiling, num(again, mentee));
          again[mentee] = Number.POSITIVE_INFINITY;
        }
      }
      this.#look({ most, thresholds: others, among: { kind: 'some', isAmong: fallen } });
      for (let mentee = 0; mentee < others.length; mentee += 1) {
        if (num(others, mentee) < Number.POSITIVE_INFINITY) this.#raiseCeiling(mentee, most);
      }
    }
    this.#look({ most, thresholds, among: all });
    for (let mentee = 0; mentee < thresholds.length; mentee += 1) {
      if (num(thresholds, mentee) === Number.POSITIVE_INFINITY) continue;
      this.#ceilings[mentee] = num(thresholds, mentee);
      this.#raiseCeiling(mentee, most);
    }
    this.#paid = mentorPrices.slice();
    return gathered(this.#desk, most);
  }

  #bestFall(paid: Float64Array): number {
    const { menteePrices, mentorPrices } = this.#flow;
    const work = falls.map((fall) => {
      const again = menteePrices.reduce(
        (sum, price, one) => sum + (num(this.#ceilings, one) + fall > price ? 1 : 0),
        0,
      );
      const fallen = mentorPrices.reduce((sum, price, one) => sum + (num(paid, one) - price > fall ? 1 : 0), 0);
      return again / menteePrices.length + fallen / mentorPrices.length;
    });
    return falls[work.indexOf(Math.min(...work))] ?? 0;
  }

  #raiseCeiling(mentee: number, most: number): void {
    const { counts, mentors, worth } = this.#desk;
    if (int(counts, mentee) < most) return;
    const last = mentee * most + most - 1;
    const value = int(worth, last) - num(this.#flow.mentorPrices, int(mentors, last));
    this.#ceilings[mentee] = Math.max(num(this.#ceilings, mentee), value);
  }

  #thresholds(near: number): Float64Array {
    return this.#flow.menteePrices.map((price) => price - near);
  }

  #look(look: Pick<Look, 'most' | 'thresholds' | 'among'>): void {
    this.#desk.thresholds.set(look.thresholds);
    this.#desk.mentorPrices.set(this.#flow.mentorPrices);
    const shared: Look = {
      ...look,
      ...this.#desk,
      ...this.#flow.known(),
      kind: 'look',
      aim: this.#aim,
      // Its own: a thread that comes late to an earlier look must not take from this one.
      pile: pileOf(this.#room.length),
    };
    for (const helper of this.#helpers) helper.help(shared);
    this.#looker.work(shared);
    waitFor(shared.pile);
  }
}

type Desk = Pick<Look, 'thresholds' | 'mentorPrices' | 'counts' | 'mentors' | 'worth'>;

function gathered({ counts, mentors, worth }: Desk, most: number): Pairs {
  const count = counts.reduce((sum, one) => sum + one, 0);
  const pairs = {
    count,
    mentees: new Int32Array(count),
    mentors: new Int32Array(count),
    worth: new Int32Array(count),
  };
  let pair = 0;
  for (let mentee = 0; mentee < counts.length; mentee += 1) {
    for (let at = mentee * most; at < mentee * most + int(counts, mentee); at += 1) {
      pairs.mentees[pair] = mentee;
      pairs.mentors[pair] = int(mentors, at);
      pairs.worth[pair] = int(worth, at);
      pair += 1;
    }
  }
  return pairs;
}

/** One thread's part in looks at a problem. */
export class Looker {
  readonly #problem: Problem;
  readonly #known: Int32Array;
  #aim: Aim | null = null;
  /** By how many parts the mentors are in. */
  readonly #searches = new Map<number, readonly Search[]>();

  constructor(problem: Problem) {
    this.#problem = problem;
    this.#known = new Int32Array(problem.mentors.room.length);
  }

  work(look: Look): void {
    const { mentees } = this.#problem;
    const { most, thresholds, knownFrom, known: knownMentors } = look;
    const turn = look.among.kind === 'part' ? look.among.turn : 0;
    const known = this.#known.fill(-1);
    const found = new Found(most);
    let searches: readonly Search[] | null = null;
    workOff(look.pile, (from, end) => {
      searches ??= this.#prepare(look);
      for (let mentee = from; mentee < end; mentee += 1) {
        const threshold = num(thresholds, mentee);
        if (int(mentees.room, mentee) === 0 || threshold === Number.POSITIVE_INFINITY) continue;
        const last = int(knownFrom, mentee + 1);
        for (let at = int(knownFrom, mentee); at < last; at += 1) known[int(knownMentors, at)] = mentee;
        const search = searches[(mentee + turn) % searches.length] as Search;
        search.best(mentee, threshold, found, known);
        look.counts[mentee] = found.count;
        look.mentors.set(found.mentors.subarray(0, found.count), mentee * most);
        look.worth.set(found.worth.subarray(0, found.count), mentee * most);
      }
    });
  }

  #prepare({ aim, among, mentorPrices }: Look): readonly Search[] {
    if (this.#aim?.values !== aim.values || this.#aim.minimumFit !== aim.minimumFit) this.#searches.clear();
    this.#aim = aim;
    const { table, mentors } = this.#problem;
    const search = (isAmong: (mentor: number) => boolean) =>
      new Search(
        table,
        aim,
        mentors.room.map((room, mentor) => (isAmong(mentor) ? room : 0)),
      );
    const prepare = () => {
      if (among.kind === 'some') return [search((mentor) => int(among.isAmong, mentor) === 1)];
      const { parts } = among;
      const known = this.#searches.get(parts);
      if (known) return known;
      const searches = Array.from({ length: parts }, (_, part) => search((mentor) => mentor % parts === part));
      this.#searches.set(parts, searches);
      return searches;
    };
    const searches = prepare();
    for (const one of searches) one.setPrices(mentorPrices);
    return searches;
  }
}
