import { bit, int, num } from './arrays.ts';
import { Heap } from './heap.ts';

/** What a flow needs to know of one side. */
export interface FlowSide {
  /** Pairings each has room for. */
  readonly room: Int32Array;
  /** What the first pairing of each is worth beyond the pair's own worth. */
  readonly bonus: Float64Array;
}

/** Pairs in the order of their mentees. */
export interface Pairs {
  readonly count: number;
  readonly mentees: Int32Array;
  readonly mentors: Int32Array;
  readonly worth: Int32Array;
}

/** How a node was come to, where it was not along a pair: the pairs have the numbers from 0. */
const byHub = -1;
const asSource = -2;

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
 * No step ever has a negative loss here; what is mended is what is held up. Units that have come to a node and not left
 * it, as after a pair was given up for a better one that has turned up, are sent on to where units are missing, always
 * along ways that lose least: the distances from all of them at once set the prices, and then as many as possible go
 * along ways that lose nothing (the primal-dual method of Ford & Fulkerson 1962 with Dijkstra's search). A small change
 * so costs little.
 */
export class Flow {
  readonly #menteeCount: number;
  readonly #hub: number;
  readonly #mentees: FlowSide;
  readonly #mentors: FlowSide;
  /** Prices, and the hub's potential, which is kept aside so that moving it does not move everybody's. */
  readonly #menteePrices: Float64Array;
  readonly #mentorPrices: Float64Array;
  #hubPotential = 0;

  /** Pairs by mentee: those of a mentee stand from `#from[mentee]` to `#from[mentee + 1]`. */
  #from: Int32Array;
  #menteeOf = new Int32Array(0);
  #mentorOf = new Int32Array(0);
  /** What each pair is worth, and the same rounded down to whole units, which is what counts. */
  #exact = new Int32Array(0);
  #worth = new Int32Array(0);
  #unit = 1;
  #isTaken = new Uint8Array(0);
  /**
   * Taken pairs of each mentor, from `#placesFrom[mentor]` on; with places for all pairs known, since more than there is room
   * for are taken while units are held up.
   */
  #placesFrom: Int32Array;
  #places = new Int32Array(0);
  readonly #menteePairs: Int32Array;
  readonly #mentorPairs: Int32Array;
  /** Units between the hub and each person; more or fewer than their pairs where something is held up. */
  readonly #menteeUnits: Int32Array;
  readonly #mentorUnits: Int32Array;
  /** Units that have come to the hub and not left it; negative where some are missing. */
  #hubHeld = 0;

  readonly #heap = new Heap();
  readonly #distance: Float64Array;
  /** Twice the number of the search that reached a node last, and one more once it was settled. */
  readonly #mark: Int32Array;
  readonly #settled: Int32Array;
  readonly #sources: Int32Array;
  #sourceCount = 0;
  #search = 0;
  /** Whether the last search went where something is lost: ways then lead through those alone that it settled. */
  #isFar = false;
  /** The search in which a node was walked through last, how it was come to, and the step to try next from it. */
  readonly #walked: Int32Array;
  readonly #via: Int32Array;
  readonly #next: Int32Array;
  readonly #way: Int32Array;

  constructor(mentees: FlowSide, mentors: FlowSide) {
    const [menteeCount, mentorCount] = [mentees.room.length, mentors.room.length];
    this.#menteeCount = menteeCount;
    this.#hub = menteeCount + mentorCount;
    this.#mentees = mentees;
    this.#mentors = mentors;
    this.#menteePrices = Float64Array.from(mentees.bonus, (bonus) => -bonus);
    this.#mentorPrices = Float64Array.from(mentors.bonus, (bonus) => -bonus);
    this.#from = new Int32Array(menteeCount + 1);
    this.#placesFrom = new Int32Array(mentorCount + 1);
    this.#menteePairs = new Int32Array(menteeCount);
    this.#mentorPairs = new Int32Array(mentorCount);
    this.#menteeUnits = new Int32Array(menteeCount);
    this.#mentorUnits = new Int32Array(mentorCount);
    this.#distance = new Float64Array(this.#hub + 1);
    this.#mark = new Int32Array(this.#hub + 1);
    this.#settled = new Int32Array(this.#hub + 1);
    this.#sources = new Int32Array(this.#hub + 1);
    this.#walked = new Int32Array(this.#hub + 1);
    this.#via = new Int32Array(this.#hub + 1);
    this.#next = new Int32Array(this.#hub + 1);
    this.#way = new Int32Array(2 * this.#hub + 2);
  }

  /** Prices as they stand, the hub at 0. */
  prices(): { readonly mentees: Float64Array; readonly mentors: Float64Array } {
    const shift = this.#hubPotential;
    return {
      mentees: this.#menteePrices.map((price) => price - shift),
      mentors: this.#mentorPrices.map((price) => price + shift),
    };
  }

  /** Begins with known prices. */
  setPrices(mentees: Float64Array, mentors: Float64Array): void {
    this.#menteePrices.set(mentees);
    this.#mentorPrices.set(mentors);
    this.#hubPotential = 0;
  }

  /**
   * Counts worth in whole units. With large ones much of the work is done in few steps, roughly; smaller ones then make it
   * exact (cost scaling, Gabow & Tarjan 1989). Bonuses have to be multiples of the unit.
   */
  setUnit(unit: number): void {
    this.#unit = unit;
    for (let pair = 0; pair < this.#worth.length; pair += 1) {
      const worth = int(this.#exact, pair);
      this.#worth[pair] = worth - (worth % unit);
    }
  }

  /** The pairings. */
  taken(): readonly (readonly [mentee: number, mentor: number])[] {
    const taken: (readonly [number, number])[] = [];
    for (let pair = 0; pair < this.#isTaken.length; pair += 1) {
      if (bit(this.#isTaken, pair) === 1) taken.push([int(this.#menteeOf, pair), int(this.#mentorOf, pair)]);
    }
    return taken;
  }

  isTaken(mentee: number, mentor: number): boolean {
    const from = int(this.#placesFrom, mentor);
    for (let place = from; place < from + int(this.#mentorPairs, mentor); place += 1) {
      if (int(this.#menteeOf, int(this.#places, place)) === mentee) return true;
    }
    return false;
  }

  /** Adds pairs that it does not know yet, and forgets free ones whose loss is more than `far`. */
  add(pairs: Pairs, far = Number.POSITIVE_INFINITY): void {
    const old = { from: this.#from, mentorOf: this.#mentorOf, worth: this.#exact, isTaken: this.#isTaken };
    const size = old.mentorOf.length + pairs.count;
    this.#from = new Int32Array(this.#menteeCount + 1);
    this.#menteeOf = new Int32Array(size);
    this.#mentorOf = new Int32Array(size);
    this.#worth = new Int32Array(size);
    this.#exact = new Int32Array(size);
    this.#isTaken = new Uint8Array(size);
    this.#makePlaces([old.mentorOf, pairs.mentors]);
    this.#mentorPairs.fill(0);
    this.#menteePairs.fill(0);
    let pair = 0;
    let next = 0;
    for (let mentee = 0; mentee < this.#menteeCount; mentee += 1) {
      this.#from[mentee] = pair;
      for (let before = int(old.from, mentee); before < int(old.from, mentee + 1); before += 1) {
        const [mentor, worth] = [int(old.mentorOf, before), int(old.worth, before)];
        const isTaken = bit(old.isTaken, before) === 1;
        if (!isTaken && num(this.#menteePrices, mentee) + num(this.#mentorPrices, mentor) - worth > far) continue;
        this.#put(pair, mentee, mentor, worth);
        if (isTaken) this.#take(pair);
        pair += 1;
      }
      for (; next < pairs.count && int(pairs.mentees, next) === mentee; next += 1) {
        this.#put(pair, mentee, int(pairs.mentors, next), int(pairs.worth, next));
        pair += 1;
      }
    }
    this.#from[this.#menteeCount] = pair;
    this.#worth = this.#worth.subarray(0, pair);
    this.#exact = this.#exact.subarray(0, pair);
    this.#mentorOf = this.#mentorOf.subarray(0, pair);
    this.#menteeOf = this.#menteeOf.subarray(0, pair);
    this.#isTaken = this.#isTaken.subarray(0, pair);
  }

  #makePlaces(lists: readonly Int32Array[]): void {
    const from = new Int32Array(this.#placesFrom.length);
    for (const list of lists) for (const mentor of list) from[mentor + 1] = int(from, mentor + 1) + 1;
    for (let mentor = 1; mentor < from.length; mentor += 1) from[mentor] = int(from, mentor) + int(from, mentor - 1);
    this.#placesFrom = from;
    this.#places = new Int32Array(int(from, from.length - 1));
  }

  #put(pair: number, mentee: number, mentor: number, worth: number): void {
    this.#menteeOf[pair] = mentee;
    this.#mentorOf[pair] = mentor;
    this.#exact[pair] = worth;
    this.#worth[pair] = worth - (worth % this.#unit);
  }

  /** Takes a pair as it stands in an earlier result, when both have room. */
  takeEarlier(mentee: number, mentor: number): void {
    if (int(this.#menteePairs, mentee) >= int(this.#mentees.room, mentee)) return;
    if (int(this.#mentorPairs, mentor) >= int(this.#mentors.room, mentor)) return;
    for (let pair = int(this.#from, mentee); pair < int(this.#from, mentee + 1); pair += 1) {
      if (int(this.#mentorOf, pair) !== mentor || bit(this.#isTaken, pair) === 1) continue;
      this.#take(pair);
      this.#moveMenteeUnits(mentee, 1);
      this.#moveMentorUnits(mentor, 1);
      return;
    }
  }

  /**
   * Moves prices and units until nothing is held up, or until what is would lose `far` or more at once. With nothing held
   * up it is a best flow for the pairs it knows. Answers how many units are.
   */
  settle(far: number): number {
    for (let mentee = 0; mentee < this.#menteeCount; mentee += 1) this.#reprice(mentee);
    for (let mentor = 0; mentor < this.#mentorPrices.length; mentor += 1) {
      while (int(this.#mentorUnits, mentor) < int(this.#mentors.room, mentor) && this.#joinMentorLoss(mentor) < 0) {
        this.#moveMentorUnits(mentor, 1);
      }
      while (int(this.#mentorUnits, mentor) > 0 && this.#leaveMentorLoss(mentor) < 0) this.#moveMentorUnits(mentor, -1);
    }
    let held = this.#findSources();
    while (held > 0 && this.#spread(far)) {
      held -= this.#sendAll();
    }
    return held;
  }

  /** Raises a mentee's price to what their free pairs are worth, and gives up the taken ones that are worth less. */
  #reprice(mentee: number): void {
    const [from, end] = [int(this.#from, mentee), int(this.#from, mentee + 1)];
    let price = num(this.#menteePrices, mentee);
    for (let pair = from; pair < end; pair += 1) {
      if (bit(this.#isTaken, pair) === 1) continue;
      price = Math.max(price, int(this.#worth, pair) - num(this.#mentorPrices, int(this.#mentorOf, pair)));
    }
    this.#menteePrices[mentee] = price;
    for (let pair = from; pair < end; pair += 1) {
      if (bit(this.#isTaken, pair) === 1 && this.#pairLoss(pair) > 0) this.#release(pair);
    }
    while (int(this.#menteeUnits, mentee) < int(this.#mentees.room, mentee) && this.#joinMenteeLoss(mentee) < 0) {
      this.#moveMenteeUnits(mentee, 1);
    }
    while (int(this.#menteeUnits, mentee) > 0 && this.#leaveMenteeLoss(mentee) < 0) this.#moveMenteeUnits(mentee, -1);
  }

  /** Units held up at a node; negative where some are missing. */
  #held(node: number): number {
    if (node < this.#menteeCount) return int(this.#menteeUnits, node) - int(this.#menteePairs, node);
    if (node === this.#hub) return this.#hubHeld;
    const mentor = node - this.#menteeCount;
    return int(this.#mentorPairs, mentor) - int(this.#mentorUnits, mentor);
  }

  /** Notes the nodes at which units are held up; answers how many units there are. */
  #findSources(): number {
    this.#sourceCount = 0;
    let held = 0;
    for (let node = 0; node <= this.#hub; node += 1) {
      const here = this.#held(node);
      if (here <= 0) continue;
      held += here;
      this.#sources[this.#sourceCount] = node;
      this.#sourceCount += 1;
    }
    return held;
  }

  /** Loss of taking a free pair; its negative is that of giving a taken one up. */
  #pairLoss(pair: number): number {
    return (
      num(this.#menteePrices, int(this.#menteeOf, pair)) +
      num(this.#mentorPrices, int(this.#mentorOf, pair)) -
      int(this.#worth, pair)
    );
  }

  /** From the hub to a mentee: one unit more. */
  #joinMenteeLoss(mentee: number): number {
    const bonus = int(this.#menteeUnits, mentee) === 0 ? num(this.#mentees.bonus, mentee) : 0;
    return this.#hubPotential - num(this.#menteePrices, mentee) - bonus;
  }

  #leaveMenteeLoss(mentee: number): number {
    const bonus = int(this.#menteeUnits, mentee) === 1 ? num(this.#mentees.bonus, mentee) : 0;
    return num(this.#menteePrices, mentee) + bonus - this.#hubPotential;
  }

  /** From a mentor to the hub: one unit more. */
  #joinMentorLoss(mentor: number): number {
    const bonus = int(this.#mentorUnits, mentor) === 0 ? num(this.#mentors.bonus, mentor) : 0;
    return -bonus - num(this.#mentorPrices, mentor) - this.#hubPotential;
  }

  #leaveMentorLoss(mentor: number): number {
    const bonus = int(this.#mentorUnits, mentor) === 1 ? num(this.#mentors.bonus, mentor) : 0;
    return this.#hubPotential + num(this.#mentorPrices, mentor) + bonus;
  }

  /**
   * Finds how much it loses to go from where units are held up to others, up to the first that misses one, and moves the
   * prices so that the ways there lose nothing. Answers whether one was found before `far`.
   */
  #spread(far: number): boolean {
    this.#search += 1;
    const reached = this.#search * 2;
    const heap = this.#heap;
    heap.clear();
    const from = this.#from;
    const mentorOf = this.#mentorOf;
    const worth = this.#worth;
    const isTaken = this.#isTaken;
    const menteePrices = this.#menteePrices;
    const mentorPrices = this.#mentorPrices;
    const menteeCount = this.#menteeCount;
    let settled = 0;
    let end = far;
    let isFound = false;
    const reach = (node: number, distance: number) => {
      if (distance >= end) return;
      const mark = int(this.#mark, node);
      if (mark > reached || (mark === reached && num(this.#distance, node) <= distance)) return;
      this.#mark[node] = reached;
      this.#distance[node] = distance;
      if (this.#held(node) < 0) {
        end = distance;
        isFound = true;
      } else heap.push(node, distance);
    };
    for (let index = 0; index < this.#sourceCount; index += 1) reach(int(this.#sources, index), 0);
    while (!heap.isEmpty && heap.nearest < end) {
      const distance = heap.nearest;
      const node = heap.pop();
      if (int(this.#mark, node) > reached) continue;
      this.#mark[node] = reached + 1;
      this.#settled[settled] = node;
      settled += 1;
      if (node < this.#menteeCount) {
        const base = distance + num(menteePrices, node);
        const last = int(from, node + 1);
        for (let pair = int(from, node); pair < last; pair += 1) {
          const mentor = int(mentorOf, pair);
          const to = base + num(mentorPrices, mentor) - int(worth, pair);
          if (to < end && bit(isTaken, pair) === 0) reach(menteeCount + mentor, to);
        }
        if (int(this.#menteeUnits, node) > 0) reach(this.#hub, distance + this.#leaveMenteeLoss(node));
      } else if (node < this.#hub) {
        const mentor = node - this.#menteeCount;
        const first = int(this.#placesFrom, mentor);
        for (let place = first; place < first + int(this.#mentorPairs, mentor); place += 1) {
          const pair = int(this.#places, place);
          reach(int(this.#menteeOf, pair), distance - this.#pairLoss(pair));
        }
        if (int(this.#mentorUnits, mentor) < int(this.#mentors.room, mentor)) {
          reach(this.#hub, distance + this.#joinMentorLoss(mentor));
        }
      } else {
        for (let mentee = 0; mentee < this.#menteeCount; mentee += 1) {
          if (int(this.#menteeUnits, mentee) === int(this.#mentees.room, mentee)) continue;
          const loss = this.#joinMenteeLoss(mentee);
          if (distance + loss < end) reach(mentee, distance + loss);
        }
        for (let mentor = 0; mentor < this.#mentorPrices.length; mentor += 1) {
          if (int(this.#mentorUnits, mentor) === 0) continue;
          const loss = this.#leaveMentorLoss(mentor);
          if (distance + loss < end) reach(this.#menteeCount + mentor, distance + loss);
        }
      }
    }
    for (let index = 0; index < settled; index += 1) {
      const node = int(this.#settled, index);
      const rise = end - num(this.#distance, node);
      if (node < this.#menteeCount) this.#menteePrices[node] = num(this.#menteePrices, node) - rise;
      else if (node === this.#hub) this.#hubPotential -= rise;
      else {
        const mentor = node - this.#menteeCount;
        this.#mentorPrices[mentor] = num(this.#mentorPrices, mentor) + rise;
      }
    }
    this.#isFar = end > 0;
    return isFound;
  }

  /** Sends units that are held up along ways that lose nothing, no two through one person. Answers how many got on. */
  #sendAll(): number {
    this.#next[this.#hub] = 0;
    this.#walked[this.#hub] = 0;
    let sent = 0;
    let left = 0;
    for (let index = 0; index < this.#sourceCount; index += 1) {
      const node = int(this.#sources, index);
      while (this.#held(node) > 0 && this.#sendFrom(node)) sent += 1;
      if (this.#held(node) > 0) {
        this.#sources[left] = node;
        left += 1;
      }
    }
    this.#sourceCount = left;
    return sent;
  }

  /**
   * Walks from a node along steps that lose nothing until one misses a unit, and sends one there. Most of the time goes
   * here, hence one long function that reads every field once.
   */
  #sendFrom(source: number): boolean {
    const search = this.#search;
    const hub = this.#hub;
    const menteeCount = this.#menteeCount;
    const walked = this.#walked;
    if (int(walked, source) === search && source !== hub) return false;
    const from = this.#from;
    const mentorOf = this.#mentorOf;
    const menteeOf = this.#menteeOf;
    const worth = this.#worth;
    const isTaken = this.#isTaken;
    const menteePrices = this.#menteePrices;
    const mentorPrices = this.#mentorPrices;
    const menteeUnits = this.#menteeUnits;
    const mentorUnits = this.#mentorUnits;
    const menteePairs = this.#menteePairs;
    const mentorPairs = this.#mentorPairs;
    const menteeRoom = this.#mentees.room;
    const mentorRoom = this.#mentors.room;
    const placesFrom = this.#placesFrom;
    const places = this.#places;
    const next = this.#next;
    const via = this.#via;
    const way = this.#way;
    const mark = this.#mark;
    const inside = this.#isFar ? 2 * search + 1 : 0;
    let depth = 0;
    let node = source;
    way[0] = source;
    via[source] = asSource;
    walked[source] = search;
    if (source !== hub) next[source] = 0;
    for (;;) {
      let to = -1;
      let by = 0;
      let step = int(next, node);
      if (node < menteeCount) {
        if (int(menteePairs, node) > int(menteeUnits, node)) break;
        const first = int(from, node);
        const count = int(from, node + 1) - first;
        const price = num(menteePrices, node);
        for (; step < count; step += 1) {
          const pair = first + step;
          const mentor = int(mentorOf, pair);
          if (int(walked, menteeCount + mentor) === search) continue;
          if (int(mark, menteeCount + mentor) < inside && int(mentorPairs, mentor) >= int(mentorUnits, mentor))
            continue;
          if (price + num(mentorPrices, mentor) !== int(worth, pair) || bit(isTaken, pair) === 1) continue;
          to = menteeCount + mentor;
          by = pair;
          break;
        }
        if (to < 0 && step === count && int(menteeUnits, node) > 0 && this.#mayEnterHub()) {
          if (this.#leaveMenteeLoss(node) === 0) to = hub;
          by = node;
        }
      } else if (node < hub) {
        const mentor = node - menteeCount;
        const count = int(mentorPairs, mentor);
        if (count < int(mentorUnits, mentor)) break;
        const first = int(placesFrom, mentor);
        const price = num(mentorPrices, mentor);
        for (; step < count; step += 1) {
          const pair = int(places, first + step);
          const mentee = int(menteeOf, pair);
          if (int(walked, mentee) === search) continue;
          if (int(mark, mentee) < inside && int(menteePairs, mentee) <= int(menteeUnits, mentee)) continue;
          if (price + num(menteePrices, mentee) !== int(worth, pair)) continue;
          to = mentee;
          by = pair;
          break;
        }
        if (to < 0 && step === count && int(mentorUnits, mentor) < int(mentorRoom, mentor) && this.#mayEnterHub()) {
          if (this.#joinMentorLoss(mentor) === 0) to = hub;
          by = node;
        }
      } else {
        if (this.#hubHeld < 0) break;
        by = byHub;
        for (; step < hub; step += 1) {
          if (int(walked, step) === search || (int(mark, step) < inside && this.#held(step) >= 0)) continue;
          if (step < menteeCount) {
            if (int(menteeUnits, step) === int(menteeRoom, step) || this.#joinMenteeLoss(step) !== 0) continue;
          } else {
            const mentor = step - menteeCount;
            if (int(mentorUnits, mentor) === 0 || this.#leaveMentorLoss(mentor) !== 0) continue;
          }
          to = step;
          break;
        }
      }
      next[node] = step + 1;
      if (to >= 0) {
        if (to !== hub) next[to] = 0;
        walked[to] = search;
        via[to] = by;
        depth += 1;
        way[depth] = to;
        node = to;
      } else {
        depth -= 1;
        if (depth < 0) return false;
        node = int(way, depth);
      }
    }
    this.#sendAlong(depth);
    return true;
  }

  /** Everybody is walked through once in a search; the hub is as long as there are steps from it that were not tried. */
  #mayEnterHub(): boolean {
    if (this.#hubHeld < 0) return true;
    if (this.#isFar && int(this.#mark, this.#hub) < 2 * this.#search + 1) return false;
    return int(this.#walked, this.#hub) !== this.#search && int(this.#next, this.#hub) < this.#hub;
  }

  #sendAlong(depth: number): void {
    for (let place = depth; place > 0; place -= 1) {
      const [node, before] = [int(this.#way, place), int(this.#way, place - 1)];
      const via = int(this.#via, node);
      if (node === this.#hub) {
        if (before < this.#menteeCount) this.#moveMenteeUnits(before, -1);
        else this.#moveMentorUnits(before - this.#menteeCount, 1);
      } else if (before === this.#hub) {
        if (node < this.#menteeCount) this.#moveMenteeUnits(node, 1);
        else this.#moveMentorUnits(node - this.#menteeCount, -1);
      } else if (node < this.#menteeCount) this.#release(via);
      else this.#take(via);
    }
    // The hub may be walked through again.
    this.#walked[this.#hub] = 0;
  }

  #moveMenteeUnits(mentee: number, by: number): void {
    this.#menteeUnits[mentee] = int(this.#menteeUnits, mentee) + by;
    this.#hubHeld -= by;
  }

  #moveMentorUnits(mentor: number, by: number): void {
    this.#mentorUnits[mentor] = int(this.#mentorUnits, mentor) + by;
    this.#hubHeld += by;
  }

  #take(pair: number): void {
    const [mentee, mentor] = [int(this.#menteeOf, pair), int(this.#mentorOf, pair)];
    const pairs = int(this.#mentorPairs, mentor);
    this.#isTaken[pair] = 1;
    this.#menteePairs[mentee] = int(this.#menteePairs, mentee) + 1;
    this.#places[int(this.#placesFrom, mentor) + pairs] = pair;
    this.#mentorPairs[mentor] = pairs + 1;
  }

  #release(pair: number): void {
    const [mentee, mentor] = [int(this.#menteeOf, pair), int(this.#mentorOf, pair)];
    const left = int(this.#mentorPairs, mentor) - 1;
    const from = int(this.#placesFrom, mentor);
    this.#isTaken[pair] = 0;
    this.#menteePairs[mentee] = int(this.#menteePairs, mentee) - 1;
    for (let place = from; place < from + left; place += 1) {
      if (int(this.#places, place) === pair) this.#places[place] = int(this.#places, from + left);
    }
    this.#mentorPairs[mentor] = left;
  }
}
