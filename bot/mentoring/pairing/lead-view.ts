import { Temporal } from 'temporal-polyfill';
import { reachOf, type ReachSeen } from '../attention/reach.ts';
import type { CheckIn } from '../checkin/check-in.ts';
import { wasHeld } from '../checkin/was-held.ts';
import type { Booking, Meeting, Series } from '../meeting/meeting.ts';
import { countChanges, type ChangeCounts } from '../meeting/note-changes.ts';
import { done, present, refused, type Outcome } from '../outcome.ts';
import type { Person, Role } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import type { Programme } from '../programme/programme.ts';
import { isPublished, type PublishedPairing } from './pairing.ts';

/** A pairing with all that stands around it, as the lead may see it: states, counts and dates. */
export interface PairingOverview {
  readonly pairing: PublishedPairing;
  readonly mentee: Person;
  readonly mentor: Person;
  readonly series: Series | null;
  readonly bookings: readonly Booking[];
  readonly meetingsHeld: number;
  readonly meetingsPlanned: number;
  /** Meetings held for which the mentee had published none. */
  readonly meetingsWithoutAgenda: number;
  readonly nextMeetingAt: Temporal.Instant | null;
  readonly checkInsSent: number;
  readonly checkInsAnswered: number;
  readonly changes: Readonly<Record<Role, ChangeCounts>>;
  /** Whether the chat reaches them. */
  readonly reach: Readonly<Record<Role, ReachSeen>>;
}

export interface ProgrammeOverview {
  readonly programme: Programme;
  readonly pairings: readonly PairingOverview[];
}

/** Every pairing of a programme that was published, best fit first. */
export async function programmeOverview(
  ports: Ports,
  tenantId: string,
  programmeId: string,
): Promise<Outcome<ProgrammeOverview, 'not-found'>> {
  return ports.inTenant(tenantId, async (stores) => {
    const programme = await stores.programmes.byId(programmeId);
    if (!programme) return refused('not-found');
    const all = await stores.pairings.ofProgramme(programmeId);
    const pairings = all.filter(isPublished);
    const ids = pairings.map((pairing) => pairing.id);
    const allSeries = await stores.series.ofPairings(ids);
    const series = Map.groupBy(allSeries, (one) => one.pairingId);
    const bookings = Map.groupBy(await stores.bookings.ofSeries(allSeries.map(({ id }) => id)), (one) => one.seriesId);
    const allMeetings = await stores.meetings.ofPairings(ids);
    const meetings = Map.groupBy(allMeetings, (one) => one.pairingId);
    const checkIns = await stores.checkIns.ofMeetings(allMeetings.map((meeting) => meeting.id));
    const checkInsOf = Map.groupBy(checkIns, (one) => one.meetingId);
    const shown = await shownOnCards(stores, checkIns);
    const changes = await stores.meetingChanges.ofMeetings(allMeetings.map(({ id }) => id));
    const pairingOf = new Map(allMeetings.map((meeting) => [meeting.id, meeting.pairingId]));
    const changesOf = Map.groupBy(changes, ({ meetingId }) => pairingOf.get(meetingId) ?? '');
    const people = await stores.people.byIds(pairings.flatMap((pairing) => [pairing.menteeId, pairing.mentorId]));
    const byId = new Map(people.map((person) => [person.id, person]));
    const conversations = await stores.conversations.ofPeople(
      people.flatMap(({ entraObjectId }) => entraObjectId ?? []),
    );
    const reach = (id: string) => reachOf(person(id), conversations.get(person(id).entraObjectId ?? '') ?? null);
    const person = (id: string) => present(byId.get(id), 'person of a pairing');
    return done({
      programme,
      pairings: pairings
        .map((pairing) => ({
          pairing,
          mentee: person(pairing.menteeId),
          mentor: person(pairing.mentorId),
          series: series.get(pairing.id)?.[0] ?? null,
          bookings: bookings.get(series.get(pairing.id)?.[0]?.id ?? '') ?? [],
          ...counts(meetings.get(pairing.id) ?? [], checkInsOf, shown),
          reach: { mentee: reach(pairing.menteeId), mentor: reach(pairing.mentorId) },
          changes: {
            mentee: countChanges(changesOf.get(pairing.id) ?? [], 'mentee'),
            mentor: countChanges(changesOf.get(pairing.id) ?? [], 'mentor'),
          },
        }))
        .toSorted((a, b) => b.pairing.fit - a.pairing.fit || (a.pairing.id < b.pairing.id ? -1 : 1)),
    });
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
    nextMeetingAt:
      planned.map((meeting) => meeting.startsAt).toSorted((a, b) => Temporal.Instant.compare(a, b))[0] ?? null,
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
