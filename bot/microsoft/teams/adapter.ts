import { ActivityEventNames, CloudAdapter, type Activity, type InvokeResponse, type TurnContext } from 'botbuilder';
import {
  AuthenticationConfiguration,
  AuthenticationConstants,
  AuthenticationError,
  BotFrameworkAuthenticationFactory,
  ServiceClientCredentialsFactory,
  type BotFrameworkAuthentication,
} from 'botframework-connector';
import { TemporaryError } from '../../mentoring/ports.ts';
import type { AppTokens } from '../entra/app-tokens.ts';
import type { RateGovernor } from '../rate-governor.ts';
import { sendInTurn } from './outgoing.ts';
import { tenantOf } from './tenant-of.ts';

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

/** The name of the event that begins a turn in which the bot speaks by itself. */
const continued: string = ActivityEventNames.ContinueConversation;

/** botbuilder's adapter, fed by activities rather than by a web framework's request. */
export class TeamsAdapter extends CloudAdapter {
  readonly #authentication: BotFrameworkAuthentication;

  constructor(credentials: BotCredentials, governor: RateGovernor) {
    const authentication = BotFrameworkAuthenticationFactory.create(
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
    );
    super(authentication);
    this.#authentication = authentication;
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
    const sender = await this.#authentication.authenticateRequest(activity, authorization).catch((error: unknown) => {
      if (areKeysAway(error))
        throw new TemporaryError('the keys of the chat cannot be fetched', null, { cause: error });
      throw new SenderRefused();
    });
    return this.processActivity(sender, activity, turn);
  }
}

/** The sender of an activity is not the chat. Why is not said: the checks name parts of the token. */
export class SenderRefused extends Error {
  override readonly name = 'SenderRefused';
}

/** Whether the check failed for want of the chat's keys, rather than because of what was sent. */
function areKeysAway(error: unknown): boolean {
  if (error instanceof AuthenticationError) return error.statusCode >= 500;
  return error instanceof Error && error.name === 'FetchError';
}
