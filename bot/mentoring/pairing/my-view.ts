import type { AgendaItem } from '../agenda/agenda.ts';
import { isEditable } from '../agenda/edit-agenda.ts';
import { openQuestionsFor, type OfferedQuestions } from '../agenda/open-questions.ts';
import type { Identity } from '../chat/chat.ts';
import type { CheckIn, WhoTalked } from '../checkin/check-in.ts';
import type { Booking, Meeting, Series } from '../meeting/meeting.ts';
import { present } from '../outcome.ts';
import type { Participant, Person, Role } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import type { Programme } from '../programme/programme.ts';
import { isShownTo } from './answer-pairing.ts';
import { partnerOf, sharedTopics, sideOf, type PublishedPairing } from './pairing.ts';

/** A meeting as one of its two people sees it. */
export interface MyMeeting {
  readonly meeting: Meeting;
  readonly agenda: readonly AgendaItem[];
  /** To pick from for its agenda; none once nothing can be added any more. */
  readonly openQuestions: readonly OfferedQuestions[];
  /** Their own check-in; the other side's is not here. */
  readonly checkIn: CheckIn | null;
  /** Who talked more, as each side saw it; null until both have said. Of the other side's answers only this is here. */
  readonly whoTalked: { readonly mine: WhoTalked; readonly theirs: WhoTalked } | null;
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
  const checkIns = await stores.checkIns.ofMeetings(meetings.map((meeting) => meeting.id));
  const of = (isMine: boolean) =>
    new Map(checkIns.filter((one) => (one.personId === me.id) === isMine).map((one) => [one.meetingId, one]));
  const [mine, theirs] = [of(true), of(false)];
  const programme = present(await stores.programmes.byId(pairing.programmeId), 'programme');
  const shown: MyMeeting[] = [];
  for (const meeting of meetings.toSorted((a, b) => a.number - b.number)) {
    const all = await stores.agenda.ofMeeting(meeting.id);
    // What the mentee writes is theirs until they publish it; the mentor sees their own suggestions meanwhile.
    const isOpen = side === 'mentee' || meeting.agendaPublishedAt !== null;
    const agenda = isOpen ? all : all.filter((item) => item.authorId === me.id);
    const checkIn = mine.get(meeting.id) ?? null;
    const [iSay, theySay] = [checkIn?.answers?.whoTalked, theirs.get(meeting.id)?.answers?.whoTalked];
    shown.push({
      meeting,
      agenda,
      openQuestions: isEditable(meeting)
        ? openQuestionsFor(programme.topics, sharedTopics(pairing), meeting.number)
        : [],
      checkIn,
      whoTalked: iSay && theySay ? { mine: iSay, theirs: theySay } : null,
    });
  }
  const series = (await stores.series.ofPairings([pairing.id]))[0] ?? null;
  return {
    pairing,
    programme,
    side,
    partner: present(await stores.people.byId(partnerOf(pairing, me.id)), 'partner'),
    series,
    bookings: series ? await stores.bookings.ofSeries([series.id]) : [],
    meetings: shown,
  };
}
