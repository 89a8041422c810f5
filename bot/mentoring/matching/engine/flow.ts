import { bit, int, num } from './arrays.ts';
import { Heap } from './heap.ts';
import { KnownPairs, type Pairs } from './known-pairs.ts';

/** What a flow needs to know of one side. */
export interface FlowSide {
  /** Pairings each has room for. */
  readonly room: Int32Array;
  /** What the first pairing of each is worth beyond the pair's own worth. */
  readonly bonus: Float64Array;
}

/** Looks at people, in multiples of how many there are, after which prices are taken to have no whole numbers. */
const patience = 40;

/** Looks at people, in multiples of how many there are, before prices leap. */
const looksBeforeLeap = 2;

/**
 * Pairings as a flow: a unit for each pairing goes from the hub to its mentee, along the pair to its mentor and back to
 * the hub. The first unit of a person is worth their bonus; a pair carries one unit at most, so that no two are paired
 * twice.
 *
 * Everybody has a price. The loss of a step is what its cost and the prices at both ends leave: along a free pair
 * `price of the mentee + price of the mentor - worth`, back along a taken one the negative of that, and to and from the
 * hub accordingly. A flow in which nothing is held up and no possible step has a negative loss is the best there is for
 * the pairs it knows, and the prices prove it (linear programming duality; Ahuja, Magnanti & Orlin, Network Flows, 1993).
 *
 * It is found as in an auction: steps may lose a little less than nothing, and whoever holds a unit too many passes it on
 * where that is best and names a price at which the next best would do as well (cost scaling with push and relabel:
 * Goldberg & Tarjan, Finding minimum-cost circulations by successive approximation, 1990; the auction of Bertsekas, 1988).
 * With a smaller and smaller allowance that becomes the best flow: all worths are whole numbers, so an allowance below one
 * part in as many as there are people leaves no better one.
 */
export class Flow {
  readonly #menteeCount: number;
  readonly #hub: number;
  readonly #mentees: FlowSide;
  readonly #mentors: FlowSide;
  readonly #menteePrices: Float64Array;
  readonly #mentorPrices: Float64Array;
  /** The hub's price, which is 0 but while others are worked out. */
  #hubPrice = 0;

  readonly #pairs: KnownPairs;
  /** Units between the hub and each person; more or fewer than their pairs where something is held up. */
  readonly #menteeUnits: Int32Array;
  readonly #mentorUnits: Int32Array;
  /** Units that have come to the hub and not left it; negative where some are missing. */
  #hubHeld = 0;

  /** People to be looked at, in turn. */
  readonly #queue: Int32Array;
  readonly #isQueued: Uint8Array;
  #first = 0;
  #queued = 0;
  /** Where the hub can send units, by what is lost at a hub's price of 0, or less: losses grow while units are sent on. */
  readonly #ways = new Heap();
  /** Used to leap: how many allowances a person is from where units are missing, and whether that is certain. */
  readonly #steps: Float64Array;
  readonly #isSettled: Uint8Array;
  readonly #nearest = new Heap();

  constructor(mentees: FlowSide, mentors: FlowSide) {
    const [menteeCount, mentorCount] = [mentees.room.length, mentors.room.length];
    this.#menteeCount = menteeCount;
    this.#hub = menteeCount + mentorCount;
    this.#mentees = mentees;
    this.#mentors = mentors;
    this.#menteePrices = Float64Array.from(mentees.bonus, (bonus) => -bonus);
    this.#mentorPrices = Float64Array.from(mentors.bonus, (bonus) => -bonus);
    this.#pairs = new KnownPairs(menteeCount, mentorCount);
    this.#menteeUnits = new Int32Array(menteeCount);
    this.#mentorUnits = new Int32Array(mentorCount);
    this.#queue = new Int32Array(this.#hub);
    this.#isQueued = new Uint8Array(this.#hub);
    this.#steps = new Float64Array(this.#hub + 1);
    this.#isSettled = new Uint8Array(this.#hub + 1);
  }

  /** An allowance, a power of two, so small that what is best with it is best. */
  get smallestAllowance(): number {
    return 2 ** -Math.ceil(Math.log2(this.#hub + 2));
  }

  /** Prices as they stand; not to be changed. */
  get menteePrices(): Float64Array {
    return this.#menteePrices;
  }

  get mentorPrices(): Float64Array {
    return this.#mentorPrices;
  }

  /** Begins with known prices. */
  setPrices(mentees: Float64Array, mentors: Float64Array): void {
    this.#menteePrices.set(mentees);
    this.#mentorPrices.set(mentors);
  }

  /** The pairings. */
  taken(): readonly (readonly [mentee: number, mentor: number])[] {
    const { count, isTaken, menteeOf, mentorOf } = this.#pairs;
    const taken: (readonly [number, number])[] = [];
    for (let pair = 0; pair < count; pair += 1) {
      if (bit(isTaken, pair) === 1) taken.push([int(menteeOf, pair), int(mentorOf, pair)]);
    }
    return taken;
  }

  /** The mentors of the pairs that it knows, by mentee, in shared memory; not to be changed, and only until more are added. */
  known(): { readonly knownFrom: Int32Array; readonly known: Int32Array } {
    return { knownFrom: this.#pairs.from, known: this.#pairs.mentorOf };
  }

  /** Adds pairs that it does not know yet, and forgets free ones whose loss is more than `far`. */
  add(pairs: Pairs, far = Number.POSITIVE_INFINITY): void {
    this.#pairs.add(pairs, (pair) => this.#pairLoss(pair) <= far);
  }

  /** Takes a pair as it stands in an earlier result, when both have room. */
  takeEarlier(mentee: number, mentor: number): void {
    if (int(this.#pairs.menteePairs, mentee) >= int(this.#mentees.room, mentee)) return;
    if (int(this.#pairs.mentorPairs, mentor) >= int(this.#mentors.room, mentor)) return;
    for (let pair = int(this.#pairs.from, mentee); pair < int(this.#pairs.from, mentee + 1); pair += 1) {
      if (int(this.#pairs.mentorOf, pair) !== mentor || bit(this.#pairs.isTaken, pair) === 1) continue;
      this.#pairs.take(pair);
      this.#moveMenteeUnits(mentee, 1);
      this.#moveMentorUnits(mentor, 1);
      return;
    }
  }

  /**
   * Makes the flow the best but for an allowance: nothing is held up, and no step loses less than the negative of it. The
   * allowance is a power of two and not below `smallestAllowance`, so that sums stay exact.
   */
  refine(allowance: number): void {
    this.#takeWhatIsBetter(allowance);
    this.#ways.clear();
    for (let node = 0; node < this.#hub; node += 1) {
      if (this.#isWay(node)) this.#ways.push(node, this.#lossFromHub(node));
      if (this.#held(node) > 0) this.#enqueue(node);
    }
    let looks = 0;
    do {
      while (this.#queued > 0) {
        if (looks >= looksBeforeLeap * this.#hub) {
          this.#leap(allowance);
          looks = 0;
        }
        looks += 1;
        const node = this.#dequeue();
        if (node < this.#menteeCount) this.#passOnFromMentee(node, allowance);
        else this.#passOnFromMentor(node - this.#menteeCount, allowance);
      }
      this.#passOnFromHub(allowance);
    } while (this.#queued > 0);
    this.#settleHub();
  }

  /**
   * Moves prices to whole numbers that prove the flow the best. Answers false, and leaves the prices as they were, when
   * there are none, or none are found soon; below `smallestAllowance` there always are.
   */
  makePricesWhole(isCertain: boolean): boolean {
    const before = [this.#menteePrices.slice(), this.#mentorPrices.slice()] as const;
    for (let mentee = 0; mentee < this.#menteeCount; mentee += 1) {
      this.#menteePrices[mentee] = Math.round(num(this.#menteePrices, mentee));
    }
    for (let mentor = 0; mentor < this.#mentorPrices.length; mentor += 1) {
      this.#mentorPrices[mentor] = Math.round(num(this.#mentorPrices, mentor));
    }
    for (let node = 0; node < this.#hub; node += 1) this.#enqueue(node);
    // Corrects prices one step after the other (Bellman & Ford); where a round of steps gains, that has no end.
    for (let left = isCertain ? Number.POSITIVE_INFINITY : patience * this.#hub; left > 0; left -= this.#hub) {
      for (; this.#queued > 0 && left > 0; left -= 1) {
        const node = this.#dequeue();
        if (node < this.#menteeCount) this.#correctFromMentee(node);
        else this.#correctFromMentor(node - this.#menteeCount);
      }
      if (this.#queued > 0) break;
      this.#correctFromHub();
      if (this.#queued > 0) continue;
      this.#settleHub();
      return true;
    }
    while (this.#queued > 0) this.#dequeue();
    this.setPrices(...before);
    this.#hubPrice = 0;
    return false;
  }

  /** Takes free steps that gain more than the allowance, whatever is held up then. */
  #takeWhatIsBetter(allowance: number): void {
    const pairs = this.#pairs;
    for (let pair = 0; pair < pairs.count; pair += 1) {
      const loss = this.#pairLoss(pair);
      if (bit(pairs.isTaken, pair) === 0) {
        if (loss < -allowance) pairs.take(pair);
      } else if (loss > allowance) pairs.release(pair);
    }
    for (let mentee = 0; mentee < this.#menteeCount; mentee += 1) {
      const room = int(this.#mentees.room, mentee);
      while (int(this.#menteeUnits, mentee) < room && this.#joinMenteeLoss(mentee) < -allowance) {
        this.#moveMenteeUnits(mentee, 1);
      }
      while (int(this.#menteeUnits, mentee) > 0 && this.#leaveMenteeLoss(mentee) < -allowance) {
        this.#moveMenteeUnits(mentee, -1);
      }
    }
    for (let mentor = 0; mentor < this.#mentorPrices.length; mentor += 1) {
      const room = int(this.#mentors.room, mentor);
      while (int(this.#mentorUnits, mentor) < room && this.#joinMentorLoss(mentor) < -allowance) {
        this.#moveMentorUnits(mentor, 1);
      }
      while (int(this.#mentorUnits, mentor) > 0 && this.#leaveMentorLoss(mentor) < -allowance) {
        this.#moveMentorUnits(mentor, -1);
      }
    }
  }

  /**
   * Moves everybody's price as far as the units held up will move it at least on their ways to where units are missing: a
   * whole region whose prices have to fall a long way does not get there in small steps (the global update of Goldberg).
   */
  #leap(allowance: number): void {
    const hub = this.#hub;
    const menteeCount = this.#menteeCount;
    const steps = this.#steps.fill(Number.POSITIVE_INFINITY);
    const isSettled = this.#isSettled.fill(0);
    const queue = this.#nearest;
    queue.clear();
    let held = this.#hubHeld > 0 ? 1 : 0;
    const reach = (node: number, from: number, loss: number) => {
      const distance = from + Math.max(0, Math.floor(loss / allowance) + 1);
      if (distance >= num(steps, node)) return;
      steps[node] = distance;
      queue.push(node, distance);
    };
    for (let node = 0; node < hub; node += 1) {
      const here = this.#held(node);
      if (here > 0) held += 1;
      else if (here < 0) reach(node, 0, -allowance);
    }
    if (this.#hubHeld < 0) reach(hub, 0, -allowance);
    let farthest = 0;
    while (held > 0 && !queue.isEmpty) {
      const distance = queue.nearest;
      const node = queue.pop();
      if (bit(isSettled, node) === 1) continue;
      isSettled[node] = 1;
      farthest = distance;
      if (node === hub) {
        if (this.#hubHeld > 0) held -= 1;
        for (let mentee = 0; mentee < menteeCount; mentee += 1) {
          if (int(this.#menteeUnits, mentee) > 0) reach(mentee, distance, this.#leaveMenteeLoss(mentee));
        }
        for (let mentor = 0; mentor < hub - menteeCount; mentor += 1) {
          if (int(this.#mentorUnits, mentor) >= int(this.#mentors.room, mentor)) continue;
          reach(menteeCount + mentor, distance, this.#joinMentorLoss(mentor));
        }
        continue;
      }
      if (this.#held(node) > 0) held -= 1;
      if (this.#isWay(node)) reach(hub, distance, this.#hubPrice + this.#lossFromHub(node));
      if (node < menteeCount) {
        const price = num(this.#menteePrices, node);
        for (let pair = int(this.#pairs.from, node); pair < int(this.#pairs.from, node + 1); pair += 1) {
          if (bit(this.#pairs.isTaken, pair) === 0) continue;
          const mentor = int(this.#pairs.mentorOf, pair);
          reach(menteeCount + mentor, distance, int(this.#pairs.worth, pair) - price - num(this.#mentorPrices, mentor));
        }
      } else {
        const mentor = node - menteeCount;
        const price = num(this.#mentorPrices, mentor);
        const from = int(this.#pairs.placesFrom, mentor) + int(this.#pairs.mentorPairs, mentor);
        for (let place = from; place < int(this.#pairs.placesFrom, mentor + 1); place += 1) {
          const mentee = int(this.#pairs.menteeAt, place);
          if (bit(isSettled, mentee) === 1) continue;
          reach(mentee, distance, price + num(this.#menteePrices, mentee) - int(this.#pairs.worthAt, place));
        }
      }
    }
    for (let node = 0; node < hub; node += 1) {
      const fall = allowance * (bit(isSettled, node) === 1 ? num(steps, node) : farthest);
      if (node < menteeCount) this.#menteePrices[node] = num(this.#menteePrices, node) - fall;
      else this.#mentorPrices[node - menteeCount] = num(this.#mentorPrices, node - menteeCount) + fall;
    }
    this.#hubPrice -= allowance * (bit(isSettled, hub) === 1 ? num(steps, hub) : farthest);
  }

  /** Sends units that a mentee holds too many along their best pairs, or back to the hub. */
  #passOnFromMentee(mentee: number, allowance: number): void {
    const { mentorOf, worth, isTaken } = this.#pairs;
    const mentorPrices = this.#mentorPrices;
    const bonus = num(this.#mentees.bonus, mentee);
    const from = int(this.#pairs.from, mentee);
    const end = int(this.#pairs.from, mentee + 1);
    for (let units = int(this.#menteeUnits, mentee); units > int(this.#pairs.menteePairs, mentee);) {
      let by = -1;
      // The first unit is the last to go back to the hub.
      let best = this.#hubPrice - (units === 1 ? bonus : 0);
      let second = Number.NEGATIVE_INFINITY;
      if (units > 1) second = this.#hubPrice - (units === 2 ? bonus : 0);
      for (let pair = from; pair < end; pair += 1) {
        const value = int(worth, pair) - num(mentorPrices, int(mentorOf, pair));
        if (value <= second || bit(isTaken, pair) === 1) continue;
        if (value > best) {
          second = best;
          best = value;
          by = pair;
        } else second = value;
      }
      const price = Math.min(num(this.#menteePrices, mentee), best);
      if (second > Number.NEGATIVE_INFINITY) this.#menteePrices[mentee] = Math.min(price, second - allowance);
      else this.#menteePrices[mentee] = price === best ? best - allowance : price;
      if (by < 0) {
        this.#moveMenteeUnits(mentee, -1);
        units -= 1;
        this.#ways.push(mentee, this.#lossFromHub(mentee));
      } else {
        this.#pairs.take(by);
        const mentor = int(mentorOf, by);
        if (int(this.#pairs.mentorPairs, mentor) > int(this.#mentorUnits, mentor))
          this.#enqueue(this.#menteeCount + mentor);
      }
    }
  }

  /** Gives up the least of the pairs that a mentor has too many of, or sends their units to the hub. */
  #passOnFromMentor(mentor: number, allowance: number): void {
    const from = int(this.#pairs.placesFrom, mentor);
    const bonus = num(this.#mentors.bonus, mentor);
    const room = int(this.#mentors.room, mentor);
    for (let units = int(this.#mentorUnits, mentor); units < int(this.#pairs.mentorPairs, mentor);) {
      let by = -1;
      let least = Number.POSITIVE_INFINITY;
      if (units < room) least = -this.#hubPrice - (units === 0 ? bonus : 0);
      const end = from + int(this.#pairs.mentorPairs, mentor);
      for (let place = from; place < end; place += 1) {
        const value = int(this.#pairs.worthAt, place) - num(this.#menteePrices, int(this.#pairs.menteeAt, place));
        if (value >= least) continue;
        least = value;
        by = int(this.#pairs.places, place);
      }
      if (num(this.#mentorPrices, mentor) <= least) this.#mentorPrices[mentor] = least + allowance;
      if (by < 0) {
        this.#moveMentorUnits(mentor, 1);
        units += 1;
        this.#ways.push(this.#menteeCount + mentor, this.#lossFromHub(this.#menteeCount + mentor));
      } else {
        this.#pairs.release(by);
        const mentee = int(this.#pairs.menteeOf, by);
        if (int(this.#menteeUnits, mentee) > int(this.#pairs.menteePairs, mentee)) this.#enqueue(mentee);
      }
    }
  }

  /** Sends units that the hub holds too many where least is lost. */
  #passOnFromHub(allowance: number): void {
    while (this.#hubHeld > 0) {
      const known = this.#ways.nearest;
      const node = this.#ways.pop();
      if (!this.#isWay(node)) continue;
      const loss = this.#lossFromHub(node);
      if (loss > known) {
        this.#ways.push(node, loss);
        continue;
      }
      if (this.#hubPrice + loss >= 0) this.#hubPrice = -loss - allowance;
      if (node < this.#menteeCount) this.#moveMenteeUnits(node, 1);
      else this.#moveMentorUnits(node - this.#menteeCount, -1);
      if (this.#isWay(node)) this.#ways.push(node, this.#lossFromHub(node));
      if (this.#held(node) > 0) this.#enqueue(node);
    }
  }

  #correctFromMentee(mentee: number): void {
    const price = num(this.#menteePrices, mentee);
    for (let pair = int(this.#pairs.from, mentee); pair < int(this.#pairs.from, mentee + 1); pair += 1) {
      const mentor = int(this.#pairs.mentorOf, pair);
      const loss = price + num(this.#mentorPrices, mentor) - int(this.#pairs.worth, pair);
      if (loss >= 0 || bit(this.#pairs.isTaken, pair) === 1) continue;
      this.#mentorPrices[mentor] = num(this.#mentorPrices, mentor) - loss;
      this.#enqueue(this.#menteeCount + mentor);
    }
    if (int(this.#menteeUnits, mentee) > 0) this.#hubPrice += Math.min(0, this.#leaveMenteeLoss(mentee));
  }

  #correctFromMentor(mentor: number): void {
    const price = num(this.#mentorPrices, mentor);
    const from = int(this.#pairs.placesFrom, mentor);
    for (let place = from; place < from + int(this.#pairs.mentorPairs, mentor); place += 1) {
      const mentee = int(this.#pairs.menteeAt, place);
      const loss = int(this.#pairs.worthAt, place) - price - num(this.#menteePrices, mentee);
      if (loss >= 0) continue;
      this.#menteePrices[mentee] = num(this.#menteePrices, mentee) + loss;
      this.#enqueue(mentee);
    }
    if (int(this.#mentorUnits, mentor) < int(this.#mentors.room, mentor)) {
      this.#hubPrice += Math.min(0, this.#joinMentorLoss(mentor));
    }
  }

  #correctFromHub(): void {
    for (let node = 0; node < this.#hub; node += 1) {
      if (!this.#isWay(node)) continue;
      const loss = this.#hubPrice + this.#lossFromHub(node);
      if (loss >= 0) continue;
      if (node < this.#menteeCount) this.#menteePrices[node] = num(this.#menteePrices, node) + loss;
      else {
        const mentor = node - this.#menteeCount;
        this.#mentorPrices[mentor] = num(this.#mentorPrices, mentor) - loss;
      }
      this.#enqueue(node);
    }
  }

  /** Gives the hub a price of 0 again; what steps lose stays the same. */
  #settleHub(): void {
    const shift = this.#hubPrice;
    if (shift === 0) return;
    for (let mentee = 0; mentee < this.#menteeCount; mentee += 1) {
      this.#menteePrices[mentee] = num(this.#menteePrices, mentee) - shift;
    }
    for (let mentor = 0; mentor < this.#mentorPrices.length; mentor += 1) {
      this.#mentorPrices[mentor] = num(this.#mentorPrices, mentor) + shift;
    }
    this.#hubPrice = 0;
  }

  #enqueue(node: number): void {
    if (bit(this.#isQueued, node) === 1) return;
    this.#isQueued[node] = 1;
    const place = this.#first + this.#queued;
    this.#queue[place < this.#hub ? place : place - this.#hub] = node;
    this.#queued += 1;
  }

  #dequeue(): number {
    const node = int(this.#queue, this.#first);
    this.#first = this.#first + 1 === this.#hub ? 0 : this.#first + 1;
    this.#queued -= 1;
    this.#isQueued[node] = 0;
    return node;
  }

  /** Units held up at a person; negative where some are missing. */
  #held(node: number): number {
    if (node < this.#menteeCount) return int(this.#menteeUnits, node) - int(this.#pairs.menteePairs, node);
    const mentor = node - this.#menteeCount;
    return int(this.#pairs.mentorPairs, mentor) - int(this.#mentorUnits, mentor);
  }

  /** Whether the hub can send a unit to a person: one unit more to a mentee, one of a mentor's back. */
  #isWay(node: number): boolean {
    if (node < this.#menteeCount) return int(this.#menteeUnits, node) < int(this.#mentees.room, node);
    return int(this.#mentorUnits, node - this.#menteeCount) > 0;
  }

  /** What that loses, at a hub's price of 0. */
  #lossFromHub(node: number): number {
    const loss =
      node < this.#menteeCount ? this.#joinMenteeLoss(node) : this.#leaveMentorLoss(node - this.#menteeCount);
    return loss - this.#hubPrice;
  }

  /** Along a free pair; back along a taken one the negative of it. */
  #pairLoss(pair: number): number {
    const { menteeOf, mentorOf, worth } = this.#pairs;
    return (
      num(this.#menteePrices, int(menteeOf, pair)) + num(this.#mentorPrices, int(mentorOf, pair)) - int(worth, pair)
    );
  }

  /** From the hub to a mentee: one unit more. */
  #joinMenteeLoss(mentee: number): number {
    const bonus = int(this.#menteeUnits, mentee) === 0 ? num(this.#mentees.bonus, mentee) : 0;
    return this.#hubPrice - num(this.#menteePrices, mentee) - bonus;
  }

  #leaveMenteeLoss(mentee: number): number {
    const bonus = int(this.#menteeUnits, mentee) === 1 ? num(this.#mentees.bonus, mentee) : 0;
    return num(this.#menteePrices, mentee) + bonus - this.#hubPrice;
  }

  /** From a mentor to the hub: one unit more. */
  #joinMentorLoss(mentor: number): number {
    const bonus = int(this.#mentorUnits, mentor) === 0 ? num(this.#mentors.bonus, mentor) : 0;
    return -bonus - num(this.#mentorPrices, mentor) - this.#hubPrice;
  }

  #leaveMentorLoss(mentor: number): number {
    const bonus = int(this.#mentorUnits, mentor) === 1 ? num(this.#mentors.bonus, mentor) : 0;
    return this.#hubPrice + num(this.#mentorPrices, mentor) + bonus;
  }

  #moveMenteeUnits(mentee: number, by: number): void {
    this.#menteeUnits[mentee] = int(this.#menteeUnits, mentee) + by;
    this.#hubHeld -= by;
  }

  #moveMentorUnits(mentor: number, by: number): void {
    this.#mentorUnits[mentor] = int(this.#mentorUnits, mentor) + by;
    this.#hubHeld += by;
  }
}
