import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { activity, appId, personId, press, tenantId } from '../../../support/microsoft/activities.ts';
import { startBot, type TestBot } from '../../../support/microsoft/bot.ts';
import { startChatService, type ChatService } from '../../../support/microsoft/chat-service.ts';
import { t } from '../../../support/texts.ts';

/** What nobody can be played to do: activities of other shapes and from elsewhere. Nobody is authenticated here. */
let bot: TestBot;
let chat: ChatService;
beforeAll(async () => {
  chat = await startChatService();
  bot = await startBot({
    appId: null,
    tenantId,
    tokens: null,
    openIdMetadataUrl: 'https://localhost:9/',
    tokenIssuer: 'nobody',
    extraServiceOrigins: [],
  });
});
afterAll(async () => {
  await bot.stop();
  await chat.stop();
});
beforeEach(() => {
  bot.heard.length = 0;
  chat.sent.length = 0;
});

const post = async (type: string, more: Record<string, unknown> = {}) =>
  bot.post(activity(type, { serviceUrl: chat.serviceUrl, ...more }));

describe('who it was', () => {
  it("is said by Entra's ids, the tenant by the channel's data before the conversation's", async () => {
    const other = '2c1f6f6e-0d6a-4c57-9a6c-27f0d6f2b009';
    await post('message', { text: 'Hi', channelData: { tenant: { id: other } } });
    await post('message', { text: 'Hi', channelData: undefined });
    expect(bot.heard.map((call) => call.who)).toEqual([
      { tenantId: other, entraObjectId: personId },
      { tenantId, entraObjectId: personId },
    ]);
  });

  it.each([
    ['without an object id', { from: { id: '29:1x', name: 'Somebody' } }],
    ['with an object id that is none', { from: { id: '29:1x', aadObjectId: 'somebody@x.example' } }],
    ['without a tenant', { channelData: {}, conversation: { id: 'a:1' } }],
    [
      'with a tenant that is none',
      { channelData: { tenant: { id: 'x' } }, conversation: { id: 'a:1', tenantId: 'x' } },
    ],
  ])('is unknown %s: they are answered kindly, and nothing is kept of them', async (_what, more) => {
    expect((await post('message', { text: 'Hi', ...more })).status).toBe(200);
    expect(chat.sent[0]?.body).toContain(t('notEnrolled'));
    expect((await post('installationUpdate', { action: 'add', ...more })).status).toBe(200);
    expect((await post('installationUpdate', { action: 'remove', ...more })).status).toBe(200);
    const pressed = await bot.post(press({ serviceUrl: chat.serviceUrl, ...more }));
    expect(pressed.text).toContain(t('notUnderstood'));
    expect(bot.heard).toEqual([]);
  });
});

describe('an installation', () => {
  it('that is an upgrade is remembered without a word', async () => {
    await post('installationUpdate', { action: 'add-upgrade' });
    expect(bot.heard).toMatchObject([{ kind: 'installed' }]);
    expect(chat.sent).toEqual([]);
  });

  it('that goes away, by upgrade or by hand, is remembered without a word', async () => {
    await post('installationUpdate', { action: 'remove' });
    await post('installationUpdate', { action: 'remove-upgrade' });
    expect(bot.heard.map((call) => call.kind)).toEqual(['uninstalled', 'uninstalled']);
    expect(chat.sent).toEqual([]);
  });
});

describe('a message', () => {
  it('is answered as a reply to it', async () => {
    await post('message', { id: '17', text: 'Hi' });
    expect(chat.sent.map(({ path }) => path)).toEqual(['/v3/conversations/a%3A1conversation/activities/17']);
  });

  it('is heard without the mention of the bot', async () => {
    const entities = [{ type: 'mention', mentioned: { id: `28:${appId}` }, text: '<at>Vantage</at>' }];
    await post('message', { text: '<at>Vantage</at> help', entities });
    expect(bot.heard).toMatchObject([{ kind: 'said', text: 'help' }]);
  });

  it('without words, as a picture is, is heard as an empty one', async () => {
    await post('message', { attachments: [{ contentType: 'image/png', contentUrl: 'https://x.example/1.png' }] });
    expect(bot.heard).toMatchObject([{ kind: 'said', text: '' }]);
  });
});

describe('what asks nothing of us', () => {
  it.each([
    'typing',
    'messageReaction',
    'conversationUpdate',
    'endOfConversation',
    'messageUpdate',
    'event',
    'nonsense',
  ])('as %s, is taken and left alone', async (type) => {
    expect(await post(type, { membersAdded: [{ id: `28:${appId}` }] })).toEqual({ status: 200, text: '' });
    expect(bot.heard).toEqual([]);
    expect(chat.sent).toEqual([]);
  });

  it.each(['task/fetch', 'composeExtension/query', 'signin/verifyState', undefined])(
    'as the invoke %s, is said not to be known here',
    async (name) => {
      expect((await post('invoke', { name, value: {} })).status).toBe(501);
      expect(bot.heard).toEqual([]);
    },
  );
});
