import { z } from 'zod';
import { TemporaryError } from '../../mentoring/ports.ts';
import type { AppTokens } from './app-tokens.ts';

/** An identity that Azure gives the machine this runs on, so that no secret is kept anywhere. */
export interface ManagedIdentity {
  /**
   * A token of the identity for `resource`, as `https://graph.microsoft.com`. Kept until shortly before it ends; one that
   * was `refused` is asked for anew. Throws `TemporaryError` when there is none now.
   */
  token(resource: string, refused?: string): Promise<string>;
}

/** Milliseconds that the endpoint may take for one answer. */
const patience = 30_000;
/** Milliseconds before its end at which a token is replaced. */
const reserve = 5 * 60_000;

/** `expires_on` is in seconds since 1970; App Service writes it as text. */
const Answer = z.object({ access_token: z.string().min(1), expires_on: z.coerce.number() });

/** An identity assigned to an App Service, by its client id: its tokens come from an endpoint on the machine itself. */
export function createManagedIdentity({
  endpoint,
  header,
  clientId,
}: {
  readonly endpoint: string;
  /** Proves to the endpoint that it is asked from this machine. */
  readonly header: string;
  readonly clientId: string;
}): ManagedIdentity {
  const kept = new Map<string, { readonly token: string; readonly until: number }>();
  /** Asked for and not here yet. */
  const coming = new Map<string, Promise<string>>();

  const ask = async (resource: string): Promise<string> => {
    const address = new URL(endpoint);
    address.searchParams.set('api-version', '2019-08-01');
    address.searchParams.set('resource', resource);
    address.searchParams.set('client_id', clientId);
    let answer: z.infer<typeof Answer>;
    try {
      const response = await fetch(address, {
        headers: { 'x-identity-header': header },
        signal: AbortSignal.timeout(patience),
      });
      if (!response.ok) throw new Error(`the identity endpoint answered ${response.status}: ${await response.text()}`);
      answer = Answer.parse(await response.json());
    } catch (error) {
      throw new TemporaryError('the managed identity gives no token', null, { cause: error });
    }
    kept.set(resource, { token: answer.access_token, until: answer.expires_on * 1_000 - reserve });
    return answer.access_token;
  };

  return {
    async token(resource, refused) {
      const known = kept.get(resource);
      if (known && known.token !== refused && Date.now() < known.until) return known.token;
      const asked = coming.get(resource) ?? ask(resource).finally(() => coming.delete(resource));
      coming.set(resource, asked);
      return asked;
    },
  };
}

/** The tokens of an application that is the identity itself, as a bot registered as one: no other application stands between. */
export function identityTokens(identity: ManagedIdentity): AppTokens {
  return { token: (_tenantId, scope, refused) => identity.token(scope.replace(/\/\.default$/, ''), refused) };
}
