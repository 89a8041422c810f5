import { agendaSeenBy, isEditable, type AgendaItem } from '../agenda/agenda.ts';
import { openQuestionsFor, type OfferedQuestions } from '../agenda/open-questions.ts';
import type { Identity } from '../chat/chat.ts';
import { sharedWith, type CheckIn, type WhoTalked } from '../checkin/check-in.ts';
import { wasHeld } from '../checkin/was-held.ts';
import type { Commitment } from '../commitment/commitment.ts';
import type { Booking, Meeting, Series } from '../meeting/meeting.ts';
import { present } from '../outcome.ts';
import type { Participant, Person, Role } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import type { Programme } from '../programme/programme.ts';
import type { Summary } from '../summary/summary.ts';
import { isShownTo } from './answer-pairing.ts';
import { sharedTopics, sideOf, type PublishedPairing } from './pairing.ts';
import { readPartner } from './read-partner.ts';

/** A meeting as one of its two people sees it. */
export interface MyMeeting {
  readonly meeting: Meeting;
  readonly agenda: readonly AgendaItem[];
  /** To pick from for its agenda; none once nothing can be added any more. */
  readonly openQuestions: readonly OfferedQuestions[];
  /** Their own check-in; the other side's is not here. */
  readonly checkIn: CheckIn | null;
  /** Whether it counts as held, by what they have answered themselves. */
  readonly wasHeld: boolean;
  /** Who talked more, as each side saw it; null until both have said. Of the other side's taps only this is here. */
  readonly whoTalked: { readonly mine: WhoTalked; readonly theirs: WhoTalked } | null;
  /** What the other side wrote and shows on purpose. */
  readonly theirWords: string | null;
  readonly summary: Summary | null;
}

/** A pairing as one of its two people sees it. */
export interface MyPairing {
  readonly pairing: PublishedPairing;
  readonly programme: Programme;
  readonly side: Role;
  readonly partner: Person;
  readonly series: Series | null;
  readonly bookings: readonly Booking[];
  readonly meetings: readonly MyMeeting[];
  /** Oldest first. */
  readonly commitments: readonly Commitment[];
}

export interface MyMentoring {
  /** Null when the person is not known here. */
  readonly me: Person | null;
  readonly pairings: readonly MyPairing[];
  readonly participations: readonly { readonly participant: Participant; readonly programme: Programme }[];
}

/** Everything one person may see of their own mentoring. */
export async function myMentoring(ports: Ports, who: Identity): Promise<MyMentoring> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    if (!me) return { me: null, pairings: [], participations: [] };
    const pairings: MyPairing[] = [];
    for (const pairing of await stores.pairings.ofPerson(me.id)) {
      const side = sideOf(pairing, me.id);
      if (side && isShownTo(pairing, side)) pairings.push(await myPairing(stores, me, pairing, side));
    }
    const participations = [];
    for (const participant of await stores.participants.ofPerson(me.id)) {
      const programme = present(await stores.programmes.byId(participant.programmeId), 'programme');
      participations.push({ participant, programme });
    }
    return { me, pairings, participations };
  });
}

async function myPairing(stores: Stores, me: Person, pairing: PublishedPairing, side: Role): Promise<MyPairing> {
  const meetings = await stores.meetings.ofPairings([pairing.id]);
  const ids = meetings.map(({ id }) => id);
  const checkIns = await stores.checkIns.ofMeetings(ids);
  const summaryOf = new Map((await stores.summaries.ofMeetings(ids)).map((one) => [one.meetingId, one]));
  const of = (isMine: boolean) =>
    new Map(checkIns.filter((one) => (one.personId === me.id) === isMine).map((one) => [one.meetingId, one]));
  const [mine, theirs] = [of(true), of(false)];
  const programme = present(await stores.programmes.byId(pairing.programmeId), 'programme');
  const shown: MyMeeting[] = [];
  for (const meeting of meetings.toSorted((a, b) => a.number - b.number)) {
    const agenda = agendaSeenBy(await stores.agenda.ofMeeting(meeting.id), meeting, side, me.id);
    const checkIn = mine.get(meeting.id) ?? null;
    const shared = sharedWith(checkIn?.answers ?? null, theirs.get(meeting.id)?.answers ?? null);
    const iSay = checkIn?.answers?.whoTalked ?? null;
    shown.push({
      meeting,
      agenda,
      openQuestions: isEditable(meeting)
        ? openQuestionsFor(programme.topics, sharedTopics(pairing), meeting.number)
        : [],
      checkIn,
      wasHeld: wasHeld(meeting, checkIn ? [checkIn] : []),
      whoTalked: iSay && shared.whoTalked ? { mine: iSay, theirs: shared.whoTalked } : null,
      theirWords: shared.words,
      summary: summaryOf.get(meeting.id) ?? null,
    });
  }
  const series = (await stores.series.ofPairings([pairing.id]))[0] ?? null;
  return {
    pairing,
    programme,
    side,
    partner: await readPartner(stores, pairing, me),
    series,
    bookings: series ? await stores.bookings.ofSeries([series.id]) : [],
    meetings: shown,
    commitments: await stores.commitments.ofPairings([pairing.id]),
  };
}
