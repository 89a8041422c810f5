import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { BotMessage } from '../../../../bot/mentoring/chat/chat.ts';
import { startChat, type TestChat } from '../../../support/microsoft/chat.ts';
import { checkInId, pairingId, samplesWith } from '../../../support/microsoft/messages.ts';
import { startTenant, type TestTenant } from '../../../support/microsoft/tenant.ts';
import { cardOf, t } from '../../../support/texts.ts';

const head = 'ingrid.solheim@aldermoor.example';

let tenant: TestTenant;
let chat: TestChat;
beforeAll(async () => {
  tenant = await startTenant();
  chat = await startChat(tenant);
});
afterAll(async () => {
  await chat.stop();
  await tenant.stop();
});
beforeEach(async () => {
  await tenant.quiet();
  chat.plan.answer = () => [{ kind: 'help', words: [] }];
  await chat.install(head);
  chat.heard.length = 0;
});

const who = () => ({ tenantId: tenant.tenantId, entraObjectId: tenant.person(head).id });
const answerWith = (...messages: [BotMessage, ...BotMessage[]]): void => {
  chat.plan.answer = () => messages;
};
/** The id of the last message of the bot. */
const lastOfBot = async (): Promise<string> => {
  const last = (await chat.seen(head)).findLast((message) => message.from === 'bot');
  if (!last) throw new Error('the bot said nothing');
  return last.id;
};
const shown = async (): Promise<string> => JSON.stringify(await chat.lastCard(head));

describe('installing', () => {
  it('tells mentoring who it is and where they are reached, and greets them', async () => {
    const greeting: BotMessage = { kind: 'greeting', name: 'Ingrid', pairings: 1, words: [] };
    answerWith(greeting);
    const reference = await chat.install(head);
    expect(chat.heard).toEqual([{ kind: 'installed', who: who(), reference }]);
    expect(reference).toEqual({
      serviceUrl: `${tenant.url}/chat/`,
      conversationId: expect.stringMatching(/^a:1/),
      botId: `28:${tenant.setting('BOT_APP_ID')}`,
      userId: expect.stringMatching(/^29:1/),
      channelId: 'msteams',
      locale: 'en-GB',
    });
    expect(await chat.lastCard(head)).toEqual(cardOf(greeting));
  });

  it('and removing it again is told too, and answered with nothing', async () => {
    const before = (await chat.seen(head)).length;
    expect((await chat.does(head, 'uninstall')).body).toMatchObject({ status: 200 });
    expect(chat.heard).toEqual([{ kind: 'uninstalled', who: who() }]);
    expect(await chat.seen(head)).toHaveLength(before);
  });
});

describe('writing', () => {
  it('is heard with its words, and answered with a card', async () => {
    await chat.does(head, 'message', { text: 'Hello there' });
    expect(chat.heard).toMatchObject([{ kind: 'said', who: who(), text: 'Hello there' }]);
    expect(await chat.lastCard(head)).toEqual(cardOf({ kind: 'help', words: [] }));
  });

  it('is answered with all there is to say, one after the other', async () => {
    const all: [BotMessage, BotMessage, BotMessage] = [
      { kind: 'greeting', name: 'Ingrid', pairings: 2, words: [] },
      samplesWith().offer[0],
      samplesWith().agreement[0],
    ];
    answerWith(...all);
    await chat.does(head, 'message', { text: 'Hi' });
    const cards = (await chat.seen(head)).slice(-3).map((message) => message.attachments[0]?.content);
    expect(cards).toEqual(all.map(cardOf));
  });

  it('is answered once, in the place where it was written', async () => {
    const before = (await chat.seen(head)).length;
    await chat.does(head, 'message', { text: 'Hi' });
    expect(await chat.seen(head)).toHaveLength(before + 2);
  });

  it('is answered kindly when mentoring fails, with a reference and nothing of what failed', async () => {
    chat.plan.answer = () => {
      throw new Error('relation "people" does not exist');
    };
    expect((await chat.does(head, 'message', { text: 'Hi' })).body).toMatchObject({ status: 200 });
    expect(await shown()).toMatch(/Reference: [0-9a-f]{8}/);
    expect(await shown()).not.toContain('relation');
  });
});

describe('pressing a button', () => {
  it('is heard as what the card holds, and its answer takes the place of the card', async () => {
    const activityId = await lastOfBot();
    const accepted: BotMessage = {
      kind: 'accepted',
      partner: { displayName: 'Priya Rao', jobTitle: null },
      waitingFor: 'signatures',
    };
    answerWith(accepted);
    await chat.does(head, 'submit', {
      activityId,
      verb: 'pairing.accept',
      data: { pairingId, verb: 'pairing.accept' },
    });
    expect(chat.heard).toEqual([{ kind: 'acted', who: who(), action: { kind: 'accept', pairingId } }]);
    const replaced = (await chat.seen(head)).find((message) => message.id === activityId);
    expect(replaced).toMatchObject({ updatedCount: 1, attachments: [{ content: cardOf(accepted) }] });
  });

  it('from a client that knows no Action.Execute does the same', async () => {
    const activityId = await lastOfBot();
    answerWith({ kind: 'declined', partner: { displayName: 'Priya Rao', jobTitle: null } });
    await chat.does(head, 'submit', { activityId, data: { pairingId, verb: 'pairing.decline' } });
    expect(chat.heard).toEqual([{ kind: 'acted', who: who(), action: { kind: 'decline', pairingId } }]);
    const replaced = (await chat.seen(head)).find((message) => message.id === activityId);
    expect(JSON.stringify(replaced?.attachments)).toContain(t('declined'));
  });

  it('brings along what was tapped', async () => {
    const data = {
      checkInId,
      tookPlace: 'yes',
      whoTalked: 'balanced',
      spokeOpenly: '',
      words: 'Well',
      areWordsShared: 'true',
    };
    await chat.does(head, 'submit', { activityId: await lastOfBot(), verb: 'check-in.answer', data });
    expect(chat.heard).toMatchObject([
      {
        action: {
          answers: { tookPlace: 'yes', whoTalked: 'balanced', spokeOpenly: null, words: 'Well', areWordsShared: true },
        },
      },
    ]);
  });

  it.each([
    ['of another bot', 'doSomethingElse', {}],
    ['with an id that is none', 'pairing.accept', { pairingId: 'x' }],
    ['with no data', 'pairing.accept', null],
  ])('that is %s is answered kindly, and mentoring never hears of it', async (_what, verb, data) => {
    const answer = await chat.does(head, 'submit', { activityId: await lastOfBot(), verb, data });
    expect(JSON.stringify(answer.body)).toContain(t('notUnderstood'));
    expect(chat.heard).toEqual([]);
  });

  it('that is not ours, in a client that knows no Action.Execute, is answered kindly too', async () => {
    await chat.does(head, 'submit', { activityId: await lastOfBot(), data: { verb: 'doSomethingElse' } });
    expect(await shown()).toContain(t('notUnderstood'));
    expect(chat.heard).toEqual([]);
  });

  it('is answered within the card when mentoring fails', async () => {
    chat.plan.answer = () => {
      throw new Error('secret');
    };
    const verb = 'pairing.accept';
    const answer = await chat.does(head, 'submit', { activityId: await lastOfBot(), verb, data: { pairingId } });
    expect(answer.body).toMatchObject({ status: 200, body: { statusCode: 200, value: { type: 'AdaptiveCard' } } });
    expect(JSON.stringify(answer.body)).toMatch(/Reference: [0-9a-f]{8}/);
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  });
});
