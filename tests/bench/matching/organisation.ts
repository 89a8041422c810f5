import { Temporal } from 'temporal-polyfill';
import type { Candidate, Couple, MatchingInput } from '../../../bot/mentoring/matching/matching.ts';
import type { Role, WorkingHours } from '../../../bot/mentoring/people/person.ts';
import { defaultRules, defaultWeights } from '../../../bot/mentoring/programme/programme.ts';
import { seededRandom } from '../../../infra/sandbox/random.ts';

export interface OrganisationOptions {
  readonly mentees: number;
  readonly mentors: number;
  /** The same options give the same organisation. */
  readonly seed: number;
  /**
   * False: everybody has room for one pairing and nobody was left out before, so that the whole is one plain assignment.
   * True: mentors have room for 1 … 5 and mentees for 1 … 3, some are in a pairing already, some were left out before.
   */
  readonly capacities: boolean;
}

/** Share of people in each grade, from the top (8) down to 0. The senior half ends with grade 3. */
const pyramid = [0.005, 0.015, 0.05, 0.12, 0.2, 0.11, 0.16, 0.2, 0.14];
const departments = 30;
const professions = 12;
const topics = 24;
/** Reports of a manager. */
const span = 7;
const capacityShares = { mentor: [40, 25, 20, 10, 5], mentee: [70, 20, 10] } as const;
/** How many offer or want one topic, two, … five. */
const topicCounts = [6, 14, 25, 30, 25];
/** Where people work: the zone, its share of the people, its offices, and who there speaks what besides English. */
const regions = [
  { timeZone: 'Europe/London', people: 62, offices: 8, language: null, english: 1 },
  { timeZone: 'Europe/Madrid', people: 14, offices: 4, language: 'es', english: 0.94 },
  { timeZone: 'Europe/Bucharest', people: 9, offices: 3, language: 'ro', english: 0.96 },
  { timeZone: 'America/New_York', people: 8, offices: 3, language: null, english: 1 },
  { timeZone: 'Asia/Kolkata', people: 5, offices: 1, language: 'hi', english: 0.99 },
  { timeZone: 'Asia/Singapore', people: 2, offices: 1, language: 'zh', english: 0.98 },
] as const;
const workingDays = [
  { share: 88, days: [1, 2, 3, 4, 5] },
  { share: 6, days: [1, 2, 3, 4] },
  { share: 4, days: [2, 3, 4, 5] },
  { share: 2, days: [1, 2, 3] },
];
const workingTimes = [
  { share: 60, start: '09:00', end: '17:00' },
  { share: 25, start: '08:00', end: '16:30' },
  { share: 15, start: '10:00', end: '18:00' },
];
const none: readonly string[] = [];

/**
 * Makes an organisation that could be real: grades in a pyramid, departments of uneven size with a reporting tree of
 * their own, offices in six time zones, topics of uneven popularity, a few wishes, exclusions and earlier pairings.
 * Mentees come from its senior half, mentors from the junior. The default rules bar about 40 % of its pairs.
 */
export function makeOrganisation({ mentees, mentors, seed, capacities }: OrganisationOptions): MatchingInput {
  const random = seededRandom(`organisation ${seed}`);
  const below = (limit: number) => Math.floor(random() * limit);
  const draw = (weights: readonly number[]) => drawFrom(random, weights);
  const half = Math.max(mentees, mentors);
  const size = 2 * half;
  const ids = Array.from({ length: size }, (_, rank) => personId(rank));
  const { departmentOf, reportingLines } = reportingTree(ids, random);
  const takesPart = [...enrolled(half, mentees, random), ...enrolled(half, mentors, random).map((rank) => half + rank)];

  const hours = regions.map(({ timeZone }) =>
    workingDays.map(({ days }) => workingTimes.map(({ start, end }): WorkingHours => ({ timeZone, days, start, end }))),
  );
  const drawRegion = draw(regions.map(({ people }) => people));
  const drawDays = draw(workingDays.map(({ share }) => share));
  const drawTimes = draw(workingTimes.map(({ share }) => share));
  const drawTopicCount = draw(topicCounts);
  const drawCapacity = { mentor: draw(capacityShares.mentor), mentee: draw(capacityShares.mentee) };
  const topicNames = Array.from({ length: topics }, (_, index) => `topic-${index + 1}`);
  const drawTopic = draw(topicNames.map((_, index) => 1 / (index + 1)));

  const candidates = takesPart.map((rank): Candidate => {
    const role: Role = rank < half ? 'mentee' : 'mentor';
    const region = drawRegion();
    const { timeZone, offices, language, english } = at(regions, region);
    const department = at(departmentOf, rank);
    const canBeRead = random() >= 0.01;
    const days = drawDays();
    const times = drawTimes();
    const wanted = new Set<number>();
    for (let left = 1 + drawTopicCount(); wanted.size < left;) wanted.add(drawTopic());
    return {
      personId: at(ids, rank),
      role,
      capacity: capacities ? 1 + drawCapacity[role]() : 1,
      isPlaced: capacities && random() < 0.03,
      timesLeftOut: capacities && random() < 0.08 ? 1 + below(2) : 0,
      seniority: gradeAt((rank + 0.5) / size),
      topics: [...wanted].map((topic) => at(topicNames, topic)),
      languages: [...(random() < english ? ['en'] : none), ...(language === null ? none : [language])],
      workingHours: canBeRead ? at(at(at(hours, region), days), times) : null,
      department: `Department ${department + 1}`,
      // Half of a department does what the department is for.
      profession:
        random() < 0.05 ? null : `Profession ${random() < 0.5 ? department % professions : below(professions)}`,
      officeLocation: `${timeZone} ${1 + Math.min(below(offices), below(offices))}`,
      pairingsMentored: role === 'mentor' && random() < 0.2 ? 1 + below(3) : 0,
      preferences: {
        office: random() < 0.3 ? (random() < 0.5 ? 'same' : 'different') : null,
        profession: random() < 0.3 ? (random() < 0.3 ? 'same' : 'different') : null,
      },
      wishes: none,
      exclusions: none,
    };
  });
  const couple = (): Couple => ({
    menteeId: at(candidates, below(mentees)).personId,
    mentorId: at(candidates, mentees + below(mentors)).personId,
  });
  const couples = (share: number) =>
    mentees === 0 || mentors === 0 ? [] : Array.from({ length: Math.ceil(share * half) }, couple);
  const pairedBefore = couples(0.05);
  const asked = [...couples(0.06).map((one) => ({ ...one, both: random() < 0.2 })), ...again(pairedBefore)];
  const avoided = couples(0.02);
  return {
    candidates: withOpinions(candidates, asked, avoided),
    reportingLines,
    settings: { rules: defaultRules, weights: defaultWeights, objective: 'total' },
    period: { startsOn: Temporal.PlainDate.from('2027-01-04'), endsOn: Temporal.PlainDate.from('2027-07-02') },
    pairedBefore,
    declined: couples(0.01),
    locked: [],
    forbidden: couples(0.005),
    seed,
    start: null,
  };
}

/** Looks like the ids of the database; their order tells nothing about rank. */
function personId(rank: number): string {
  // Odd factors reach every number of 32 bits once, so that no two ranks share one.
  const mixed = Math.imul(rank + 1, 0x9e3779b1) >>> 0;
  return `${mixed.toString(16).padStart(8, '0')}-0000-7000-8000-${rank.toString(16).padStart(12, '0')}`;
}

function gradeAt(share: number): number {
  let sum = 0;
  for (const [fromTop, part] of pyramid.entries()) {
    sum += part;
    if (share < sum) return pyramid.length - 1 - fromTop;
  }
  return 0;
}

/** Everybody's department, and a tree in each, widest at the bottom; their heads report to the head of the organisation. */
function reportingTree(ids: readonly string[], random: () => number) {
  const sizes = Array.from({ length: departments }, (_, index) => 1 / (index + 4));
  const draw = drawFrom(random, sizes);
  const members = sizes.map((): string[] => []);
  const departmentOf: number[] = [];
  const reportingLines = new Map<string, string | null>();
  for (const [rank, id] of ids.entries()) {
    const department = draw();
    const before = at(members, department);
    const manager = before.length > 0 ? at(before, Math.floor((before.length - 1) / span)) : at(ids, 0);
    reportingLines.set(id, rank === 0 ? null : manager);
    departmentOf.push(department);
    before.push(id);
  }
  return { departmentOf, reportingLines };
}

/** `count` of the numbers 0 … `from` - 1 in rising order, each as likely as any other. */
function enrolled(from: number, count: number, random: () => number): readonly number[] {
  const chosen: number[] = [];
  for (let rank = 0; chosen.length < count; rank += 1) {
    if (random() * (from - rank) < count - chosen.length) chosen.push(rank);
  }
  return chosen;
}

/** Every tenth couple that was paired before would do it again: both ask. */
function again(pairedBefore: readonly Couple[]) {
  return pairedBefore.filter((_, index) => index % 10 === 0).map((couple) => ({ ...couple, both: true }));
}

function withOpinions(
  candidates: readonly Candidate[],
  asked: readonly (Couple & { readonly both: boolean })[],
  avoided: readonly Couple[],
): readonly Candidate[] {
  const wishes = new Map<string, string[]>();
  const exclusions = new Map<string, string[]>();
  const note = (opinions: Map<string, string[]>, of: string, about: string) => {
    opinions.set(of, [...new Set([...(opinions.get(of) ?? none), about])]);
  };
  for (const [index, { menteeId, mentorId, both }] of asked.entries()) {
    if (both || index % 2 === 0) note(wishes, menteeId, mentorId);
    if (both || index % 2 === 1) note(wishes, mentorId, menteeId);
  }
  for (const [index, { menteeId, mentorId }] of avoided.entries()) {
    if (index % 2 === 0) note(exclusions, menteeId, mentorId);
    else note(exclusions, mentorId, menteeId);
  }
  return candidates.map((one) => {
    const wished = wishes.get(one.personId) ?? none;
    const avoid = exclusions.get(one.personId)?.filter((id) => !wished.includes(id)) ?? none;
    return wished.length + avoid.length === 0 ? one : { ...one, wishes: wished, exclusions: avoid };
  });
}

/** Draws places in a list of weights, each as likely as its weight. */
function drawFrom(random: () => number, weights: readonly number[]): () => number {
  let sum = 0;
  const upTo = weights.map((weight) => (sum += weight));
  return () => {
    const drawn = random() * sum;
    return Math.max(
      0,
      upTo.findIndex((limit) => drawn < limit),
    );
  };
}

function at<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError(`no entry ${index} in a list of ${list.length}`);
  return value;
}
