import { CloudAdapter, type Activity, type InvokeResponse, type TurnContext } from 'botbuilder';
import {
  AuthenticationConfiguration,
  AuthenticationConstants,
  BotFrameworkAuthenticationFactory,
  ClaimsIdentity,
  ServiceClientCredentialsFactory,
  type AuthenticateRequestResult,
  type BotFrameworkAuthentication,
} from 'botframework-connector';
import { z } from 'zod';
import type { AppTokens } from '../entra/app-tokens.ts';
import { createChatTokens, type ChatTokens } from './chat-tokens.ts';

export interface BotCredentials {
  /** Null: nobody is authenticated, on either side. Only the sandbox runs so. */
  readonly appId: string | null;
  readonly tenantId: string | null;
  readonly tokens: AppTokens | null;
  readonly openIdMetadataUrl: string;
  /**
   * Who issues the chat's tokens. Of single-tenant bots too it is the chat, not their tenant: Microsoft's "Authenticate
   * requests with the Bot Connector API" asks for this issuer whatever the bot's type, and "Configure a bot in Microsoft
   * Azure operated by 21Vianet" names it among the settings of a single-tenant bot.
   */
  readonly tokenIssuer: string;
  /** What the bot's own tokens are for, as `https://api.botframework.com`; national clouds have their own. */
  readonly oauthScope: string;
}

type Credentials = Awaited<ReturnType<ServiceClientCredentialsFactory['createCredentials']>>;

/** Outgoing tokens from our own Entra code, in place of the old MSAL that botbuilder brings. */
class OurCredentials extends ServiceClientCredentialsFactory {
  readonly #credentials: BotCredentials;
  constructor(credentials: BotCredentials) {
    super();
    this.#credentials = credentials;
  }
  override async isValidAppId(appId: string): Promise<boolean> {
    return appId === (this.#credentials.appId ?? '');
  }
  override async isAuthenticationDisabled(): Promise<boolean> {
    return this.#credentials.appId === null;
  }
  override async createCredentials(_appId: string, audience: string | undefined): Promise<Credentials> {
    const { tokens, tenantId } = this.#credentials;
    const scope = `${audience ?? this.#credentials.oauthScope}/.default`;
    return {
      async signRequest(request) {
        if (tokens && tenantId !== null) {
          request.headers.set('authorization', `Bearer ${await tokens.token(tenantId, scope)}`);
        }
        return request;
      },
    };
  }
}

/** botbuilder's adapter, fed by activities rather than by a web framework's request. */
export class TeamsAdapter extends CloudAdapter {
  readonly #authentication: BotFrameworkAuthentication;
  /** Null: nobody is authenticated. */
  readonly #tokens: ChatTokens | null;
  readonly #oauthScope: string;

  constructor(credentials: BotCredentials) {
    const authentication = BotFrameworkAuthenticationFactory.create(
      '',
      true,
      AuthenticationConstants.ToChannelFromBotLoginUrl,
      credentials.oauthScope,
      credentials.tokenIssuer,
      AuthenticationConstants.OAuthUrl,
      credentials.openIdMetadataUrl,
      AuthenticationConstants.ToBotFromEmulatorOpenIdMetadataUrl,
      '',
      new OurCredentials(credentials),
      new AuthenticationConfiguration(),
    );
    super(authentication);
    this.#authentication = authentication;
    const { appId, openIdMetadataUrl, tokenIssuer, oauthScope } = credentials;
    this.#tokens = appId === null ? null : createChatTokens({ appId, openIdMetadataUrl, tokenIssuer });
    this.#oauthScope = oauthScope;
    this.use(async (context, next) => {
      sendOnceInTime(context.turnState.get(this.ConnectorClientKey));
      await next();
    });
  }

  /**
   * Checks who sends the activity and runs `turn` on it. Throws `SenderRefused` when it is not the chat, and
   * `TemporaryError` when that cannot be told now.
   */
  async take(
    authorization: string,
    activity: Activity,
    turn: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    return this.processActivity(await this.#senderOf(authorization, activity), activity, turn);
  }

  /** Who sends an activity, as botbuilder wants to be told. */
  async #senderOf(authorization: string, activity: Activity): Promise<AuthenticateRequestResult> {
    if (this.#tokens === null) return this.#authentication.authenticateRequest(activity, '');
    const claims = await this.#tokens.verify(authorization, activity);
    if (claims === null) throw new SenderRefused();
    const claimsIdentity = new ClaimsIdentity(
      Object.entries(claims).map(([type, value]) => ({ type, value: String(value) })),
      true,
    );
    const connectorFactory = this.#authentication.createConnectorFactory(claimsIdentity);
    return { audience: this.#oauthScope, claimsIdentity, connectorFactory };
  }
}

/**
 * The sender of an activity is not the chat, or not of a tenant that is served. Why is not said: the checks name parts of
 * the token.
 */
export class SenderRefused extends Error {
  override readonly name = 'SenderRefused';
}

/** Milliseconds that the chat may take for one answer: a turn of its own is over by then. */
const patience = 15_000;

interface Pipeline {
  removePolicy(policy: { name: string }): void;
  addPolicy(policy: {
    name: string;
    sendRequest<T>(request: { timeout: number }, next: (request: { timeout: number }) => T): T;
  }): void;
}
const Connector = z.object({ client: z.object({ pipeline: z.custom<Pipeline>() }) });

/**
 * Has the client that speaks to the chat send everything once, and not wait for ever. By itself it would try again, and
 * show twice what was shown before the answer got lost; and it would sleep for as long as the chat asks, which is for the
 * job to wait.
 */
function sendOnceInTime(client: unknown): void {
  const { pipeline } = Connector.parse(client).client;
  pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  pipeline.addPolicy({
    name: 'patience',
    sendRequest(request, next) {
      request.timeout = patience;
      return next(request);
    },
  });
}
