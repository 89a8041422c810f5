import { ConfidentialClientApplication } from '@azure/msal-node';
import { TemporaryError } from '../../mentoring/ports.ts';

/** Tokens the product gets for itself, to call Graph or the chat. */
export interface AppTokens {
  /** `scope` as `https://graph.microsoft.com/.default`. Cached until shortly before it ends. */
  token(tenantId: string, scope: string): Promise<string>;
}

/** Client credentials through MSAL. Throws `TemporaryError` when Entra gives no token now. */
export function createAppTokens(settings: {
  readonly authority: string;
  readonly clientId: string;
  readonly clientSecret: string;
}): AppTokens {
  const { authority, clientId, clientSecret } = settings;
  const clients = new Map<string, ConfidentialClientApplication>();
  const clientOf = (tenantId: string) => {
    const client =
      clients.get(tenantId) ??
      new ConfidentialClientApplication({
        auth: {
          clientId,
          clientSecret,
          authority: `${authority}/${tenantId}`,
          // An authority that Microsoft does not list (a stand-in, a private cloud) has to be vouched for.
          knownAuthorities: [new URL(authority).host],
        },
      });
    clients.set(tenantId, client);
    return client;
  };
  return {
    async token(tenantId, scope) {
      try {
        const result = await clientOf(tenantId).acquireTokenByClientCredential({ scopes: [scope] });
        if (result?.accessToken) return result.accessToken;
      } catch (error) {
        throw new TemporaryError('Entra gives no token', null, { cause: error });
      }
      throw new TemporaryError('Entra gives no token');
    },
  };
}
