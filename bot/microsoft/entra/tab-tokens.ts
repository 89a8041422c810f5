import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { TemporaryError } from '../../mentoring/ports.ts';

export type TabTokenCheck =
  | {
      readonly ok: true;
      readonly tenantId: string;
      readonly entraObjectId: string;
      readonly name: string;
      readonly roles: readonly string[];
      /** When the token is good no more, in milliseconds since 1970. */
      readonly endsAt: number;
    }
  | { readonly ok: false; readonly reason: string };

export interface TabTokens {
  /** `reason` is for logs. Throws `TemporaryError` when Entra's keys cannot be fetched. */
  verify(token: string): Promise<TabTokenCheck>;
}

/** Milliseconds that Entra may take to tell where its keys are. */
const patience = 10_000;
/** Seconds by which our clock and Entra's may differ. */
const clockTolerance = 60;
const Metadata = z.object({ issuer: z.string(), jwks_uri: z.url() });
const Claims = z.object({
  tid: z.guid(),
  oid: z.guid(),
  ver: z.literal('2.0'),
  scp: z.string(),
  azp: z.string(),
  name: z.string().default(''),
  roles: z.array(z.string()).default([]),
});
/** How jose says that Entra's keys did not come, or came as something else: no fault of the token. */
const keysAway = new Set(['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC']);
/** The scope the tab asks for; has to be held as a whole word. */
const tabScope = 'access_as_user';

/**
 * Checks the token that Teams gives the tab: signature by the tenant's keys, issuer, audience, time, tenant, scope and
 * the client that asked for it.
 */
export function createTabTokens(settings: {
  readonly authority: string;
  readonly clientId: string;
  readonly tenantIds: readonly string[];
  /** Host of the tab's address, as it stands in `api://host/client`. */
  readonly publicHost: string;
  readonly clientIds: readonly string[];
}): TabTokens {
  const { authority, clientId, tenantIds, publicHost, clientIds } = settings;
  const audience = [clientId, `api://${clientId}`, `api://${publicHost}/${clientId}`];
  const tenants = new Map<string, Promise<{ issuer: string; keys: JWTVerifyGetKey }>>();
  const tenant = (id: string) => {
    const known = tenants.get(id) ?? readMetadata(authority, id);
    tenants.set(id, known);
    // What failed is asked for again the next time.
    known.catch(() => tenants.delete(id));
    return known;
  };

  return {
    async verify(token) {
      const tenantId = tenantOf(token);
      if (tenantId === null || !tenantIds.includes(tenantId)) return { ok: false, reason: 'tenant not served' };
      const { issuer, keys } = await tenant(tenantId);
      try {
        const { payload } = await jwtVerify(token, keys, {
          issuer,
          audience,
          algorithms: ['RS256'],
          requiredClaims: ['exp', 'nbf'],
          clockTolerance,
        });
        const claims = Claims.safeParse(payload);
        if (!claims.success) return { ok: false, reason: `claim ${claims.error.issues[0]?.path.join('.') ?? ''}` };
        const { tid, oid, scp, azp, name, roles } = claims.data;
        if (tid !== tenantId) return { ok: false, reason: 'tenant' };
        if (!scp.split(' ').includes(tabScope)) return { ok: false, reason: 'scope' };
        if (!clientIds.includes(azp)) return { ok: false, reason: 'client' };
        const endsAt = ((payload.exp ?? 0) + clockTolerance) * 1_000;
        return { ok: true, tenantId: tid, entraObjectId: oid, name, roles, endsAt };
      } catch (error) {
        if (error instanceof errors.JOSEError && !keysAway.has(error.code)) return { ok: false, reason: error.code };
        throw new TemporaryError('the keys of Entra cannot be fetched', null, { cause: error });
      }
    },
  };
}

/** The tenant a token says it is from, before anything of it is believed: it only picks the keys to check it by. */
function tenantOf(token: string): string | null {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const read = z.object({ tid: z.guid() }).safeParse(payload);
    return read.success ? read.data.tid : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

async function readMetadata(authority: string, tenantId: string) {
  try {
    const response = await fetch(`${authority}/${tenantId}/v2.0/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(patience),
    });
    const metadata = Metadata.parse(await response.json());
    return { issuer: metadata.issuer, keys: createRemoteJWKSet(new URL(metadata.jwks_uri)) };
  } catch (error) {
    throw new TemporaryError('Entra does not tell its keys', null, { cause: error });
  }
}
