import type { BotMessage, Identity } from '../chat/chat.ts';
import { refreshNotices } from '../notice/plan-notice.ts';
import { done, present, refused, type Outcome } from '../outcome.ts';
import { sharedTopics, sideOf } from '../pairing/pairing.ts';
import type { Role } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import { shorten } from '../text.ts';
import { agendaItemLimit, agendaLimit, isEditable, newItem, type AgendaItem } from './agenda.ts';
import { agendaMessage, standingMessage, type MeetingAgenda } from './agenda-message.ts';
import { publish } from './edit-agenda.ts';
import type { AgendaAction, Picked } from './messages.ts';

/**
 * Takes what somebody picked or wrote on a card: the mentee's is published with what is on the agenda already, the mentor's
 * is suggested. Answers how it stands then. A card that comes again, or late, changes nothing and shows the same.
 */
export async function pickForAgenda(
  ports: Ports,
  who: Identity,
  action: AgendaAction,
): Promise<Outcome<BotMessage, 'not-found'>> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const side: Role = action.kind === 'publish-agenda' ? 'mentee' : 'mentor';
    const agenda = await findAgenda(stores, who, action.meetingId, side);
    if (!agenda) return refused('not-found');
    const { meeting, items, me } = agenda;
    const isDone = action.kind === 'publish-agenda' && meeting.agendaPublishedAt !== null;
    if (!isEditable(meeting) || isDone) return done(await agendaMessage(stores, agenda));
    const texts = await textsPicked(stores, agenda, action);
    const own = items.filter(({ authorId }) => action.kind === 'publish-agenda' || authorId === me.id);
    const added = newItems(agenda, own, texts, side);
    if (items.length + added.length > agendaLimit) return done(await agendaMessage(stores, agenda, 'too-much'));
    if (action.kind === 'suggest-for-agenda') {
      if (own.length + added.length === 0) return done(await agendaMessage(stores, agenda, 'nothing'));
      for (const item of added) await stores.agenda.save(item);
    } else {
      const isPicked = (item: AgendaItem) => action.suggestions.includes(item.id) || texts.includes(item.text);
      const taken = items
        .filter((item) => item.state === 'suggested' && isPicked(item))
        .map((item): AgendaItem => ({ ...item, state: 'taken-in' }));
      const isEmpty = taken.length + added.length === 0 && !items.some(({ state }) => state !== 'suggested');
      if (isEmpty) return done(await agendaMessage(stores, agenda, 'nothing'));
      for (const item of [...taken, ...added]) await stores.agenda.save(item);
      await publish(stores, agenda.pairing, meeting, ports.clock.now());
    }
    await refreshNotices(stores, [meeting.id]);
    const now = present(await findAgenda(stores, who, meeting.id, side), 'agenda');
    return done(await standingMessage(stores, now));
  });
}

/** The agenda of a meeting, held until the transaction ends; null for everybody but this side of its pairing. */
async function findAgenda(stores: Stores, who: Identity, meetingId: string, side: Role): Promise<MeetingAgenda | null> {
  const me = await stores.people.byEntraObjectId(who.entraObjectId);
  const meeting = await stores.meetings.byId(meetingId, { forUpdate: true });
  const pairing = meeting && (await stores.pairings.byId(meeting.pairingId));
  if (!me || !meeting || !pairing || sideOf(pairing, me.id) !== side) return null;
  return { me, meeting, pairing, items: await stores.agenda.ofMeeting(meetingId) };
}

/** What they picked and wrote, each once. A question is said with the topic that it was offered for. */
async function textsPicked(
  stores: Stores,
  { pairing }: MeetingAgenda,
  { questions, text }: Picked,
): Promise<readonly string[]> {
  const { topics } = present(await stores.programmes.byId(pairing.programmeId), 'programme');
  const shared = sharedTopics(pairing);
  const labelOf = (key: string | null) =>
    topics.find((topic) => topic.key === key && !topic.sensitive && shared.includes(topic.key))?.label;
  const picked = questions.map((question) => {
    const label = labelOf(question.topic);
    return shorten(label === undefined ? question.text : `${label}: ${question.text}`, agendaItemLimit);
  });
  return [...new Set([...picked, ...(text === null ? [] : [text])])];
}

/** Items for the texts that are not there yet, behind those that are. */
function newItems(
  { meeting, me, items }: MeetingAgenda,
  there: readonly AgendaItem[],
  texts: readonly string[],
  side: Role,
): readonly AgendaItem[] {
  const known = new Set(there.map(({ text }) => text));
  const last = items.at(-1)?.position ?? -1;
  return texts
    .filter((text) => !known.has(text))
    .map((text, index) => newItem({ meetingId: meeting.id, authorId: me.id, text, position: last + 1 + index }, side));
}
