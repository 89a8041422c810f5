import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeJwt, decodeProtectedHeader, exportSPKI, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import { createTabTokens } from '../../../../bot/microsoft/entra/tab-tokens.ts';
import { settings as known } from '../../../../bot/config.ts';
import { startTenant, type TestTenant } from '../../../support/microsoft/tenant.ts';
import { runs } from '../../../support/runs.ts';

const head = 'ingrid.solheim@aldermoor.example';
const lead = 'samira.haddadine@aldermoor.example';
const publicHost = 'vantage.example';
const now = () => Math.floor(Date.now() / 1_000);

let tenant: TestTenant;
let clientId: string;
beforeAll(async () => {
  tenant = await startTenant();
  clientId = tenant.setting('ENTRA_CLIENT_ID');
});
afterAll(() => tenant.stop());

/** A token of the tenant's own keys; `claims` take the place of single claims, null leaves one out. */
async function token(claims: Record<string, unknown> = {}, person = head): Promise<string> {
  const answer = await tenant.client.call('POST', '/control/token', { body: { userPrincipalName: person, claims } });
  return answer.body['token'] as string;
}
const verifier = (tenantIds: readonly string[] = [tenant.tenantId]) =>
  createTabTokens({
    authority: tenant.setting('ENTRA_AUTHORITY'),
    clientId,
    tenantIds,
    publicHost,
    clientIds: known.TAB_CLIENT_IDS.parse(undefined),
  });
const verify = async (text: string) => verifier().verify(text);
/** Another payload under the signature of a token. */
function tampered(good: string, claims: Record<string, unknown>): string {
  const [header, , signature] = good.split('.');
  const payload = Buffer.from(JSON.stringify({ ...decodeJwt(good), ...claims })).toString('base64url');
  return `${header ?? ''}.${payload}.${signature ?? ''}`;
}

describe('a token of the tab is taken', () => {
  it('and says who it is by ids alone, with their roles', async () => {
    const { entraObjectId, displayName } = tenant.person(lead);
    const good = await token({}, lead);
    expect(await verify(good)).toEqual({
      ok: true,
      tenantId: tenant.tenantId,
      entraObjectId,
      name: displayName,
      roles: ['Programme.Lead'],
      endsAt: ((decodeJwt(good).exp ?? 0) + 60) * 1_000,
    });
  });

  it('without roles or a name as somebody who has none', async () => {
    expect(await verify(await token({ name: null }))).toMatchObject({ ok: true, roles: [], name: '' });
  });

  it.each([
    ['the client id', () => clientId],
    ['its short address', () => `api://${clientId}`],
    ['its address with the host of the tab', () => `api://${publicHost}/${clientId}`],
  ])('for the audience that is %s', async (_what, audience) => {
    expect(await verify(await token({ aud: audience() }))).toMatchObject({ ok: true });
  });

  it('with the scope among others', async () => {
    expect(await verify(await token({ scp: 'email access_as_user openid' }))).toMatchObject({ ok: true });
  });

  it('when clocks differ by half a minute', async () => {
    expect(await verify(await token({ exp: now() - 30 }))).toMatchObject({ ok: true });
    expect(await verify(await token({ nbf: now() + 30 }))).toMatchObject({ ok: true });
  });
});

describe('a token of the tab is refused', () => {
  const foreign = '5b1b9ee8-98c5-4c2d-a9c0-6a9b12f0a001';
  it.each<[string, () => Record<string, unknown>, string]>([
    ['another audience', () => ({ aud: 'https://graph.microsoft.com' }), 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['the tab at another host', () => ({ aud: `api://evil.example/${clientId}` }), 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['no audience', () => ({ aud: null }), 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    [
      'another issuer',
      () => ({ iss: `https://sts.windows.net/${tenant.tenantId}/` }),
      'ERR_JWT_CLAIM_VALIDATION_FAILED',
    ],
    ['no issuer', () => ({ iss: null }), 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['a tenant that is not served', () => ({ tid: foreign }), 'tenant not served'],
    ['no tenant', () => ({ tid: null }), 'tenant not served'],
    ['a tenant that is no id', () => ({ tid: 'common' }), 'tenant not served'],
    ['no scope', () => ({ scp: null }), 'claim scp'],
    ['an empty scope', () => ({ scp: '' }), 'scope'],
    ['the scope only as part of a longer word', () => ({ scp: 'access_as_user.read xaccess_as_user' }), 'scope'],
    ['the scope in other letters', () => ({ scp: 'Access_As_User' }), 'scope'],
    ["a client that is not Microsoft's", () => ({ azp: foreign }), 'client'],
    ['no client', () => ({ azp: null }), 'claim azp'],
    ['its end more than a minute ago', () => ({ exp: now() - 90 }), 'ERR_JWT_EXPIRED'],
    ['no end', () => ({ exp: null }), 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['its beginning more than a minute ahead', () => ({ nbf: now() + 90 }), 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['no beginning', () => ({ nbf: null }), 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['version 1.0', () => ({ ver: '1.0' }), 'claim ver'],
    ['no version', () => ({ ver: null }), 'claim ver'],
    ['no object id', () => ({ oid: null }), 'claim oid'],
    ['an address in place of the object id', () => ({ oid: head }), 'claim oid'],
    ['roles that are no list', () => ({ roles: 'Programme.Lead' }), 'claim roles'],
  ])('with %s', async (_what, claims, reason) => {
    expect(await verify(await token(claims()))).toEqual({ ok: false, reason });
  });

  it('unsigned, as alg=none', async () => {
    const payload = (await token()).split('.')[1] ?? '';
    for (const alg of ['none', 'None', 'NONE']) {
      const header = Buffer.from(JSON.stringify({ alg, typ: 'JWT' })).toString('base64url');
      expect(await verify(`${header}.${payload}.`)).toMatchObject({ ok: false });
    }
  });

  it('signed with the public key as if it were a shared secret', async () => {
    const good = await token();
    const keys = (await tenant.client.call('GET', `/${tenant.tenantId}/discovery/v2.0/keys`)).body['keys'] as JWK[];
    const pem = await exportSPKI((await importJWK({ ...keys[0], ext: true }, 'RS256')) as CryptoKey);
    const { kid = '' } = decodeProtectedHeader(good);
    const forged = await new SignJWT(decodeJwt(good))
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid })
      .sign(new TextEncoder().encode(pem));
    expect(await verify(forged)).toEqual({ ok: false, reason: 'ERR_JOSE_ALG_NOT_ALLOWED' });
  });

  it.each(['RS256', 'PS256', 'RS512'])(
    'signed with a foreign key under the name of the right one (%s)',
    async (alg) => {
      const good = await token();
      const { privateKey } = await generateKeyPair(alg);
      const { kid = '' } = decodeProtectedHeader(good);
      const forged = await new SignJWT(decodeJwt(good)).setProtectedHeader({ alg, typ: 'JWT', kid }).sign(privateKey);
      expect(await verify(forged)).toMatchObject({ ok: false });
    },
  );

  it.each([
    ['somebody else', () => ({ oid: tenant.person(lead).id })],
    ['a role', () => ({ roles: ['Programme.Lead'] })],
    ['a later end', () => ({ exp: now() + 100_000 })],
  ])('when %s was put into it after it was signed', async (_what, claims) => {
    expect(await verify(tampered(await token(), claims()))).toEqual({
      ok: false,
      reason: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    });
  });

  it('when its signature was cut off or one of its letters changed', async () => {
    const good = await token();
    const other = good.endsWith('A') ? 'B' : 'A';
    for (const broken of [`${good.split('.').slice(0, 2).join('.')}.`, good.slice(0, -10) + other + good.slice(-9)]) {
      expect(await verify(broken)).toMatchObject({ ok: false });
    }
  });

  it('when it is anything else than a token, and never with an error', async () => {
    const tokens = verifier();
    const part = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json().map((text) => Buffer.from(text).toString('base64url')),
      fc.constant(Buffer.from(JSON.stringify({ tid: tenant.tenantId })).toString('base64url')),
      fc.constant(Buffer.from('{"alg":"RS256","kid":"x","crit":["b64"],"b64":false}').toString('base64url')),
    );
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(part, { maxLength: 6 }).map((parts) => parts.join('.')),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (text) => {
        expect(await tokens.verify(text)).toMatchObject({ ok: false });
      }),
      { numRuns: runs(300), examples: [[''], ['..'], ['e30.e30.e30'], ['e30.bnVsbA.'], ['x'.repeat(100_000)]] },
    );
  });
});
