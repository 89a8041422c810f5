import { randomUUID } from 'node:crypto';
import { identityIn } from '../../../infra/sandbox/entra/identity.ts';
import { BOT_AUDIENCE } from '../../../infra/sandbox/entra/tokens.ts';
import { conversationOf, type Somebody } from './seed.ts';

/** One answer to a card. */
export interface Tap {
  readonly milliseconds: number;
  /** Whether a new card came back. */
  readonly isTaken: boolean;
}

/** People who tap the buttons of their check-ins, as Teams hands it on: with a token of the stand-in Bot Framework. */
export async function tapper(
  dataFolder: string,
  chat: {
    readonly serviceUrl: string;
    readonly botId: string;
    readonly tenantId: string;
    readonly messagesUrl: string;
  },
): Promise<(somebody: Somebody, checkInId: string, activityId: string) => Promise<Tap>> {
  const identity = await identityIn(dataFolder);
  const seconds = Math.floor(Date.now() / 1_000);
  const token = await identity.botFramework.sign({
    iss: BOT_AUDIENCE,
    aud: identity.bot.id,
    serviceurl: chat.serviceUrl,
    nbf: seconds - 5,
    exp: seconds + 2 * 3_600,
  });
  return async ({ id }, checkInId, activityId) => {
    const data = {
      checkInId,
      tookPlace: 'yes',
      whoTalked: 'balanced',
      spokeOpenly: 'yes',
      menteesAgenda: 'yes',
      summedUp: 'yes',
    };
    const body = JSON.stringify({
      type: 'invoke',
      name: 'adaptiveCard/action',
      id: `f:${randomUUID()}`,
      timestamp: new Date().toISOString(),
      serviceUrl: chat.serviceUrl,
      channelId: 'msteams',
      from: { id: `29:${id}`, name: 'Somebody', aadObjectId: id },
      recipient: { id: chat.botId, name: 'Vantage' },
      conversation: { conversationType: 'personal', tenantId: chat.tenantId, id: conversationOf(id) },
      channelData: { tenant: { id: chat.tenantId } },
      locale: 'en-GB',
      replyToId: activityId,
      value: { action: { type: 'Action.Execute', verb: 'check-in.answer', data }, trigger: 'manual' },
    });
    const startedAt = performance.now();
    const response = await fetch(chat.messagesUrl, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' },
      body,
    });
    const text = await response.text();
    const milliseconds = performance.now() - startedAt;
    return { milliseconds, isTaken: response.status === 200 && text.includes('"statusCode":200') };
  };
}
