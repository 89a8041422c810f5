import type { Activity, InvokeResponse } from 'botbuilder';
import type { Logger } from 'pino';
import type { ChatHandlers } from '../../mentoring/chat/chat.ts';
import type { Messenger } from '../../mentoring/ports.ts';
import { tenantsOf, turn } from './activities.ts';
import { SenderRefused, TeamsAdapter, type BotCredentials } from './adapter.ts';
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
        const [tenantId, ...others] = tenantsOf(activity);
        const isServed = tenantId !== undefined && others.length === 0 && settings.tenantIds.includes(tenantId);
        if (!isServed) throw new SenderRefused();
        await turn(context, joined, settings.log);
      });
    },
  };
}
