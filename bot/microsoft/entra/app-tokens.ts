import {
  ConfidentialClientApplication,
  type INetworkModule,
  type NetworkRequestOptions,
  type NodeAuthOptions,
} from '@azure/msal-node';
import { TemporaryError } from '../../mentoring/ports.ts';

/** Tokens the product gets for itself, to call Graph or the chat. */
export interface AppTokens {
  /**
   * `scope` as `https://graph.microsoft.com/.default`. Cached until shortly before it ends. One that was `refused` is not
   * given again.
   */
  token(tenantId: string, scope: string, refused?: string): Promise<string>;
}

/** How an application proves who it is. */
export type Credential =
  | { readonly clientSecret: string }
  | { readonly certificate: { readonly thumbprintSha256: string; readonly privateKey: string } }
  /** Gives a token of somebody whom the application trusts by a federated credential. */
  | { readonly assertion: () => Promise<string> };

/** Milliseconds that Entra may take for one answer. */
const patience = 30_000;

/** Client credentials through MSAL. Throws `TemporaryError` when Entra gives no token now. */
export function createAppTokens(
  settings: { readonly authority: string; readonly clientId: string } & Credential,
): AppTokens {
  const { authority, clientId } = settings;
  const clients = new Map<string, ConfidentialClientApplication>();
  const clientOf = (tenantId: string) => {
    const client =
      clients.get(tenantId) ??
      new ConfidentialClientApplication({
        auth: {
          clientId,
          ...proofFor(settings),
          authority: `${authority}/${tenantId}`,
          // An authority that Microsoft does not list (a stand-in, a private cloud) has to be vouched for.
          knownAuthorities: [new URL(authority).host],
        },
        system: { networkClient: patientNetwork },
      });
    clients.set(tenantId, client);
    return client;
  };
  const ask = async (tenantId: string, scope: string, isNew: boolean): Promise<string> => {
    try {
      const asked = { scopes: [scope], skipCache: isNew };
      const result = await clientOf(tenantId).acquireTokenByClientCredential(asked);
      if (result?.accessToken) return result.accessToken;
    } catch (error) {
      throw new TemporaryError('Entra gives no token', null, { cause: error });
    }
    throw new TemporaryError('Entra gives no token');
  };
  /** Asked for and not here yet: MSAL would ask once for each caller. */
  const coming = new Map<string, Promise<string>>();
  const once = (tenantId: string, scope: string, isNew: boolean): Promise<string> => {
    const key = [tenantId, scope, isNew].join(' ');
    const token = coming.get(key) ?? ask(tenantId, scope, isNew).finally(() => coming.delete(key));
    coming.set(key, token);
    return token;
  };
  return {
    async token(tenantId, scope, refused) {
      const token = await once(tenantId, scope, false);
      return token === refused ? once(tenantId, scope, true) : token;
    },
  };
}

/** A credential in MSAL's words. */
function proofFor(credential: Credential): Omit<NodeAuthOptions, 'clientId'> {
  if ('clientSecret' in credential) return { clientSecret: credential.clientSecret };
  if ('certificate' in credential) return { clientCertificate: credential.certificate };
  return { clientAssertion: () => credential.assertion() };
}

/** MSAL's own network waits without end. */
const patientNetwork: INetworkModule = {
  sendGetRequestAsync: (url, options) => answerOf('GET', url, options),
  sendPostRequestAsync: (url, options) => answerOf('POST', url, options),
};

/** MSAL says what shape it expects; it looks at what came itself. */
async function answerOf(method: string, url: string, options: NetworkRequestOptions | undefined) {
  const response = await fetch(url, {
    method,
    headers: options?.headers ?? {},
    ...(options?.body !== undefined && { body: options.body }),
    signal: AbortSignal.timeout(patience),
  });
  return {
    headers: Object.fromEntries(response.headers),
    body: (await response.json()) as never,
    status: response.status,
  };
}
