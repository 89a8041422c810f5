import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { certificateIn } from '../../../infra/sandbox/certificate.ts';

/** A stand-in for Entra that knows as many tenants as it is asked for; whatever else it is asked, it is away. */
export interface Authority {
  readonly url: string;
  readonly certificateFile: string;
  /** The token that Teams would give somebody's tab. */
  token(tenantId: string, entraObjectId: string): Promise<string>;
  stop(): Promise<void>;
}

export async function startAuthority(folder: string, clientId: string, teamsClientId: string): Promise<Authority> {
  const { cert, key, file } = await certificateIn(folder);
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'bench', alg: 'RS256', use: 'sig' };
  const server = createServer({ cert, key }, (request, response) => {
    const [, tenant = '', ...rest] = (request.url ?? '').split('/');
    const path = rest.join('/');
    const answer =
      path === 'v2.0/.well-known/openid-configuration'
        ? { issuer: issuer(tenant), jwks_uri: `${url()}/${tenant}/keys` }
        : path === 'keys'
          ? { keys: [jwk] }
          : null;
    response.writeHead(answer ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = () => `https://localhost:${(server.address() as AddressInfo).port}`;
  const issuer = (tenant: string) => `${url()}/${tenant}/v2.0`;
  return {
    url: url(),
    certificateFile: file,
    token: (tenantId, entraObjectId) =>
      new SignJWT({
        tid: tenantId,
        oid: entraObjectId,
        ver: '2.0',
        scp: 'access_as_user',
        azp: teamsClientId,
        name: 'Somebody',
      })
        .setProtectedHeader({ alg: 'RS256', kid: 'bench' })
        .setIssuer(issuer(tenantId))
        .setAudience(clientId)
        .setNotBefore('-1m')
        .setExpirationTime('12h')
        .sign(privateKey),
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
