import { Temporal } from 'temporal-polyfill';
import type { BotMessage, ConversationReference, Unreachable } from '../chat/chat.ts';
import { hasChat, isReachable, mayInstall } from '../chat/conversation.ts';
import { present } from '../outcome.ts';
import type { Person } from '../people/person.ts';
import { TemporaryError, type Ports, type Stores } from '../ports.ts';
import { planCheckInAgain } from '../nudge/check-in-again.ts';
import { mayComeTwice, type Notice } from './notice.ts';
import { readNotice } from './read-notice.ts';

/**
 * Sends one notice, if there is still a reason to. The attempt is written down first. Chat has no idempotency key: after a
 * crash between sending and recording, what asks something is sent again with the same id in it, so that two cards count
 * once; what only tells something is taken as sent.
 */
export async function sendNotice(ports: Ports, tenantId: string, noticeId: string): Promise<void> {
  const begun = await ports.inTenant(tenantId, (stores) => begin(stores, noticeId, ports.clock.now()));
  if (!begun) return;
  if (begun.to === null) return bringBot(ports, tenantId, noticeId, begun.entraObjectId);
  const { person, message, to } = begun;
  const sent = await ports.messenger.send(tenantId, to, message);
  await ports.inTenant(tenantId, async (stores) => {
    const notice = await stores.notices.byId(noticeId, { forUpdate: true });
    // Its person had themselves erased meanwhile.
    if (!notice) return;
    if (!sent.ok) {
      // Only what surely did not arrive may be sent again whatever it is.
      if (sent.reason === 'retry') {
        if (!sent.mayHaveArrived) await stores.notices.update({ ...notice, state: 'planned' });
        return;
      }
      await stores.notices.update({ ...notice, state: 'undeliverable' });
      await loseTouch(stores, person, to, sent.why);
      return;
    }
    await noteShown(stores, notice, person, { message, activityId: sent.activityId }, ports.clock.now());
  });
  if (!sent.ok && sent.reason === 'retry') {
    throw new TemporaryError('the chat takes no messages now', sent.retryAfterSeconds);
  }
}

/**
 * Keeps that a message shows a notice, which the transaction holds. It may have been answered elsewhere while it was on its
 * way: then it is to show that as well.
 */
export async function noteShown(
  stores: Stores,
  notice: Notice,
  person: Person,
  { message, activityId }: { readonly message: BotMessage; readonly activityId: string },
  now: Temporal.Instant,
): Promise<void> {
  await stores.notices.update({ ...notice, state: 'sent', activityIds: [...notice.activityIds, activityId] });
  await planCheckInAgain(stores, notice, now);
  const reading = await readNotice(stores, notice, person, now);
  if (reading && !isSame(reading.message, message)) {
    await stores.enqueue('notice.update', { noticeId: notice.id }, { key: notice.id });
  }
}

const isSame = (one: BotMessage, other: BotMessage): boolean => JSON.stringify(one) === JSON.stringify(other);

type Begun =
  | { readonly to: ConversationReference; readonly person: Person; readonly message: BotMessage }
  /** They have not the bot yet. */
  | { readonly to: null; readonly entraObjectId: string };

async function begin(stores: Stores, noticeId: string, now: Temporal.Instant): Promise<Begun | null> {
  const notice = await stores.notices.byId(noticeId, { forUpdate: true });
  if (notice?.state !== 'planned' && notice?.state !== 'sending') return null;
  // The clock may have been set back, or the notice put off, since this was found due.
  if (Temporal.Instant.compare(now, notice.sendAfter) < 0) return null;
  if (notice.state === 'sending' && !mayComeTwice(notice.subject)) return end(stores, notice, 'sent');
  const person = present(await stores.people.byId(notice.personId), 'person');
  const reading = await readNotice(stores, notice, person, now);
  if (!reading?.isDue) return end(stores, notice, 'dropped');
  const { entraObjectId } = person;
  if (entraObjectId === null) return end(stores, notice, 'undeliverable');
  const conversation = await stores.conversations.ofPerson(entraObjectId);
  if (mayInstall(conversation, now)) return { to: null, entraObjectId };
  if (!isReachable(conversation)) return end(stores, notice, 'undeliverable');
  await stores.notices.update({ ...notice, state: 'sending' });
  return { person, message: reading.message, to: conversation.reference };
}

async function end(stores: Stores, notice: Notice, state: Notice['state']): Promise<null> {
  await stores.notices.update({ ...notice, state });
  return null;
}

/** Has the bot installed for somebody; the chat then tells of it, and what is open is shown to them with the greeting. */
async function bringBot(ports: Ports, tenantId: string, noticeId: string, entraObjectId: string): Promise<void> {
  const outcome = await ports.installer.install(tenantId, entraObjectId);
  await ports.inTenant(tenantId, async (stores) => {
    const tried = {
      reference: null,
      reach: outcome === 'person-gone' ? 'left' : 'not-installed',
      mutedAt: null,
      triedAt: ports.clock.now(),
      refused: outcome === 'not-allowed' || outcome === 'disabled' ? outcome : null,
    } as const;
    const notice = await stores.notices.byId(noticeId, { forUpdate: true });
    // Its person had themselves erased meanwhile.
    if (!notice) return;
    await stores.conversations.saveUnlessOpen(entraObjectId, tried);
    if (notice.state !== 'planned' && notice.state !== 'sending') return;
    const conversation = await stores.conversations.ofPerson(entraObjectId);
    if (isReachable(conversation)) await stores.enqueue('notice.send', { noticeId }, { key: noticeId });
    else await stores.notices.update({ ...notice, state: 'undeliverable' });
  });
}

/** Nobody is written to any more where the chat says that they cannot be, until the bot is there for them again. */
async function loseTouch(
  stores: Stores,
  { id, entraObjectId }: Person,
  { conversationId }: ConversationReference,
  why: Unreachable,
): Promise<void> {
  if (entraObjectId === null) return;
  const conversation = await stores.conversations.ofPerson(entraObjectId);
  // They may have had it installed anew meanwhile.
  if (!conversation || conversation.reference?.conversationId !== conversationId) return;
  await stores.conversations.save(entraObjectId, { ...conversation, reach: why });
  await stores.enqueue('person.look-for', { personId: id }, { key: id });
}

/**
 * Has the cards of a notice show how things stand now. Two of these may overtake each other on their way to the chat:
 * whoever arrives last looks once more, so that the cards end with what stands.
 */
export async function updateNotice(ports: Ports, tenantId: string, noticeId: string): Promise<void> {
  let shown: Shown | null = null;
  for (;;) {
    const now = await ports.inTenant(tenantId, (stores) => readShown(stores, noticeId, ports.clock.now()));
    if (!now || (shown && isSame(shown.message, now.message) && shown.activityIds.length === now.activityIds.length))
      return;
    shown = now;
    for (const activityId of shown.activityIds) {
      const updated = await ports.messenger.update(tenantId, shown.to, activityId, shown.message);
      // A card that is gone, or somebody who cannot be reached any more: there is nothing to show it on.
      if (!updated.ok && updated.reason === 'retry') {
        throw new TemporaryError('the chat takes no messages now', updated.retryAfterSeconds);
      }
    }
  }
}

/** What the cards of a notice are to show, and where they are. */
interface Shown {
  readonly to: ConversationReference;
  readonly message: BotMessage;
  readonly activityIds: readonly string[];
}

async function readShown(stores: Stores, noticeId: string, now: Temporal.Instant): Promise<Shown | null> {
  const notice = await stores.notices.byId(noticeId);
  if (!notice || notice.activityIds.length === 0) return null;
  const person = present(await stores.people.byId(notice.personId), 'person');
  const reading = await readNotice(stores, notice, person, now);
  const conversation = person.entraObjectId === null ? null : await stores.conversations.ofPerson(person.entraObjectId);
  if (!reading || !hasChat(conversation)) return null;
  return { to: conversation.reference, message: reading.message, activityIds: notice.activityIds };
}
