import type { AddressInfo } from 'node:net';
import { fastify } from 'fastify';
import type {
  BotMessage,
  ChatAction,
  ChatHandlers,
  ConversationReference,
  Identity,
} from '../../../bot/mentoring/chat/chat.ts';
import { createTeamsBot, type TeamsBotSettings } from '../../../bot/microsoft/teams/bot.ts';
import { teamsRoute } from '../../../bot/microsoft/teams/route.ts';
import { handleErrors } from '../../../bot/http/problems.ts';
import { ratesInMemory } from './rates.ts';
import { silent } from './tenant.ts';

/** One call of the bot to mentoring. */
export type Call =
  | { readonly kind: 'installed'; readonly who: Identity; readonly reference: ConversationReference }
  | { readonly kind: 'uninstalled'; readonly who: Identity }
  | { readonly kind: 'said'; readonly who: Identity; readonly reference: ConversationReference; readonly text: string }
  | { readonly kind: 'acted'; readonly who: Identity; readonly action: ChatAction };

/** Mentoring's side of the chat: keeps what it is called with, and answers as it is told. */
export function listeningHandlers() {
  const heard: Call[] = [];
  const plan: { answer: () => readonly [BotMessage, ...BotMessage[]] } = {
    answer: () => [{ kind: 'help', words: [] }],
  };
  const hear = async (call: Call) => {
    heard.push(call);
    return plan.answer();
  };
  const handlers: ChatHandlers = {
    installed: async (who, reference) => (await hear({ kind: 'installed', who, reference })).map(reply),
    async uninstalled(who) {
      await hear({ kind: 'uninstalled', who });
    },
    said: async (who, reference, text) => (await hear({ kind: 'said', who, reference, text })).map(reply),
    async shown() {
      throw new Error('none of its replies is a notice');
    },
    acted: async (who, action) => (await hear({ kind: 'acted', who, action }))[0],
  };
  return { handlers, heard, plan };
}

const reply = (message: BotMessage) => ({ message, noticeId: null });

type Given = 'log' | 'oauthScope' | 'tenantIds' | 'rates' | 'messagesPerSecond';
type Settings = Omit<TeamsBotSettings, Given> & Partial<Pick<TeamsBotSettings, Given>>;

/** The real bot behind the real route, listening on a socket; it serves its own tenant alone unless told otherwise. */
export async function startBot(settings: Settings) {
  const { handlers, heard, plan } = listeningHandlers();
  const bot = createTeamsBot({
    oauthScope: 'https://api.botframework.com',
    tenantIds: settings.tenantId === null ? [] : [settings.tenantId],
    rates: ratesInMemory(),
    messagesPerSecond: 50,
    clock: () => Date.now(),
    log: silent,
    ...settings,
  });
  bot.connect(handlers);
  const server = fastify({ forceCloseConnections: true });
  handleErrors(server);
  await server.register(teamsRoute(bot));
  await server.listen({ host: '127.0.0.1', port: 0 });
  const messagesUrl = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}/api/messages`;
  return {
    bot,
    heard,
    plan,
    messagesUrl,
    /** Delivers a body as the chat would, with or without a token. */
    async post(body: unknown, token?: string): Promise<{ status: number; text: string }> {
      const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
      return this.raw(JSON.stringify(body), authorization);
    },
    async raw(body: string, headers: Record<string, string>): Promise<{ status: number; text: string }> {
      const response = await fetch(messagesUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      });
      return { status: response.status, text: await response.text() };
    },
    stop: () => server.close(),
  };
}

export type TestBot = Awaited<ReturnType<typeof startBot>>;
