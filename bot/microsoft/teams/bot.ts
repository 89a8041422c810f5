import type { Activity, InvokeResponse, TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import type { ChatHandlers } from '../../mentoring/chat/chat.ts';
import type { Messenger } from '../../mentoring/ports.ts';
import { tenantsOf, turn } from './activities.ts';
import { SenderRefused, TeamsAdapter, type BotCredentials } from './adapter.ts';
import { createFloodGate } from './flood.ts';
import { createMessenger } from './messenger.ts';

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
  /** Milliseconds of a clock that only runs; the machine's own when absent. */
  readonly now?: () => number;
}

/**
 * What one person may send a minute: messages, which are answered with cards, and taps, of which a quick reader makes many.
 * More of it is left unanswered.
 */
const most = { message: 30, invoke: 120 } as const;

/** The bot in Teams, on botbuilder. */
export function createTeamsBot(settings: TeamsBotSettings): TeamsBot {
  const adapter = new TeamsAdapter(settings);
  const floods = {
    message: createFloodGate(most.message, settings.now),
    invoke: createFloodGate(most.invoke, settings.now),
  };
  let joined: ChatHandlers | null = null;
  /** Whether an activity is one too many of its sender; answers a tap, which has to be answered with something. */
  const isFlood = async (context: TurnContext): Promise<boolean> => {
    const { type, from } = context.activity;
    if (type !== 'message' && type !== 'invoke') return false;
    const counted = floods[type].count(from.id);
    if (counted === 'first-over')
      settings.log.warn({ type, most: most[type] }, 'somebody sends more a minute than is answered');
    if (counted !== 'within' && type === 'invoke') {
      await context.sendActivity({ type: 'invokeResponse', value: { status: 429 } });
    }
    return counted !== 'within';
  };
  return {
    messenger: createMessenger(adapter, settings.appId, settings.extraServiceOrigins),
    connect(handlers) {
      joined = handlers;
    },
    async take(authorization, activity) {
      return adapter.take(authorization, activity, async (context) => {
        if (!joined) throw new Error('an activity came before the bot was connected');
        const [tenantId, ...others] = tenantsOf(activity);
        const isServed = tenantId !== undefined && others.length === 0 && settings.tenantIds.includes(tenantId);
        if (!isServed) throw new SenderRefused();
        if (await isFlood(context)) return;
        await turn(context, joined, settings.log);
      });
    },
  };
}
