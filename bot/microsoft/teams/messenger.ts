import type { TurnContext } from 'botbuilder';
import { z } from 'zod';
import type { ConversationReference, DeliveryProblem } from '../../mentoring/chat/chat.ts';
import { languageOf } from '../../locales/languages.ts';
import type { Messenger } from '../../mentoring/ports.ts';
import { retryAfter } from '../retry-after.ts';
import { cardMessage } from './activities.ts';
import type { TeamsAdapter } from './adapter.ts';
import { cardOf } from './cards/cards.ts';
import { textsFor, type Texts } from './texts.ts';

/** Hosts the Bot Framework speaks from; a token never goes to any other, whatever an activity says. */
const chatHosts = [/^smba\.trafficmanager\.net$/, /\.botframework\.(com|us)$/, /\.teams\.microsoft\.(com|us)$/];

const Refusal = z.object({ statusCode: z.number().optional(), code: z.string().optional() });
const Answered = z.object({
  response: z.object({
    headers: z.custom<Headers>((headers) => z.object({ get: z.function() }).safeParse(headers).success),
  }),
});
/** Refusals that hold until the bot is installed again. A 401 is about our own token, not about the person. */
const finalStatuses = new Set([403, 404]);

/** The texts in the language that somebody's client had when they were last heard of. */
const textsTo = ({ locale }: ConversationReference): Texts => textsFor(languageOf(locale));

/** The bot's voice: messages to people outside any turn. `extraOrigins` are trusted besides Microsoft's hosts. */
export function createMessenger(
  adapter: TeamsAdapter,
  appId: string | null,
  extraOrigins: readonly string[],
): Messenger {
  const isTrusted = (serviceUrl: string): boolean => {
    const url = new URL(serviceUrl);
    // Without an app id there is no token that could go astray.
    if (appId === null || extraOrigins.includes(url.origin)) return true;
    return url.protocol === 'https:' && chatHosts.some((host) => host.test(url.hostname));
  };
  const inConversation = async <T>(
    to: ConversationReference,
    work: (context: TurnContext) => Promise<T>,
  ): Promise<{ ok: true; value: T } | DeliveryProblem> => {
    if (!isTrusted(to.serviceUrl)) return { ok: false, reason: 'gone', why: 'no-conversation' };
    const reference = {
      serviceUrl: to.serviceUrl,
      channelId: to.channelId,
      conversation: { id: to.conversationId, isGroup: false, conversationType: 'personal', name: '' },
      bot: { id: to.botId, name: 'Vantage' },
      user: { id: to.userId, name: '' },
    };
    const outcome: { value?: T } = {};
    try {
      await adapter.continueConversationAsync(appId ?? '', reference, async (context) => {
        outcome.value = await work(context);
      });
    } catch (error) {
      return deliveryProblem(error);
    }
    if (outcome.value === undefined) throw new Error('the chat ran no turn');
    return { ok: true, value: outcome.value };
  };

  return {
    async send(_tenantId, to, message) {
      const sent = await inConversation(to, (context) =>
        context.sendActivity(cardMessage(cardOf(message, textsTo(to)))),
      );
      return sent.ok ? { ok: true, activityId: sent.value?.id ?? '' } : sent;
    },
    async update(_tenantId, to, activityId, message) {
      const updated = await inConversation(to, async (context) => {
        await context.updateActivity({ ...cardMessage(cardOf(message, textsTo(to))), id: activityId });
        return true;
      });
      return updated.ok ? { ok: true } : updated;
    },
  };
}

/** What a failed delivery means. Throws what is neither the chat's refusal nor its absence: a defect. */
function deliveryProblem(error: unknown): DeliveryProblem {
  const refusal = Refusal.safeParse(error);
  const status = refusal.success ? refusal.data.statusCode : undefined;
  if (status !== undefined && finalStatuses.has(status)) return { ok: false, reason: 'gone', why: 'no-conversation' };
  const isCutOff = error instanceof Error && error.name === 'AbortError';
  const isAway =
    isCutOff ||
    (refusal.success && refusal.data.code !== undefined && /^E[A-Z]+|REQUEST_SEND_ERROR/.test(refusal.data.code));
  if (isAway || status === 401 || status === 412 || status === 429 || (status !== undefined && status >= 500)) {
    const answered = Answered.safeParse(error);
    return {
      ok: false,
      reason: 'retry',
      retryAfterSeconds: retryAfter(answered.data?.response.headers),
      mayHaveArrived: status === undefined || status >= 500,
    };
  }
  throw error;
}
