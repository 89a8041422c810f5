import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { JWTPayload } from 'jose';
import { TemporaryError } from '../../../../bot/mentoring/ports.ts';
import { createTabTokens, type TabTokens } from '../../../../bot/microsoft/entra/tab-tokens.ts';
import { startAuthority, type Authority } from '../../../support/microsoft/authority.ts';
import { startTenant, type TestTenant } from '../../../support/microsoft/tenant.ts';
import { later } from '../../../support/microsoft/time.ts';

const ours = '2c1f6f6e-0d6a-4c57-9a6c-27f0d6f2b001';
const theirs = '2c1f6f6e-0d6a-4c57-9a6c-27f0d6f2b002';
const clientId = '2c1f6f6e-0d6a-4c57-9a6c-27f0d6f2c001';
const teams = '5e3ce6c0-2b1f-4285-8d4b-75ee78787346';

describe('with two tenants served, whose keys are the same', () => {
  let authority: Authority;
  let tokens: TabTokens;
  beforeAll(async () => {
    authority = await startAuthority();
  });
  afterAll(() => authority.stop());
  beforeEach(async () => {
    await authority.newKey('first');
    tokens = createTabTokens({
      authority: authority.url,
      clientId,
      tenantIds: [ours, theirs],
      publicHost: 'vantage.example',
      clientIds: [teams],
    });
  });

  const token = (claims: JWTPayload & { tid: string }): Promise<string> => {
    const seconds = Math.floor(Date.now() / 1_000);
    return authority.sign({
      iss: authority.issuer(claims.tid),
      aud: clientId,
      nbf: seconds - 5,
      exp: seconds + 3_600,
      oid: '2c1f6f6e-0d6a-4c57-9a6c-27f0d6f2a001',
      ver: '2.0',
      scp: 'access_as_user',
      azp: teams,
      ...claims,
    });
  };

  it('each has its own people', async () => {
    expect(await tokens.verify(await token({ tid: ours }))).toMatchObject({ ok: true, tenantId: ours });
    expect(await tokens.verify(await token({ tid: theirs }))).toMatchObject({ ok: true, tenantId: theirs });
  });

  it.each([
    ['says it is from the other', { tid: theirs, iss: ours }],
    ['was issued by the other', { tid: ours, iss: theirs }],
  ])('a token of one that %s is refused', async (_what, { tid, iss }) => {
    expect(await tokens.verify(await token({ tid, iss: authority.issuer(iss) }))).toEqual({
      ok: false,
      reason: 'ERR_JWT_CLAIM_VALIDATION_FAILED',
    });
  });

  it('a tenant changed after signing is refused', async () => {
    const [header, payload, signature] = (await token({ tid: ours })).split('.');
    const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as JWTPayload;
    const changed = Buffer.from(JSON.stringify({ ...claims, tid: theirs, iss: authority.issuer(theirs) }));
    const forged = `${header ?? ''}.${changed.toString('base64url')}.${signature ?? ''}`;
    expect(await tokens.verify(forged)).toEqual({ ok: false, reason: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' });
  });

  it('new keys are fetched when Entra signs with one that is not known yet', async () => {
    expect(await tokens.verify(await token({ tid: ours }))).toMatchObject({ ok: true });
    const old = await token({ tid: ours });
    await authority.newKey('second');
    await later(60_000, async () => {
      expect(await tokens.verify(await token({ tid: ours }))).toMatchObject({ ok: true });
      expect(await tokens.verify(old)).toEqual({ ok: false, reason: 'ERR_JWKS_NO_MATCHING_KEY' });
    });
  });
});

describe('when Entra cannot be asked for its keys', () => {
  let tenant: TestTenant;
  beforeAll(async () => {
    tenant = await startTenant();
  });
  afterAll(() => tenant.stop());
  afterEach(() => tenant.quiet());

  const good = async (): Promise<string> => {
    const body = { userPrincipalName: 'ingrid.solheim@aldermoor.example' };
    return (await tenant.client.call('POST', '/control/token', { body })).body['token'] as string;
  };
  const verifier = () =>
    createTabTokens({
      authority: tenant.setting('ENTRA_AUTHORITY'),
      clientId: tenant.setting('ENTRA_CLIENT_ID'),
      tenantIds: [tenant.tenantId],
      publicHost: 'vantage.example',
      clientIds: [teams],
    });
  const metadata = '/openid-configuration$';
  const keys = '/discovery/v2.0/keys$';

  /** A good token meets a fault, which is not its fault; then Entra is back. */
  async function stumble(path: string, fault: { status?: number; then?: 'instead'; body?: unknown }): Promise<void> {
    const tokens = verifier();
    const token = await good();
    await tenant.fault({ path, ...fault });
    await expect(tokens.verify(token)).rejects.toThrow(TemporaryError);
    expect(await tokens.verify(token)).toMatchObject({ ok: true });
  }

  it('because its metadata is away, it is no refusal, and passes', () => stumble(metadata, { status: 503 }));
  it('because the connection for its metadata breaks, it is no refusal, and passes', () =>
    stumble(metadata, { then: 'instead' }));
  it('because its metadata is nonsense, it is no refusal, and passes', () =>
    stumble(metadata, { status: 200, body: { issuer: 7 } }));
  it('because the connection for its keys breaks, it is no refusal, and passes', () =>
    stumble(keys, { then: 'instead' }));
  it('because its keys are away, it is no refusal, and passes', () => stumble(keys, { status: 503 }));
  it('because its keys are nonsense, it is no refusal, and passes', () =>
    stumble(keys, { status: 200, body: { keys: 'none' } }));

  it('nothing is asked of it for a tenant that is not served', async () => {
    const token = await good();
    await tenant.quiet();
    const elsewhere = createTabTokens({
      authority: tenant.setting('ENTRA_AUTHORITY'),
      clientId: tenant.setting('ENTRA_CLIENT_ID'),
      tenantIds: [ours],
      publicHost: 'vantage.example',
      clientIds: [teams],
    });
    expect(await elsewhere.verify(token)).toEqual({ ok: false, reason: 'tenant not served' });
    expect((await tenant.counts()).requests).toEqual({});
  });
});
