import type { Temporal } from 'temporal-polyfill';
import type { CheckIn } from '../checkin/check-in.ts';
import { wasHeld } from '../checkin/was-held.ts';
import type { Booking, Meeting, Series } from '../meeting/meeting.ts';
import { countChanges, type ChangeCounts } from '../meeting/note-changes.ts';
import { done, present, refused, type Outcome } from '../outcome.ts';
import type { Person, Role } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import type { Programme } from '../programme/programme.ts';
import {
  isWanted,
  pageOf,
  seen,
  type PairingFilter,
  type PairingOrder,
  type PairingSeen,
  type Place,
} from './find-pairings.ts';
import { latelyAt } from './health.ts';
import { isPublished, type PublishedPairing } from './pairing.ts';
import { byId } from '../by-id.ts';

/** A pairing with all that stands around it, as the lead may see it: states, counts and dates. */
export interface PairingOverview extends PairingSeen {
  readonly pairing: PublishedPairing;
  readonly mentee: Person;
  readonly mentor: Person;
  readonly series: Series | null;
  readonly bookings: readonly Booking[];
  /** By number. */
  readonly meetings: readonly Meeting[];
  readonly meetingsHeld: number;
  readonly meetingsPlanned: number;
  /** Meetings held for which the mentee had published none. */
  readonly meetingsWithoutAgenda: number;
  readonly checkInsSent: number;
  readonly checkInsAnswered: number;
  readonly changes: Readonly<Record<Role, ChangeCounts>>;
}

/** Which pairings of a programme are wanted, in which order and from where on. */
export interface PairingsWanted {
  readonly filter: PairingFilter;
  readonly order: PairingOrder;
  readonly after: Place | null;
  readonly limit: number;
}

/** Some of a programme's pairings, and how many there are of what kind. */
export interface PairingsPage {
  readonly programme: Programme;
  readonly pairings: readonly PairingOverview[];
  /** Pairings that are wanted, on this page or another. */
  readonly total: number;
  readonly totalFit: number;
  /** Pairings in each state that are wanted but for their state. */
  readonly states: Readonly<Record<PublishedPairing['state'], number>>;
  /** Of everybody who is in a pairing, in order. */
  readonly departments: readonly string[];
  readonly next: Place | null;
}

/** The pairings of a programme that were published and are wanted, a page at a time. */
export async function listPairings(
  ports: Ports,
  tenantId: string,
  programmeId: string,
  { filter, order, after, limit }: PairingsWanted,
): Promise<Outcome<PairingsPage, 'not-found'>> {
  const now = ports.clock.now();
  return ports.inTenant(tenantId, async (stores) => {
    const programme = await stores.programmes.byId(programmeId);
    if (!programme) return refused('not-found');
    const all = await allSeen(stores, programme, now);
    const inAnyState = all.filter((one) => isWanted(one, { ...filter, state: undefined }));
    const wanted = inAnyState.filter((one) => isWanted(one, filter));
    const { page, next } = pageOf(wanted, order, after, limit);
    const inState = Map.groupBy(inAnyState, ({ facts }) => facts.state);
    const count = (state: PublishedPairing['state']) => inState.get(state)?.length ?? 0;
    return done({
      programme,
      pairings: await overviewsOf(stores, page),
      total: wanted.length,
      totalFit: wanted.reduce((sum, { facts }) => sum + facts.fit, 0),
      states: {
        offered: count('offered'),
        active: count('active'),
        paused: count('paused'),
        closed: count('closed'),
        declined: count('declined'),
      },
      departments: departmentsOf(all),
      next,
    });
  });
}

/** One pairing of a programme that was published. */
export async function onePairing(
  ports: Ports,
  tenantId: string,
  programmeId: string,
  pairingId: string,
): Promise<Outcome<{ readonly programme: Programme; readonly overview: PairingOverview }, 'not-found'>> {
  const now = ports.clock.now();
  return ports.inTenant(tenantId, async (stores) => {
    const programme = await stores.programmes.byId(programmeId);
    const [overview] = programme ? await overviewsOf(stores, await allSeen(stores, programme, now, [pairingId])) : [];
    return programme && overview ? done({ programme, overview }) : refused('not-found');
  });
}

/** Every published pairing of a programme, or those with these ids, as a list looks at them. */
export async function allSeen(
  stores: Stores,
  programme: Programme,
  now: Temporal.Instant,
  ids?: readonly string[],
): Promise<readonly PairingSeen[]> {
  const facts = await stores.pairingFacts.ofProgramme(programme.id, latelyAt(now), ids);
  return facts.map((one) => seen(one, programme.endsOn, now));
}

function departmentsOf(all: readonly PairingSeen[]): readonly string[] {
  const names = all.flatMap(({ facts: { people } }) => [people.mentee.department, people.mentor.department]);
  return [...new Set(names.filter((one) => one !== null))].toSorted((a, b) => a.localeCompare(b, 'en'));
}

/** All that stands around these pairings, in their order. */
async function overviewsOf(stores: Stores, all: readonly PairingSeen[]): Promise<readonly PairingOverview[]> {
  const ids = all.map(({ facts }) => facts.id);
  const pairings = byId((await stores.pairings.byIds(ids)).filter(isPublished));
  const allSeries = await stores.series.ofPairings(ids);
  const series = new Map(allSeries.map((one) => [one.pairingId, one]));
  const bookings = Map.groupBy(await stores.bookings.ofSeries(allSeries.map(({ id }) => id)), (one) => one.seriesId);
  const allMeetings = await stores.meetings.ofPairings(ids);
  const meetingsOf = Map.groupBy(allMeetings, (one) => one.pairingId);
  const checkIns = await stores.checkIns.ofMeetings(allMeetings.map((meeting) => meeting.id));
  const checkInsOf = Map.groupBy(checkIns, (one) => one.meetingId);
  const shown = await shownOnCards(stores, checkIns);
  const changes = await stores.meetingChanges.ofMeetings(allMeetings.map(({ id }) => id));
  const pairingOf = new Map(allMeetings.map((meeting) => [meeting.id, meeting.pairingId]));
  const changesOf = Map.groupBy(changes, ({ meetingId }) => pairingOf.get(meetingId) ?? '');
  const peopleIds = [...pairings.values()].flatMap(({ menteeId, mentorId }) => [menteeId, mentorId]);
  const people = byId(await stores.people.byIds(peopleIds));
  return all.map((one) => {
    const pairing = present(pairings.get(one.facts.id), 'pairing');
    const meetings = meetingsOf.get(pairing.id) ?? [];
    const own = series.get(pairing.id) ?? null;
    return {
      ...one,
      pairing,
      mentee: present(people.get(pairing.menteeId), 'mentee'),
      mentor: present(people.get(pairing.mentorId), 'mentor'),
      series: own,
      bookings: bookings.get(own?.id ?? '') ?? [],
      meetings,
      ...counts(meetings, checkInsOf, shown),
      changes: {
        mentee: countChanges(changesOf.get(pairing.id) ?? [], 'mentee'),
        mentor: countChanges(changesOf.get(pairing.id) ?? [], 'mentor'),
      },
    };
  });
}

function counts(
  meetings: readonly Meeting[],
  checkInsOf: ReadonlyMap<string, readonly CheckIn[]>,
  shown: ReadonlySet<string>,
) {
  const checkIns = meetings.flatMap((meeting) => checkInsOf.get(meeting.id) ?? []);
  const planned = meetings.filter((meeting) => meeting.state === 'planned');
  const held = meetings.filter((meeting) => wasHeld(meeting, checkIns));
  return {
    meetingsHeld: held.length,
    meetingsPlanned: planned.length,
    meetingsWithoutAgenda: held.filter(({ agendaPublishedAt }) => agendaPublishedAt === null).length,
    checkInsSent: checkIns.filter(({ id, answers }) => answers !== null || shown.has(id)).length,
    checkInsAnswered: checkIns.filter(({ answers }) => answers !== null).length,
  };
}

/** Ids of the check-ins whose questions reached their person by chat. */
async function shownOnCards(stores: Stores, checkIns: readonly CheckIn[]): Promise<ReadonlySet<string>> {
  const notices = await stores.notices.about(checkIns.map(({ id }) => id));
  return new Set(
    notices.flatMap(({ subject, activityIds }) =>
      subject.kind === 'check-in' && activityIds.length > 0 ? [subject.checkInId] : [],
    ),
  );
}
