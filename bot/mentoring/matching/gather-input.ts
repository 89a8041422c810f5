import type { Temporal } from 'temporal-polyfill';
import { present } from '../outcome.ts';
import { isOpen, type Pairing } from '../pairing/pairing.ts';
import { zoneOf, type Participant, type Person, type Role } from '../people/person.ts';
import { effectiveSeniority } from '../people/seniority.ts';
import type { Stores } from '../ports.ts';
import type { Programme } from '../programme/programme.ts';
import type { Candidate, Couple, MatchingInput, MatchingResult, MatchingSettings, Start } from './matching.ts';
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
 * enrolled, not paused and have room, and of wishes, exclusions and earlier pairings those among them.
 */
export function gatherInput(known: Known, { settings, seed, start }: Wanted, now: Temporal.Instant): MatchingInput {
  const { programme, participants, people, published } = known;
  const byId = new Map(people.map((person) => [person.id, person]));
  const here = published.filter((pairing) => pairing.programmeId === programme.id && isOpen(pairing));
  const partners = partnersOf(here);
  const personOf = ({ personId }: Participant) => present(byId.get(personId), 'person of a participant');
  const taking = participants.filter(
    (one) => !isPaused(one, personOf(one), now) && roomOf(one, partners.get(one.personId)) > 0,
  );
  const roles = new Map(taking.map((one) => [one.personId, one.role]));
  const offered = new Set(programme.topics.map((topic) => topic.key));
  const idOf = new Map(people.map((person) => [person.userPrincipalName, person.id]));
  const seniority = effectiveSeniority(people, programme.gradeLadder);
  const mentored = pairingsMentored(published, here);
  const meant = (names: readonly string[], role: Role) =>
    names.flatMap((name) => {
      const id = idOf.get(name);
      const theirs = id === undefined ? undefined : roles.get(id);
      return id === undefined || theirs === undefined || theirs === role ? [] : [id];
    });

  const candidates = taking.map((one): Candidate => {
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
      workingHours: person.mailbox.state === 'readable' ? person.mailbox.workingHours : null,
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

  const couples = (pairings: readonly Pairing[]) => distinct(pairings.flatMap((pairing) => asCouple(pairing, roles)));
  const words = lastWords(known.decisions);
  return {
    candidates,
    reportingLines: linesAbove(roles.keys(), byId),
    settings,
    period: { startsOn: programme.startsOn, endsOn: programme.endsOn },
    pairedBefore: couples(published.filter(({ state }) => state !== 'declined')),
    declined: couples(published.filter(({ state }) => state === 'declined')),
    // Locks of people who take part no more stay: the lead is told.
    locked: words.filter(({ kind }) => kind === 'lock').map(couple),
    forbidden: words
      .filter(({ kind }) => kind === 'forbid')
      .map(couple)
      .filter(({ menteeId, mentorId }) => roles.get(menteeId) === 'mentee' && roles.get(mentorId) === 'mentor'),
    seed,
    start: start && startOf(start, roles),
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

const distinct = (couples: readonly Couple[]): readonly Couple[] => [
  ...new Map(couples.map((one) => [coupleKey(one), one])).values(),
];

/** The lines of these people and of everybody above them. */
function linesAbove(ids: Iterable<string>, byId: ReadonlyMap<string, Person>): ReadonlyMap<string, string | null> {
  const lines = new Map<string, string | null>();
  for (const id of ids) {
    for (let at: string | null = id; at !== null && !lines.has(at);) {
      const manager: string | null = byId.get(at)?.managerId ?? null;
      lines.set(at, manager);
      at = manager;
    }
  }
  return lines;
}

/** What of an earlier result is about people who are still there in the same role. */
function startOf({ prices, pairings }: MatchingResult, roles: ReadonlyMap<string, Role>): Start {
  const of = (role: Role, all: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(all).filter(([id]) => roles.get(id) === role));
  return {
    prices: {
      scale: prices.scale,
      mentees: of('mentee', prices.mentees),
      mentors: of('mentor', prices.mentors),
    },
    pairings: pairings
      .map(couple)
      .filter(({ menteeId, mentorId }) => roles.get(menteeId) === 'mentee' && roles.get(mentorId) === 'mentor'),
  };
}
