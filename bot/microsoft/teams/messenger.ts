import type { TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import { z } from 'zod';
import type {
  BotMessage,
  ConversationReference,
  DeliveryProblem,
  MessageGone,
  Unreachable,
} from '../../mentoring/chat/chat.ts';
import { languageOf } from '../../locales/languages.ts';
import type { Messenger } from '../../mentoring/chat/messenger.ts';
import { count } from '../../telemetry/metrics.ts';
import { asStep } from '../../telemetry/spans.ts';
import { MustWait } from '../rate-governor.ts';
import { retryAfter } from '../retry-after.ts';
import { cardMessage } from './activities.ts';
import type { TeamsAdapter } from './adapter.ts';
import { cardOf } from './cards/cards.ts';
import { textsFor, type Texts } from './texts.ts';

/** Hosts the Bot Framework speaks from; a token never goes to any other, whatever an activity says. */
const chatHosts = [
  /^smba\.trafficmanager\.net$/,
  /\.botframework\.(com|us|azure\.us|azure\.cn)$/,
  /\.teams\.microsoft\.(com|us)$/,
];

const Refusal = z.object({ statusCode: z.number().optional(), code: z.string().optional() });
const Answered = z.object({
  response: z.object({
    headers: z.custom<Headers>((headers) => z.object({ get: z.function() }).safeParse(headers).success),
  }),
});
/** Refusals that hold until the bot is installed again, by the chat's code. */
const unreachable: Readonly<Record<string, Unreachable>> = {
  BotNotInConversationRoster: 'not-installed',
  ConversationBlockedByUser: 'blocked',
  MessageWritesBlocked: 'disabled',
  BotDisabledByAdmin: 'disabled',
  ConversationNotFound: 'no-conversation',
};
/** A code, and nothing that could name anybody. */
const Code = z.string().regex(/^[A-Za-z]{1,60}$/);

/** The texts in the language that somebody's client had when they were last heard of. */
const textsTo = ({ locale }: ConversationReference): Texts => textsFor(languageOf(locale));

/** The bot's voice: messages to people outside any turn. `extraOrigins` are trusted besides Microsoft's hosts. */
export function createMessenger(
  adapter: TeamsAdapter,
  appId: string | null,
  extraOrigins: readonly string[],
  log: Logger,
): Messenger {
  const isTrusted = (serviceUrl: string): boolean => {
    const url = new URL(serviceUrl);
    // Without an app id there is no token that could go astray.
    if (appId === null || extraOrigins.includes(url.origin)) return true;
    return url.protocol === 'https:' && chatHosts.some((host) => host.test(url.hostname));
  };
  const inConversation = async <T>(
    tenantId: string,
    to: ConversationReference,
    work: (context: TurnContext) => Promise<T>,
  ): Promise<{ ok: true; value: T } | DeliveryProblem | MessageGone> => {
    if (!isTrusted(to.serviceUrl)) return { ok: false, reason: 'gone', why: 'no-conversation' };
    const reference = {
      serviceUrl: to.serviceUrl,
      channelId: to.channelId,
      conversation: { id: to.conversationId, isGroup: false, conversationType: 'personal', name: '', tenantId },
      bot: { id: to.botId, name: 'Vantage' },
      user: { id: to.userId, name: '' },
    };
    const outcome: { value?: T } = {};
    try {
      await adapter.continueConversationAsync(appId ?? '', reference, async (context) => {
        outcome.value = await work(context);
      });
    } catch (error) {
      return problemOf(error, log);
    }
    if (outcome.value === undefined) throw new Error('the chat ran no turn');
    return { ok: true, value: outcome.value };
  };

  /** One message as a step of its trace, counted by how it went. */
  const told = <T extends { ok: true } | DeliveryProblem | MessageGone>(
    what: 'send' | 'update',
    kind: BotMessage['kind'],
    work: () => Promise<T>,
  ): Promise<T> =>
    asStep({ name: `chat ${what}`, kind: 'asked-of-others', attributes: { message: kind } }, async (note) => {
      const done = await work();
      const outcome = done.ok ? 'delivered' : done.reason === 'gone' ? done.why : done.reason;
      note({ outcome });
      count('deliveries', { what, outcome });
      return done;
    });

  return {
    async send(tenantId, to, message) {
      const sent = await told('send', message.kind, () =>
        inConversation(tenantId, to, (context) => context.sendActivity(cardMessage(cardOf(message, textsTo(to))))),
      );
      if (sent.ok) return { ok: true, activityId: sent.value?.id ?? '' };
      if (sent.reason === 'message-gone') throw new Error('the chat misses a message where none was named');
      return sent;
    },
    async update(tenantId, to, activityId, message) {
      const updated = await told('update', message.kind, () =>
        inConversation(tenantId, to, async (context) => {
          await context.updateActivity({ ...cardMessage(cardOf(message, textsTo(to))), id: activityId });
          return true;
        }),
      );
      return updated.ok ? { ok: true } : updated;
    },
  };
}

/** What a failed delivery means. Throws what is neither the chat's refusal nor its absence: a defect. */
function problemOf(error: unknown, log: Logger): DeliveryProblem | MessageGone {
  if (error instanceof MustWait)
    return { ok: false, reason: 'retry', retryAfterSeconds: error.seconds, mayHaveArrived: false };
  const { statusCode: status, code = '' } = Refusal.safeParse(error).data ?? {};
  if (status === 403 || status === 404) {
    const why = unreachable[code];
    if (why !== undefined) return { ok: false, reason: 'gone', why };
    if (code === 'ActivityNotFoundInConversation') return { ok: false, reason: 'message-gone' };
    // To give somebody up on a word that we do not know would lose them: the job tries on, and is put aside at last.
    log.error({ status, code: Code.catch('unknown').parse(code) }, 'the chat refused in a way we do not know');
    return { ok: false, reason: 'retry', retryAfterSeconds: null, mayHaveArrived: false };
  }
  const isAway = (error instanceof Error && error.name === 'AbortError') || /^E[A-Z]+|REQUEST_SEND_ERROR/.test(code);
  // A 401 is about our own token, not about the person.
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
