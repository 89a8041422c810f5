import type { Activity, InvokeResponse } from 'botbuilder';
import type { Logger } from 'pino';
import type { ChatHandlers } from '../../mentoring/chat/chat.ts';
import type { Messenger } from '../../mentoring/ports.ts';
import { createRateGovernor, type Allowance } from '../rate-governor.ts';
import type { RateStore } from '../rate-claims.ts';
import { turn } from './activities.ts';
import { TeamsAdapter, type BotCredentials } from './adapter.ts';
import { createMessenger } from './messenger.ts';

export interface TeamsBot {
  readonly messenger: Messenger;
  /** Joins the bot with mentoring, which needs the messenger to be built first. */
  connect(handlers: ChatHandlers): void;
  /** Takes one activity as it arrived. Throws `SenderRefused` when the sender is not the chat. */
  take(authorization: string, activity: Activity): Promise<InvokeResponse | undefined>;
}

export interface TeamsBotSettings extends BotCredentials {
  /** Origins trusted to be the chat, besides Microsoft's. */
  readonly extraServiceOrigins: readonly string[];
  readonly log: Logger;
  /** Where servers agree on what they send. */
  readonly rates: RateStore;
  /** Requests to the chat in a second, for each tenant. */
  readonly messagesPerSecond: number;
  /** As the governor's. */
  readonly clock?: () => number;
}

/** What Teams takes of a bot in one conversation. */
const inConversation: readonly Allowance[] = [
  { count: 7, milliseconds: 1_000 },
  { count: 8, milliseconds: 2_000 },
  { count: 60, milliseconds: 30_000 },
  { count: 1_800, milliseconds: 3_600_000 },
];

/** The bot in Teams, on botbuilder. */
export function createTeamsBot(settings: TeamsBotSettings): TeamsBot {
  const { rates, messagesPerSecond, log, clock } = settings;
  const governor = createRateGovernor({
    name: 'messages',
    perSecond: messagesPerSecond,
    allowances: inConversation,
    store: rates,
    log,
    ...(clock && { clock }),
  });
  const adapter = new TeamsAdapter(settings, governor);
  let joined: ChatHandlers | null = null;
  return {
    messenger: createMessenger(adapter, settings.appId, settings.extraServiceOrigins, log),
    connect(handlers) {
      joined = handlers;
    },
    async take(authorization, activity) {
      return adapter.take(authorization, activity, async (context) => {
        if (!joined) throw new Error('an activity came before the bot was connected');
        await turn(context, joined, log);
      });
    },
  };
}
