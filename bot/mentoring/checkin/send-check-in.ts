import { Temporal } from 'temporal-polyfill';
import { deliver } from '../chat/deliver.ts';
import { present } from '../outcome.ts';
import { TemporaryError, type Ports } from '../ports.ts';
import { checkInMessage } from './check-in-message.ts';

/**
 * Sends one check-in. Chat has no idempotency key: when a crash falls between sending and recording, the card is sent
 * again, since a check-in that never came is worse than a second card, and answers count once.
 */
export async function sendCheckIn(ports: Ports, tenantId: string, checkInId: string): Promise<void> {
  const ready = await ports.inTenant(tenantId, async (stores) => {
    const checkIn = await stores.checkIns.byId(checkInId, { forUpdate: true });
    if (checkIn?.state !== 'planned' && checkIn?.state !== 'sending') return null;
    // The clock may have been set back since this was found due.
    if (Temporal.Instant.compare(ports.clock.now(), checkIn.sendAfter) < 0) return null;
    await stores.checkIns.update({ ...checkIn, state: 'sending' });
    return checkInMessage(stores, checkIn);
  });
  if (!ready) return;
  const activityId = await deliver(ports, tenantId, ready.me.entraObjectId, ready.message);
  await ports.inTenant(tenantId, async (stores) => {
    const checkIn = present(await stores.checkIns.byId(checkInId, { forUpdate: true }), 'check-in');
    if (checkIn.state === 'answered') {
      await stores.checkIns.update({ ...checkIn, activityId });
      await stores.enqueue('check-in.update-card', { checkInId });
    } else {
      await stores.checkIns.update({ ...checkIn, activityId, state: activityId === null ? 'undeliverable' : 'sent' });
    }
  });
}

/** Shows on an earlier card what was answered elsewhere, in the tab. */
export async function updateCheckInCard(ports: Ports, tenantId: string, checkInId: string): Promise<void> {
  const shown = await ports.inTenant(tenantId, async (stores) => {
    const checkIn = await stores.checkIns.byId(checkInId);
    if (!checkIn?.activityId) return null;
    const { me, message } = await checkInMessage(stores, checkIn);
    const to = me.entraObjectId === null ? null : await stores.conversations.ofPerson(me.entraObjectId);
    return to ? { to, message, activityId: checkIn.activityId } : null;
  });
  if (!shown) return;
  const updated = await ports.messenger.update(tenantId, shown.to, shown.activityId, shown.message);
  if (!updated.ok && updated.reason === 'retry') {
    throw new TemporaryError('the chat takes no messages now', updated.retryAfterSeconds);
  }
}
