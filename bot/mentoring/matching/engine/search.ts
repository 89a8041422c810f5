import { bit, int, num } from './arrays.ts';
import { relation, sharedTopic, traitCount, type PairTable, type RelationPoints } from './pair-table.ts';

/** What counts in a search and in what is solved with it. */
export interface Aim {
  /** With `placing` every pair counts for nothing but that its people are placed. */
  readonly values: 'fit' | 'placing';
  /** Pairs that fit less are not possible. */
  readonly minimumFit: number;
}

/** The best pairs of one mentee, best first. */
export class Found {
  readonly mentors: Int32Array;
  /** What each pair is worth: its fit, or nothing where only placing counts. */
  readonly worth: Int32Array;
  /** The worth less the mentor's price. */
  readonly values: Float64Array;
  count = 0;

  constructor(most: number) {
    this.mentors = new Int32Array(most);
    this.worth = new Int32Array(most);
    this.values = new Float64Array(most);
  }

  /** Keeps a pair when it is among the best; of equals those that came first. Answers what a better one has to exceed. */
  offer(mentor: number, worth: number, value: number, threshold: number): number {
    const most = this.mentors.length;
    if (value <= threshold) return threshold;
    let place = this.count < most ? this.count : most - 1;
    while (place > 0 && num(this.values, place - 1) < value) {
      this.mentors[place] = int(this.mentors, place - 1);
      this.worth[place] = int(this.worth, place - 1);
      this.values[place] = num(this.values, place - 1);
      place -= 1;
    }
    this.mentors[place] = mentor;
    this.worth[place] = worth;
    this.values[place] = value;
    if (this.count < most) this.count += 1;
    return this.count < most ? threshold : num(this.values, most - 1);
  }
}

/**
 * Finds mentors for a mentee who are worth more than a threshold once their prices are paid. Most pairs are dismissed
 * unseen: mentors stand in cells of those of one seniority who offer the same of the eight most popular topics, cheapest
 * first, and a cell is left as soon as full points for everything else could not make up for the price.
 */
export class Search {
  readonly #table: PairTable;
  readonly #aim: Aim;
  readonly #isOpen: Uint8Array;
  /** Mentors in the order of their cells, cheapest first within each; a cell begins at `#from[cell]`. */
  readonly #members: Int32Array;
  readonly #from: Int32Array;
  readonly #bitsOf: Int32Array;
  readonly #levelOf: Int32Array;
  #prices: Float64Array = new Float64Array(0);
  /** What each of `#members` has to be made up for: the price less all points that the mentor may bring. */
  readonly #costs: Float64Array;
  /** Their topics beyond the first eight, eight to an array. */
  readonly #offered: readonly Uint8Array[];
  /** Their traits and prices, side by side in the order of the cells: most of the time goes into reading these. */
  readonly #traits: Int32Array;
  readonly #paid: Float64Array;
  /** What the mentee at hand shares with mentors by eight of their topics: `#shared[chunk][bits]`. */
  readonly #shared: readonly Int32Array[];
  /** The most that topics beyond the first eight can add to it. */
  #sharedBeyond = 0;
  readonly #mostOfHours: Int32Array;
  readonly #mostOfDepartment: number;
  readonly #mostOfProfession: Most;
  readonly #mostOfOffice: Most;

  /** Searches among the mentors who have room, by `room`. */
  constructor(table: PairTable, aim: Aim, room: Int32Array) {
    this.#table = table;
    this.#aim = aim;
    this.#isOpen = Uint8Array.from(room, (places) => (places > 0 ? 1 : 0));
    const popular = table.offered[0] ?? new Uint8Array(room.length);
    const keyOf = (one: number) => int(table.mentor.level, one) * 256 + bit(popular, one);
    const members = Int32Array.from(room.keys())
      .filter((one) => bit(this.#isOpen, one) === 1)
      .sort((a, b) => keyOf(a) - keyOf(b) || a - b);
    const from: number[] = [];
    for (let at = 0; at < members.length; at += 1) {
      if (at === 0 || keyOf(int(members, at)) !== keyOf(int(members, at - 1))) from.push(at);
    }
    this.#members = members;
    this.#bitsOf = Int32Array.from(from, (at) => bit(popular, int(members, at)));
    this.#levelOf = Int32Array.from(from, (at) => int(table.mentor.level, int(members, at)));
    this.#from = Int32Array.from([...from, members.length]);
    this.#costs = new Float64Array(members.length);
    this.#paid = new Float64Array(members.length);
    this.#traits = new Int32Array(members.length * traitCount);
    // Two arrays at least besides the one that cells are made by, so that the loop over mentors need not ask.
    const chunks = Math.max(3, table.offered.length);
    this.#offered = Array.from({ length: chunks }, () => new Uint8Array(members.length));
    this.#shared = Array.from({ length: chunks }, () => new Int32Array(256));
    this.#mostOfHours = mostOfRows(table.hoursPoints, table.hoursWidth);
    this.#mostOfDepartment = greatest(table.departmentPoints);
    this.#mostOfProfession = mostOf(table.professions);
    this.#mostOfOffice = mostOf(table.offices);
  }

  /** Sets the mentors' prices. */
  setPrices(prices: Float64Array): void {
    const { mentor } = this.#table;
    const byFit = this.#aim.values === 'fit';
    const costs = prices.map((price, one) => {
      if (!byFit) return price;
      return (
        price -
        int(mentor.own, one) -
        int(this.#mostOfProfession.mentors, int(mentor.professionWish, one)) -
        int(this.#mostOfOffice.mentors, int(mentor.officeWish, one))
      );
    });
    this.#prices = prices;
    for (let cell = 0; cell + 1 < this.#from.length; cell += 1) {
      this.#members
        .subarray(int(this.#from, cell), int(this.#from, cell + 1))
        .sort((a, b) => num(costs, a) - num(costs, b) || a - b);
    }
    for (let at = 0; at < this.#members.length; at += 1) {
      const one = int(this.#members, at);
      this.#costs[at] = num(costs, one);
      this.#paid[at] = num(prices, one);
      this.#traits.set(this.#table.traits.subarray(one * traitCount, (one + 1) * traitCount), at * traitCount);
      for (let chunk = 1; chunk < this.#table.offered.length; chunk += 1) {
        (this.#offered[chunk] as Uint8Array)[at] = bit(this.#table.offered[chunk] as Uint8Array, one);
      }
    }
  }

  /**
   * Fills `found` with the best pairs of the mentee that are worth more than `threshold` after the mentor's price, but for
   * those with the mentee's number in `known`.
   */
  best(mentee: number, threshold: number, found: Found, known: Int32Array): void {
    const table = this.#table;
    const byFit = this.#aim.values === 'fit';
    const { minimumFit } = this.#aim;
    found.count = 0;
    let bound = threshold;
    const wished = this.#offerWished(mentee, threshold, found, known);
    if (found.count === found.mentors.length) bound = num(found.values, found.count - 1);
    const points = this.#share(mentee);
    const beyond = this.#sharedBeyond;
    const ceiling = byFit ? this.#ceiling(mentee) : 0;
    const { mentee: columns, leastShared, levelPoints, hoursPoints, languagePoints, departmentPoints } = table;
    const { points: professionPoints, width: professionWidth } = table.professions;
    const { points: officePoints, width: officeWidth } = table.offices;
    const levelRow = int(columns.level, mentee) * table.levelWidth;
    const hoursRow = int(columns.hours, mentee) * table.hoursWidth;
    const languageRow = int(columns.languages, mentee) * table.languageWidth;
    const professionRow = int(columns.professionWish, mentee) * professionWidth;
    const officeRow = int(columns.officeWish, mentee) * officeWidth;
    const [department, profession, office] = [
      int(columns.department, mentee),
      int(columns.profession, mentee),
      int(columns.office, mentee),
    ];
    const mostOfHours = int(this.#mostOfHours, int(columns.hours, mentee));
    const costs = this.#costs;
    const paid = this.#paid;
    const traits = this.#traits;
    const members = this.#members;
    const bitsOf = this.#bitsOf;
    const levelOf = this.#levelOf;
    const starts = this.#from;
    const [first, second, third] = this.#shared as [Int32Array, Int32Array, Int32Array];
    const [, secondBits, thirdBits] = this.#offered as [Uint8Array, Uint8Array, Uint8Array];
    const hasMore = this.#shared.length > 3;
    const own = int(columns.own, mentee);
    // Mentees who want the same do not all begin with the same mentors.
    const turn = Math.imul(mentee + 1, 0x9e3779b1) >>> 0;
    const cells = bitsOf.length;
    for (let step = 0, cell = turn % cells; step < cells; step += 1, cell = cell + 1 === cells ? 0 : cell + 1) {
      const popular = int(first, int(bitsOf, cell));
      const level = int(levelPoints, levelRow + int(levelOf, cell));
      if (popular + beyond < leastShared || level < 0) continue;
      const mostTopics = byFit ? int(points, (popular + beyond) & topicValues) : 0;
      const most = byFit ? ceiling + level : 0;
      const from = int(starts, cell);
      const end = int(starts, cell + 1);
      if (most + mostTopics - num(costs, from) <= bound) continue;
      const isFlat = num(costs, from) === num(costs, end - 1);
      for (let index = from; index < end; index += 1) {
        const at = isFlat ? from + ((index + turn) % (end - from)) : index;
        const left = most - num(costs, at) - bound;
        if (left + mostTopics <= 0) break;
        let shared = popular + int(second, bit(secondBits, at)) + int(third, bit(thirdBits, at));
        if (hasMore) shared += this.#sharedMore(at);
        if (shared < leastShared) continue;
        const topics = int(points, shared & topicValues);
        if (byFit && left + topics <= 0) continue;
        const trait = at * traitCount;
        const hours = int(hoursPoints, hoursRow + int(traits, trait + 1));
        if (hours < 0 || (byFit && left + topics + hours <= mostOfHours)) continue;
        const fit =
          topics +
          level +
          own +
          hours +
          int(languagePoints, languageRow + int(traits, trait + 2)) +
          int(departmentPoints, relation(department, int(traits, trait + 3))) +
          int(
            professionPoints,
            (professionRow + int(traits, trait + 5)) * 3 + relation(profession, int(traits, trait + 4)),
          ) +
          int(officePoints, (officeRow + int(traits, trait + 7)) * 3 + relation(office, int(traits, trait + 6))) +
          int(traits, trait + 8);
        if (fit < minimumFit) continue;
        const worth = byFit ? fit : 0;
        const value = worth - num(paid, at);
        if (value <= bound) continue;
        const mentor = int(members, at);
        if (int(known, mentor) === mentee || table.isKeptApart(mentee, mentor) || wished?.has(mentor)) continue;
        bound = found.offer(mentor, worth, value, bound);
      }
    }
  }

  /** Offers the few who were asked for by name, whose points are more than their cell tells; answers who they are. */
  #offerWished(mentee: number, threshold: number, found: Found, known: Int32Array): ReadonlySet<number> | null {
    const list = this.#table.wishedMentors[mentee] ?? [];
    if (list.length === 0) return null;
    const wished = new Set<number>();
    let bound = threshold;
    for (const mentor of list) {
      if (bit(this.#isOpen, mentor) === 0) continue;
      wished.add(mentor);
      if (int(known, mentor) === mentee) continue;
      const fit = this.#table.fit(mentee, mentor);
      if (fit < 0 || fit < this.#aim.minimumFit) continue;
      const worth = this.#aim.values === 'fit' ? fit : 0;
      bound = found.offer(mentor, worth, worth - num(this.#prices, mentor), bound);
    }
    return wished;
  }

  /** The most points that a pair of the mentee can have besides topics, seniority and what the mentor brings. */
  #ceiling(mentee: number): number {
    const { mentee: columns } = this.#table;
    return (
      int(columns.own, mentee) +
      int(this.#mostOfHours, int(columns.hours, mentee)) +
      this.#mostOfDepartment +
      int(this.#mostOfProfession.mentees, int(columns.professionWish, mentee)) +
      int(this.#mostOfOffice.mentees, int(columns.officeWish, mentee))
    );
  }

  /** Works out what the mentee shares with each set of eight topics; answers the points that it is worth. */
  #share(mentee: number): Int32Array {
    const topics = this.#table.wantedTopics[mentee] as Int32Array;
    const values = this.#table.wantedValues[mentee] as Int32Array;
    this.#sharedBeyond = 0;
    for (let chunk = 0; chunk < this.#shared.length; chunk += 1) {
      const shared = this.#shared[chunk] as Int32Array;
      for (let topic = 0; topic < 8; topic += 1) {
        const place = topics.indexOf(chunk * 8 + topic);
        const worth = place < 0 ? 0 : sharedTopic + int(values, place);
        const half = 1 << topic;
        for (let bits = 0; bits < half; bits += 1) shared[half + bits] = int(shared, bits) + worth;
        if (chunk > 0) this.#sharedBeyond += worth;
      }
    }
    return this.#table.topicPoints[topics.length] as Int32Array;
  }

  /** What the mentee at hand shares of topics beyond three times eight. */
  #sharedMore(at: number): number {
    let shared = 0;
    for (let chunk = 3; chunk < this.#shared.length; chunk += 1) {
      shared += int(this.#shared[chunk] as Int32Array, bit(this.#offered[chunk] as Uint8Array, at));
    }
    return shared;
  }
}

const topicValues = sharedTopic - 1;

function greatest(values: Int32Array): number {
  let most = 0;
  for (let index = 0; index < values.length; index += 1) most = Math.max(most, int(values, index));
  return most;
}

/** The greatest points of each row, 0 where all are barred. */
function mostOfRows(table: Int32Array, width: number): Int32Array {
  return Int32Array.from({ length: width }, (_, row) => greatest(table.subarray(row * width, (row + 1) * width)));
}

/** Most points for how two stand to each other, split in what the mentee and what the mentor can bring. */
interface Most {
  readonly mentees: Int32Array;
  readonly mentors: Int32Array;
}

function mostOf({ points, width, steps }: RelationPoints): Most {
  const mentees = Int32Array.from({ length: width }, (_, mentee) => {
    let most = 0;
    for (let at = 0; at < 3 * width; at += 1) {
      most = Math.max(most, int(points, mentee * 3 * width + at) - int(steps, Math.floor(at / 3)));
    }
    return most;
  });
  return { mentees, mentors: steps };
}
