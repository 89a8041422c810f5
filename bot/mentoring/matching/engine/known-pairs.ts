import { bit, int } from './arrays.ts';
import { sharedInts } from './pile.ts';

/** Pairs in the order of their mentees. */
export interface Pairs {
  readonly count: number;
  readonly mentees: Int32Array;
  readonly mentors: Int32Array;
  readonly worth: Int32Array;
}

/**
 * The pairs that a flow knows, which of them are taken, and how to come to them from both sides. Its arrays are as long as
 * they ever had to be: they are used again and again, since what is thrown away is not collected soon enough.
 */
export class KnownPairs {
  count = 0;
  /** Those of a mentee stand from `from[mentee]` to `from[mentee + 1]`. In shared memory, as are their mentors. */
  readonly from: Int32Array;
  mentorOf = sharedInts(0);
  menteeOf = new Int32Array(0);
  worth = new Int32Array(0);
  isTaken = new Uint8Array(0);
  /** Those of a mentor stand from `placesFrom[mentor]` on, taken ones first, and what they are worth and whose is beside. */
  readonly placesFrom: Int32Array;
  places = new Int32Array(0);
  menteeAt = new Int32Array(0);
  worthAt = new Int32Array(0);
  #placeOf = new Int32Array(0);
  /** Taken ones of each. */
  readonly menteePairs: Int32Array;
  readonly mentorPairs: Int32Array;

  constructor(mentees: number, mentors: number) {
    this.from = sharedInts(mentees + 1);
    this.placesFrom = new Int32Array(mentors + 1);
    this.menteePairs = new Int32Array(mentees);
    this.mentorPairs = new Int32Array(mentors);
  }

  /** Adds pairs that it does not know yet, and forgets free ones that are not to be kept. */
  add(added: Pairs, isKept: (pair: number) => boolean): void {
    this.#forget(isKept);
    this.#grow(this.count + added.count);
    // From the last to the first, so that nothing is written over before it was moved.
    let to = this.count + added.count;
    let next = added.count;
    let end = this.count;
    this.count = to;
    for (let mentee = this.menteePairs.length - 1; mentee >= 0; mentee -= 1) {
      this.from[mentee + 1] = to;
      for (; next > 0 && int(added.mentees, next - 1) === mentee; next -= 1) {
        to -= 1;
        this.#put(to, mentee, int(added.mentors, next - 1), int(added.worth, next - 1), 0);
      }
      const first = int(this.from, mentee);
      for (let pair = end - 1; pair >= first; pair -= 1) {
        to -= 1;
        this.#put(to, mentee, int(this.mentorOf, pair), int(this.worth, pair), bit(this.isTaken, pair));
      }
      end = first;
    }
    this.#arrangeByMentor();
  }

  take(pair: number): void {
    const [mentee, mentor] = [int(this.menteeOf, pair), int(this.mentorOf, pair)];
    this.#swap(pair, int(this.placesFrom, mentor) + int(this.mentorPairs, mentor));
    this.isTaken[pair] = 1;
    this.menteePairs[mentee] = int(this.menteePairs, mentee) + 1;
    this.mentorPairs[mentor] = int(this.mentorPairs, mentor) + 1;
  }

  release(pair: number): void {
    const [mentee, mentor] = [int(this.menteeOf, pair), int(this.mentorOf, pair)];
    this.isTaken[pair] = 0;
    this.menteePairs[mentee] = int(this.menteePairs, mentee) - 1;
    this.mentorPairs[mentor] = int(this.mentorPairs, mentor) - 1;
    this.#swap(pair, int(this.placesFrom, mentor) + int(this.mentorPairs, mentor));
  }

  #forget(isKept: (pair: number) => boolean): void {
    let to = 0;
    let first = 0;
    for (let mentee = 0; mentee < this.menteePairs.length; mentee += 1) {
      const end = int(this.from, mentee + 1);
      for (let pair = first; pair < end; pair += 1) {
        if (bit(this.isTaken, pair) === 0 && !isKept(pair)) continue;
        this.#put(to, mentee, int(this.mentorOf, pair), int(this.worth, pair), bit(this.isTaken, pair));
        to += 1;
      }
      first = end;
      this.from[mentee + 1] = to;
    }
    this.count = to;
  }

  #grow(count: number): void {
    if (count <= this.menteeOf.length) return;
    const length = Math.ceil(1.2 * count);
    const grown = <Numbers extends Int32Array | Uint8Array>(to: Numbers, from: Numbers): Numbers => {
      to.set(from);
      return to;
    };
    this.mentorOf = grown(sharedInts(length), this.mentorOf);
    this.menteeOf = grown(new Int32Array(length), this.menteeOf);
    this.worth = grown(new Int32Array(length), this.worth);
    this.isTaken = grown(new Uint8Array(length), this.isTaken);
    // These are arranged anew.
    this.places = new Int32Array(length);
    this.menteeAt = new Int32Array(length);
    this.worthAt = new Int32Array(length);
    this.#placeOf = new Int32Array(length);
  }

  #put(pair: number, mentee: number, mentor: number, worth: number, isTaken: number): void {
    this.menteeOf[pair] = mentee;
    this.mentorOf[pair] = mentor;
    this.worth[pair] = worth;
    this.isTaken[pair] = isTaken;
  }

  #arrangeByMentor(): void {
    const from = this.placesFrom.fill(0);
    for (let pair = 0; pair < this.count; pair += 1) {
      const after = int(this.mentorOf, pair) + 1;
      from[after] = int(from, after) + 1;
    }
    for (let mentor = 1; mentor < from.length; mentor += 1) from[mentor] = int(from, mentor) + int(from, mentor - 1);
    const next = from.slice();
    for (const isTaken of [1, 0]) {
      for (let pair = 0; pair < this.count; pair += 1) {
        if (bit(this.isTaken, pair) !== isTaken) continue;
        const mentor = int(this.mentorOf, pair);
        this.#setPlace(pair, int(next, mentor));
        next[mentor] = int(next, mentor) + 1;
      }
    }
  }

  #swap(pair: number, place: number): void {
    this.#setPlace(int(this.places, place), int(this.#placeOf, pair));
    this.#setPlace(pair, place);
  }

  #setPlace(pair: number, place: number): void {
    this.places[place] = pair;
    this.#placeOf[pair] = place;
    this.menteeAt[place] = int(this.menteeOf, pair);
    this.worthAt[place] = int(this.worth, pair);
  }
}
