import { answerAgendaWish } from '../agenda/answer-agenda-wish.ts';
import { Temporal } from 'temporal-polyfill';
import { pickForAgenda } from '../agenda/pick-for-agenda.ts';
import { answerCheckIn } from '../checkin/answer-check-in.ts';
import { answerAnotherRound } from '../closing/answer-another-round.ts';
import { actOnCommitments } from '../commitment/act-on-commitments.ts';
import { lookForHelp } from '../help/look-for-help.ts';
import { answerPairing, shownTo, type PairingAnswer } from '../pairing/answer-pairing.ts';
import { answerStalled } from '../nudge/stalled.ts';
import { mayComeTwice, type Notice } from '../notice/notice.ts';
import { readNotice } from '../notice/read-notice.ts';
import { noteShown } from '../notice/send-notice.ts';
import { waitingFor } from '../pairing/waiting-for.ts';
import { lookAtMyPairing } from '../pairing/my-pairing.ts';
import { lookAtSignUp, maySignUp, signUp } from '../signup/sign-up.ts';
import { actOnSummary } from '../summary/act-on-summary.ts';
import { zoneOf, type Person } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import { actOnHelp } from './act-on-help.ts';
import { actOnMeetings } from './act-on-meetings.ts';
import type { BotMessage, ChatAction, ChatHandlers, ConversationReference, Identity, Reply } from './chat.ts';
import { answerWish } from './look-at-meetings.ts';
import { readWish } from './read-wish.ts';
import { isWord } from './messages.ts';
import { readWord } from './read-word.ts';
import { answerWord, findWords, notEnrolled, wordsFor } from './answer-word.ts';

/**
 * What mentoring does when something arrives by chat. `tenantIds` are those served here: anybody else is answered kindly
 * and nothing of them is kept.
 */
export function createChatHandlers(ports: Ports, tenantIds: readonly string[]): ChatHandlers {
  const isServed = (who: Identity) => tenantIds.includes(who.tenantId);
  return {
    async installed(who, reference) {
      return isServed(who) ? meet(ports, who, reference) : [stranger];
    },
    async uninstalled(who) {
      if (!isServed(who)) return;
      await ports.inTenant(who.tenantId, async (stores) => {
        const known = await stores.conversations.ofPerson(who.entraObjectId);
        const mutedAt = known?.mutedAt ?? null;
        // Whoever removed it hears nothing more, and it is not installed for them again.
        await stores.conversations.save(who.entraObjectId, {
          reference: null,
          reach: 'not-installed',
          mutedAt,
          triedAt: null,
          refused: null,
        });
      });
    },
    async said(who, reference, text) {
      if (!isServed(who)) return [stranger];
      const standing = await meet(ports, who, reference);
      const wish = readWish(text, await todayOf(ports, who));
      const word = readWord(text) ?? wish?.kind ?? null;
      if (isWord(word) && word !== 'meetings') {
        const answered = plain(await answerWord(ports, who, word));
        // Whoever hears from us again is shown what waited.
        return word === 'start' ? [answered, ...standing.slice(1)] : [answered];
      }
      // Somebody who is in no programme is told so whatever else they say.
      if (standing[0]?.message.kind !== 'greeting' || wish?.kind === 'greeting') return standing;
      if (wish && 'until' in wish) return [plain(await answerWish(ports, who, wish))];
      if (wish?.kind === 'agenda') return [plain(await answerAgendaWish(ports, who))];
      return [plain({ kind: 'help', words: await wordsFor(ports, who) })];
    },
    async shown(who, { noticeId, message }, activityId) {
      if (!isServed(who) || noticeId === null) return;
      await ports.inTenant(who.tenantId, async (stores) => {
        const me = await stores.people.byEntraObjectId(who.entraObjectId);
        const notice = await stores.notices.byId(noticeId, { forUpdate: true });
        if (!me || notice?.personId !== me.id) return;
        await noteShown(stores, notice, me, { message, activityId }, ports.clock.now());
      });
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

/** Days after which news that could not be delivered is none any more. */
const staleAfter = Temporal.Duration.from({ hours: 7 * 24 });

/**
 * Remembers where somebody can be reached and says how things stand: a greeting, then a card for everything that is asked
 * of them. Cards sent earlier may have scrolled away or gone to nobody; answers count once, whichever card they come from.
 */
async function meet(ports: Ports, who: Identity, reference: ConversationReference): Promise<readonly Reply[]> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const known = await stores.conversations.ofPerson(who.entraObjectId);
    await stores.conversations.save(who.entraObjectId, {
      reference,
      reach: 'open',
      mutedAt: known?.mutedAt ?? null,
      triedAt: null,
      refused: null,
    });
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    const enrolled = me ? await stores.participants.ofPerson(me.id) : [];
    // Who leads a programme, or is its neutral contact, need not be in one to be asked something.
    const open = me ? await openNotices(stores, me, ports.clock.now()) : [];
    if (!me || enrolled.length === 0) {
      const isOpen = await maySignUp(ports, stores, me);
      return [plain({ kind: 'not-enrolled', name: me?.displayName ?? null, isOpen }), ...open];
    }
    const shown = (await stores.pairings.ofPerson(me.id)).filter((pairing) => shownTo(me, pairing) !== null);
    const words = await findWords(ports, stores, who);
    const greeting = plain({ kind: 'greeting', name: me.displayName, pairings: shown.length, words });
    return [greeting, ...open];
  });
}

/** Notices that ask somebody something now, and news that has not reached them. */
async function openNotices(stores: Stores, me: Person, now: Temporal.Instant): Promise<readonly Reply[]> {
  const replies: Reply[] = [];
  for (const notice of await stores.notices.ofPerson(me.id)) {
    if (!isWorthShowing(notice, now)) continue;
    const reading = await readNotice(stores, notice, me, now);
    if (reading?.isDue === true) replies.push({ message: reading.message, noticeId: notice.id });
  }
  return replies;
}

function isWorthShowing({ state, subject, sendAfter }: Notice, now: Temporal.Instant): boolean {
  // The check-in itself is shown.
  if (subject.kind === 'check-in-again') return false;
  if (state === 'dropped' || Temporal.Instant.compare(sendAfter, now) > 0) return false;
  if (mayComeTwice(subject)) return true;
  const isFresh = Temporal.Instant.compare(sendAfter.add(staleAfter), now) > 0;
  return isFresh && (state === 'planned' || state === 'undeliverable');
}

const plain = (message: BotMessage): Reply => ({ message, noticeId: null });
/** What somebody of a tenant that is not served here is told. */
const stranger = plain({ kind: 'not-enrolled', name: null, isOpen: false });

async function act(ports: Ports, who: Identity, action: ChatAction): Promise<BotMessage> {
  switch (action.kind) {
    case 'accept':
    case 'decline':
    case 'sign':
      return answerOffer(ports, who, action);
    case 'talk-first':
      return lookForHelp(ports, who, action.pairingId);
    case 'look-at-pairing':
      return (await lookAtMyPairing(ports, who, action.pairingId)) ?? notEnrolled(ports, who);
    case 'look-at-sign-up':
      return lookAtSignUp(ports, who, action.programmeId);
    case 'sign-up':
      return signUp(ports, who, action.programmeId, action.answers);
    case 'say':
      return answerWord(ports, who, action.word);
    case 'answer-check-in': {
      const answered = await answerCheckIn(ports, who, action.checkInId, action.answers);
      if (answered.ok) return answered.value;
      return { kind: 'no-longer-open', reason: answered.reason === 'not-found' ? 'not-yours' : 'already-done' };
    }
    case 'publish-agenda':
    case 'suggest-for-agenda': {
      const picked = await pickForAgenda(ports, who, action);
      return picked.ok ? picked.value : { kind: 'no-longer-open', reason: 'not-yours' };
    }
    case 'write-summary':
    case 'judge-summary':
      return actOnSummary(ports, who, action);
    case 'answer-commitments':
      return actOnCommitments(ports, who, action);
    case 'look-for-help':
    case 'ask-for-help':
    case 'settle-help':
      return actOnHelp(ports, who, action);
    case 'stalled-is-fine': {
      const settled = await answerStalled(ports, who, action.pairingId, action.occasion);
      return settled.ok ? settled.value : { kind: 'no-longer-open', reason: 'not-yours' };
    }
    case 'answer-another-round': {
      const { participantId, ...said } = action;
      const answered = await answerAnotherRound(ports, who, { participantId }, said);
      return answered.ok ? answered.value : { kind: 'no-longer-open', reason: 'not-yours' };
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
