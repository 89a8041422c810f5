import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { GRADUATE, HEAD, sandboxWithClient, type Client } from './client.ts';

interface Activity {
  type: string;
  id: string;
  text?: string;
  name?: string;
  action?: string;
  replyToId?: string;
  value?: unknown;
  serviceUrl: string;
  channelId: string;
  conversation: { id: string; conversationType: string };
  from: { id: string; aadObjectId: string };
  recipient: { id: string };
  channelData: { tenant: { id: string } };
}

/** The smallest bot there is: it keeps what it gets, and answers as it was told. */
class TinyBot {
  readonly received: { activity: Activity; token: string }[] = [];
  answer: (activity: Activity) => unknown = () => undefined;
  readonly #server: Server = createServer((request, response) => {
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString()));
    request.on('end', () => {
      const activity = JSON.parse(text) as Activity;
      this.received.push({ activity, token: (request.headers.authorization ?? '').replace('Bearer ', '') });
      const body = this.answer(activity);
      response.setHeader('content-type', 'application/json');
      response.end(body === undefined ? '' : JSON.stringify(body));
    });
  });

  start(): Promise<string> {
    return new Promise((resolve) => {
      this.#server.listen(0, '127.0.0.1', () =>
        resolve(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api/messages`),
      );
    });
  }

  stop(): void {
    this.#server.close();
  }

  get last(): Activity {
    const { activity } = this.received.at(-1) ?? {};
    if (activity === undefined) throw new Error('The bot got nothing.');
    return activity;
  }
}

const CARD = {
  contentType: 'application/vnd.microsoft.card.adaptive',
  content: { type: 'AdaptiveCard', version: '1.5', body: [] },
};
let client: Client;
let botToken: string;
const bot = new TinyBot();
beforeAll(async () => {
  client = await sandboxWithClient();
  botToken = await client.tokenFor('BOT_APP', 'https://api.botframework.com/.default');
  await client.call('PUT', '/control/bot', { body: { messagesUrl: await bot.start() } });
});
afterAll(async () => {
  bot.stop();
  await client.stop();
});
beforeEach(async () => {
  bot.answer = () => undefined;
  await limits({ conversationMessages: [], botRequestsPerSecond: 0, botRetryAfter: true });
  await client.call('POST', `/control/chat/${HEAD}/install`);
});

const connector = (method: string, path: string, body?: unknown) =>
  client.call(method, `/chat/v3/conversations${path}`, { body, headers: { authorization: `Bearer ${botToken}` } });
const limits = (settings: Record<string, unknown>) => client.call('PUT', '/control/limits', { body: settings });
const counted = async () => (await client.call('GET', '/control/requests')).body['chat'];
const does = (what: string, body: Record<string, unknown> = {}, person = HEAD) =>
  client.call('POST', `/control/chat/${person}/${what}`, { body });
const seen = async (person = HEAD) =>
  (await client.call('GET', `/control/chat/${person}`)).body['activities'] as {
    id: string;
    from: string;
    text: string;
    attachments: unknown[];
    updatedCount: number;
  }[];
const path = (activity?: string): string =>
  `/${encodeURIComponent(bot.last.conversation.id)}/activities${activity === undefined ? '' : `/${activity}`}`;
const send = async (activity: Record<string, unknown>): Promise<string> =>
  (await connector('POST', path(), { type: 'message', ...activity })).body['id'] as string;

describe('what the bot gets', () => {
  it('carries a token that the published keys verify, endorsed for Teams', async () => {
    await does('message', { text: 'Hello' });
    const { activity, token } = bot.received.at(-1) ?? {};
    const metadata = (await client.call('GET', client.settings['BOT_OPENID_METADATA_URL'] ?? '')).body as {
      jwks_uri: string;
    };
    const keys = (await client.call('GET', metadata.jwks_uri)).body as unknown as JSONWebKeySet;
    const { payload } = await jwtVerify(token ?? '', createLocalJWKSet(keys), {
      issuer: client.settings['BOT_TOKEN_ISSUER'] ?? '',
      audience: client.settings['BOT_APP_ID'] ?? '',
    });
    expect(payload['serviceurl']).toBe(activity?.serviceUrl);
    expect(keys.keys[0]).toHaveProperty('endorsements', expect.arrayContaining(['msteams']));
  });

  it('says who wrote, where and what, as Teams does', async () => {
    await does('message', { text: 'Hello' });
    const people = (await client.call('GET', '/control/people')).body as unknown as {
      id: string;
      userPrincipalName: string;
    }[];
    expect(bot.last).toMatchObject({
      type: 'message',
      text: 'Hello',
      channelId: 'msteams',
      serviceUrl: `${client.sandbox.url}/chat/`,
      conversation: { conversationType: 'personal' },
      from: { aadObjectId: people.find((person) => person.userPrincipalName === HEAD)?.id },
      recipient: { id: `28:${client.settings['BOT_APP_ID'] ?? ''}` },
      channelData: { tenant: { id: client.settings['BOT_TENANT_ID'] } },
    });
  });

  it('begins with a new member and an installation, and ends with its removal', async () => {
    expect(bot.received.slice(-2).map(({ activity }) => [activity.type, activity.action])).toEqual([
      ['conversationUpdate', undefined],
      ['installationUpdate', 'add'],
    ]);
    await does('uninstall');
    expect(bot.last).toMatchObject({ type: 'installationUpdate', action: 'remove' });
  });

  it('is an invoke for a button with a verb, and a message with a value for one without', async () => {
    await does('submit', { activityId: '1', data: { choice: 2 }, verb: 'answer' });
    expect(bot.last).toMatchObject({
      type: 'invoke',
      name: 'adaptiveCard/action',
      replyToId: '1',
      value: { action: { type: 'Action.Execute', verb: 'answer', data: { choice: 2 } }, trigger: 'manual' },
    });
    await does('submit', { activityId: '1', data: { choice: 3 } });
    expect(bot.last).toMatchObject({ type: 'message', value: { choice: 3 }, replyToId: '1' });
  });
});

describe('what the person sees', () => {
  it('is what was sent, replied and updated, in its order, but not that the bot was typing', async () => {
    await does('message', { text: 'Hello' });
    await connector('POST', path(), { type: 'typing' });
    const id = await send({ text: 'One', attachments: [CARD] });
    await connector('POST', path(bot.last.id), { type: 'message', text: 'Two' });
    expect((await connector('PUT', path(id), { type: 'message', text: 'One again' })).status).toBe(200);
    const last = (await seen()).slice(-3);
    expect(last.map(({ from, text, updatedCount }) => [from, text, updatedCount])).toEqual([
      ['person', 'Hello', 0],
      ['bot', 'One again', 1],
      ['bot', 'Two', 0],
    ]);
  });

  it('is gone when the bot deletes it', async () => {
    const id = await send({ text: 'Oops' });
    expect((await connector('DELETE', path(id))).status).toBe(200);
    expect((await seen()).some((activity) => activity.id === id)).toBe(false);
    expect((await connector('PUT', path(id), { text: 'x' })).body).toMatchObject({
      error: { code: 'ActivityNotFoundInConversation' },
    });
  });

  it('is the new card that answers a press, in the place of the old', async () => {
    const id = await send({ attachments: [CARD] });
    const value = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'Thank you' }] };
    bot.answer = (activity) =>
      activity.type === 'invoke' ? { statusCode: 200, type: CARD.contentType, value } : undefined;
    const answer = await does('submit', { activityId: id, data: {}, verb: 'thanks' });
    expect(answer.body).toMatchObject({ status: 200, body: { statusCode: 200, value } });
    expect((await seen()).find((activity) => activity.id === id)).toMatchObject({
      updatedCount: 1,
      attachments: [{ content: value }],
    });
  });
});

describe('the connector', () => {
  it('lets nobody in but the bot', async () => {
    const members = `/chat/v3/conversations/${encodeURIComponent(bot.last.conversation.id)}/members`;
    for (const token of [undefined, client.graphToken]) {
      const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
      expect((await client.call('GET', members, { headers })).status).toBe(401);
    }
  });

  it('begins the same conversation for the same person, by either of their ids', async () => {
    const { from, conversation, channelData } = bot.last;
    for (const id of [from.id, from.aadObjectId]) {
      const begun = await connector('POST', '', { isGroup: false, members: [{ id }], channelData });
      expect(begun).toMatchObject({ status: 201, body: { id: conversation.id } });
    }
  });

  it('tells who is in a conversation', async () => {
    const members = await connector('GET', `/${encodeURIComponent(bot.last.conversation.id)}/members`);
    expect(members.body).toMatchObject([{ aadObjectId: bot.last.from.aadObjectId, userPrincipalName: HEAD }]);
  });

  it('refuses everything once the person has removed the bot, until they add it again', async () => {
    const id = await send({ text: 'Before' });
    const { from } = bot.last;
    await does('uninstall');
    for (const refused of [
      await connector('POST', path(), { type: 'message', text: 'x' }),
      await connector('PUT', path(id), { text: 'x' }),
      await connector('POST', '', { members: [{ id: from.id }] }),
    ]) {
      expect(refused).toMatchObject({ status: 403, body: { error: { code: 'BotNotInConversationRoster' } } });
    }
    expect((await does('message', { text: 'x' })).status).toBe(409);
    await does('install');
    expect((await connector('POST', path(), { type: 'message', text: 'After' })).status).toBe(201);
  });

  it('knows what it does not know and what is too big', async () => {
    expect((await connector('POST', '/a:nowhere/activities', { text: 'x' })).body).toMatchObject({
      error: { code: 'ConversationNotFound' },
    });
    expect((await connector('POST', path(), { text: 'x'.repeat(110_000) })).body).toMatchObject({
      error: { code: 'MessageSizeTooBig' },
    });
  });

  it('meets the faults that were asked for, before or after the message was shown', async () => {
    const { conversation } = bot.last;
    await client.call('POST', '/control/faults', {
      body: { method: 'POST', path: '/activities$', times: 1, status: 502, then: 'after' },
    });
    expect(
      (
        await connector('POST', `/${encodeURIComponent(conversation.id)}/activities`, {
          type: 'message',
          text: 'Shown',
        })
      ).status,
    ).toBe(502);
    expect((await seen()).at(-1)?.text).toBe('Shown');
  });
});

describe('the limits of the chat', () => {
  beforeEach(() => client.call('DELETE', '/control/requests'));
  const say = () => connector('POST', path(), { type: 'message', text: 'x' });
  /** The statuses of so many requests, one after the other. */
  const statuses = async (count: number, ask: () => Promise<{ status: number }>) => {
    const all: number[] = [];
    for (let each = 0; each < count; each += 1) all.push((await ask()).status);
    return all;
  };

  it('are the published ones unless they are set', async () => {
    const fresh = await sandboxWithClient();
    expect((await fresh.call('GET', '/control/limits')).body).toMatchObject({
      conversationMessages: [
        { count: 7, seconds: 1 },
        { count: 8, seconds: 2 },
        { count: 60, seconds: 30 },
        { count: 1800, seconds: 3600 },
      ],
      botRequestsPerSecond: 50,
      botRetryAfter: true,
    });
    await fresh.stop();
  });

  it('let so much through in one conversation, whatever it is, and then say how long to wait', async () => {
    await limits({ conversationMessages: [{ count: 3, seconds: 60 }] });
    const id = await send({ text: 'One' });
    const writes = [() => connector('PUT', path(id), { text: 'y' }), say, say];
    const answers = [await writes[0]?.(), await say(), await say()];
    expect(answers.map((answer) => answer?.status)).toEqual([200, 201, 429]);
    expect(answers[2]?.headers.get('retry-after')).toMatch(/^(59|60)$/);
    expect((await connector('GET', path().replace('activities', 'members'))).status).toBe(200);
    expect(await counted()).toMatchObject({
      refused: { conversation: 1 },
      highestInConversation: { 60: 3 },
      highestPerSecond: 4,
    });
    const people = (await client.call('GET', '/control/people')).body as unknown as { userPrincipalName: string }[];
    const other = people.find(({ userPrincipalName: name }) => name !== HEAD && name !== GRADUATE)?.userPrincipalName;
    await does('install', {}, other);
    expect((await say()).status).toBe(201);
    await does('uninstall', {}, other);
  });

  it('hold for beginning a conversation too, and for all requests of the bot together', async () => {
    const { from } = bot.last;
    const begin = () => connector('POST', '', { members: [{ id: from.id }] });
    await limits({ conversationMessages: [{ count: 2, seconds: 60 }] });
    expect(await statuses(3, begin)).toEqual([201, 201, 429]);
    await limits({ conversationMessages: [], botRequestsPerSecond: 1, botRetryAfter: false });
    const together = await Promise.all([say(), say(), say()]);
    expect(together.map(({ status }) => status)).toContain(429);
    const refused = together.find(({ status }) => status === 429);
    expect(refused?.headers.get('retry-after')).toBeNull();
    expect(await counted()).toMatchObject({ refused: { conversation: 1 } });
  });

  it('know who comes before their time', async () => {
    await limits({ conversationMessages: [{ count: 1, seconds: 60 }] });
    expect(await statuses(3, say)).toEqual([201, 429, 429]);
    expect(await counted()).toMatchObject({ early: 1 });
  });
});

describe('somebody who blocks the bot', () => {
  it.each(['ConversationBlockedByUser', 'MessageWritesBlocked', 'BotDisabledByAdmin'])(
    'has it refused with %s until they let it in again',
    async (code) => {
      const block = (what: string | null) =>
        client.call('PUT', `/control/chat/${HEAD}/block`, { body: { code: what } });
      const id = await send({ text: 'Before' });
      expect((await block(code)).status).toBe(204);
      for (const refused of [await connector('POST', path(), { text: 'x' }), await connector('PUT', path(id), {})]) {
        expect(refused).toMatchObject({ status: 403, body: { error: { code } } });
      }
      expect((await block('Nonsense')).status).toBe(400);
      await block(null);
      expect((await connector('POST', path(), { text: 'x' })).status).toBe(201);
    },
  );
});

describe('the control routes of the chat', () => {
  it('list who has the bot', async () => {
    const all = (await client.call('GET', '/control/chat')).body as unknown as {
      userPrincipalName: string;
      installed: boolean;
    }[];
    const having = all.filter(({ installed }) => installed);
    expect(having).toEqual([expect.objectContaining({ userPrincipalName: HEAD, installed: true })]);
    expect((await client.call('GET', `/control/chat/${GRADUATE}`)).body).toMatchObject({
      installed: false,
      activities: [],
    });
  });

  it('say so when the bot is not there', async () => {
    await client.call('PUT', '/control/bot', { body: { messagesUrl: 'http://127.0.0.1:9/api/messages' } });
    expect((await does('message', { text: 'Hello' })).status).toBe(502);
  });
});
