import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ConversationReference } from '../../../../bot/mentoring/chat/chat.ts';
import { createTeamsBot } from '../../../../bot/microsoft/teams/bot.ts';
import { appId, tenantId } from '../../../support/microsoft/activities.ts';
import { ratesInMemory } from '../../../support/microsoft/rates.ts';
import { startListener, type Listener } from '../../../support/microsoft/listener.ts';
import { silent, startTenant, type TestTenant } from '../../../support/microsoft/tenant.ts';

let tenant: TestTenant;
let listener: Listener;
/** How often the bot asked for a token. */
let tokens = 0;
beforeAll(async () => {
  tenant = await startTenant();
  listener = await startListener(tenant);
});
afterAll(async () => {
  await listener.stop();
  await tenant.stop();
});
beforeEach(() => {
  tokens = 0;
  listener.heard.length = 0;
});

const to = (serviceUrl: string): ConversationReference => ({
  serviceUrl,
  conversationId: 'a:1conversation',
  botId: `28:${appId}`,
  userId: '29:1somebody',
  channelId: 'msteams',
  locale: null,
});
function messenger(options: { appId?: string | null; trusts?: readonly string[] } = {}) {
  return createTeamsBot({
    appId: options.appId === undefined ? appId : options.appId,
    tenantId,
    tokens: {
      token: async () => {
        tokens += 1;
        // Whoever was trusted is not really called: this test is about who is.
        throw new Error('the token would have gone there');
      },
    },
    openIdMetadataUrl: 'https://localhost:9/',
    tokenIssuer: 'nobody',
    oauthScope: 'https://api.botframework.com',
    tenantIds: [tenantId],
    extraServiceOrigins: options.trusts ?? [],
    log: silent,
    rates: ratesInMemory(),
    messagesPerSecond: 50,
  }).messenger;
}
const gone = { ok: false, reason: 'gone', why: 'no-conversation' };

describe('the token of the bot goes nowhere', () => {
  it.each([
    'https://evil.example/',
    'https://smba.trafficmanager.net.evil.example/',
    'https://evilsmba.trafficmanager.net/',
    'https://other.trafficmanager.net/',
    'https://smba.trafficmanager.net@evil.example/',
    'https://evil.example/?x=https://smba.trafficmanager.net/',
    'https://evil.example/#.botframework.com',
    'https://evilbotframework.com/',
    'https://botframework.com.evil.example/',
    'https://botframework.azure.cn/',
    'https://smba.botframework.cn/',
    'https://evil.azure.us/',
    'https://xteams.microsoft.com/',
    'https://microsoft.com/',
    'http://smba.trafficmanager.net/emea/',
    'http://api.botframework.com/',
    'ftp://smba.trafficmanager.net/',
    'https://localhost/',
    'https://127.0.0.1/',
    'https://[::1]/',
  ])('near %s', async (serviceUrl) => {
    expect(await messenger().send(tenantId, to(serviceUrl), { kind: 'help', words: [] })).toEqual(gone);
    expect(await messenger().update(tenantId, to(serviceUrl), '1', { kind: 'help', words: [] })).toEqual(gone);
    expect(tokens).toBe(0);
  });

  it('that somebody listens at, and they hear nothing', async () => {
    expect(await messenger().send(tenantId, to(`${listener.url}/`), { kind: 'help', words: [] })).toEqual(gone);
    expect(listener.heard).toEqual([]);
  });

  it('beside the origin that is trusted: another port or scheme is another place', async () => {
    const trusts = ['https://localhost:4000'];
    for (const serviceUrl of ['https://localhost:4001/', 'http://localhost:4000/', 'https://localhost/']) {
      expect(await messenger({ trusts }).send(tenantId, to(serviceUrl), { kind: 'help', words: [] })).toEqual(gone);
    }
    expect(tokens).toBe(0);
  });
});

describe('the token of the bot goes', () => {
  it.each([
    'https://smba.trafficmanager.net/emea/',
    'https://SMBA.trafficmanager.net/amer/2c1f6f6e/',
    'https://api.botframework.com/',
    'https://webchat.botframework.us/',
    'https://smba.infra.teams.microsoft.com/',
    'https://canary.botapi.teams.microsoft.us/',
    'https://smba.infra.gcc.teams.microsoft.com/gcc/',
    'https://smba.infra.gov.teams.microsoft.us/gcch/',
    'https://smba.infra.dod.teams.microsoft.us/dod/',
    'https://directline.botframework.azure.us/',
    'https://teams.botframework.azure.cn/',
  ])('to %s', async (serviceUrl) => {
    await expect(messenger().send(tenantId, to(serviceUrl), { kind: 'help', words: [] })).rejects.toThrow(
      'would have gone there',
    );
    expect(tokens).toBe(1);
  });

  it('to an origin that is trusted besides', async () => {
    const trusting = messenger({ trusts: [listener.url] });
    await expect(trusting.send(tenantId, to(`${listener.url}/chat/`), { kind: 'help', words: [] })).rejects.toThrow(
      'gone there',
    );
  });
});

describe('without an app id there is no token', () => {
  it('and the message goes wherever it was asked to', async () => {
    listener.answer.body = { id: '17' };
    const open = createTeamsBot({
      appId: null,
      tenantId: null,
      tokens: null,
      openIdMetadataUrl: 'https://localhost:9/',
      tokenIssuer: 'nobody',
      oauthScope: 'https://api.botframework.com',
      tenantIds: [],
      extraServiceOrigins: [],
      log: silent,
      rates: ratesInMemory(),
      messagesPerSecond: 50,
    });
    const outcome = await open.messenger.send(tenantId, to(`${listener.url}/`), { kind: 'help', words: [] });
    expect(outcome).toEqual({ ok: true, activityId: '17' });
    expect(listener.heard[0]?.headers['authorization']).toBeUndefined();
  });
});
