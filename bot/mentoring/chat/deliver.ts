import { TemporaryError, type Ports } from '../ports.ts';
import type { BotMessage } from './chat.ts';

/**
 * Sends somebody a message where they can be reached. Null when they cannot: no conversation, blocked or removed, which
 * is remembered until the bot is installed again. Throws `TemporaryError` when it is worth another try.
 */
export async function deliver(
  ports: Ports,
  tenantId: string,
  entraObjectId: string | null,
  message: BotMessage,
): Promise<string | null> {
  if (entraObjectId === null) return null;
  const to = await ports.inTenant(tenantId, (stores) => stores.conversations.ofPerson(entraObjectId));
  if (!to) return null;
  const sent = await ports.messenger.send(tenantId, to, message);
  if (sent.ok) return sent.activityId;
  if (sent.reason === 'retry') throw new TemporaryError('the chat takes no messages now', sent.retryAfterSeconds);
  await ports.inTenant(tenantId, (stores) => stores.conversations.remove(entraObjectId));
  return null;
}
