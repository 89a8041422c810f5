import { Temporal } from 'temporal-polyfill';
import { inTurns, mapEach, pieceSize, sortEach, type Pieces } from '../pieces.ts';
import type { Candidate, Couple, MatchingInput, Prices } from './matching.ts';

/** Rises when the text's form changes, so that an old text is not read as a new one. */
const version = 1;

/**
 * The one text of an input, to be kept, sent and hashed: the same input gives the same text, whatever order its lists
 * are in, and so to the last byte, since a round that was kept is known by the hash of it. Only a mentee's topics keep their
 * order, which means something. Names nobody: people are ids.
 */
export function* encodeInput(input: MatchingInput): Pieces<string> {
  const { settings, period, seed, start } = input;
  const days = { startsOn: period.startsOn.toString(), endsOn: period.endsOn.toString() };
  const people = yield* sortEach(input.candidates, (a, b) => compare(a.personId, b.personId));
  return yield* object({
    version: written(version),
    candidates: list(people, candidate),
    reportingLines: list(yield* sortEach([...input.reportingLines], ([a], [b]) => compare(a, b))),
    settings: written(sorted(settings)),
    period: written(days),
    pairedBefore: couples(input.pairedBefore),
    declined: couples(input.declined),
    locked: couples(input.locked),
    forbidden: couples(input.forbidden),
    seed: written(seed),
    start: start ? object({ prices: prices(start.prices), pairings: couples(start.pairings) }) : written(null),
  });
}

const texts = new WeakMap<MatchingInput, Promise<string>>();

/** The text of an input, written once, while others have their turns. */
export function textOf(input: MatchingInput): Promise<string> {
  const text = texts.get(input) ?? inTurns(encodeInput(input));
  texts.set(input, text);
  return text;
}

/** JSON of something small. */
function* written(value: unknown): Pieces<string> {
  yield;
  return JSON.stringify(value);
}

/** JSON of an object, its values given in the order in which they are written. */
function* object(values: Readonly<Record<string, Pieces<string>>>): Pieces<string> {
  const fields: string[] = [];
  for (const [name, value] of Object.entries(values)) fields.push(`${JSON.stringify(name)}:${yield* value}`);
  return `{${fields.join(',')}}`;
}

/** JSON of a list of many, each changed into what is written of it. */
function* list<One>(all: readonly One[], change: (one: One) => unknown = (one) => one): Pieces<string> {
  const pieces: string[] = [];
  for (let from = 0; from < all.length; from += pieceSize) {
    pieces.push(JSON.stringify(all.slice(from, from + pieceSize).map(change)).slice(1, -1));
    yield;
  }
  return `[${pieces.join(',')}]`;
}

/** Reads back what `encodeInput` wrote. Throws for a text of another version. */
export function decodeInput(text: string): MatchingInput {
  const kept = JSON.parse(text) as KeptInput;
  if (kept.version !== version) throw new Error(`an input of version ${kept.version} cannot be read`);
  const { version: _version, ...input } = kept;
  const { startsOn, endsOn } = input.period;
  return {
    ...input,
    reportingLines: new Map(input.reportingLines),
    period: { startsOn: Temporal.PlainDate.from(startsOn), endsOn: Temporal.PlainDate.from(endsOn) },
  };
}

type KeptInput = Omit<MatchingInput, 'reportingLines' | 'period'> & {
  readonly version: number;
  readonly reportingLines: readonly (readonly [string, string | null])[];
  readonly period: { readonly startsOn: string; readonly endsOn: string };
};

/** By code unit: the same everywhere, whatever the language of the machine. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function candidate(one: Candidate): Candidate {
  const { workingHours } = one;
  return {
    personId: one.personId,
    role: one.role,
    capacity: one.capacity,
    isPlaced: one.isPlaced,
    timesLeftOut: one.timesLeftOut,
    seniority: one.seniority,
    topics: one.role === 'mentee' ? one.topics : one.topics.toSorted(compare),
    languages: one.languages.toSorted(compare),
    workingHours: workingHours && {
      timeZone: workingHours.timeZone,
      days: workingHours.days.toSorted((a, b) => a - b),
      start: workingHours.start,
      end: workingHours.end,
    },
    department: one.department,
    profession: one.profession,
    officeLocation: one.officeLocation,
    pairingsMentored: one.pairingsMentored,
    preferences: { office: one.preferences.office, profession: one.preferences.profession },
    wishes: one.wishes.toSorted(compare),
    exclusions: one.exclusions.toSorted(compare),
  };
}

function* couples(all: readonly Couple[]): Pieces<string> {
  const ids = yield* mapEach(all, ({ menteeId, mentorId }) => ({ menteeId, mentorId }));
  const inOrder = yield* sortEach(ids, (a, b) => compare(a.menteeId, b.menteeId) || compare(a.mentorId, b.mentorId));
  return yield* list(inOrder);
}

function* prices({ scale, mentees, mentors }: Prices): Pieces<string> {
  return yield* object({ scale: written(scale), mentees: byId(mentees), mentors: byId(mentors) });
}

/** JSON of a record of many, in the order of its keys. */
function* byId(record: Readonly<Record<string, number>>): Pieces<string> {
  const entries = yield* sortEach(Object.entries(record), ([a], [b]) => compare(a, b));
  const pieces = yield* mapEach(entries, ([id, value]) => `${JSON.stringify(id)}:${JSON.stringify(value)}`);
  return `{${pieces.join(',')}}`;
}

/** The same value with the keys of all its objects in order. */
function sorted<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => compare(a, b));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner as unknown)])) as T;
}
