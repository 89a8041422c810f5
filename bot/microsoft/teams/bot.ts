import type { Activity, InvokeResponse } from 'botbuilder';
import type { Logger } from 'pino';
import type { ChatHandlers } from '../../mentoring/chat/chat.ts';
import type { Messenger } from '../../mentoring/ports.ts';
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
}

/** The bot in Teams, on botbuilder. */
export function createTeamsBot(settings: TeamsBotSettings): TeamsBot {
  const adapter = new TeamsAdapter(settings);
  let joined: ChatHandlers | null = null;
  return {
    messenger: createMessenger(adapter, settings.appId, settings.extraServiceOrigins),
    connect(handlers) {
      joined = handlers;
    },
    async take(authorization, activity) {
      return adapter.take(authorization, activity, async (context) => {
        if (!joined) throw new Error('an activity came before the bot was connected');
        await turn(context, joined, settings.log);
      });
    },
  };
}
