import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ConversationReference, Unreachable } from '../../../../bot/mentoring/chat/chat.ts';
import type { Messenger } from '../../../../bot/mentoring/chat/messenger.ts';
import { TemporaryError } from '../../../../bot/mentoring/ports.ts';
import { startChat, type TestChat } from '../../../support/microsoft/chat.ts';
import { everyMessage, samplesWith } from '../../../support/microsoft/messages.ts';
import type { Fault } from '../../../support/fault.ts';
import { startTenant, type TestTenant } from '../../../support/microsoft/tenant.ts';
import { inOurTime, untilSeen, withoutWaiting } from '../../../support/microsoft/time.ts';
import { languages } from '../../../../bot/locales/languages.ts';
import { cardOf as cardIn } from '../../../../bot/microsoft/teams/cards/cards.ts';
import { textsFor } from '../../../../bot/microsoft/teams/texts.ts';
import { cardOf } from '../../../support/texts.ts';

const [checkIn] = samplesWith()['check-in'];
const [answered] = samplesWith()['check-in-answered'];
const sends = 'POST /chat/v3/conversations/{conversation}/activities/{activity}';

let tenant: TestTenant;
let chat: TestChat;
let messenger: Messenger;
let to: ConversationReference;
/** Somebody new each time: in one conversation only so much may be said. */
let head: string;
let met = 0;
beforeAll(async () => {
  tenant = await startTenant();
  published = (await tenant.client.call('GET', '/control/limits')).body['conversationMessages'];
});
afterAll(() => tenant.stop());
beforeEach(async () => {
  await tenant.quiet();
  // A second origin that is trusted, and where nobody listens.
  chat = await startChat(tenant, { trusts: [tenant.url, 'https://localhost:9'] });
  messenger = chat.bot.messenger;
  head = tenant.people[(met += 1) % tenant.people.length]?.userPrincipalName ?? '';
  to = await chat.install(head);
  await tenant.quiet();
});
afterEach(() => chat.stop());

const send = (reference = to) => messenger.send(tenant.tenantId, reference, checkIn);
const update = (activityId: string) => messenger.update(tenant.tenantId, to, activityId, answered);
async function sent(): Promise<string> {
  const outcome = await send();
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.activityId;
}
const gone = (why: Unreachable) => ({ ok: false, reason: 'gone', why });
/** The published limits, as the stand-in has them. */
let published: unknown;
/** `mayHaveArrived`: whether nobody can tell that the chat did not show it. */
const retry = (retryAfterSeconds: number | null, mayHaveArrived = false) => ({
  ok: false,
  reason: 'retry',
  retryAfterSeconds,
  mayHaveArrived,
});
/** Whatever the chat is asked meets this, however often it is tried. */
const chatFault = (fault: Omit<Fault, 'path'>) => tenant.fault({ path: '^/chat/', times: 50, ...fault });

describe('a message', () => {
  it.each(everyMessage().map((message, index) => [`${message.kind} (${index})`, message] as const))(
    'of %s stands in the chat as its card, under the id that is given back',
    async (_name, message) => {
      const outcome = await messenger.send(tenant.tenantId, to, message);
      const seen = (await chat.seen(head)).at(-1);
      expect(outcome).toEqual({ ok: true, activityId: seen?.id });
      expect(seen?.attachments).toEqual([
        expect.objectContaining({
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: JSON.parse(JSON.stringify(cardOf(message))) as unknown,
        }),
      ]);
      expect(seen?.text).toBe('');
    },
  );

  it.each(languages)('is in the language that their client had when they were last heard of: %s', async (language) => {
    const outcome = await messenger.send(tenant.tenantId, { ...to, locale: `${language}-XY` }, checkIn);
    const shown = (await chat.seen(head)).at(-1)?.attachments[0]?.content;
    expect(outcome.ok).toBe(true);
    expect(shown).toEqual(JSON.parse(JSON.stringify(cardIn(checkIn, textsFor(language)))));
  });

  it('shows something else once it is updated, in its old place', async () => {
    const activityId = await sent();
    await send();
    expect(await update(activityId)).toEqual({ ok: true });
    const seen = (await chat.seen(head)).find((message) => message.id === activityId);
    expect(seen).toMatchObject({ updatedCount: 1, attachments: [{ content: cardOf(answered) }] });
  });

  it("takes the bot's own token along, fetched once", async () => {
    await send();
    await send();
    expect(await tenant.asked('POST /{tenant}/oauth2/v2.0/token')).toBeLessThanOrEqual(1);
  });
});

describe('somebody cannot be reached any more', () => {
  it('when they removed the bot, for new messages and for old ones', async () => {
    const activityId = await sent();
    await chat.does(head, 'uninstall');
    expect(await send()).toEqual(gone('not-installed'));
    expect(await update(activityId)).toEqual(gone('not-installed'));
  });

  it('when there is no such conversation', async () => {
    expect(await send({ ...to, conversationId: 'a:nowhere' })).toEqual(gone('no-conversation'));
  });

  it.each([
    ['ConversationBlockedByUser', 'blocked'],
    ['MessageWritesBlocked', 'disabled'],
    ['BotDisabledByAdmin', 'disabled'],
  ] as const)('with 403 %s, until they let the bot in again', async (code, why) => {
    const activityId = await sent();
    const block = (what: string | null) =>
      tenant.client.call('PUT', `/control/chat/${head}/block`, { body: { code: what } });
    await block(code);
    expect(await send()).toEqual(gone(why));
    expect(await update(activityId)).toEqual(gone(why));
    await block(null);
    expect(await send()).toMatchObject({ ok: true });
  });

  it.each([
    [403, 'ForbiddenOperationException'],
    [403, undefined],
    [404, 'Ingrid Solheim is not here'],
  ])('but not by a word that we do not know: %s %s is tried again', async (status, code) => {
    await chatFault({ status, code });
    expect(await send()).toEqual(retry(null));
  });

  it('but not when only our own token is not taken', async () => {
    await chatFault({ status: 401, code: 'Unauthorized' });
    expect(await send()).toEqual(retry(null));
  });
});

describe('a message that is no longer there', () => {
  it('says nothing of the person', async () => {
    expect(await update('1')).toEqual({ ok: false, reason: 'message-gone' });
    expect(await send()).toMatchObject({ ok: true });
  });
});

describe('the limits of the chat', () => {
  it('are kept where there is much to say to one person: nothing is refused, and all of it is said', async () => {
    const before = (await chat.seen(head)).length;
    const outcomes = await Promise.all(Array.from({ length: 9 }, () => send()));
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    expect((await chat.seen(head)).length - before).toBe(9);
    expect((await tenant.counts()).chat).toMatchObject({ refused: {}, highestInConversation: { 2: 8 } });
  });

  it('that hold for long are told of, and nothing is sent before', async () => {
    await tenant.limits({ conversationMessages: [{ count: 1, seconds: 60 }] });
    try {
      expect(await send()).toMatchObject({ ok: true });
      const refused = await send();
      expect(refused).toMatchObject({ ok: false, reason: 'retry' });
      expect(await send()).toMatchObject({ ok: false, reason: 'retry' });
      expect((await tenant.counts()).chat).toMatchObject({ refused: { conversation: 1 }, early: 0 });
    } finally {
      await tenant.limits({ conversationMessages: published });
    }
  });

  it('that were met are waited out where that is soon, and what was refused is sent again', async () => {
    await tenant.fault({ path: '^/chat/', times: 1, status: 429, retryAfterSeconds: 1 });
    await withoutWaiting(async () => {
      expect(await send()).toMatchObject({ ok: true });
    });
    expect((await tenant.counts()).chat).toMatchObject({ early: 0 });
  });
});

describe('a message is worth another try', () => {
  it.each([429, 412, 500, 502, 503, 504])('after %s, when the chat asked for it', async (status) => {
    await chatFault({ status, retryAfterSeconds: 7 });
    await withoutWaiting(async () => {
      expect(await send()).toEqual(retry(7, status >= 500));
    });
  });

  it.each([412, 502])('after %s, some time, when the chat did not say when', async (status) => {
    await chatFault({ status });
    await withoutWaiting(async () => {
      expect(await send()).toEqual(retry(null, status >= 500));
    });
  });

  it('when an update was turned away', async () => {
    const activityId = await sent();
    await chatFault({ status: 429, retryAfterSeconds: 3 });
    await withoutWaiting(async () => {
      expect(await update(activityId)).toEqual(retry(3));
    });
  });

  it('when no answer comes', async () => {
    await chatFault({ delayMilliseconds: 3_600_000 });
    await inOurTime(async (pass) => {
      const sending = send();
      const state = { isOver: false };
      void sending.then(() => (state.isOver = true));
      // Each look lets sockets go on, and the clock after them.
      await untilSeen(async () => {
        await pass(1_000);
        return state.isOver;
      });
      expect(await sending).toEqual(retry(null, true));
    });
  });

  it('when the connection breaks', async () => {
    await chatFault({ then: 'instead' });
    await withoutWaiting(async () => {
      expect(await send()).toEqual(retry(null, true));
    });
  });

  it('when nobody listens', async () => {
    await withoutWaiting(async () => {
      expect(await send({ ...to, serviceUrl: 'https://localhost:9/chat/' })).toEqual(retry(null, true));
    });
  });

  it('when Entra gives no token: nothing is sent without one', async () => {
    const locked = await startChat(tenant, { secret: 'not the secret' });
    await tenant.quiet();
    const outcome = await locked.bot.messenger.send(tenant.tenantId, to, checkIn).catch((error: unknown) => error);
    expect(outcome).toBeInstanceOf(TemporaryError);
    expect(await tenant.asked(sends)).toBe(0);
    await locked.stop();
    await tenant.client.call('PUT', '/control/bot', { body: { messagesUrl: chat.messagesUrl } });
  });

  it("at once where the chat asks for a long wait: it is the job's to wait, not ours", async () => {
    await chatFault({ status: 429, retryAfterSeconds: 600 });
    await inOurTime(async (pass) => {
      const outcome = send();
      await untilSeen(async () => {
        await pass(1);
        return (await tenant.counts()).statuses['429'] === 1;
      });
      expect(await Promise.race([outcome, pass(30_000)])).toEqual(retry(600));
    });
  });

  it('by the job alone: what the chat may have shown is not sent again in here', async () => {
    const before = (await chat.seen(head)).length;
    await tenant.fault({ method: 'POST', path: '^/chat/', times: 1, status: 502, then: 'after' });
    await withoutWaiting(send);
    expect((await chat.seen(head)).length - before).toBe(1);
  });
});

describe('what is neither', () => {
  it.each([400, 413])('is a defect: %s is thrown, not taken for an absence', async (status) => {
    await chatFault({ status, code: 'BadSyntax' });
    await expect(send()).rejects.toMatchObject({ statusCode: status });
  });
});
