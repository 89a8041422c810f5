import { createPublicKey } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { decodeProtectedHeader, exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { z } from 'zod';
import { botSettings } from '../../../../bot/app.ts';
import { createCredentials } from '../../../../bot/credentials.ts';
import { readConfig } from '../../../../bot/config.ts';
import { activity, appId, nowhere, personId, press, tenantId } from '../../../support/microsoft/activities.ts';
import { startAuthority, type Authority } from '../../../support/microsoft/authority.ts';
import { startBot, type TestBot } from '../../../support/microsoft/bot.ts';
import { pairingId } from '../../../support/microsoft/messages.ts';

const issuer = 'https://api.botframework.com';
/** A tenant that is not served. */
const other = '2c1f6f6e-0d6a-4c57-9a6c-27f0d6f2b009';
const now = () => Math.floor(Date.now() / 1_000);

let authority: Authority;
let bot: TestBot;
/** What the bot asked tokens of its own for. */
const asked: string[] = [];
const startBotFor = (from: Authority) =>
  startBot({
    appId,
    tenantId,
    tokens: {
      async token(_tenantId, scope) {
        asked.push(scope);
        return 'a token of the bot';
      },
    },
    openIdMetadataUrl: `${from.url}/bot/v1/.well-known/openidconfiguration`,
    tokenIssuer: issuer,
    extraServiceOrigins: [],
  });
beforeAll(async () => {
  authority = await startAuthority();
  await authority.newKey('teams', { endorsements: ['msteams', 'webchat'] });
  bot = await startBotFor(authority);
});
afterAll(async () => {
  await bot.stop();
  await authority.stop();
});
beforeEach(() => {
  bot.heard.length = 0;
  asked.length = 0;
});

const claims = (more: Record<string, unknown> = {}): JWTPayload => ({
  iss: issuer,
  aud: appId,
  serviceurl: nowhere,
  nbf: now() - 5,
  exp: now() + 3_600,
  ...more,
});
const token = (more: Record<string, unknown> = {}): Promise<string> => authority.sign(claims(more));
const Keys = z.object({ keys: z.array(z.record(z.string(), z.string().or(z.array(z.string())))) });
/** Refused without a word: mentoring never hears of it, and no token of the bot goes anywhere. */
async function expectRefused(answer: Promise<{ status: number; text: string }>, of: TestBot = bot): Promise<void> {
  expect(await answer).toEqual({ status: 401, text: '' });
  expect(of.heard).toEqual([]);
  expect(asked).toEqual([]);
}

describe('an activity of the chat', () => {
  it('is taken with a good token, and answered', async () => {
    const answer = await bot.post(press(), await token());
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toMatchObject({
      statusCode: 200,
      type: 'application/vnd.microsoft.card.adaptive',
      value: { type: 'AdaptiveCard', version: '1.5' },
    });
    expect(bot.heard).toEqual([
      { kind: 'acted', who: { tenantId, entraObjectId: personId }, action: { kind: 'accept', pairingId } },
    ]);
  });

  it('is taken with a token that ended moments ago, since clocks differ', async () => {
    expect((await bot.post(press(), await token({ exp: now() - 60 }))).status).toBe(200);
  });

  it('is taken twice when it comes twice', async () => {
    const good = await token();
    await bot.post(press(), good);
    await bot.post(press(), good);
    expect(bot.heard).toHaveLength(2);
  });
});

describe('an activity is refused', () => {
  it.each<[string, Record<string, string>]>([
    ['without a token', {}],
    ['with an empty header', { authorization: '' }],
    ['with another scheme', { authorization: 'Basic dXNlcjpwYXNz' }],
    ['with a scheme and nothing more', { authorization: 'Bearer' }],
    ['with something that is no token', { authorization: 'Bearer abc' }],
    ['with three parts that are no token', { authorization: 'Bearer a.b.c' }],
    ['with two tokens', { authorization: 'Bearer a b' }],
  ])('%s', async (_what, headers) => {
    await expectRefused(bot.raw(JSON.stringify(press()), headers));
  });

  it.each<[string, () => Record<string, unknown>]>([
    ['of another issuer', () => ({ iss: 'https://evil.example' })],
    ['of Entra in place of the chat', () => ({ iss: `https://login.microsoftonline.com/${tenantId}/v2.0` })],
    ['without an issuer', () => ({ iss: undefined })],
    ['for another bot', () => ({ aud: tenantId })],
    ['for nobody', () => ({ aud: undefined })],
    ['for several, us among them', () => ({ aud: [tenantId, appId] })],
    ['that ended an hour ago', () => ({ nbf: now() - 7_200, exp: now() - 3_600 })],
    ['for another service address', () => ({ serviceurl: 'https://smba.trafficmanager.net/amer/' })],
    ['for a service address with less at its end', () => ({ serviceurl: nowhere.replace(/\/$/, '') })],
    ['without a service address', () => ({ serviceurl: undefined })],
    ['without an end', () => ({ exp: undefined })],
    ['without a beginning', () => ({ nbf: undefined })],
    [
      'of the bot itself, as the emulator has it',
      () => ({
        iss: `https://sts.windows.net/${tenantId}/`,
        aud: 'https://api.botframework.com',
        appid: appId,
        tid: tenantId,
        ver: '1.0',
        serviceurl: undefined,
      }),
    ],
    [
      'of another bot',
      () => ({
        iss: `https://login.microsoftonline.com/${tenantId}/v2.0`,
        azp: '2c1f6f6e-0d6a-4c57-9a6c-27f0d6f2d009',
        tid: tenantId,
        ver: '2.0',
      }),
    ],
    [
      'of a tenant that is not served',
      () => ({ iss: `https://login.microsoftonline.com/${other}/v2.0`, tid: other, ver: '2.0' }),
    ],
  ])('with a token %s', async (_what, more) => {
    await expectRefused(bot.post(press(), await token(more())));
  });

  it('that names another service address than its token', async () => {
    await expectRefused(bot.post(press({ serviceUrl: 'https://evil.example/' }), await token()));
  });

  it.each(['directline', 'emulator', 'AseChannel', 'MsTeams'])(
    'of the channel %s, which its key does not endorse',
    async (channelId) => {
      await expectRefused(bot.post(press({ channelId }), await token()));
    },
  );

  it('signed with a key that the chat does not publish', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const header = { alg: 'RS256', typ: 'JWT', kid: 'unknown' };
    await expectRefused(bot.post(press(), await new SignJWT(claims()).setProtectedHeader(header).sign(privateKey)));
  });

  it.each<[string, Record<string, unknown>]>([
    ['other channels only', { endorsements: ['webchat', 'directline'] }],
    ['no channel', { endorsements: [] }],
    ['nothing at all', {}],
    ['a channel, but not in a list', { endorsements: 'msteams' }],
  ])('whose key endorses %s', async (_what, shown) => {
    const others = await startAuthority();
    await others.newKey('others', shown);
    const theirs = await startBotFor(others);
    await expectRefused(theirs.post(press(), await others.sign(claims())), theirs);
    await theirs.stop();
    await others.stop();
  });
});

describe('an activity is refused, however good its token, when its tenants', () => {
  it.each<[string, Record<string, unknown>]>([
    ['are not served', { conversation: { id: 'a:1', tenantId: other }, channelData: { tenant: { id: other } } }],
    ['differ, the conversation being elsewhere', { conversation: { id: 'a:1', tenantId: other } }],
    ['differ, the channel being elsewhere', { channelData: { tenant: { id: other } } }],
    ['are not said', { conversation: { id: 'a:1' }, channelData: {} }],
    ['are no ids', { conversation: { id: 'a:1', tenantId: 'common' }, channelData: { tenant: { id: 'common' } } }],
  ])('%s', async (_what, more) => {
    for (const type of ['message', 'installationUpdate', 'typing']) {
      await expectRefused(bot.post(activity(type, { text: 'Hi', action: 'add', ...more }), await token()));
    }
    await expectRefused(bot.post(press(more), await token()));
  });

  it('but not when they are written in capitals', async () => {
    const tenant = { id: tenantId.toUpperCase() };
    expect((await bot.post(press({ channelData: { tenant } }), await token())).status).toBe(200);
    expect(bot.heard).toMatchObject([{ who: { tenantId } }]);
  });
});

describe('an activity with a forged token is refused', () => {
  const forged: [string, () => Promise<string>][] = [
    [
      'signed with a foreign key under the name of the right one',
      async () => {
        const { kid = '' } = decodeProtectedHeader(await token());
        const { privateKey } = await generateKeyPair('RS256');
        return new SignJWT(claims()).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid }).sign(privateKey);
      },
    ],
    [
      'with claims put into it after it was signed',
      async () => {
        const [header = '', , signature = ''] = (await token()).split('.');
        const payload = Buffer.from(JSON.stringify(claims({ exp: now() + 90_000 }))).toString('base64url');
        return `${header}.${payload}.${signature}`;
      },
    ],
    [
      'unsigned, as alg=none',
      async () => {
        const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
        return `${part({ alg: 'none', typ: 'JWT', kid: 'teams' })}.${part(claims())}.`;
      },
    ],
    [
      'signed with a shared secret',
      async () =>
        new SignJWT(claims())
          .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: 'teams' })
          .sign(new TextEncoder().encode('a secret that is long enough for it')),
    ],
    [
      'signed with the public key as a secret',
      async () => {
        const { kid = '' } = decodeProtectedHeader(await token());
        const { keys } = Keys.parse(await (await fetch(`${authority.url}/bot/keys`)).json());
        const secret = createPublicKey({ key: keys[0] ?? {}, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
        return new SignJWT(claims())
          .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid })
          .sign(new TextEncoder().encode(String(secret)));
      },
    ],
    [
      'that brings its key along',
      async () => {
        const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
        const jwk = await exportJWK(publicKey);
        return new SignJWT(claims())
          .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'teams', jwk })
          .sign(privateKey);
      },
    ],
    ['that is not valid yet', () => token({ nbf: now() + 3_600, exp: now() + 7_200 })],
    ['whose payload is no JSON', async () => 'eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6InRlYW1zIn0.bm8.AAAA'],
  ];

  it.each(forged)('%s: mentoring never hears of it, and nothing is told', async (_what, make) => {
    const answer = await bot.post(press(), await make());
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.text).not.toMatch(/jwt|signature|token|Error|\bat /i);
    expect(bot.heard).toEqual([]);
  });

  it.each(forged)('%s: with 401', async (_what, make) => {
    await expectRefused(bot.post(press(), await make()));
  });
});

describe('when the keys of the chat cannot be fetched', () => {
  it('the chat is told to try again, not that it is somebody else', async () => {
    const cutOff = await startBot({
      appId,
      tenantId,
      tokens: null,
      openIdMetadataUrl: `${bot.messagesUrl}/no-metadata-here`,
      tokenIssuer: issuer,
      extraServiceOrigins: [],
    });
    const answer = await cutOff.post(press(), await token());
    await cutOff.stop();
    expect(answer.status).toBe(503);
    expect(cutOff.heard).toEqual([]);
  });
});

describe.each([
  {
    cloud: 'worldwide',
    environment: {},
    scope: 'https://api.botframework.com/.default',
    issuer: 'https://api.botframework.com',
    entra: 'https://login.microsoftonline.com',
    metadata: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
    serviceUrl: 'https://smba.trafficmanager.net/emea/',
  },
  {
    cloud: 'of the US government',
    environment: {
      ENTRA_AUTHORITY: 'https://login.microsoftonline.us',
      BOT_OPENID_METADATA_URL: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
      BOT_TOKEN_ISSUER: 'https://api.botframework.us',
      BOT_OAUTH_SCOPE: 'https://api.botframework.us',
    },
    scope: 'https://api.botframework.us/.default',
    issuer: 'https://api.botframework.us',
    entra: 'https://login.microsoftonline.us',
    metadata: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
    serviceUrl: 'https://smba.infra.gov.teams.microsoft.us/gcch/',
  },
  {
    cloud: 'of 21Vianet in China',
    environment: {
      ENTRA_AUTHORITY: 'https://login.partner.microsoftonline.cn',
      BOT_OPENID_METADATA_URL: 'https://login.botframework.azure.cn/v1/.well-known/openidconfiguration',
      BOT_TOKEN_ISSUER: 'https://api.botframework.azure.cn',
      BOT_OAUTH_SCOPE: 'https://api.botframework.azure.cn',
    },
    scope: 'https://api.botframework.azure.cn/.default',
    issuer: 'https://api.botframework.azure.cn',
    entra: 'https://login.partner.microsoftonline.cn',
    metadata: 'https://login.botframework.azure.cn/v1/.well-known/openidconfiguration',
    serviceUrl: 'https://teams.botframework.azure.cn/',
  },
])('in the cloud $cloud', ({ environment, scope, issuer: its, entra, metadata, serviceUrl }) => {
  let there: TestBot;
  /** What was asked of places that nobody can reach from here. */
  const outside: { url: string; body: string }[] = [];
  beforeAll(async () => {
    const config = readConfig({
      ENTRA_TENANT_IDS: tenantId,
      ENTRA_CLIENT_ID: appId,
      ENTRA_CLIENT_SECRET: 'secret',
      BOT_APP_ID: appId,
      BOT_APP_SECRET: 'secret',
      ...environment,
    });
    there = await startBot(botSettings(config, createCredentials(config).bot));
  });
  beforeEach(() => {
    outside.length = 0;
    const reach = globalThis.fetch;
    jest.spyOn(globalThis, 'fetch').mockImplementation(async (to, init) => {
      const url = to instanceof Request ? to.url : String(to);
      if (url.startsWith('http://127.0.0.1:')) return reach(to, init);
      outside.push({ url, body: typeof init?.body === 'string' ? init.body : '' });
      if (url === metadata) return Response.json({ jwks_uri: `${authority.url}/bot/keys` });
      if (!url.startsWith(`${entra}/${tenantId}/`)) return new Response(null, { status: 404 });
      const token_endpoint = `${entra}/${tenantId}/oauth2/v2.0/token`;
      const isToken = url === token_endpoint;
      const told = {
        issuer: `${entra}/${tenantId}/v2.0`,
        authorization_endpoint: `${entra}/x`,
        jwks_uri: `${entra}/x`,
      };
      return isToken
        ? Response.json({ error: 'none here' }, { status: 400 })
        : Response.json({ ...told, token_endpoint });
    });
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  afterAll(() => there.stop());

  it("takes tokens of that cloud's chat and of no other", async () => {
    const signed = (iss: string) => token({ iss, serviceurl: serviceUrl });
    expect((await there.post(press({ serviceUrl }), await signed(its))).status).toBe(200);
    const elsewhere = [
      'https://api.botframework.com',
      'https://api.botframework.us',
      'https://api.botframework.azure.cn',
    ];
    for (const iss of elsewhere.filter((one) => one !== its)) {
      expect((await there.post(press({ serviceUrl }), await signed(iss))).status).toBe(401);
    }
    expect(there.heard).toHaveLength(1);
    expect(outside.map(({ url }) => url)).toEqual([metadata]);
  });

  it('asks its Entra for a token of its own, for that chat', async () => {
    const to = {
      serviceUrl,
      conversationId: 'a:1',
      botId: `28:${appId}`,
      userId: '29:1',
      channelId: 'msteams',
      locale: null,
    };
    await expect(there.bot.messenger.send(tenantId, to, { kind: 'help', words: [] })).rejects.toThrow(
      'Entra gives no token',
    );
    expect(outside.every(({ url }) => url.startsWith(`${entra}/${tenantId}/`))).toBe(true);
    expect(new URLSearchParams(outside.at(-1)?.body).get('scope')?.split(' ')).toContain(scope);
  });
});

describe('without an app id, as in the sandbox', () => {
  it('everybody is taken', async () => {
    const open = await startBot({
      appId: null,
      tenantId,
      tokens: null,
      openIdMetadataUrl: 'https://localhost:9/',
      tokenIssuer: issuer,
      extraServiceOrigins: [],
    });
    expect((await open.post(press())).status).toBe(200);
    expect((await open.post(activity('typing'))).status).toBe(200);
    expect(open.heard).toHaveLength(1);
    await open.stop();
  });
});
