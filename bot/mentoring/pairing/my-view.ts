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
import { shownTo, type ShownPairing } from './answer-pairing.ts';
import { partnerOf, sharedTopics, type PublishedPairing } from './pairing.ts';
import { byId } from '../by-id.ts';

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
}

/** A programme that somebody takes part in, and how. */
export interface MyParticipation {
  readonly participant: Participant;
  readonly programme: Programme;
}

/** Everything one person may see of their pairings: what every page of theirs begins with, so that it is read in few looks. */
export async function myMentoring(ports: Ports, who: Identity): Promise<MyMentoring> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    return me ? { me, pairings: await readPairings(stores, me) } : { me: null, pairings: [] };
  });
}

/** The programmes that somebody takes part in. */
export async function myParticipations(ports: Ports, who: Identity): Promise<readonly MyParticipation[]> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    const participants = me ? await stores.participants.ofPerson(me.id) : [];
    const programmes = await programmesOf(
      stores,
      participants.map(({ programmeId }) => programmeId),
    );
    return participants.map((participant) => ({
      participant,
      programme: present(programmes.get(participant.programmeId), 'programme'),
    }));
  });
}

async function readPairings(stores: Stores, me: Person): Promise<readonly MyPairing[]> {
  const shown = (await stores.pairings.ofPerson(me.id)).flatMap((pairing) => shownTo(me, pairing) ?? []);
  if (shown.length === 0) return [];
  const ids = shown.map(({ pairing }) => pairing.id);
  // Asked together what does not wait for one another: each look is a way to the database and back.
  const [programmes, people, allSeries, meetings, commitments] = await Promise.all([
    programmesOf(
      stores,
      shown.map(({ pairing }) => pairing.programmeId),
    ),
    stores.people.byIds(shown.map(({ pairing }) => partnerOf(pairing, me.id))),
    stores.series.ofPairings(ids),
    stores.meetings.ofPairings(ids),
    stores.commitments.ofPairings(ids),
  ]);
  const partners = byId(people);
  const [bookings, about] = await Promise.all([
    allSeries.length > 0 ? stores.bookings.ofSeries(allSeries.map(({ id }) => id)) : [],
    readAbout(stores, me, meetings),
  ]);
  return shown.map(({ pairing, side }) => {
    const programme = present(programmes.get(pairing.programmeId), 'programme');
    const isOfIt = ({ pairingId }: { readonly pairingId: string }) => pairingId === pairing.id;
    const series = allSeries.find(isOfIt) ?? null;
    return {
      pairing,
      programme,
      side,
      partner: present(partners.get(partnerOf(pairing, me.id)), 'partner'),
      series,
      bookings: bookings.filter(({ seriesId }) => seriesId === series?.id),
      meetings: meetings.filter(isOfIt).map((meeting) => myMeeting(meeting, { pairing, side }, programme, me, about)),
      commitments: commitments.filter(isOfIt),
    };
  });
}

/** One meeting of a pairing as one of its two sees it. */
export async function readMeeting(
  stores: Stores,
  me: Person,
  meeting: Meeting,
  shown: ShownPairing,
  programme: Programme,
): Promise<MyMeeting> {
  return myMeeting(meeting, shown, programme, me, await readAbout(stores, me, [meeting]));
}

/** What there is about meetings, by meeting. */
interface About {
  readonly agenda: ReadonlyMap<string, readonly AgendaItem[]>;
  readonly mine: ReadonlyMap<string, CheckIn>;
  readonly theirs: ReadonlyMap<string, CheckIn>;
  readonly summaries: ReadonlyMap<string, Summary>;
}

async function readAbout(stores: Stores, me: Person, meetings: readonly Meeting[]): Promise<About> {
  if (meetings.length === 0) return { agenda: new Map(), mine: new Map(), theirs: new Map(), summaries: new Map() };
  const ids = meetings.map(({ id }) => id);
  const [checkIns, agenda, summaries] = await Promise.all([
    stores.checkIns.ofMeetings(ids),
    stores.agenda.ofMeetings(ids),
    stores.summaries.ofMeetings(ids),
  ]);
  const byMeeting = <T extends { readonly meetingId: string }>(all: readonly T[]) =>
    new Map(all.map((one) => [one.meetingId, one]));
  return {
    agenda: Map.groupBy(agenda, ({ meetingId }) => meetingId),
    mine: byMeeting(checkIns.filter(({ personId }) => personId === me.id)),
    theirs: byMeeting(checkIns.filter(({ personId }) => personId !== me.id)),
    summaries: byMeeting(summaries),
  };
}

function myMeeting(
  meeting: Meeting,
  { pairing, side }: ShownPairing,
  programme: Programme,
  me: Person,
  about: About,
): MyMeeting {
  const agenda = about.agenda.get(meeting.id) ?? [];
  const checkIn = about.mine.get(meeting.id) ?? null;
  const shared = sharedWith(checkIn?.answers ?? null, about.theirs.get(meeting.id)?.answers ?? null);
  const iSay = checkIn?.answers?.whoTalked ?? null;
  return {
    meeting,
    agenda: agendaSeenBy(agenda, meeting, side, me.id),
    openQuestions: isEditable(meeting) ? openQuestionsFor(programme.topics, sharedTopics(pairing), meeting.number) : [],
    checkIn,
    wasHeld: wasHeld(meeting, checkIn ? [checkIn] : []),
    whoTalked: iSay && shared.whoTalked ? { mine: iSay, theirs: shared.whoTalked } : null,
    theirWords: shared.words,
    summary: about.summaries.get(meeting.id) ?? null,
  };
}

/** Programmes by their ids. */
const programmesOf = async (stores: Stores, ids: readonly string[]) =>
  byId(ids.length > 0 ? await stores.programmes.byIds([...new Set(ids)]) : []);
