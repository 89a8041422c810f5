import { Temporal } from 'temporal-polyfill';
import type { BotMessage } from '../chat/chat.ts';
import type { Meeting } from '../meeting/meeting.ts';
import type { Notice, SubjectOf } from '../notice/notice.ts';
import type { Reading } from '../notice/reading.ts';
import { present } from '../outcome.ts';
import { sharedTopics, sideOf, type Pairing } from '../pairing/pairing.ts';
import type { Person } from '../people/person.ts';
import type { Stores } from '../ports.ts';
import { agendaSeenBy, type AgendaItem } from './agenda.ts';
import type { AgendaMessage, PickProblem } from './messages.ts';
import { openQuestionsFor } from './open-questions.ts';
import { shortestNotice } from './when-to-ask.ts';
import { readPartner } from '../pairing/read-partner.ts';
import { localTime } from '../people/local-time.ts';

type Asked = 'agenda-question' | 'agenda-reminder' | 'agenda-suggestion' | 'agenda-published';

/** A meeting with its agenda, of a pairing that one of the two looks at. */
export interface MeetingAgenda {
  readonly me: Person;
  readonly pairing: Pairing;
  readonly meeting: Meeting;
  /** In their order. */
  readonly items: readonly AgendaItem[];
}

/** What a card about an agenda shows as things stand, and whether there is a reason to send it now. */
export async function readAgenda(
  stores: Stores,
  { subject, activityIds }: Notice & { readonly subject: SubjectOf<Asked> },
  me: Person,
  now: Temporal.Instant,
): Promise<Reading> {
  const meeting = present(await stores.meetings.byId(subject.meetingId), 'meeting');
  const agenda: MeetingAgenda = {
    me,
    meeting,
    pairing: present(await stores.pairings.byId(meeting.pairingId), 'pairing'),
    items: await stores.agenda.ofMeeting(meeting.id),
  };
  const isPublished = meeting.agendaPublishedAt !== null;
  if (!takesPlace(agenda)) return { message: { kind: 'no-longer-open', reason: 'closed' }, isDue: false };
  const isToCome = Temporal.Instant.compare(now, meeting.startsAt) < 0;
  if (subject.kind === 'agenda-published') {
    return { message: await standingMessage(stores, agenda), isDue: isPublished && isToCome };
  }
  // What waits was planned for the meeting as it was, and is planned anew where it has moved.
  const isForNow =
    activityIds.length > 0 ||
    (subject.occasion === meeting.startsAt.toString() &&
      Temporal.Instant.compare(now.add(shortestNotice), meeting.startsAt) < 0);
  const isOpen = meeting.state === 'planned' && !isPublished;
  if (subject.kind === 'agenda-suggestion') {
    const isAsked = isOpen && !agenda.items.some(({ authorId }) => authorId === me.id);
    const message = isAsked ? await suggestionMessage(stores, agenda, null) : await standingMessage(stores, agenda);
    return { message, isDue: isAsked && isToCome && isForNow };
  }
  const message = isOpen
    ? await questionMessage(stores, agenda, { isReminder: subject.kind === 'agenda-reminder' })
    : await standingMessage(stores, agenda);
  return { message, isDue: isOpen && isToCome && isForNow && (await isNewest(stores, subject, me)) };
}

/** One that waits for a new time, is left out, or whose two have paused or ended is nothing to prepare for. */
const takesPlace = ({ meeting, pairing }: MeetingAgenda): boolean =>
  meeting.state === 'held' || (meeting.state === 'planned' && pairing.state === 'active');

/** A meeting that moved far has been asked about twice: the newer card asks. */
async function isNewest(stores: Stores, subject: SubjectOf<Asked>, me: Person): Promise<boolean> {
  const about = await stores.notices.about([subject.meetingId]);
  const newest = about.findLast((one) => one.personId === me.id && one.subject.kind === subject.kind)?.subject;
  return 'occasion' in subject && newest !== undefined && 'occasion' in newest && newest.occasion === subject.occasion;
}

/** What somebody who asks for the agenda of a meeting to come is shown: what they can do about it, or how it stands. */
export async function agendaMessage(
  stores: Stores,
  agenda: MeetingAgenda,
  problem: PickProblem | null = null,
): Promise<BotMessage> {
  const { meeting, pairing, me } = agenda;
  if (!takesPlace(agenda)) return { kind: 'no-longer-open', reason: 'closed' };
  if (meeting.state !== 'planned' || meeting.agendaPublishedAt !== null) return standingMessage(stores, agenda);
  return sideOf(pairing, me.id) === 'mentee'
    ? questionMessage(stores, agenda, { isReminder: false, problem })
    : suggestionMessage(stores, agenda, problem);
}

async function questionMessage(
  stores: Stores,
  agenda: MeetingAgenda,
  { isReminder, problem = null }: { readonly isReminder: boolean; readonly problem?: PickProblem | null },
): Promise<AgendaMessage> {
  const { meeting, items } = agenda;
  return {
    kind: 'agenda-question',
    ...(await ofMeeting(stores, agenda)),
    isReminder,
    lengthMinutes: Math.round(meeting.startsAt.until(meeting.endsAt).total('minutes')),
    items: textsOf(items.filter(({ state }) => state !== 'suggested')),
    suggestions: items.filter(({ state }) => state === 'suggested').map(({ id, text }) => ({ id, text })),
    questions: await questionsFor(stores, agenda),
    problem,
  };
}

async function suggestionMessage(
  stores: Stores,
  agenda: MeetingAgenda,
  problem: PickProblem | null,
): Promise<AgendaMessage> {
  return {
    kind: 'agenda-suggestion',
    ...(await ofMeeting(stores, agenda)),
    suggested: textsOf(ownItems(agenda)),
    questions: await questionsFor(stores, agenda),
    problem,
  };
}

/** How it stands. */
export async function standingMessage(stores: Stores, agenda: MeetingAgenda): Promise<AgendaMessage> {
  const { meeting, pairing, me } = agenda;
  const role = sideOf(pairing, me.id) ?? 'mentor';
  const isPublished = meeting.agendaPublishedAt !== null;
  const items = agendaSeenBy(agenda.items, meeting, role, me.id);
  return {
    kind: 'agenda',
    ...(await ofMeeting(stores, agenda)),
    role,
    standing: meeting.state === 'held' ? 'over' : isPublished ? 'published' : 'not-published',
    items: textsOf(items.filter(({ state }) => state !== 'suggested')),
    suggested: textsOf(items.filter(({ state }) => state === 'suggested')),
  };
}

const ownItems = ({ items, me }: MeetingAgenda): readonly AgendaItem[] =>
  items.filter(({ authorId }) => authorId === me.id);

const textsOf = (items: readonly AgendaItem[]): readonly string[] => items.map(({ text }) => text);

async function ofMeeting(stores: Stores, { meeting, pairing, me }: MeetingAgenda) {
  return {
    meetingId: meeting.id,
    partner: await readPartner(stores, pairing, me),
    start: localTime(meeting.startsAt, me),
    meetingNumber: meeting.number,
    meetings: (await stores.meetings.ofPairings([pairing.id])).length,
  };
}

async function questionsFor(stores: Stores, { pairing, meeting }: MeetingAgenda) {
  const { topics } = present(await stores.programmes.byId(pairing.programmeId), 'programme');
  return openQuestionsFor(topics, sharedTopics(pairing), meeting.number);
}
