import type { Activity, InvokeResponse, TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import type { ChatHandlers } from '../../mentoring/chat/chat.ts';
import type { Messenger } from '../../mentoring/chat/messenger.ts';
import { createRateGovernor, type Allowance } from '../rate-governor.ts';
import type { RateStore } from '../rate-claims.ts';
import { turn } from './activities.ts';
import { SenderRefused, TeamsAdapter, type BotCredentials } from './adapter.ts';
import { createFloodGate } from './flood.ts';
import { createMessenger } from './messenger.ts';
import { tenantsOf } from './tenant-of.ts';

export interface TeamsBot {
  readonly messenger: Messenger;
  /** Joins the bot with mentoring, which needs the messenger to be built first. */
  connect(handlers: ChatHandlers): void;
  /**
   * Takes one activity as it arrived. Throws `SenderRefused` when the sender is not the chat, or when not all tenants that
   * the activity names are one and the same that is served.
   */
  take(authorization: string, activity: Activity): Promise<InvokeResponse | undefined>;
}

export interface TeamsBotSettings extends BotCredentials {
  /** Origins trusted to be the chat, besides Microsoft's. */
  readonly extraServiceOrigins: readonly string[];
  /** Tenants served, by Entra's ids in small letters. */
  readonly tenantIds: readonly string[];
  readonly log: Logger;
  /** Where servers agree on what they send. */
  readonly rates: RateStore;
  /** Requests to the chat in a second, for each tenant. */
  readonly messagesPerSecond: number;
  /** As the governor's. */
  readonly clock?: () => number;
  /** By which it is counted what people send: milliseconds of a clock that only runs, the machine's own when absent. */
  readonly floodClock?: () => number;
}

/**
 * What one person may send a minute: messages, which are answered with cards, and taps, of which a quick reader makes many.
 * More of it is left unanswered.
 */
const most = { message: 30, invoke: 120 } as const;

/** What Teams takes of a bot in one conversation. */
const inConversation: readonly Allowance[] = [
  { count: 7, milliseconds: 1_000 },
  { count: 8, milliseconds: 2_000 },
  { count: 60, milliseconds: 30_000 },
  { count: 1_800, milliseconds: 3_600_000 },
];

/** The bot in Teams, on botbuilder. */
export function createTeamsBot(settings: TeamsBotSettings): TeamsBot {
  const { rates, messagesPerSecond, log, clock, tenantIds, floodClock } = settings;
  const governor = createRateGovernor({
    name: 'messages',
    perSecond: messagesPerSecond,
    allowances: inConversation,
    store: rates,
    log,
    ...(clock && { clock }),
  });
  const adapter = new TeamsAdapter(settings, governor);
  const floods = {
    message: createFloodGate(most.message, floodClock),
    invoke: createFloodGate(most.invoke, floodClock),
  };
  let joined: ChatHandlers | null = null;
  /** Whether an activity is one too many of its sender; answers a tap, which has to be answered with something. */
  const isFlood = async (context: TurnContext): Promise<boolean> => {
    const { type, from } = context.activity;
    if (type !== 'message' && type !== 'invoke') return false;
    const counted = floods[type].count(from.id);
    if (counted === 'first-over') log.warn({ type, most: most[type] }, 'somebody sends more a minute than is answered');
    if (counted !== 'within' && type === 'invoke') {
      await context.sendActivity({ type: 'invokeResponse', value: { status: 429 } });
    }
    return counted !== 'within';
  };
  return {
    messenger: createMessenger(adapter, settings.appId, settings.extraServiceOrigins, log),
    connect(handlers) {
      joined = handlers;
    },
    async take(authorization, activity) {
      return adapter.take(authorization, activity, async (context) => {
        if (!joined) throw new Error('an activity came before the bot was connected');
        const [tenantId, ...others] = tenantsOf(activity);
        const isServed = tenantId !== undefined && others.length === 0 && tenantIds.includes(tenantId);
        if (!isServed) throw new SenderRefused();
        if (await isFlood(context)) return;
        await turn(context, joined, log);
      });
    },
  };
}
