import { sharedMinutesFinder } from '../../meeting/shared-hours.ts';
import type { WorkingHours } from '../../people/person.ts';
import * as fit from '../fit.ts';
import { hardRules, type Candidate, type Couple, type HardRule, type MatchingInput } from '../matching.ts';
import { Numbering, bit, int } from './arrays.ts';

/** Added for a rule that bars; so far below any fit that a sum with one of these in it is negative. */
export const barred = -1_048_576;

/** What both sides of a pair bring to a table of points, as numbers. */
interface Columns {
  readonly level: Int32Array;
  readonly hours: Int32Array;
  readonly languages: Int32Array;
  /** -1 where it is not known; likewise profession and office. */
  readonly department: Int32Array;
  readonly profession: Int32Array;
  readonly office: Int32Array;
  /** What they would like of the other's profession and office, and how much it counts. */
  readonly professionWish: Int32Array;
  readonly officeWish: Int32Array;
  /** Points that this side brings into every pair. */
  readonly own: Int32Array;
  readonly manager: Int32Array;
}

/**
 * The fit of any two people in a few look-ups: the points of `fit.ts` and the rules of `rules.ts`, worked out once for each
 * pair of values rather than for each pair of people. A mentee or mentor is known by their place in the lists.
 */
export class PairTable {
  readonly mentees: readonly Candidate[];
  readonly mentors: readonly Candidate[];
  readonly mentee: Columns;
  readonly mentor: Columns;
  /**
   * The traits of mentors side by side: `traits[mentor * traitCount + trait]`, in the order level, hours, languages, department,
   * profession and the wish for it, office and the wish for it, and the points they bring.
   */
  readonly traits: Int32Array;
  /** The topics that each mentor offers and some mentee wants, one bit for each, eight topics to an array. */
  readonly offered: readonly Uint8Array[];
  /** The topics that each mentee wants, with what each counts, in the mentee's order. */
  readonly wantedTopics: readonly Int32Array[];
  readonly wantedValues: readonly Int32Array[];
  /** What `shared` has to be at least. */
  readonly leastShared: number;
  /** Points for topics that are worth so much, by how many are wanted. */
  readonly topicPoints: readonly Int32Array[];
  /** Points by the two sides' numbers: `table[mentee's * width + mentor's]`. */
  readonly levelPoints: Int32Array;
  readonly levelWidth: number;
  readonly hoursPoints: Int32Array;
  readonly hoursWidth: number;
  readonly languagePoints: Int32Array;
  readonly languageWidth: number;
  /** By relation: 0 same, 1 different, 2 unknown. */
  readonly departmentPoints: Int32Array;
  readonly professions: RelationPoints;
  readonly offices: RelationPoints;
  /** Mentors whom the mentee asked for, or who asked for the mentee. */
  readonly wishedMentors: readonly (readonly number[])[];

  readonly #barSameManager: boolean;
  readonly #aboveMentee: Chains;
  readonly #aboveMentor: Chains;
  readonly #menteePerson: Int32Array;
  readonly #mentorPerson: Int32Array;
  readonly #keptApart: ReadonlySet<number>;
  readonly #pairedBefore: ReadonlySet<number>;
  readonly #forbidden: ReadonlySet<number>;
  readonly #isKeptApart: Uint8Array;
  readonly #wishPoints: ReadonlyMap<number, number>;

  /** `mentees` and `mentors` are those of the input in the order in which they shall be numbered. */
  constructor(input: MatchingInput, mentees: readonly Candidate[], mentors: readonly Candidate[]) {
    const { rules, weights } = input.settings;
    const points = fit.fullPoints(weights, rules);
    this.mentees = mentees;
    this.mentors = mentors;
    this.leastShared = rules.minimumSharedTopics * sharedTopic;

    const topics = new Numbering<string>();
    for (const topic of byPopularity(mentors)) topics.of(topic);
    this.wantedTopics = mentees.map((mentee) => Int32Array.from(mentee.topics, (topic) => topics.of(topic)));
    this.wantedValues = mentees.map((mentee) => Int32Array.from(mentee.topics, (_, place) => fit.topicValue(place)));
    this.offered = Array.from({ length: Math.ceil(topics.size / 8) }, () => new Uint8Array(mentors.length));
    for (const [index, mentor] of mentors.entries()) {
      for (const topic of mentor.topics) {
        const number = topics.find(topic);
        const bits = this.offered[number >> 3];
        if (number >= 0 && bits) bits[index] = bit(bits, index) | (1 << (number & 7));
      }
    }
    const most = mentees.reduce((length, mentee) => Math.max(length, mentee.topics.length), 0);
    this.topicPoints = Array.from({ length: most + 1 }, (_, count) =>
      Int32Array.from({ length: 16 + most }, (_, value) => fit.topicPoints(points, value, count)),
    );

    const levels = new Numbering<number>();
    const hours = new Numbering<WorkingHours | null>(JSON.stringify);
    const languages = new Numbering<readonly string[]>((set) => set.toSorted().join(' '));
    const departments = new Numbering<string>();
    const professions = new Numbering<string>();
    const offices = new Numbering<string>();
    const professionWishes = new Numbering<Wish>(JSON.stringify);
    const officeWishes = new Numbering<Wish>(JSON.stringify);
    const people = new Numbering<string>();
    const numberOf = (numbering: Numbering<string>, value: string | null) =>
      value === null ? -1 : numbering.of(value);
    const columns = (side: readonly Candidate[]): Columns => {
      const wish = (one: Candidate, preference: 'same' | 'different' | null): Wish => ({
        preference,
        step: preference === null ? 0 : preferenceStep(points, one),
      });
      const column = (value: (one: Candidate) => number) => Int32Array.from(side, value);
      return {
        level: column((one) => levels.of(one.seniority)),
        hours: column((one) => hours.of(one.workingHours)),
        languages: column((one) => languages.of(one.languages)),
        department: column((one) => numberOf(departments, one.department)),
        profession: column((one) => numberOf(professions, one.profession)),
        office: column((one) => numberOf(offices, one.officeLocation)),
        professionWish: column((one) => professionWishes.of(wish(one, one.preferences.profession))),
        officeWish: column((one) => officeWishes.of(wish(one, one.preferences.office))),
        own: column((one) => ownPoints(points, one)),
        manager: column((one) => numberOf(people, input.reportingLines.get(one.personId) ?? null)),
      };
    };
    this.mentee = columns(mentees);
    this.mentor = columns(mentors);

    const {
      level,
      hours: own,
      languages: spoken,
      department,
      profession,
      professionWish,
      office,
      officeWish,
    } = this.mentor;
    const traits = [level, own, spoken, department, profession, professionWish, office, officeWish, this.mentor.own];
    this.traits = new Int32Array(mentors.length * traitCount);
    for (const [trait, column] of traits.entries()) {
      for (let mentor = 0; mentor < mentors.length; mentor += 1) {
        this.traits[mentor * traitCount + trait] = int(column, mentor);
      }
    }
    this.levelWidth = levels.size;
    this.levelPoints = square(levels.values, (mentee, mentor) => {
      const gap = mentee - mentor;
      return gap < rules.minimumSeniorityGap ? barred : fit.seniorityPoints(points, gap, rules.minimumSeniorityGap);
    });
    const shared = sharedMinutesFinder(input.period);
    this.hoursWidth = hours.size;
    this.hoursPoints = square(hours.values, (mentee, mentor) => {
      const minutes = mentee && mentor && shared(mentee, mentor);
      const isEnough = minutes !== null && minutes >= rules.minimumSharedHours * 60;
      return isEnough ? fit.hoursPoints(points, minutes) : barred;
    });
    this.languageWidth = languages.size;
    this.languagePoints = square(languages.values, (mentee, mentor) =>
      mentee.some((language) => mentor.includes(language)) ? 0 : barred,
    );
    this.departmentPoints = Int32Array.from(relations, (relation) =>
      rules.department === 'require' && relation !== 'different' ? barred : fit.departmentPoints(points, relation),
    );
    this.professions = relationPoints(professionWishes.values, (relation) => fit.professionPoints(points, relation));
    this.offices = relationPoints(officeWishes.values, (relation) => fit.locationPoints(points, relation));

    const menteeNumbers = new Map(mentees.map((one, index) => [one.personId, index]));
    const mentorNumbers = new Map(mentors.map((one, index) => [one.personId, index]));
    const wishPoints = new Map<number, number>();
    const asked = mentees.map((): number[] => []);
    const wish = (mentee: number | undefined, mentor: number | undefined, step: number) => {
      if (mentee === undefined || mentor === undefined) return;
      const key = mentee * mentors.length + mentor;
      if (!wishPoints.has(key)) asked[mentee]?.push(mentor);
      wishPoints.set(key, (wishPoints.get(key) ?? 0) + step);
    };
    for (const [number, one] of mentees.entries()) {
      for (const id of new Set(one.wishes)) wish(number, mentorNumbers.get(id), preferenceStep(points, one));
    }
    for (const [number, one] of mentors.entries()) {
      for (const id of new Set(one.wishes)) wish(menteeNumbers.get(id), number, preferenceStep(points, one));
    }
    this.#wishPoints = wishPoints;
    // The order in which somebody wrote their wishes decides nothing.
    this.wishedMentors = asked.map((list) => list.toSorted((a, b) => a - b));

    this.#barSameManager = !rules.allowSameManager;
    this.#menteePerson = Int32Array.from(mentees, (one) => people.of(one.personId));
    this.#mentorPerson = Int32Array.from(mentors, (one) => people.of(one.personId));
    const managerOf = new Map<number, number>();
    for (const [id, manager] of input.reportingLines) {
      if (manager !== null) managerOf.set(people.of(id), people.of(manager));
    }
    this.#aboveMentee = chains(this.#menteePerson, managerOf);
    this.#aboveMentor = chains(this.#mentorPerson, managerOf);

    const keysOf = (couples: readonly Couple[]) =>
      couples.flatMap(({ menteeId, mentorId }) => {
        const [mentee, mentor] = [menteeNumbers.get(menteeId), mentorNumbers.get(mentorId)];
        return mentee === undefined || mentor === undefined ? [] : [mentee * mentors.length + mentor];
      });
    const bothWish = ({ menteeId, mentorId }: Couple): boolean => {
      const [mentee, mentor] = [menteeNumbers.get(menteeId) ?? -1, mentorNumbers.get(mentorId) ?? -1];
      return mentees[mentee]?.wishes.includes(mentorId) === true && mentors[mentor]?.wishes.includes(menteeId) === true;
    };
    this.#pairedBefore = new Set(keysOf(input.pairedBefore.filter((couple) => !bothWish(couple))));
    this.#forbidden = new Set(keysOf(input.forbidden));
    const unwanted = [
      ...mentees.flatMap(({ personId, exclusions }) => exclusions.map((id) => ({ menteeId: personId, mentorId: id }))),
      ...mentors.flatMap(({ personId, exclusions }) => exclusions.map((id) => ({ menteeId: id, mentorId: personId }))),
    ];
    const keptApart = new Set([
      ...this.#pairedBefore,
      ...this.#forbidden,
      ...keysOf(unwanted),
      ...keysOf(input.declined),
      // A locked pair is given, not chosen.
      ...keysOf(input.locked),
    ]);
    const isKeptApart = new Uint8Array(mentees.length);
    for (const key of keptApart) isKeptApart[Math.floor(key / mentors.length)] = 1;
    this.#keptApart = keptApart;
    this.#isKeptApart = isKeptApart;
  }

  /** The fit of the two, 0 … 1000; negative where a rule bars. Locked pairs are barred: they are given. */
  fit(mentee: number, mentor: number): number {
    const shared = this.shared(mentee, mentor);
    if (shared < this.leastShared) return barred;
    const sum =
      int(
        this.topicPoints[(this.wantedTopics[mentee] as Int32Array).length] as Int32Array,
        shared & (sharedTopic - 1),
      ) +
      this.#circumstances(mentee, mentor) +
      (this.#wishPoints.get(mentee * this.mentors.length + mentor) ?? 0);
    return sum >= 0 && this.isKeptApart(mentee, mentor) ? barred : sum;
  }

  /**
   * Points for all but topics and wishes by name; negative where one of the rules for them bars. `Search.best` adds up the
   * same, with all that hangs on the mentee alone looked up once.
   */
  #circumstances(mentee: number, mentor: number): number {
    const one = this.mentee;
    const traits = this.traits;
    const at = mentor * traitCount;
    const level = int(this.levelPoints, int(one.level, mentee) * this.levelWidth + int(traits, at));
    if (level < 0) return level;
    return (
      level +
      int(one.own, mentee) +
      int(traits, at + 8) +
      int(this.hoursPoints, int(one.hours, mentee) * this.hoursWidth + int(traits, at + 1)) +
      int(this.languagePoints, int(one.languages, mentee) * this.languageWidth + int(traits, at + 2)) +
      int(this.departmentPoints, relation(int(one.department, mentee), int(traits, at + 3))) +
      int(
        this.professions.points,
        (int(one.professionWish, mentee) * this.professions.width + int(traits, at + 5)) * 3 +
          relation(int(one.profession, mentee), int(traits, at + 4)),
      ) +
      int(
        this.offices.points,
        (int(one.officeWish, mentee) * this.offices.width + int(traits, at + 7)) * 3 +
          relation(int(one.office, mentee), int(traits, at + 6)),
      )
    );
  }

  /**
   * Every rule that bars the two, as a sum of `brokenRule`s; private reasons are not among them. For explanations: slower
   * than `fit`.
   */
  brokenRules(mentee: number, mentor: number): number {
    const one = this.mentee;
    const other = this.mentor;
    const key = mentee * this.mentors.length + mentor;
    const manager = int(one.manager, mentee);
    const apart = int(this.departmentPoints, relation(int(one.department, mentee), int(other.department, mentor)));
    const hours = int(one.hours, mentee) * this.hoursWidth + int(other.hours, mentor);
    let broken = 0;
    const bar = (rule: HardRule, when: boolean) => {
      if (when) broken += brokenRule[rule];
    };
    bar(
      'seniority-gap',
      int(this.levelPoints, int(one.level, mentee) * this.levelWidth + int(other.level, mentor)) < 0,
    );
    bar('reporting-line', this.#isInLine(mentee, mentor));
    bar('same-manager', this.#barSameManager && manager >= 0 && manager === int(other.manager, mentor));
    bar('same-department', apart < 0);
    bar('shared-topics', this.shared(mentee, mentor) < this.leastShared);
    const canBeRead = Boolean(this.mentees[mentee]?.workingHours && this.mentors[mentor]?.workingHours);
    bar('calendar-unreadable', !canBeRead);
    bar('shared-hours', canBeRead && int(this.hoursPoints, hours) < 0);
    const languages = int(one.languages, mentee) * this.languageWidth + int(other.languages, mentor);
    bar('common-language', int(this.languagePoints, languages) < 0);
    bar('paired-before', this.#pairedBefore.has(key));
    bar('forbidden', this.#forbidden.has(key));
    return broken;
  }

  /** Whether a reporting line, a shared manager or the history of the two keeps them apart. */
  isKeptApart(mentee: number, mentor: number): boolean {
    if (bit(this.#isKeptApart, mentee) === 1 && this.#keptApart.has(mentee * this.mentors.length + mentor)) {
      return true;
    }
    const manager = int(this.mentee.manager, mentee);
    if (this.#barSameManager && manager >= 0 && manager === int(this.mentor.manager, mentor)) return true;
    return this.#isInLine(mentee, mentor);
  }

  #isInLine(mentee: number, mentor: number): boolean {
    return (
      holds(this.#aboveMentor, mentor, int(this.#menteePerson, mentee)) ||
      holds(this.#aboveMentee, mentee, int(this.#mentorPerson, mentor))
    );
  }

  /** What the topics in common are worth to the mentee, and `sharedTopic` for each of them. */
  shared(mentee: number, mentor: number): number {
    const topics = this.wantedTopics[mentee] as Int32Array;
    const values = this.wantedValues[mentee] as Int32Array;
    let shared = 0;
    for (let index = 0; index < topics.length; index += 1) {
      const topic = int(topics, index);
      const isOffered = (bit(this.offered[topic >> 3] as Uint8Array, mentor) >> (topic & 7)) & 1;
      if (isOffered === 1) shared += sharedTopic + int(values, index);
    }
    return shared;
  }
}

export const traitCount = 9;

/** Counts topics in the same number as what they are worth, which stays below it. */
export const sharedTopic = 4096;

/** The topics that mentors offer, the most offered first: bounds that look at eight topics tell most with these. */
function byPopularity(mentors: readonly Candidate[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { topics } of mentors) for (const topic of topics) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  return [...counts].toSorted(([a, many], [b, few]) => few - many || (a < b ? -1 : 1)).map(([topic]) => topic);
}

/** One bit for each rule. */
export const brokenRule = Object.fromEntries(hardRules.map((rule, index) => [rule, 2 ** index])) as Record<
  HardRule,
  number
>;

const relations = ['same', 'different', 'unknown'] as const;

/** Of two numbers of departments, professions or offices: 0 same, 1 different, 2 unknown. */
export function relation(a: number, b: number): number {
  return a < 0 || b < 0 ? 2 : a === b ? 0 : 1;
}

/** A preference and the points it adds when it is met. */
interface Wish {
  readonly preference: 'same' | 'different' | null;
  readonly step: number;
}

/** Points for how the professions or offices of two stand to each other, with what both would like. */
export interface RelationPoints {
  /** By both wishes and the relation: `points[(mentee's * width + mentor's) * 3 + relation]`. */
  readonly points: Int32Array;
  readonly width: number;
  /** What each wish adds when it is met. */
  readonly steps: Int32Array;
}

function relationPoints(wishes: readonly Wish[], pointsOf: (relation: fit.Relation) => number): RelationPoints {
  const width = wishes.length;
  const points = wishes.flatMap((mentee) =>
    wishes.flatMap((mentor) =>
      relations.map((relation) =>
        [mentee, mentor].reduce(
          (sum, { preference, step }) => sum + (fit.isMet(preference, relation) ? step : 0),
          pointsOf(relation),
        ),
      ),
    ),
  );
  return { points: Int32Array.from(points), width, steps: Int32Array.from(wishes, ({ step }) => step) };
}

function preferenceStep(points: fit.FullPoints, one: Candidate): number {
  return fit.preferenceStep(
    fit.preferenceHalf(points, one.role),
    fit.statedPreferences(one.preferences, one.wishes.length),
  );
}

/** What somebody brings into each of their pairs: a mentor's experience, and the half of those who prefer nothing. */
function ownPoints(points: fit.FullPoints, one: Candidate): number {
  const isOpenToAll = fit.statedPreferences(one.preferences, one.wishes.length) === 0;
  return (
    (isOpenToAll ? fit.preferenceHalf(points, one.role) : 0) +
    (one.role === 'mentor' ? fit.experiencePoints(points, one.pairingsMentored) : 0)
  );
}

function square<Value>(values: readonly Value[], points: (mentee: Value, mentor: Value) => number): Int32Array {
  return Int32Array.from(values.flatMap((mentee) => values.map((mentor) => points(mentee, mentor))));
}

/** For each person of a side, everybody above them: `list` from `from[person]` to `from[person + 1]`. */
interface Chains {
  readonly from: Int32Array;
  readonly list: Int32Array;
}

function chains(side: Int32Array, managerOf: ReadonlyMap<number, number>): Chains {
  const from = new Int32Array(side.length + 1);
  const list: number[] = [];
  for (const [index, person] of side.entries()) {
    const start = list.length;
    // Ends where a loop in the data begins.
    for (
      let manager = managerOf.get(person);
      manager !== undefined && manager !== person && !list.includes(manager, start);
      manager = managerOf.get(manager)
    ) {
      list.push(manager);
    }
    from[index + 1] = list.length;
  }
  return { from, list: Int32Array.from(list) };
}

function holds({ from, list }: Chains, index: number, person: number): boolean {
  for (let at = int(from, index); at < int(from, index + 1); at += 1) if (int(list, at) === person) return true;
  return false;
}
