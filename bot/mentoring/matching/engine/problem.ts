import { fullFit } from '../fit.ts';
import type { Role } from '../../people/person.ts';
import { coupleKey } from '../rules.ts';
import type { Candidate, Couple, MatchingInput, MatchingProblem } from '../matching.ts';
import { PairTable } from './pair-table.ts';

/** A run in numbers. Mentees and mentors are known by their place in an order that follows from the seed. */
export interface Problem {
  readonly table: PairTable;
  readonly mentees: Side;
  readonly mentors: Side;
  /** Locked pairs, which the problem no longer holds: their people have less room in it. */
  readonly locked: readonly (readonly [mentee: number, mentor: number])[];
  /**
   * What placing somebody is worth in points of fit. More than all fits together, so that a greatest sum places as many as
   * possible; see `bonusOf`. A power of two, so that it is the same for similar inputs and earlier prices can be used.
   */
  readonly scale: number;
}

export interface Side {
  readonly people: readonly Candidate[];
  readonly numbers: ReadonlyMap<string, number>;
  /** Pairings each can take beyond locked ones. */
  readonly room: Int32Array;
  /** What the first pairing of each is worth beyond its fit: 0 for those who have one already. */
  readonly bonus: Float64Array;
}

/** Rounds that left somebody out count up to here, so that sums stay exact. */
const mostTimesLeftOut = 7;

/**
 * What it is worth that somebody is placed. Everybody's worth is at least `scale`, which is more than any change of fits:
 * whoever can be placed besides those who are will be, since the change that places one more displaces nobody. Which
 * people can be placed together form a matroid, so all largest choices have the same size, and worth that rises with
 * each earlier round prefers those left out more often without ever placing fewer.
 */
function bonusOf(candidate: Candidate, isLocked: boolean, scale: number): number {
  if (candidate.isPlaced || isLocked) return 0;
  return scale * (1 + Math.min(mostTimesLeftOut, candidate.timesLeftOut));
}

/** The same input with couples in an order of their own: which problem is told and where a run begins hangs on it. */
export function inOrder(input: MatchingInput): MatchingInput {
  const sorted = (couples: readonly Couple[]) => couples.toSorted((a, b) => (coupleKey(a) < coupleKey(b) ? -1 : 1));
  const start = input.start && { ...input.start, pairings: sorted(input.start.pairings) };
  return { ...input, locked: sorted(input.locked), start };
}

export function makeProblem(
  input: MatchingInput,
): { readonly ok: true; readonly problem: Problem } | { readonly ok: false; readonly reason: MatchingProblem } {
  const refuse = (reason: MatchingProblem) => ({ ok: false, reason }) as const;
  const mentees = shuffled(input, 'mentee');
  const mentors = shuffled(input, 'mentor');
  if (mentees.length === 0) return refuse({ reason: 'no-mentees' });
  if (mentors.length === 0) return refuse({ reason: 'no-mentors' });
  const menteeNumbers = numbersOf(mentees);
  const mentorNumbers = numbersOf(mentors);
  const locked: [number, number][] = [];
  for (const couple of input.locked) {
    const [mentee, mentor] = [menteeNumbers.get(couple.menteeId), mentorNumbers.get(couple.mentorId)];
    if (mentee === undefined || mentor === undefined) return refuse({ reason: 'locked-person-missing', couple });
    locked.push([mentee, mentor]);
  }
  const side = (people: readonly Candidate[], numbers: ReadonlyMap<string, number>, taken: readonly number[]) => {
    const room = Int32Array.from(people, (one) => one.capacity);
    for (const number of taken) room[number] = (room[number] ?? 0) - 1;
    return { people, numbers, room, taken: new Set(taken) };
  };
  const sides = [
    side(
      mentees,
      menteeNumbers,
      locked.map(([mentee]) => mentee),
    ),
    side(
      mentors,
      mentorNumbers,
      locked.map(([, mentor]) => mentor),
    ),
  ] as const;
  for (const { people, room } of sides) {
    const full = people.find((_, number) => (room[number] ?? 0) < 0);
    if (full) return refuse({ reason: 'locked-beyond-capacity', personId: full.personId, capacity: full.capacity });
  }
  const rooms = sides.map(({ people }) => people.reduce((sum, one) => sum + one.capacity, 0));
  const scale = 2 ** Math.ceil(Math.log2(fullFit * Math.min(...rooms) + 1));
  const [menteeSide, mentorSide] = sides.map(({ people, numbers, room, taken }): Side => ({
    people,
    numbers,
    room,
    bonus: Float64Array.from(people, (one, number) => bonusOf(one, taken.has(number), scale)),
  })) as [Side, Side];
  return {
    ok: true,
    problem: {
      table: new PairTable(input, mentees, mentors),
      mentees: menteeSide,
      mentors: mentorSide,
      locked,
      scale,
    },
  };
}

function numbersOf(people: readonly Candidate[]): ReadonlyMap<string, number> {
  return new Map(people.map(({ personId }, index) => [personId, index]));
}

/** Those of a role in an order that hangs on the seed and their ids, and not on how they came in. */
export function shuffled({ candidates, seed }: MatchingInput, role: Role): readonly Candidate[] {
  return candidates
    .filter((candidate) => candidate.role === role)
    .map((candidate) => ({ candidate, place: hash(seed, candidate.personId) }))
    .toSorted((a, b) => a.place - b.place || (a.candidate.personId < b.candidate.personId ? -1 : 1))
    .map(({ candidate }) => candidate);
}

/** A whole number of 32 bits that looks random (FNV-1a with a final mix). */
function hash(seed: number, text: string): number {
  let value = 0x811c9dc5 ^ seed;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

export function coupleOf({ mentees, mentors }: Problem, mentee: number, mentor: number): Couple {
  return {
    menteeId: mentees.people[mentee]?.personId ?? '',
    mentorId: mentors.people[mentor]?.personId ?? '',
  };
}
