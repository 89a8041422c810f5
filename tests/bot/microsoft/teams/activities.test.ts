import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Language } from '../../../../bot/locales/languages.ts';
import { textsFor } from '../../../../bot/microsoft/teams/texts.ts';
import { pino } from 'pino';
import { activity, appId, personId, press, tenantId } from '../../../support/microsoft/activities.ts';
import { startBot, type TestBot } from '../../../support/microsoft/bot.ts';
import { startChatService, type ChatService } from '../../../support/microsoft/chat-service.ts';
import { t } from '../../../support/texts.ts';

/** What nobody can be played to do: activities of other shapes and from elsewhere. Nobody is authenticated here. */
let bot: TestBot;
let chat: ChatService;
/** What the bot wrote into its log. */
const logged: string[] = [];
/** The clock by which the bot counts messages, in milliseconds. */
const clock = { now: 0 };
beforeAll(async () => {
  chat = await startChatService();
  bot = await startBot({
    appId: null,
    tenantId,
    tokens: null,
    openIdMetadataUrl: 'https://localhost:9/',
    tokenIssuer: 'nobody',
    extraServiceOrigins: [],
    log: pino({ level: 'warn' }, { write: (line: string) => logged.push(line) }),
    floodClock: () => clock.now,
  });
});
afterAll(async () => {
  await bot.stop();
  await chat.stop();
});
beforeEach(() => {
  bot.heard.length = 0;
  bot.plan.answer = () => [{ kind: 'help', words: [] }];
  chat.sent.length = 0;
  logged.length = 0;
  clock.now += 60_000;
  chat.answer.status = 200;
});

const post = async (type: string, more: Record<string, unknown> = {}) =>
  bot.post(activity(type, { serviceUrl: chat.serviceUrl, ...more }));

describe('who it was', () => {
  it("is said by Entra's ids, the tenant wherever it stands", async () => {
    await post('message', { text: 'Hi', conversation: { id: 'a:1' } });
    await post('message', { text: 'Hi', channelData: undefined });
    const shouted = { id: '29:1x', aadObjectId: personId.toUpperCase() };
    await post('message', { text: 'Hi', from: shouted });
    expect(bot.heard.map((call) => call.who)).toEqual(Array(3).fill({ tenantId, entraObjectId: personId }));
  });

  it.each([
    ['without an object id', { from: { id: '29:1x', name: 'Somebody' } }],
    ['with an object id that is none', { from: { id: '29:1x', aadObjectId: 'somebody@x.example' } }],
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

  it.each([403, 404, 502])('that was kept is taken, though the chat answers the greeting with %s', async (status) => {
    chat.answer.status = status;
    expect(await post('installationUpdate', { action: 'add' })).toEqual({ status: 200, text: '' });
    expect(bot.heard).toMatchObject([{ kind: 'installed' }]);
    expect(chat.sent).toHaveLength(1);
  });

  it.each(['add', 'add-upgrade', 'remove'])(
    'that could not be kept, as %s, is one to tell of again',
    async (action) => {
      bot.plan.answer = () => {
        throw new Error('the table called conversation is away');
      };
      const answer = await post('installationUpdate', { action });
      expect(answer.status).toBe(500);
      expect(answer.text).not.toContain('conversation');
      expect(chat.sent).toEqual([]);
    },
  );
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

  it('that the chat takes no answer to is taken all the same', async () => {
    chat.answer.status = 502;
    expect(await post('message', { text: 'Hi' })).toEqual({ status: 200, text: '' });
    expect(bot.heard).toMatchObject([{ kind: 'said' }]);
  });

  it('that mentions the bot without a word of its own is heard as an empty one', async () => {
    const entities = [{ type: 'mention', mentioned: { id: `28:${appId}` }, text: '<at>Vantage</at>' }];
    await post('message', { text: undefined, entities });
    expect(bot.heard).toMatchObject([{ kind: 'said', text: '' }]);
  });

  it('without words, as a picture is, is heard as an empty one', async () => {
    await post('message', { attachments: [{ contentType: 'image/png', contentUrl: 'https://x.example/1.png' }] });
    expect(bot.heard).toMatchObject([{ kind: 'said', text: '' }]);
  });
});

describe('the language of an answer', () => {
  const helpIn = (language: Language) => textsFor(language).t('help');

  it.each<[string | undefined, Language]>([
    ['fr-CA', 'fr'],
    ['de-DE', 'de'],
    ['es-419', 'es'],
    ['ar-EG', 'ar'],
    ['en-US', 'en'],
    ['ja-JP', 'en'],
    [undefined, 'en'],
  ])('to somebody whose client says %s is %s', async (locale, language) => {
    bot.plan.answer = () => [{ kind: 'help', words: [] }];
    await post('message', { text: 'Hi', locale });
    const [said] = chat.sent;
    expect(said?.body).toContain(JSON.stringify(helpIn(language)));
    const pressed = await bot.post(press({ serviceUrl: chat.serviceUrl, locale }));
    expect(pressed.text).toContain(JSON.stringify(helpIn(language)));
    expect(pressed.text.includes('"rtl":true')).toBe(language === 'ar');
  });

  it('is kept when something fails', async () => {
    bot.plan.answer = () => {
      throw new Error('no such table');
    };
    await post('message', { text: 'Hi', locale: 'de' });
    expect(chat.sent[0]?.body).toContain('Referenz: ');
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

describe('somebody who writes more than thirty messages a minute', () => {
  const from = (id: string) => ({ from: { id, name: 'Somebody', aadObjectId: personId } });
  const write = async (id: string, count: number) => {
    for (let turn = 0; turn < count; turn += 1) {
      // In many places: answers to one have a pace of their own.
      const conversation = { id: `a:${turn}`, tenantId };
      expect(await post('message', { text: 'Hi', conversation, ...from(id) })).toEqual({ status: 200, text: '' });
    }
  };

  it('is answered thirty times, then with nothing; the log says so once, and not who it is', async () => {
    await write('29:1flood', 35);
    expect(bot.heard).toHaveLength(30);
    expect(chat.sent).toHaveLength(30);
    expect(logged).toHaveLength(1);
    expect(logged[0]).not.toMatch(new RegExp(`29:1flood|${personId}|${tenantId}|Somebody`));
  });

  it('is answered again a minute later, and leaves everybody else their answers meanwhile', async () => {
    await write('29:1flood', 31);
    await write('29:1other', 1);
    expect(bot.heard).toHaveLength(31);
    clock.now += 59_999;
    await write('29:1flood', 1);
    expect(bot.heard).toHaveLength(31);
    clock.now += 1;
    await write('29:1flood', 1);
    expect(bot.heard).toHaveLength(32);
  });

  it('may tap what they were asked all the same, up to a hundred and twenty times', async () => {
    await write('29:1flood', 31);
    const statuses: number[] = [];
    for (let tap = 0; tap < 122; tap += 1) {
      const { status, text } = await bot.post(press({ serviceUrl: chat.serviceUrl, ...from('29:1flood') }));
      statuses.push(status);
      if (status !== 200) expect(text).toBe('');
    }
    expect(statuses).toEqual([...Array<number>(120).fill(200), 429, 429]);
    expect(bot.heard).toHaveLength(150);
    expect(logged).toHaveLength(2);
  });
});
