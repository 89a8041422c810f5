import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';

/** A key that signs, and the half of it that is published. */
interface Key {
  readonly id: string;
  readonly signs: CryptoKey;
  readonly shown: JWK;
}

async function makeKey(id: string, shown: Record<string, unknown>): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  return {
    id,
    signs: privateKey,
    shown: { ...(await exportJWK(publicKey)), kid: id, use: 'sig', alg: 'RS256', ...shown },
  };
}

/**
 * A small authority for what one tenant cannot show: several tenants with the same keys, as Entra has them; keys that
 * change; keys that endorse other channels.
 */
export async function startAuthority() {
  let keys: readonly Key[] = [];
  const server = createServer((request, response) => {
    const [, tenant = '', ...rest] = (request.url ?? '').split('/');
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${tenant}`;
    const body =
      rest.at(-1) === 'keys'
        ? { keys: keys.map((key) => key.shown) }
        : { issuer: `${base}/v2.0`, jwks_uri: `${base}/keys` };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const authority = {
    url,
    issuer: (tenantId: string) => `${url}/${tenantId}/v2.0`,
    /** From now on this key signs and is the only one published; `shown` adds to what is published of it. */
    async newKey(id: string, shown: Record<string, unknown> = {}): Promise<void> {
      keys = [await makeKey(id, shown)];
    },
    async sign(claims: JWTPayload): Promise<string> {
      const key = keys[0];
      if (!key) throw new Error('the authority has no key yet');
      return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.id }).sign(key.signs);
    },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
  await authority.newKey('first');
  return authority;
}

export type Authority = Awaited<ReturnType<typeof startAuthority>>;
