import { CloudAdapter, type Activity, type InvokeResponse, type TurnContext } from 'botbuilder';
import {
  AuthenticationConfiguration,
  AuthenticationConstants,
  AuthenticationError,
  BotFrameworkAuthenticationFactory,
  ServiceClientCredentialsFactory,
  type BotFrameworkAuthentication,
} from 'botframework-connector';
import { z } from 'zod';
import { TemporaryError } from '../../mentoring/ports.ts';
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
  readonly #authentication: BotFrameworkAuthentication;

  constructor(credentials: BotCredentials) {
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
