import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { Candidate, Couple, MatchingInput } from '../../../../bot/mentoring/matching/matching.ts';
import { coupleKey, pairRules } from '../../../../bot/mentoring/matching/rules.ts';
import type { Role, WorkingHours } from '../../../../bot/mentoring/people/person.ts';
import type { FitWeights, MatchingRules } from '../../../../bot/mentoring/programme/programme.ts';

/** How many of a role an organisation has, at least and at most. */
export interface Size {
  readonly least: number;
  readonly most: number;
}

const office = (timeZone: string, more: Partial<WorkingHours> = {}): WorkingHours => ({
  timeZone,
  days: [1, 2, 3, 4, 5],
  start: '09:00',
  end: '17:00',
  ...more,
});
const workingHours = fc.oneof(
  { weight: 14, arbitrary: fc.constant(office('Europe/London')) },
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      office('America/New_York'),
      office('Asia/Kolkata', { start: '08:00', end: '18:30' }),
      office('Europe/London', { days: [4, 1] }),
      office('Europe/London', { days: [2, 3], start: '07:30', end: '12:10' }),
    ),
  },
  { weight: 1, arbitrary: fc.constant(null) },
);

/** A week in which clocks have changed in New York and not yet in London: one is enough where hours do not matter. */
const period = { startsOn: Temporal.PlainDate.from('2027-03-16'), endsOn: Temporal.PlainDate.from('2027-03-22') };

const rules: fc.Arbitrary<MatchingRules> = fc.record({
  minimumSeniorityGap: fc.integer({ min: 1, max: 3 }),
  minimumSharedTopics: fc.constantFrom(1, 1, 1, 2),
  minimumSharedHours: fc.constantFrom(0.5, 1, 2),
  department: fc.constantFrom('off' as const, 'off' as const, 'prefer' as const, 'prefer' as const, 'require' as const),
  allowSameManager: fc.boolean(),
});

const weight = fc.oneof(fc.constant(0), fc.constantFrom(1, 10, 100), fc.integer({ min: 0, max: 100 }));
export const anyWeights: fc.Arbitrary<FitWeights> = fc
  .record({
    topics: weight,
    department: weight,
    location: weight,
    seniority: weight,
    hours: weight,
    experience: weight,
    preferences: weight,
  })
  .filter((weights) => Object.values(weights).some((one) => one > 0));

const named = fc.constantFrom('x', 'y', 'z', null);
const stated = fc.constantFrom(null, null, 'same' as const, 'different' as const);
const sometimes = (often: number, value: fc.Arbitrary<number>) =>
  fc.oneof({ weight: often, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: value });
/** Places in a list that is as long as there are people. */
const places = (most: number) => fc.array(fc.nat(1_000), { maxLength: most });

/** Somebody but for what hangs on who else is there. */
function strangers(role: Role, topics: readonly string[], mostTopics: number) {
  return fc.record({
    role: fc.constant(role),
    capacity: sometimes(3, fc.integer({ min: 0, max: role === 'mentor' ? 4 : 2 })).map((more) => 1 + more),
    isPlaced: fc.constantFrom(false, false, false, false, false, true),
    timesLeftOut: sometimes(3, fc.integer({ min: 1, max: 9 })),
    seniority: role === 'mentee' ? fc.integer({ min: 4, max: 9 }) : fc.integer({ min: 0, max: 4 }),
    topics: fc.shuffledSubarray([...topics], { minLength: Math.floor(mostTopics / 3), maxLength: mostTopics }),
    languages: fc.oneof(
      { weight: 9, arbitrary: fc.constant(['en']) },
      { weight: 1, arbitrary: fc.subarray(['de', 'en', 'fr']) },
    ),
    workingHours,
    department: named,
    profession: named,
    officeLocation: named,
    pairingsMentored: sometimes(2, fc.nat(4)),
    preferences: fc.record({ office: stated, profession: stated }),
    wishes: sometimes(2, fc.integer({ min: 1, max: 2 })).chain(places),
    exclusions: sometimes(6, fc.integer({ min: 1, max: 2 })).chain(places),
    manager: fc.oneof(
      { weight: 12, arbitrary: fc.constant(null) },
      { weight: 4, arbitrary: fc.record({ from: fc.constant('outside' as const), place: fc.nat(2) }) },
      { weight: 1, arbitrary: fc.record({ from: fc.constant('anybody' as const), place: fc.nat(1_000) }) },
    ),
  });
}

const topicNames = Array.from({ length: 40 }, (_, index) => `topic-${index}`);
const couples = (most: number) => fc.array(fc.tuple(fc.nat(1_000), fc.nat(1_000)), { maxLength: most });

/**
 * Organisations of any kind: some with little to choose from, some in which nearly all may be paired, some with more topics
 * than most; with reporting lines that run in a loop now and then. Locked couples may be paired and have room.
 */
export function organisations(mentees: Size, mentors: Size = mentees): fc.Arbitrary<MatchingInput> {
  return fc.constantFrom([3, 3], [8, 5], [40, 30]).chain(([pool = 0, mostTopics = 0]) => {
    const topics = topicNames.slice(0, pool);
    const many = Math.ceil(mentees.most / 3);
    return fc
      .record({
        mentees: fc.array(strangers('mentee', topics, mostTopics), {
          minLength: mentees.least,
          maxLength: mentees.most,
        }),
        mentors: fc.array(strangers('mentor', topics, mostTopics), {
          minLength: mentors.least,
          maxLength: mentors.most,
        }),
        outside: fc.tuple(fc.option(fc.nat(1_000)), fc.option(fc.nat(1_000)), fc.option(fc.nat(1_000))),
        rules,
        weights: anyWeights,
        objective: fc.constantFrom('total' as const, 'fairest' as const),
        pairedBefore: couples(many),
        declined: couples(many),
        forbidden: couples(many),
        locked: couples(many),
        seed: fc.nat(4_294_967_295),
      })
      .map((drawn) => {
        const menteeIds = drawn.mentees.map((_, index) => `e${index}`);
        const mentorIds = drawn.mentors.map((_, index) => `r${index}`);
        const outsideIds = drawn.outside.map((_, index) => `o${index}`);
        const everybody = [...menteeIds, ...mentorIds, ...outsideIds];
        const lines = new Map<string, string | null>();
        const people = (
          list: readonly (typeof drawn.mentees)[number][],
          ids: readonly string[],
          others: readonly string[],
        ) =>
          list.map(({ manager, wishes, exclusions, ...one }, index): Candidate => {
            const personId = at(ids, index);
            // Some ask for people who take no part.
            const known = [...others, 'stranger'];
            if (manager?.from === 'outside') lines.set(personId, at(outsideIds, manager.place));
            else lines.set(personId, manager && at(everybody, manager.place));
            const idsOf = (chosen: readonly number[]) => [...new Set(chosen.map((place) => at(known, place)))];
            return { personId, ...one, wishes: idsOf(wishes), exclusions: idsOf(exclusions) };
          });
        const candidates = [
          ...people(drawn.mentees, menteeIds, mentorIds),
          ...people(drawn.mentors, mentorIds, menteeIds),
        ];
        for (const [index, place] of drawn.outside.entries()) {
          lines.set(at(outsideIds, index), place === null ? null : at(everybody, place));
        }
        const meant = (chosen: readonly (readonly [number, number])[]) =>
          chosen.length === 0 || menteeIds.length === 0 || mentorIds.length === 0
            ? []
            : distinct(
                chosen.map(([one, other]) => ({ menteeId: at(menteeIds, one), mentorId: at(mentorIds, other) })),
              );
        const input: MatchingInput = {
          candidates,
          reportingLines: lines,
          settings: { rules: drawn.rules, weights: drawn.weights, objective: drawn.objective },
          period,
          pairedBefore: meant(drawn.pairedBefore),
          declined: meant(drawn.declined),
          locked: [],
          forbidden: meant(drawn.forbidden),
          seed: drawn.seed,
          start: null,
        };
        return { ...input, locked: lockable(input, meant(drawn.locked)) };
      });
  });
}

/** Those couples of a list that may be locked one after the other. */
function lockable(input: MatchingInput, list: readonly Couple[]): readonly Couple[] {
  const people = peopleOf(input);
  const judge = pairRules(input);
  const taken = new Map<string, number>();
  return list.filter(({ menteeId, mentorId }) => {
    const [mentee, mentor] = [person(people, menteeId), person(people, mentorId)];
    if (judge.barsOf(mentee, mentor).length > 0) return false;
    const both = [mentee, mentor].map((one) => ({ ...one, count: taken.get(one.personId) ?? 0 }));
    if (both.some(({ capacity, count }) => count >= capacity)) return false;
    for (const { personId, count } of both) taken.set(personId, count + 1);
    return true;
  });
}

export const peopleOf = (input: MatchingInput): ReadonlyMap<string, Candidate> =>
  new Map(input.candidates.map((candidate) => [candidate.personId, candidate]));

/** Somebody of whom it is known that they are there. */
export function person(people: ReadonlyMap<string, Candidate>, id: string): Candidate {
  const found = people.get(id);
  if (!found) throw new RangeError(`nobody has the id ${id}`);
  return found;
}

const distinct = (list: readonly Couple[]) => [...new Map(list.map((one) => [coupleKey(one), one])).values()];

function at<T>(list: readonly T[], index: number): T {
  const value = list[index % list.length];
  if (value === undefined) throw new RangeError('a list of nothing');
  return value;
}
