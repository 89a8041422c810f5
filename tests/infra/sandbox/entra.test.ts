import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, jwtVerify, UnsecuredJWT, type JSONWebKeySet } from 'jose';
import { HEAD, sandboxWithClient, type Client } from './client.ts';

let client: Client;
let tenant: string;
beforeAll(async () => {
  client = await sandboxWithClient();
  tenant = client.settings['ENTRA_TENANT_IDS'] ?? '';
});
afterAll(() => client.stop());

const verify = async (token: string, metadataUrl: string, audience: string, issuer?: string) => {
  const metadata = (await client.call('GET', metadataUrl)).body as { issuer: string; jwks_uri: string };
  const keys = (await client.call('GET', metadata.jwks_uri)).body as unknown as JSONWebKeySet;
  return jwtVerify(token, createLocalJWKSet(keys), { issuer: issuer ?? metadata.issuer, audience });
};

const form = (more: Record<string, string> = {}): Record<string, string> => ({
  grant_type: 'client_credentials',
  client_id: client.settings['ENTRA_CLIENT_ID'] ?? '',
  client_secret: client.settings['ENTRA_CLIENT_SECRET'] ?? '',
  scope: 'https://graph.microsoft.com/.default',
  ...more,
});

const assertion = (token: string) => ({
  client_assertion: token,
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
});
const unsigned = new UnsecuredJWT({ aud: 'api://AzureADTokenExchange' }).encode();

describe('Entra', () => {
  it('issues app tokens that its published keys verify', async () => {
    const { payload } = await verify(
      client.graphToken,
      `/${tenant}/v2.0/.well-known/openid-configuration`,
      'https://graph.microsoft.com',
    );
    expect(payload['roles']).toContain('Calendars.ReadWrite');
    expect(payload['tid']).toBe(tenant);
  });

  it('issues the tab a token in real time although the sandbox is months ahead', async () => {
    await client.call('POST', '/control/clock', { body: { by: 'P3M' } });
    const { token } = (await client.call('POST', '/control/token', { body: { userPrincipalName: HEAD } })).body as {
      token: string;
    };
    const { payload } = await verify(
      token,
      `/${tenant}/v2.0/.well-known/openid-configuration`,
      client.settings['ENTRA_CLIENT_ID'] ?? '',
    );
    expect(payload).toMatchObject({ preferred_username: HEAD, scp: 'access_as_user', ver: '2.0' });
  });

  it('replaces or leaves out the claims that a test asks it to', async () => {
    const body = { userPrincipalName: HEAD, claims: { azp: 'somebody-else', scp: null } };
    const { token } = (await client.call('POST', '/control/token', { body })).body as { token: string };
    const payload = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<
      string,
      unknown
    >;
    expect(payload['azp']).toBe('somebody-else');
    expect(payload).not.toHaveProperty('scp');
  });

  it.each([
    ['a wrong secret', { client_secret: 'guess' }, 401, 'invalid_client', 'AADSTS7000215'],
    ['an app that nobody registered', { client_id: 'nobody' }, 400, 'unauthorized_client', 'AADSTS700016'],
    [
      'an assertion of another kind',
      { client_assertion: 'x', client_assertion_type: 'saml' },
      400,
      'invalid_request',
      'AADSTS900144',
    ],
    ['an assertion that is no token', assertion('x'), 401, 'invalid_client', 'AADSTS50027'],
    ['an assertion that anybody wrote', assertion(unsigned), 401, 'invalid_client', 'AADSTS50027'],
    ['a scope that is no resource', { scope: 'everything' }, 400, 'invalid_scope', 'AADSTS70011'],
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type', 'AADSTS70003'],
  ])('refuses %s as Entra does', async (_what, more, status, error, code) => {
    const answer = await client.call('POST', `/${tenant}/oauth2/v2.0/token`, { form: form(more) });
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ error, error_description: expect.stringMatching(`^${code}: `) });
    expect(answer.body).toHaveProperty('correlation_id');
  });

  it('does not know other tenants', async () => {
    const answer = await client.call('POST', '/5b1b9ee8-98c5-4c2d-a9c0-6a9b12f0a001/oauth2/v2.0/token', {
      form: form(),
    });
    expect(answer.body).toMatchObject({ error: 'invalid_tenant', error_codes: [90002] });
  });
});

describe('Graph lets in nobody', () => {
  const users = (authorization?: string) =>
    client.call('GET', '/v1.0/users', { headers: authorization === undefined ? {} : { authorization } });

  it('without a token, with a broken one, or with one for another audience', async () => {
    const forBot = await client.tokenFor('BOT_APP', 'https://api.botframework.com/.default');
    const broken = `${client.graphToken.slice(0, -6)}AAAAAA`;
    const { token: forTab } = (await client.call('POST', '/control/token', { body: { userPrincipalName: HEAD } }))
      .body as { token: string };
    for (const authorization of [undefined, 'Bearer x', `Bearer ${broken}`, `Bearer ${forBot}`, `Bearer ${forTab}`]) {
      const answer = await users(authorization);
      expect(answer.status).toBe(401);
      expect(answer.body).toMatchObject({ error: { code: 'InvalidAuthenticationToken' } });
    }
    expect((await users(`Bearer ${client.graphToken}`)).status).toBe(200);
  });

  it('whose token has ended', async () => {
    const body = {
      userPrincipalName: HEAD,
      audience: 'https://graph.microsoft.com',
      claims: { exp: Math.floor(Date.now() / 1000) - 600 },
    };
    const { token } = (await client.call('POST', '/control/token', { body })).body as { token: string };
    expect((await users(`Bearer ${token}`)).status).toBe(401);
  });
});
