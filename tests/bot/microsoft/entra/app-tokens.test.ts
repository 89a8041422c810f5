import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { TemporaryError } from '../../../../bot/mentoring/ports.ts';
import { createAppTokens } from '../../../../bot/microsoft/entra/app-tokens.ts';
import type { Fault } from '../../../support/fault.ts';
import { startTenant, type TestTenant } from '../../../support/microsoft/tenant.ts';
import { later } from '../../../support/microsoft/time.ts';

const asked = 'POST /{tenant}/oauth2/v2.0/token';
const minutes = 60_000;
let tenant: TestTenant;
let scope: string;
beforeAll(async () => {
  tenant = await startTenant();
  scope = `${tenant.setting('GRAPH_BASE_URL')}/.default`;
});
afterAll(() => tenant.stop());
afterEach(() => tenant.quiet());

const withSecret = (clientSecret: string) =>
  createAppTokens({
    authority: tenant.setting('ENTRA_AUTHORITY'),
    clientId: tenant.setting('ENTRA_CLIENT_ID'),
    clientSecret,
  });

describe('a token of the app', () => {
  it('opens Graph', async () => {
    const token = await tenant.appTokens().token(tenant.tenantId, scope);
    const headers = { authorization: `Bearer ${token}` };
    expect((await tenant.client.call('GET', '/v1.0/users', { headers })).status).toBe(200);
  });

  it('is asked for once, and again only shortly before it ends', async () => {
    await tenant.quiet();
    const tokens = tenant.appTokens();
    const first = await tokens.token(tenant.tenantId, scope);
    expect(await tokens.token(tenant.tenantId, scope)).toBe(first);
    await later(50 * minutes, async () => {
      expect(await tokens.token(tenant.tenantId, scope)).toBe(first);
      expect(await tenant.asked(asked)).toBe(1);
    });
    await later(59 * minutes, async () => {
      expect(await tokens.token(tenant.tenantId, scope)).not.toBe(first);
    });
  });

  it('is asked for once, however many want it at the same time', async () => {
    await tenant.quiet();
    const tokens = tenant.appTokens();
    const all = await Promise.all(Array.from({ length: 8 }, () => tokens.token(tenant.tenantId, scope)));
    expect(new Set(all).size).toBe(1);
    expect(await tenant.asked(asked)).toBe(1);
    // Nor are several new ones where several were refused the same.
    const [refused] = all;
    const news = await Promise.all(all.map(() => tokens.token(tenant.tenantId, scope, refused)));
    expect(new Set(news).size).toBe(1);
    expect(news[0]).not.toBe(refused);
    expect(await tenant.asked(asked)).toBe(2);
  });

  it('is another one for another scope', async () => {
    const tokens = tenant.appTokens();
    const forGraph = await tokens.token(tenant.tenantId, scope);
    expect(await tokens.token(tenant.tenantId, 'https://api.botframework.com/.default')).not.toBe(forGraph);
    expect(await tokens.token(tenant.tenantId, scope)).toBe(forGraph);
  });
});

describe('when Entra gives no token, it is worth another try', () => {
  it('after a wrong secret, which nothing tells on', async () => {
    const secret = 'a-guess-nobody-may-read';
    const failed: unknown = await withSecret(secret)
      .token(tenant.tenantId, scope)
      .catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(TemporaryError);
    expect(inspect(failed, { depth: null })).toContain('7000215');
    expect(inspect(failed, { depth: null })).not.toContain(secret);
  });

  it('for a tenant it does not know', async () => {
    const unknown = tenant.appTokens().token('5b1b9ee8-98c5-4c2d-a9c0-6a9b12f0a001', scope);
    await expect(unknown).rejects.toThrow(TemporaryError);
  });

  const stumble = async (fault: Omit<Fault, 'path'>): Promise<void> => {
    const tokens = tenant.appTokens();
    await tenant.fault({ path: '/oauth2/v2.0/token$', times: 10, ...fault });
    await expect(tokens.token(tenant.tenantId, scope)).rejects.toThrow(TemporaryError);
    await tenant.quiet();
    // MSAL asks nothing for a minute after an error of the server.
    await later(61_000, async () => {
      expect(await tokens.token(tenant.tenantId, scope)).not.toBe('');
    });
  };
  it('while it is away, and then it comes', () => stumble({ status: 503, body: { error: 'temporarily_unavailable' } }));
  it('while it wants to be left alone, and then it comes', () => stumble({ status: 429, retryAfterSeconds: 30 }));
  it('while the connection breaks, and then it comes', () => stumble({ then: 'instead' }));
  it('while it answers without a token, and then it comes', () => stumble({ status: 200, body: {} }));
});
