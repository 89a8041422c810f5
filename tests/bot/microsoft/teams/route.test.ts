import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { activity, appId, press, tenantId } from '../../../support/microsoft/activities.ts';
import { startAuthority, type Authority } from '../../../support/microsoft/authority.ts';
import { startBot, type TestBot } from '../../../support/microsoft/bot.ts';
import { startChatService, type ChatService } from '../../../support/microsoft/chat-service.ts';
import { runs } from '../../../support/runs.ts';

let authority: Authority;
let bot: TestBot;
let chat: ChatService;
let serviceUrl: string;
let token: string;
beforeAll(async () => {
  authority = await startAuthority();
  await authority.newKey('teams', { endorsements: ['msteams'] });
  bot = await startBot({
    appId,
    tenantId,
    tokens: null,
    openIdMetadataUrl: `${authority.url}/bot/v1/.well-known/openidconfiguration`,
    tokenIssuer: 'https://api.botframework.com',
    extraServiceOrigins: [],
  });
  chat = await startChatService();
  ({ serviceUrl } = chat);
  const seconds = Math.floor(Date.now() / 1_000);
  const claims = { iss: 'https://api.botframework.com', aud: appId, nbf: seconds - 5, exp: seconds + 3_600 };
  token = await authority.sign({ ...claims, serviceurl: serviceUrl });
});
afterAll(async () => {
  await bot.stop();
  await authority.stop();
  await chat.stop();
});
beforeEach(() => {
  bot.heard.length = 0;
  bot.plan.answer = () => [{ kind: 'help', words: [] }];
});

describe('a body that is no activity is answered with 400', () => {
  const good = () => press({ serviceUrl });
  const without = (field: string) => Object.fromEntries(Object.entries(good()).filter(([name]) => name !== field));
  it.each(['type', 'serviceUrl', 'channelId', 'from', 'recipient', 'conversation'])('without %s', async (field) => {
    expect((await bot.post(without(field), token)).status).toBe(400);
    expect(bot.heard).toEqual([]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['a service address that is none', { serviceUrl: 'somewhere' }],
    ['a type that is no text', { type: 7 }],
    ['a channel that is no text', { channelId: null }],
    ['a sender without an id', { from: { name: 'Somebody' } }],
    ['a sender that is a text', { from: 'somebody' }],
    ['a conversation that is a list', { conversation: [] }],
    ['an id that is a number', { conversation: { id: 7 } }],
    ['an id that is empty', { from: { id: '' } }],
    ['an id that the database does not take', { from: { id: '29:1\0' } }],
    ['an id with half a character', { recipient: { id: '28:\ud800' } }],
    ['an id that goes on and on', { conversation: { id: 'a'.repeat(1_001) } }],
    ['a service address that the database does not take', { serviceUrl: 'https://x.example/\0' }],
  ])('with %s', async (_what, more) => {
    expect((await bot.post({ ...good(), ...more }, token)).status).toBe(400);
    expect(bot.heard).toEqual([]);
  });

  it.each(['', '{', 'null', '[]', '"text"', '7', '{}', '{"type":"message"', '\u0000'])('like %j', async (body) => {
    const answer = await bot.raw(body, { authorization: `Bearer ${token}` });
    expect(answer.status).toBe(400);
    expect(answer.text).not.toMatch(/SyntaxError|JSON|\bat /);
    expect(bot.heard).toEqual([]);
  });

  it('whoever sends it: nothing is learnt from it without a token', async () => {
    expect((await bot.post({ type: 'message' })).status).toBe(400);
  });
});

describe('anything else than a body of JSON', () => {
  it('is not taken', async () => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'text/xml' };
    const answer = await bot.raw('<activity/>', headers);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });
});

const strange = fc.anything({ maxDepth: 2 });
const text = fc.string({ unit: 'binary' });
/** Ids go into addresses and headers on their way back. */
const id = fc.string({ minLength: 1 });
const either = (other: fc.Arbitrary<unknown>, ...usual: unknown[]) =>
  fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...usual) }, other);

/** Activities that come near to real ones; `plain` makes what is copied into the answer, a text in real life. */
function activities(plain: fc.Arbitrary<unknown>) {
  const somebody = fc.record({ id, aadObjectId: either(plain, tenantId), name: plain });
  return fc.record(
    {
      type: either(text, 'message', 'invoke', 'installationUpdate', 'conversationUpdate', 'typing'),
      id,
      timestamp: either(plain, '2027-01-01T10:00:00.000Z'),
      channelId: fc.constant('msteams'),
      from: somebody,
      recipient: somebody,
      conversation: fc.record({ id, tenantId: either(plain, tenantId), name: plain, conversationType: plain }),
      channelData: either(strange, { tenant: { id: tenantId } }, { tenant: {} }),
      name: either(strange, 'adaptiveCard/action', 'task/fetch', 'composeExtension/query'),
      action: either(strange, 'add', 'remove', 'add-upgrade'),
      value: either(strange, { action: { verb: 'pairing.accept', data: {} } }, { action: { data: { verb: 'x' } } }),
      text: either(plain, 'Hi', ''),
      entities: either(strange, [], [{ type: 'mention', mentioned: { id: 'x' }, text: 'x' }], [{ type: 'mention' }]),
      replyToId: either(id, '1', ''),
      deliveryMode: either(plain, 'normal', 'expectReplies'),
      attachments: strange,
      locale: either(plain, 'en-GB'),
      membersAdded: strange,
    },
    { requiredKeys: ['type', 'channelId', 'from', 'recipient', 'conversation'] },
  );
}
const telling = /\bat .*\(|node_modules|Error:|TypeError|Cannot read|undefined|stack/;

describe('whatever the chat delivers', () => {
  it.each([
    ['in its shape, with any words', text],
    ['in any shape', strange],
  ])('%s, is answered, and never with what went wrong in here', async (_what, plain) => {
    const statuses = new Set<number>();
    await fc.assert(
      fc.asyncProperty(activities(plain), async (body) => {
        const answer = await bot.post({ ...body, serviceUrl }, token);
        statuses.add(answer.status);
        expect(answer.text).not.toMatch(telling);
        // 401 is for tenants that are not served, 501 for invokes that are not known here.
        expect([200, 400, 401, 501]).toContain(answer.status);
        expect(answer.text).not.toContain('Reference');
      }),
      { numRuns: runs(300) },
    );
    expect(statuses).toContain(200);
    expect(bot.heard).not.toHaveLength(0);
  });

  it('is answered kindly even when mentoring fails on it', async () => {
    bot.plan.answer = () => {
      throw new Error('secret detail of a table called people');
    };
    const answer = await bot.post(press({ serviceUrl }), token);
    expect(answer.status).toBe(200);
    expect(answer.text).toMatch(/Reference: [0-9a-f]{8}/);
    expect(answer.text).not.toMatch(/secret|people/);
    expect((await bot.post(activity('message', { serviceUrl, text: 'Hi' }), token)).status).toBe(200);
  });
});
