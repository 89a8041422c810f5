import { Temporal } from 'temporal-polyfill';
import type { Candidate, Couple, MatchingInput, Prices } from './matching.ts';
import { coupleKey } from './rules.ts';

/** Rises when the text's form changes, so that an old text is not read as a new one. */
const version = 1;

/**
 * The one text of an input, to be kept, sent and hashed: the same input gives the same text, whatever order its lists
 * are in. Only a mentee's topics keep their order, which means something. Names nobody: people are ids.
 */
export function encodeInput(input: MatchingInput): string {
  return JSON.stringify({
    version,
    candidates: input.candidates.map(candidate).toSorted((a, b) => compare(a.personId, b.personId)),
    reportingLines: [...input.reportingLines].toSorted(([a], [b]) => compare(a, b)),
    settings: sorted(input.settings),
    period: { startsOn: input.period.startsOn.toString(), endsOn: input.period.endsOn.toString() },
    pairedBefore: couples(input.pairedBefore),
    declined: couples(input.declined),
    locked: couples(input.locked),
    forbidden: couples(input.forbidden),
    seed: input.seed,
    start: input.start && { prices: prices(input.start.prices), pairings: couples(input.start.pairings) },
  });
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

function couples(all: readonly Couple[]): readonly Couple[] {
  return all
    .map(({ menteeId, mentorId }) => ({ menteeId, mentorId }))
    .toSorted((a, b) => compare(coupleKey(a), coupleKey(b)));
}

const prices = ({ scale, mentees, mentors }: Prices): Prices => ({
  scale,
  mentees: sorted(mentees),
  mentors: sorted(mentors),
});

/** The same value with the keys of all its objects in order. */
function sorted<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => compare(a, b));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner as unknown)])) as T;
}

/** SHA-256 of a text in UTF-8, in hexadecimal. */
export async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
