import { CloudAdapter, type Activity, type InvokeResponse, type TurnContext } from 'botbuilder';
import {
  AuthenticationConfiguration,
  AuthenticationConstants,
  AuthenticationError,
  BotFrameworkAuthenticationFactory,
  ServiceClientCredentialsFactory,
} from 'botframework-connector';
import type { AppTokens } from '../entra/app-tokens.ts';

export interface BotCredentials {
  /** Null: nobody is authenticated, on either side. Only the sandbox runs so. */
  readonly appId: string | null;
  readonly tenantId: string | null;
  readonly tokens: AppTokens | null;
  readonly openIdMetadataUrl: string;
  readonly tokenIssuer: string;
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
    const scope = `${audience ?? AuthenticationConstants.ToChannelFromBotOAuthScope}/.default`;
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
  constructor(credentials: BotCredentials) {
    super(
      BotFrameworkAuthenticationFactory.create(
        '',
        true,
        AuthenticationConstants.ToChannelFromBotLoginUrl,
        AuthenticationConstants.ToChannelFromBotOAuthScope,
        credentials.tokenIssuer,
        AuthenticationConstants.OAuthUrl,
        credentials.openIdMetadataUrl,
        AuthenticationConstants.ToBotFromEmulatorOpenIdMetadataUrl,
        '',
        new OurCredentials(credentials),
        new AuthenticationConfiguration(),
      ),
    );
  }

  /** Checks who sends the activity and runs `turn` on it. Throws what `isRefusal` recognises when it is not the chat. */
  async take(
    authorization: string,
    activity: Activity,
    turn: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    return this.processActivity(authorization, activity, turn);
  }
}

/** Whether an error says that the sender is not who they must be. */
export const isRefusal = (error: unknown): boolean => error instanceof AuthenticationError;
