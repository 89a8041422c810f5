import { ActivityEventNames, CloudAdapter, type Activity, type InvokeResponse, type TurnContext } from 'botbuilder';
import {
  AuthenticationConfiguration,
  AuthenticationConstants,
  BotFrameworkAuthenticationFactory,
  ClaimsIdentity,
  ServiceClientCredentialsFactory,
  type AuthenticateRequestResult,
  type BotFrameworkAuthentication,
} from 'botframework-connector';
import type { AppTokens } from '../entra/app-tokens.ts';
import type { RateGovernor } from '../rate-governor.ts';
import { createChatTokens, type ChatTokens } from './chat-tokens.ts';
import { sendInTurn } from './outgoing.ts';
import { tenantOf } from './tenant-of.ts';

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

/** The name of the event that begins a turn in which the bot speaks by itself. */
const continued: string = ActivityEventNames.ContinueConversation;

/** botbuilder's adapter, fed by activities rather than by a web framework's request. */
export class TeamsAdapter extends CloudAdapter {
  readonly #authentication: BotFrameworkAuthentication;
  /** Null: nobody is authenticated. */
  readonly #tokens: ChatTokens | null;
  readonly #oauthScope: string;

  constructor(credentials: BotCredentials, governor: RateGovernor) {
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
      const { activity } = context;
      sendInTurn(context.turnState.get(this.ConnectorClientKey), governor, {
        tenantId: tenantOf(activity) ?? '',
        within: activity.conversation.id,
        // Somebody wrote or tapped, and waits for the answer.
        isUrgent: activity.name !== continued,
      });
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
