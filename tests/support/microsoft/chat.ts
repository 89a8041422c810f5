import type { ConversationReference } from '../../../bot/mentoring/chat/chat.ts';
import { createAppTokens } from '../../../bot/microsoft/entra/app-tokens.ts';
import { startBot } from './bot.ts';
import type { Part } from './cards.ts';
import type { TestTenant } from './tenant.ts';

/** What somebody sees of one message. */
interface Seen {
  readonly id: string;
  readonly from: 'bot' | 'person';
  readonly text: string;
  readonly attachments: readonly { readonly contentType: string; readonly content: Part }[];
  readonly updatedCount: number;
}

/** The real bot, with its own app id and tokens, in the chat of a stand-in tenant; people are played. */
export async function startChat(tenant: TestTenant, settings: { secret?: string; trusts?: readonly string[] } = {}) {
  const appId = tenant.setting('BOT_APP_ID');
  const bot = await startBot({
    appId,
    tenantId: tenant.setting('BOT_TENANT_ID'),
    tokens: createAppTokens({
      authority: tenant.setting('ENTRA_AUTHORITY'),
      clientId: appId,
      clientSecret: settings.secret ?? tenant.setting('BOT_APP_SECRET'),
    }),
    openIdMetadataUrl: tenant.setting('BOT_OPENID_METADATA_URL'),
    tokenIssuer: tenant.setting('BOT_TOKEN_ISSUER'),
    extraServiceOrigins: settings.trusts ?? [tenant.url],
  });
  await tenant.client.call('PUT', '/control/bot', { body: { messagesUrl: bot.messagesUrl } });
  /** Has somebody do something, and gives the bot's answer. */
  const does = (person: string, what: string, body: Record<string, unknown> = {}) =>
    tenant.client.call('POST', `/control/chat/${person}/${what}`, { body });
  return {
    ...bot,
    does,
    async seen(person: string): Promise<readonly Seen[]> {
      const answer = await tenant.client.call('GET', `/control/chat/${person}`);
      return answer.body['activities'] as Seen[];
    },
    /** The card that stands last in somebody's chat. */
    async lastCard(person: string): Promise<Part | undefined> {
      return (await this.seen(person)).at(-1)?.attachments[0]?.content;
    },
    /** Where to reach somebody: the bot installed for them, as mentoring is told of it. */
    async install(person: string): Promise<ConversationReference> {
      await does(person, 'install');
      const installed = bot.heard.findLast((call) => call.kind === 'installed');
      if (!installed) throw new Error('nothing was heard of the installation');
      return installed.reference;
    },
  };
}

export type TestChat = Awaited<ReturnType<typeof startChat>>;
