import type { Temporal } from 'temporal-polyfill';
import { answerCheckIn } from '../checkin/answer-check-in.ts';
import { checkInMessage } from '../checkin/check-in-message.ts';
import { answerPairing, isShownTo, type PairingAnswer } from '../pairing/answer-pairing.ts';
import { meetingTimesMessage, timesMessage } from '../meeting/times-message.ts';
import { askMessage } from '../pairing/ask-message.ts';
import { sideOf, type Pairing } from '../pairing/pairing.ts';
import { waitingFor } from '../pairing/waiting-for.ts';
import { zoneOf, type Person } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import { actOnMeetings } from './act-on-meetings.ts';
import type { BotMessage, ChatAction, ChatHandlers, ConversationReference, Identity } from './chat.ts';
import { answerWish } from './look-at-meetings.ts';
import { readWish } from './read-wish.ts';

/**
 * What mentoring does when something arrives by chat. `tenantIds` are those served here: anybody else is answered kindly
 * and nothing of them is kept.
 */
export function createChatHandlers(ports: Ports, tenantIds: readonly string[]): ChatHandlers {
  const isServed = (who: Identity) => tenantIds.includes(who.tenantId);
  return {
    async installed(who, reference) {
      return isServed(who) ? meet(ports, who, reference) : [{ kind: 'not-enrolled' }];
    },
    async uninstalled(who) {
      if (!isServed(who)) return;
      await ports.inTenant(who.tenantId, (stores) => stores.conversations.remove(who.entraObjectId));
    },
    async said(who, reference, text) {
      if (!isServed(who)) return [{ kind: 'not-enrolled' }];
      const standing = await meet(ports, who, reference);
      const wish = readWish(text, await todayOf(ports, who));
      if (wish && standing[0]?.kind === 'greeting') return [await answerWish(ports, who, wish)];
      const isGreeting = /\b(hi|hello|hey)\b/i.test(text);
      // Somebody who is in no programme is told so whatever they say.
      return isGreeting || standing[0]?.kind !== 'greeting' ? standing : [{ kind: 'help' }];
    },
    async acted(who, action) {
      return isServed(who) ? act(ports, who, action) : { kind: 'no-longer-open', reason: 'not-yours' };
    },
  };
}

/** What day it is where somebody lives. */
async function todayOf(ports: Ports, who: Identity): Promise<Temporal.PlainDate> {
  const me = await ports.inTenant(who.tenantId, (stores) => stores.people.byEntraObjectId(who.entraObjectId));
  const zone = me && zoneOf(me);
  return ports.clock
    .now()
    .toZonedDateTimeISO(zone ?? 'UTC')
    .toPlainDate();
}

/**
 * Remembers where somebody can be reached and says how things stand: a greeting, then a card for everything that is asked
 * of them. Cards sent earlier may have scrolled away or gone to nobody; answers count once, whichever card they come from.
 */
async function meet(ports: Ports, who: Identity, reference: ConversationReference): Promise<readonly BotMessage[]> {
  return ports.inTenant(who.tenantId, async (stores) => {
    await stores.conversations.save(who.entraObjectId, reference);
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    const enrolled = me ? await stores.participants.ofPerson(me.id) : [];
    if (!me || enrolled.length === 0) return [{ kind: 'not-enrolled' }];
    const shown = (await stores.pairings.ofPerson(me.id)).filter((pairing) => {
      const side = sideOf(pairing, me.id);
      return side !== null && isShownTo(pairing, side);
    });
    const messages: BotMessage[] = [{ kind: 'greeting', name: me.displayName, pairings: shown.length }];
    for (const pairing of shown) {
      const ask = await askMessage(stores, pairing, me);
      if (ask) messages.push(ask);
      messages.push(...(await timesToChoose(stores, pairing, me)));
    }
    const ids = shown.map((pairing) => pairing.id);
    return [...messages, ...(await openCheckIns(stores, ids, me))];
  });
}

/** What there is to choose of the meetings of a pairing: times for all of them, and new ones for some. */
async function timesToChoose(stores: Stores, pairing: Pairing, me: Person): Promise<readonly BotMessage[]> {
  const [series] = await stores.series.ofPairings([pairing.id]);
  const meetings = await stores.meetings.ofPairings([pairing.id]);
  const messages = [
    series ? await timesMessage(stores, series, pairing, me) : null,
    ...(await Promise.all(meetings.map((meeting) => meetingTimesMessage(stores, meeting, pairing, me)))),
  ];
  return messages.filter((message) => message !== null);
}

/** Check-ins that wait for somebody's answer. Those that could not be delivered are planned anew, now that they can be. */
async function openCheckIns(stores: Stores, pairingIds: readonly string[], me: Person): Promise<BotMessage[]> {
  const meetings = await stores.meetings.ofPairings(pairingIds);
  const checkIns = await stores.checkIns.ofMeetings(meetings.map((meeting) => meeting.id));
  const messages: BotMessage[] = [];
  for (const checkIn of checkIns.filter((one) => one.personId === me.id)) {
    if (checkIn.state === 'sent') messages.push((await checkInMessage(stores, checkIn)).message);
    if (checkIn.state === 'undeliverable') await stores.checkIns.update({ ...checkIn, state: 'planned' });
  }
  return messages;
}

async function act(ports: Ports, who: Identity, action: ChatAction): Promise<BotMessage> {
  switch (action.kind) {
    case 'accept':
    case 'decline':
    case 'sign':
      return answerOffer(ports, who, action);
    case 'answer-check-in': {
      const answered = await answerCheckIn(ports, who, action.checkInId, action.answers, 'card');
      if (answered.ok) return answered.value;
      return { kind: 'no-longer-open', reason: answered.reason === 'not-found' ? 'not-yours' : 'already-done' };
    }
    default:
      return actOnMeetings(ports, who, action);
  }
}

async function answerOffer(
  ports: Ports,
  who: Identity,
  action: Extract<ChatAction, { readonly kind: PairingAnswer }>,
): Promise<BotMessage> {
  const answered = await answerPairing(ports, who, action.pairingId, action.kind);
  if (!answered.ok) {
    if (answered.reason === 'not-found') return { kind: 'no-longer-open', reason: 'not-yours' };
    return { kind: 'no-longer-open', reason: answered.reason === 'closed' ? 'closed' : 'already-done' };
  }
  const { pairing, partner } = answered.value;
  if (action.kind === 'decline') return { kind: 'declined', partner };
  if (action.kind === 'sign') return { kind: 'signed', partner, both: pairing.state === 'active' };
  return {
    kind: 'accepted',
    partner,
    waitingFor: waitingFor(pairing) === 'mentor-answer' ? 'mentor-answer' : 'signatures',
  };
}
