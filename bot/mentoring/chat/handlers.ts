import { answerCheckIn } from '../checkin/answer-check-in.ts';
import { answerPairing, askedOf, isShownTo } from '../pairing/answer-pairing.ts';
import { sideOf } from '../pairing/pairing.ts';
import { waitingFor } from '../pairing/waiting-for.ts';
import type { Ports } from '../ports.ts';
import type { BotMessage, ChatAction, ChatHandlers, ConversationReference, Identity } from './chat.ts';

/**
 * What mentoring does when something arrives by chat. `tenantIds` are those served here: anybody else is answered kindly
 * and nothing of them is kept.
 */
export function createChatHandlers(ports: Ports, tenantIds: readonly string[]): ChatHandlers {
  const isServed = (who: Identity) => tenantIds.includes(who.tenantId);
  return {
    async installed(who, reference) {
      return isServed(who) ? meet(ports, who, reference) : { kind: 'not-enrolled' };
    },
    async uninstalled(who) {
      if (!isServed(who)) return;
      await ports.inTenant(who.tenantId, (stores) => stores.conversations.remove(who.entraObjectId));
    },
    async said(who, reference, text) {
      if (!isServed(who)) return { kind: 'not-enrolled' };
      const greeting = await meet(ports, who, reference);
      return /\b(hi|hello|hey)\b/i.test(text) ? greeting : { kind: 'help' };
    },
    async acted(who, action) {
      return isServed(who) ? act(ports, who, action) : { kind: 'no-longer-open', reason: 'not-yours' };
    },
  };
}

/** Remembers where somebody can be reached and, when that is new, sends what has been waiting for them. */
async function meet(ports: Ports, who: Identity, reference: ConversationReference): Promise<BotMessage> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const before = await stores.conversations.ofPerson(who.entraObjectId);
    const isNew = before?.conversationId !== reference.conversationId || before.serviceUrl !== reference.serviceUrl;
    if (isNew) await stores.conversations.save(who.entraObjectId, reference);
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    if (!me) return { kind: 'not-enrolled' };
    const enrolled = await stores.participants.ofPerson(me.id);
    if (enrolled.length === 0) return { kind: 'not-enrolled' };
    const shown = (await stores.pairings.ofPerson(me.id)).flatMap((pairing) => {
      const side = sideOf(pairing, me.id);
      return side && isShownTo(pairing, side) ? [{ pairing, side }] : [];
    });
    for (const { pairing, side } of shown) {
      if (isNew && askedOf(pairing, side) !== 'nothing') {
        await stores.enqueue('ask.send', { pairingId: pairing.id, personId: me.id });
      }
    }
    return { kind: 'greeting', name: me.displayName, pairings: shown.length };
  });
}

async function act(ports: Ports, who: Identity, action: ChatAction): Promise<BotMessage> {
  if (action.kind === 'answer-check-in') {
    const answered = await answerCheckIn(ports, who, action.checkInId, action.answers, 'card');
    if (answered.ok) return answered.value;
    return { kind: 'no-longer-open', reason: answered.reason === 'not-found' ? 'not-yours' : 'already-done' };
  }
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
