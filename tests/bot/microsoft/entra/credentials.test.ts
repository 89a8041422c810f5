import { X509Certificate } from 'node:crypto';
import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { generate } from 'selfsigned';
import { z } from 'zod';
import { readConfig } from '../../../../bot/config.ts';
import { createCredentials } from '../../../../bot/credentials.ts';
import { TemporaryError } from '../../../../bot/mentoring/ports.ts';
import { startTenant, type TestTenant } from '../../../support/microsoft/tenant.ts';

const asked = 'POST /{tenant}/oauth2/v2.0/token';
const botScope = 'https://api.botframework.com/.default';
const Managed = z.object({ identityId: z.string(), IDENTITY_ENDPOINT: z.string(), IDENTITY_HEADER: z.string() });
let tenant: TestTenant;
let graphScope: string;
let identityId: string;
/** What App Service puts into the environment where an identity is assigned. */
let service: Record<string, string>;
beforeAll(async () => {
  tenant = await startTenant();
  graphScope = `${tenant.setting('GRAPH_BASE_URL')}/.default`;
  ({ identityId, ...service } = Managed.parse((await tenant.client.call('GET', '/control/managed-identity')).body));
});
afterAll(() => tenant.stop());
beforeEach(() => tenant.quiet());

/** The ways to sign in by these settings, none of which is a secret of either application. */
const credentials = (more: Readonly<Record<string, string>>) => {
  const { ENTRA_CLIENT_SECRET: _entra, BOT_APP_SECRET: _bot, ...settings } = tenant.settings;
  return createCredentials(readConfig({ ...settings, ...more }));
};
const certificate = async () => {
  const made = await generate([{ name: 'commonName', value: 'vantage' }], { algorithm: 'sha256', keySize: 2048 });
  return { ...made, thumbprint: new X509Certificate(made.cert).fingerprint256 };
};
const register = (clientId: string, pem: string) =>
  tenant.client.call('POST', '/control/certificates', { body: { clientId, certificate: pem } });
const opensGraph = async (token: string) => {
  const headers = { authorization: `Bearer ${token}` };
  expect((await tenant.client.call('GET', '/v1.0/users', { headers })).status).toBe(200);
};
/** Why a token is refused, as it stands in the log. */
const refusal = async (token: Promise<string>): Promise<string> => {
  const failed: unknown = await token.then(
    () => null,
    (error: unknown) => error,
  );
  expect(failed).toBeInstanceOf(TemporaryError);
  return inspect(failed, { depth: null });
};

describe('with certificates', () => {
  it('both applications sign in, each with its own', async () => {
    const [graphs, bots] = await Promise.all([certificate(), certificate()]);
    await register(tenant.setting('ENTRA_CLIENT_ID'), graphs.cert);
    await register(tenant.setting('BOT_APP_ID'), bots.cert);
    const { graph, bot } = credentials({
      ENTRA_CERTIFICATE_THUMBPRINT: graphs.thumbprint,
      ENTRA_CERTIFICATE_KEY: graphs.private,
      BOT_CERTIFICATE_THUMBPRINT: bots.thumbprint.replaceAll(':', '').toLowerCase(),
      BOT_CERTIFICATE_KEY: bots.private.replaceAll('\n', '\\n'),
    });
    await opensGraph(await graph.token(tenant.tenantId, graphScope));
    expect(decodeJwt((await bot?.token(tenant.tenantId, botScope)) ?? '')).toMatchObject({
      aud: 'https://api.botframework.com',
      appid: tenant.setting('BOT_APP_ID'),
    });
  });

  it('one that nobody registered opens nothing, and its key is told to nobody', async () => {
    const [known, other] = await Promise.all([certificate(), certificate()]);
    await register(tenant.setting('ENTRA_CLIENT_ID'), known.cert);
    for (const thumbprint of [known.thumbprint, other.thumbprint]) {
      const { graph } = credentials({
        ENTRA_CERTIFICATE_THUMBPRINT: thumbprint,
        ENTRA_CERTIFICATE_KEY: other.private,
        BOT_APP_SECRET: 'unused',
      });
      const why = await refusal(graph.token(tenant.tenantId, graphScope));
      expect(why).toContain('700027');
      expect(why).not.toContain(other.private.split('\n')[1] ?? 'no key');
    }
  });
});

describe('with a managed identity', () => {
  it('the applications that trust it sign in without any secret', async () => {
    const { graph, bot } = credentials({ ...service, ENTRA_IDENTITY_ID: identityId, BOT_IDENTITY_ID: identityId });
    await opensGraph(await graph.token(tenant.tenantId, graphScope));
    expect(decodeJwt((await bot?.token(tenant.tenantId, botScope)) ?? '')).toMatchObject({
      appid: tenant.setting('BOT_APP_ID'),
    });
    expect(await tenant.asked(asked)).toBe(2);
  });

  it('a bot that is the identity itself gets its tokens without asking Entra for another application', async () => {
    const { bot } = credentials({
      ...service,
      ENTRA_IDENTITY_ID: identityId,
      BOT_APP_ID: identityId,
      BOT_IDENTITY_ID: identityId,
    });
    expect(decodeJwt((await bot?.token(tenant.tenantId, botScope)) ?? '')).toMatchObject({
      aud: 'https://api.botframework.com',
      appid: identityId,
    });
    expect(await tenant.asked(asked)).toBe(0);
  });

  it('a token for another cloud’s exchange is not taken', async () => {
    const { graph } = credentials({
      ...service,
      ENTRA_IDENTITY_ID: identityId,
      ENTRA_EXCHANGE_AUDIENCE: 'api://AzureADTokenExchangeUSGov',
      BOT_APP_SECRET: 'unused',
    });
    expect(await refusal(graph.token(tenant.tenantId, graphScope))).toContain('700212');
  });

  it('one that is not assigned here gives nothing', async () => {
    const { graph } = credentials({
      ...service,
      ENTRA_IDENTITY_ID: '5b1b9ee8-98c5-4c2d-a9c0-6a9b12f0a001',
      BOT_APP_SECRET: 'unused',
    });
    expect(await refusal(graph.token(tenant.tenantId, graphScope))).toContain('No User Assigned');
  });

  it('gives the passwords of the database where settings say so', async () => {
    const url = (role: string) => `postgres://${role}@db.example/vantage?sslmode=verify-full`;
    const { databasePasswords } = credentials({
      ...service,
      ENTRA_IDENTITY_ID: identityId,
      BOT_APP_SECRET: 'unused',
      DATABASE_URL: url('vantage'),
      DATABASE_MIGRATION_URL: url('owner'),
      DATABASE_IDENTITY_ID: identityId,
      DATABASE_MIGRATION_IDENTITY_ID: '5b1b9ee8-98c5-4c2d-a9c0-6a9b12f0a001',
    });
    expect(decodeJwt((await databasePasswords?.running()) ?? '')).toMatchObject({
      aud: 'https://ossrdbms-aad.database.windows.net',
      appid: identityId,
    });
    await expect(databasePasswords?.migrating()).rejects.toThrow(TemporaryError);
    expect(credentials({ ENTRA_CLIENT_SECRET: 'x', BOT_APP_SECRET: 'x' }).databasePasswords).toBeUndefined();
  });
});
