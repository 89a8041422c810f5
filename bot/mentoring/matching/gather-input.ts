import type { Temporal } from 'temporal-polyfill';
import { present } from '../outcome.ts';
import { hasBegun, isOpen, type Pairing } from '../pairing/pairing.ts';
import { bookableHoursOf, zoneOf, type Participant, type Person, type Role } from '../people/person.ts';
import { findSeniority } from '../people/seniority.ts';
import { filterEach, forEach, mapEach, type Pieces } from '../pieces.ts';
import type { Stores } from '../ports.ts';
import type { Programme } from '../programme/programme.ts';
import type {
  Candidate,
  Couple,
  MatchingInput,
  MatchingResult,
  MatchingSettings,
  ReportingLines,
  Start,
} from './matching.ts';
import { lastWords, type Decision } from './round.ts';
import { coupleKey } from './rules.ts';

/** What is known of a programme when its matching runs; everything as it is stored. */
export interface Known {
  readonly programme: Programme;
  readonly participants: readonly Participant[];
  /** Everybody of the organisation. */
  readonly people: readonly Person[];
  /** Pairings of every programme that were published. */
  readonly published: readonly Pairing[];
  readonly decisions: readonly Decision[];
  /** Published rounds of this programme that left somebody out, by person. */
  readonly timesLeftOut: ReadonlyMap<string, number>;
}

/** How this run is to be. */
export interface Wanted {
  readonly settings: MatchingSettings;
  readonly seed: number;
  /** The result to begin from. */
  readonly start: MatchingResult | null;
}

export async function readKnown(stores: Stores, programme: Programme): Promise<Known> {
  return {
    programme,
    participants: await stores.participants.ofProgramme(programme.id),
    people: await stores.people.all(),
    published: await stores.pairings.published(),
    decisions: await stores.decisions.ofProgramme(programme.id),
    timesLeftOut: await stores.rounds.timesLeftOut(programme.id),
  };
}

/**
 * Makes the input of a run out of what is known. It holds what can make a difference and nothing else: only people who are
 * enrolled, not paused and have room, and of wishes, exclusions and earlier pairings those among them. In pieces: there may
 * be a hundred thousand people.
 */
export function* gatherInput(
  known: Known,
  { settings, seed, start }: Wanted,
  now: Temporal.Instant,
): Pieces<MatchingInput> {
  const { programme, participants, people, published } = known;
  const byId = new Map<string, Person>();
  yield* forEach(people, (person) => byId.set(person.id, person));
  const here = published.filter((pairing) => pairing.programmeId === programme.id && isOpen(pairing));
  const partners = partnersOf(here);
  const personOf = ({ personId }: Participant) => present(byId.get(personId), 'person of a participant');
  yield;
  const taking = yield* filterEach(
    participants,
    (one) => !isPaused(one, personOf(one), now) && roomOf(one, partners.get(one.personId)) > 0,
  );
  const roles = new Map<string, Role>();
  const named = new Set<string>();
  yield* forEach(taking, ({ personId, role, wishes, exclusions }) => {
    roles.set(personId, role);
    for (const name of [...wishes, ...exclusions]) named.add(name);
  });
  const offered = new Set(programme.topics.map((topic) => topic.key));
  const idOf = new Map<string, string>();
  yield* forEach(people, ({ userPrincipalName, id }) => {
    if (named.has(userPrincipalName)) idOf.set(userPrincipalName, id);
    if (named.has(id)) idOf.set(id, id);
  });
  const seniority = yield* findSeniority(people, programme.gradeLadder);
  const mentored = pairingsMentored(published, here);
  const meant = (names: readonly string[], role: Role) =>
    names.flatMap((name) => {
      const id = idOf.get(name);
      const theirs = id === undefined ? undefined : roles.get(id);
      return id === undefined || theirs === undefined || theirs === role ? [] : [id];
    });

  const candidates = yield* mapEach(taking, (one): Candidate => {
    const person = personOf(one);
    const theirs = partners.get(person.id) ?? new Set();
    return {
      personId: person.id,
      role: one.role,
      capacity: roomOf(one, theirs),
      isPlaced: theirs.size > 0,
      timesLeftOut: known.timesLeftOut.get(person.id) ?? 0,
      seniority: present(seniority.get(person.id), 'seniority'),
      topics: one.topics.filter((topic) => offered.has(topic)),
      languages: person.languages,
      workingHours: bookableHoursOf(person),
      department: person.department,
      profession: person.profession,
      officeLocation: person.officeLocation,
      pairingsMentored: mentored.get(person.id) ?? 0,
      preferences: one.preferences,
      // A wish for somebody they are paired with here is fulfilled: two wishes would else allow a second pairing.
      wishes: meant(one.wishes, one.role).filter((id) => !theirs.has(id)),
      exclusions: meant(one.exclusions, one.role),
    };
  });

  function* couples(isMeant: (pairing: Pairing) => boolean): Pieces<readonly Couple[]> {
    const found = new Map<string, Couple>();
    yield* forEach(published, (pairing) => {
      if (!isMeant(pairing)) return;
      for (const one of asCouple(pairing, roles)) found.set(coupleKey(one), one);
    });
    return [...found.values()];
  }
  const words = lastWords(known.decisions);
  return {
    candidates,
    reportingLines: yield* linesAbove(roles.keys(), byId),
    settings,
    period: { startsOn: programme.startsOn, endsOn: programme.endsOn },
    // An offer that was taken back never made them a pair.
    pairedBefore: yield* couples((one) => one.state !== 'declined' && (isOpen(one) || hasBegun(one))),
    declined: yield* couples(({ state }) => state === 'declined'),
    // Locks of people who take part no more stay: the lead is told.
    locked: words.filter(({ kind }) => kind === 'lock').map(couple),
    forbidden: words
      .filter(({ kind }) => kind === 'forbid')
      .map(couple)
      .filter(({ menteeId, mentorId }) => roles.get(menteeId) === 'mentee' && roles.get(mentorId) === 'mentor'),
    seed,
    start: start && (yield* startOf(start, roles)),
  };
}

/** Whether somebody has asked for no new pairing yet, by the day it is where they live. */
export function isPaused({ pausedUntil }: Participant, person: Person, now: Temporal.Instant): boolean {
  if (pausedUntil === null) return false;
  const today = now.toZonedDateTimeISO(zoneOf(person) ?? 'UTC').toPlainDate();
  return today.until(pausedUntil).sign > 0;
}

/** Who is in an open pairing with whom, both ways. */
export function partnersOf(open: readonly Pairing[]): ReadonlyMap<string, ReadonlySet<string>> {
  const partners = new Map<string, Set<string>>();
  const add = (one: string, other: string) => partners.set(one, (partners.get(one) ?? new Set()).add(other));
  for (const { menteeId, mentorId } of open) {
    add(menteeId, mentorId);
    add(mentorId, menteeId);
  }
  return partners;
}

function roomOf({ capacity }: Participant, partners: ReadonlySet<string> | undefined): number {
  return capacity - (partners?.size ?? 0);
}

/** Pairings that both signed, by mentor; those open in this programme are no experience from before. */
function pairingsMentored(published: readonly Pairing[], here: readonly Pairing[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const now = new Set(here);
  for (const pairing of published) {
    if (pairing.state === 'offered' || pairing.state === 'declined' || now.has(pairing)) continue;
    counts.set(pairing.mentorId, (counts.get(pairing.mentorId) ?? 0) + 1);
  }
  return counts;
}

/** Two people of an earlier pairing by what they are now; nothing when they are no mentee and mentor now. */
function asCouple({ menteeId, mentorId }: Couple, roles: ReadonlyMap<string, Role>): Couple[] {
  const [first, second] = [roles.get(menteeId), roles.get(mentorId)];
  if (first === 'mentee' && second === 'mentor') return [{ menteeId, mentorId }];
  return first === 'mentor' && second === 'mentee' ? [{ menteeId: mentorId, mentorId: menteeId }] : [];
}

const couple = ({ menteeId, mentorId }: Couple): Couple => ({ menteeId, mentorId });

/** The lines of these people and of everybody above them. */
function* linesAbove(ids: Iterable<string>, byId: ReadonlyMap<string, Person>): Pieces<ReportingLines> {
  const lines = new Map<string, string | null>();
  yield* forEach(ids, (id) => {
    for (let at: string | null = id; at !== null && !lines.has(at);) {
      const manager: string | null = byId.get(at)?.managerId ?? null;
      lines.set(at, manager);
      at = manager;
    }
  });
  return lines;
}

/** What of an earlier result is about people who are still there in the same role. */
function* startOf({ prices, pairings }: MatchingResult, roles: ReadonlyMap<string, Role>): Pieces<Start> {
  function* of(role: Role, all: Readonly<Record<string, number>>): Pieces<Readonly<Record<string, number>>> {
    const theirs: Record<string, number> = {};
    yield* forEach(Object.entries(all), ([id, price]) => {
      if (roles.get(id) === role) theirs[id] = price;
    });
    return theirs;
  }
  const couples = yield* mapEach(pairings, couple);
  return {
    prices: {
      scale: prices.scale,
      mentees: yield* of('mentee', prices.mentees),
      mentors: yield* of('mentor', prices.mentors),
    },
    pairings: yield* filterEach(
      couples,
      ({ menteeId, mentorId }) => roles.get(menteeId) === 'mentee' && roles.get(mentorId) === 'mentor',
    ),
  };
}
