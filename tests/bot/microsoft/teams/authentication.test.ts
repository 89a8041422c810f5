import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { decodeProtectedHeader, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { activity, appId, nowhere, personId, press, tenantId } from '../../../support/microsoft/activities.ts';
import { startAuthority, type Authority } from '../../../support/microsoft/authority.ts';
import { startBot, type TestBot } from '../../../support/microsoft/bot.ts';
import { pairingId } from '../../../support/microsoft/messages.ts';

const issuer = 'https://api.botframework.com';
const now = () => Math.floor(Date.now() / 1_000);

let authority: Authority;
let bot: TestBot;
/** A bot of its own for keys of their own: botbuilder keeps keys by the address they come from. */
const startBotFor = (from: Authority, name: string) =>
  startBot({
    appId,
    tenantId,
    tokens: null,
    openIdMetadataUrl: `${from.url}/${name}/v1/.well-known/openidconfiguration`,
    tokenIssuer: issuer,
    extraServiceOrigins: [],
  });
beforeAll(async () => {
  authority = await startAuthority();
  await authority.newKey('teams', { endorsements: ['msteams', 'webchat'] });
  bot = await startBotFor(authority, 'bot');
});
afterAll(async () => {
  await bot.stop();
  await authority.stop();
});
beforeEach(() => {
  bot.heard.length = 0;
  // botframework-connector writes there what it refuses.
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
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
/** Refused without a word, and mentoring never hears of it. */
async function expectRefused(answer: Promise<{ status: number; text: string }>, of: TestBot = bot): Promise<void> {
  expect(await answer).toEqual({ status: 401, text: '' });
  expect(of.heard).toEqual([]);
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

  it('whose key endorses other channels only', async () => {
    const others = await startAuthority();
    await others.newKey('others', { endorsements: ['webchat', 'directline'] });
    const theirs = await startBotFor(others, 'others');
    await expectRefused(theirs.post(press(), await others.sign(claims())), theirs);
    await theirs.stop();
    await others.stop();
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
    expect(answer.status).toBeGreaterThanOrEqual(500);
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
